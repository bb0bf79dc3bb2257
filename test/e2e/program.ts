import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { _electron, type Browser, chromium, type ElectronApplication, type Page } from '@playwright/test';
import type { HostFile } from '../../build/chromium-host/endpoint';
import { findBrowser } from '../../build/lib/browsers.mjs';
import { enterDesk } from '../support/signIn';

const root = join(import.meta.dirname, '../..');
/** Long, because several programs may be starting on one small machine. */
const START_WITHIN_MS = 120_000;
const END_WITHIN_MS = 15_000;

export type HostKind = 'electron' | 'chromium';
export type Part = 'main' | 'window' | 'platform';

export interface ProgramOptions {
  readonly userData: string;
  /** Further settings (`CANBAO_…`) of this start. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another copy of the built program than the checkout's, by its main script; on the Chromium host. */
  readonly main?: string;
  /** The start hands over to another version and ends. */
  readonly handsOver?: boolean;
  /** The start opens practice (练习), whose own files lie in a folder within `userData`. */
  readonly practice?: boolean;
  /** False: the window is left at its sign-in; else the first clerk is signed in, on a new desk as the one who sets it up. */
  readonly enter?: boolean;
}

/** One run of the built program. */
export interface Program {
  readonly host: HostKind;
  readonly userData: string;
  /** The window's page as it is now; another one after the window died and came back. */
  page(): Promise<Page>;
  /** Process number of a part; null when it is not running. */
  pid(part: Part): Promise<number | null>;
  /** Kills one part outright (SIGKILL), as a power cut would. Waits until that part is gone. */
  kill(part: Part): Promise<void>;
  /** Ends the program as closing it does, and gives its exit code (null: it was killed). */
  stop(): Promise<number | null>;
  /** Resolves when the program has ended of itself; `browser`: the window's process as it was, which ends with it. */
  died(browser: number | null): Promise<void>;
  /** After this program has ended by itself: the one it started in its place (`app.relaunch`). */
  startedAgain(practice: boolean): Promise<Program>;
  /** Resolves with the exit code when the program ends. */
  readonly ended: Promise<number | null>;
  /** What the program has written to its console. */
  log(): string;
}

/** Electron's binary where it has been downloaded; the Chromium host elsewhere. */
export function electronBinary(): string | null {
  try {
    const folder = join(root, 'node_modules/electron');
    return join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
  } catch {
    return null;
  }
}

export const hostKind = (): HostKind => (electronBinary() ? 'electron' : 'chromium');

/** Starts the built program on the host that is there and waits for its window. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  mkdirSync(options.userData, { recursive: true });
  const binary = options.main ? null : electronBinary();
  const program = await (binary ? startElectron(binary, options) : startChromium(options));
  if (options.enter === false) return program;
  try {
    await enterDesk(await program.page());
  } catch (error) {
    await program.stop().catch(() => null);
    throw error;
  }
  return program;
}

const environment = ({ userData, env }: ProgramOptions): Record<string, string> => ({
  ...(Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('CANBAO_')),
  ) as Record<string, string>),
  ...(process.env.CANBAO_CHROMIUM ? { CANBAO_CHROMIUM: process.env.CANBAO_CHROMIUM } : {}),
  CANBAO_USER_DATA: userData,
  ...env,
});

async function until<T>(
  what: string,
  look: () => Promise<T | null> | T | null,
  withinMs = START_WITHIN_MS,
): Promise<T> {
  const begun = performance.now();
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() - begun > withinMs) throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    await pause(50);
  }
}

const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch {
    return true;
  }
  try {
    // A killed process whose new parent has not collected it yet still has a number.
    return / [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/, ''));
  } catch {
    return process.platform === 'linux';
  }
};

async function killPid(pid: number | null): Promise<void> {
  if (pid === null) return;
  process.kill(pid, 'SIGKILL');
  await until(`process ${pid} to be gone`, () => (isGone(pid) ? true : null), END_WITHIN_MS);
}

function watch(child: ChildProcess): { ended: Promise<number | null>; log: () => string } {
  let text = '';
  const hear = (chunk: Buffer) => {
    text += chunk.toString('utf8');
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  return { ended, log: () => text };
}

async function endWithin(ended: Promise<number | null>, pid: number | null): Promise<number | null> {
  const late = pause(END_WITHIN_MS, 'late' as const);
  const answer = await Promise.race([ended, late]);
  if (answer !== 'late') return answer;
  if (pid !== null) process.kill(pid, 'SIGKILL');
  throw new Error('the program did not end by itself');
}

async function startChromium(options: ProgramOptions): Promise<Program> {
  if (!findBrowser())
    throw new Error(
      '没有 Chromium、Chrome 或 Edge,端到端测试打不开窗口；请先安装(Debian:apt-get install chromium)',
    );
  const register = pathToFileURL(join(root, 'build/chromium-host/register.mjs')).href;
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--import', register, options.main ?? join(root, 'out/main/index.js')],
    {
      cwd: root,
      env: { CANBAO_HEADLESS: '1', ...environment(options), CANBAO_DEBUG_ENDPOINT: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const { ended, log } = watch(child);
  if (options.handsOver) return followChromium(options, null, new Promise(() => undefined), log);
  return followChromium(options, child.pid ?? null, ended, log);
}

/** The villages of practice, the newest last. */
function practiceFolder(userData: string): string {
  const home = join(userData, 'practice');
  const villages = existsSync(home) ? readdirSync(home).filter((name) => name.startsWith('village-')) : [];
  const numbers = villages.map((name) => Number(name.slice('village-'.length)));
  return join(home, `village-${Math.max(1, ...numbers)}`);
}

