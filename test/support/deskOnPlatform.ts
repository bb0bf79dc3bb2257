import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { TODAY } from '#fixtures/township';
import { type Program, startProgram } from '../e2e/program';
import { Clerk } from './clerk';
import { type PlatformProcess, servePlatform } from './platformProcess';

type Where = string | { url?: string; day?: string | null; saveTo?: string };

/** A desk registered with a platform that runs as a process of its own; both can go and come back. */
export class DeskOnPlatform {
  private readonly home = mkdtempSync(join(tmpdir(), 'canbao-desk-'));
  readonly platformFolder = join(this.home, 'platform');
  /** Where the desk that is opened next keeps its data. */
  userData = join(this.home, 'desk');
  platform: PlatformProcess | null = null;
  program: Program | null = null;
  private code = '';
  /** Any free one at first; then the same again, so that the platform comes back at the address the desk knows. */
  private port = 0;

  /** `villages`: what the desk is answerable for; the whole township unless said otherwise. */
  constructor(private readonly villages?: { readonly name: string; readonly codes: readonly string[] }) {}

  async servePlatform(today = TODAY): Promise<PlatformProcess> {
    const { villages } = this;
    this.platform = await servePlatform({
      folder: this.platformFolder,
      port: this.port,
      today,
      ...(villages ? { villages } : {}),
    });
    if (this.code === '') this.code = this.platform.code;
    this.port = Number(new URL(this.platform.url).port);
    return this.platform;
  }

  async stopPlatform(): Promise<void> {
    await this.platform?.stop();
    this.platform = null;
  }

  /**
   * Opens the desk; `url` is where it shall look for its platform, the platform itself unless said otherwise; `day` null: the
   * computer's own clock; `saveTo`: a folder that stands for the save dialog's answer.
   */
  async open(where: Where = {}): Promise<Clerk> {
    return new Clerk(await this.start(where, true));
  }

  /** The same, with whatever the window shows first. */
  async start(where: Where = {}, enter = false): Promise<Page> {
    const {
      url = `http://127.0.0.1:${this.port}`,
      day = TODAY,
      saveTo = null,
    } = typeof where === 'string' ? { url: where } : where;
    this.program = await startProgram({
      userData: this.userData,
      enter,
      env: {
        CANBAO_PLATFORM_URL: url,
        CANBAO_REGISTRATION_CODE: this.code,
        ...(day === null ? {} : { CANBAO_TODAY: day }),
        ...(saveTo === null ? {} : { CANBAO_SAVE_TO: saveTo }),
      },
    });
    return this.program.page();
  }

  /** The program has ended and started itself again. */
  async startedAgain(): Promise<Page> {
    if (this.program === null) throw new Error('no program was started');
    this.program = await this.program.startedAgain(false);
    return this.program.page();
  }

  async close(): Promise<void> {
    await this.program?.stop();
    this.program = null;
  }

  /** Deletes what the browser keeps, as a full disk or an update does. */
  deleteBrowserStore(): void {
    for (const store of ['chromium/Default/IndexedDB', 'IndexedDB'])
      rmSync(join(this.userData, store), { recursive: true, force: true });
  }

  async dispose(): Promise<void> {
    await this.close().catch(() => {});
    await this.stopPlatform();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}
