import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { enterDesk } from '../support/signIn';
import { hostKind, type Part, type Program, startProgram } from './program';

/** The desk as a test has it: a running program on a data folder of its own. */
export interface DeskUnderTest {
  readonly page: Page;
  readonly userData: string;
  readonly program: Program;
  /** Closes the program when it still runs and starts it again on the same folder. */
  restart(env?: Readonly<Record<string, string>>, practice?: boolean): Promise<Page>;
  /** The program has ended and started itself again, in practice (练习) or out of it. */
  startedAgain(practice: boolean): Promise<Page>;
  /** SIGKILL; `main` and (on the Chromium host) `window` end the whole program, so `restart()` follows. */
  kill(part: Part): Promise<void>;
  /** Where the browser keeps the window's IndexedDB. */
  readonly browserStore: string;
}

interface Options {
  /** Settings (`CANBAO_…`) of the first start. */
  deskEnv: Readonly<Record<string, string>>;
  /** An existing data folder; a new empty one, removed afterwards, when null. */
  deskFolder: string | null;
  /** The first start opens practice, by the settings. */
  deskPractice: boolean;
  /** Each start signs the first clerk in; false: the window is left at its sign-in. */
  deskEnter: boolean;
}

let said = false;

export const test = base.extend<Options & { desk: DeskUnderTest }>({
  deskEnv: [{}, { option: true }],
  deskFolder: [null, { option: true }],
  deskPractice: [false, { option: true }],
  deskEnter: [true, { option: true }],
  desk: async ({ deskEnv, deskFolder, deskPractice, deskEnter: enter }, use, info) => {
    if (!said) console.log(`end-to-end tests run on the ${hostKind()} host`);
    said = true;
    const userData = deskFolder ?? mkdtempSync(join(tmpdir(), 'canbao-e2e-'));
    let program = await startProgram({ userData, env: deskEnv, practice: deskPractice, enter });
    let page = await program.page();
    let running = true;
    const desk: DeskUnderTest = {
      get page() {
        return page;
      },
      get program() {
        return program;
      },
      userData,
      startedAgain: async (practice) => {
        program = await program.startedAgain(practice);
        page = await program.page();
        if (enter) await enterDesk(page);
        return page;
      },
      restart: async (env, practice = deskPractice) => {
        if (running) await program.stop();
        program = await startProgram({ userData, env: { ...deskEnv, ...env }, practice, enter });
        running = true;
        page = await program.page();
        return page;
      },
      kill: async (part) => {
        await program.kill(part);
        running = part === 'platform' || (part === 'window' && program.host === 'electron');
      },
      browserStore: join(userData, program.host === 'chromium' ? 'chromium/Default/IndexedDB' : 'IndexedDB'),
    };
    await use(desk);
    if (info.status !== info.expectedStatus && running) {
      await page.screenshot({ path: info.outputPath('window.png') }).catch(() => {});
      console.log(program.log());
    }
    if (running) await program.stop();
    if (!deskFolder) rmSync(userData, { recursive: true, force: true, maxRetries: 5 });
  },
});

export { expect } from '@playwright/test';