/** A program that runs on the Chromium host; `known` null: one that another program started, found by what it wrote down. */
async function followChromium(
  options: ProgramOptions,
  known: number | null,
  ended: Promise<number | null>,
  log: () => string,
): Promise<Program> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  let main = known;
  const hostFile = (): HostFile | null => {
    if (over) throw new Error(`the program ended while it was starting:\n${log()}`);
    const folder = options.practice ? practiceFolder(options.userData) : options.userData;
    try {
      const file = JSON.parse(readFileSync(join(folder, 'host.json'), 'utf8')) as HostFile;
      // A file that an earlier run left is not this run's.
      if (!file.endpoint || (main === null ? isGone(file.main) : file.main !== main)) return null;
      main = file.main;
      return file;
    } catch {
      return null;
    }
  };
  /** A start that fails leaves nothing running. */
  const orEnd = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      if (main !== null && !over) process.kill(main, 'SIGKILL');
      throw error;
    });
  const wholeEnd =
    known === null
      ? async (): Promise<number | null> => {
          await until('the program to end', () => (main !== null && isGone(main) ? true : null));
          return null;
        }
      : () => ended;
  const { endpoint } = await orEnd(until('the window', hostFile));
  const browser: Browser = await orEnd(chromium.connectOverCDP(endpoint ?? '', { timeout: START_WITHIN_MS }));
  const shown = () =>
    browser
      .contexts()[0]
      ?.pages()
      .find((page) => page.url().startsWith('https://desk.app.invalid/')) ?? null;
  const page = () => until('the desk page', shown);
  await orEnd(page());
  const pid = async (part: Part): Promise<number | null> => {
    const file = hostFile();
    return part === 'main'
      ? main
      : part === 'window'
        ? (file?.browser ?? null)
        : (file?.children['trial-platform'] ?? null);
  };
  return {
    host: 'chromium',
    userData: options.userData,
    page,
    pid,
    kill: async (part) => {
      const browserPid = await pid('window');
      await killPid(await pid(part));
      if (part === 'platform') return;
      await wholeEnd();
      // Either takes the other along; both must be gone before the next start.
      if (browserPid !== null)
        await until('the browser to end', () => (isGone(browserPid) ? true : null), END_WITHIN_MS);
    },
    stop: async () => {
      if (main === null || isGone(main)) return wholeEnd();
      process.kill(main, 'SIGTERM');
      return endWithin(wholeEnd(), main);
    },
    died: async (browserPid) => {
      await wholeEnd();
      if (browserPid !== null)
        await until('the browser to end', () => (isGone(browserPid) ? true : null), END_WITHIN_MS);
    },
    startedAgain: async (practice) => {
      await wholeEnd();
      return followChromium({ ...options, practice }, null, new Promise(() => undefined), log);
    },
    ended,
    log,
  };
}

async function startElectron(executablePath: string, options: ProgramOptions): Promise<Program> {
  const app: ElectronApplication = await _electron.launch({
    executablePath,
    args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: environment(options),
  });
  const child = app.process();
  const { ended, log } = watch(child);
  const page = async () => app.windows()[0] ?? app.firstWindow();
  await page();
  const pid = async (part: Part): Promise<number | null> => {
    if (part === 'main') return child.pid ?? null;
    const kind = part === 'window' ? 'Tab' : 'Utility';
    const metrics = await app.evaluate(({ app: electron }) =>
      electron.getAppMetrics().map(({ type, name, pid: id }) => ({ type, name, id })),
    );
    return (
      metrics.find((one) => one.type === kind && (part === 'window' || one.name === 'trial-platform'))?.id ??
      null
    );
  };
  return {
    host: 'electron',
    userData: options.userData,
    page,
    pid,
    kill: async (part) => {
      await killPid(await pid(part));
      if (part === 'main') await ended;
    },
    stop: async () => {
      await app.close();
      return endWithin(ended, child.pid ?? null);
    },
    died: async () => void (await ended),
    // What Electron starts again is no child of ours, and nothing tells where it can be driven.
    startedAgain: () => Promise.reject(new Error('not followed on the Electron host')),
    ended,
    log,
  };
}
