import { rmSync } from 'node:fs';
import { TODAY } from '#fixtures/township';
import { type PlatformProcess, servePlatform } from '../support/platformProcess';
import type { CrashDesk } from './crashDesk';
import type { Dice } from './dice';
import { Tally } from './tally';

export type Victim = 'main' | 'window' | 'platform';

/**
 * The villages that the desk is answerable for: people enough for every run, and few enough that a start takes seconds. How a
 * desk stands a whole township is shown elsewhere; how it dies does not depend on its size.
 */
const VILLAGES = { name: '上岭镇三村', codes: ['220199100206', '220199100201', '220199100204'] } as const;
export const isOurs = ({ villageCode }: { villageCode: string }): boolean =>
  VILLAGES.codes.some((code) => code === villageCode);

/** One platform and what is known of the day: who had been shown 已保存, who had been told no. */
export class CrashScene {
  readonly tally = new Tally();
  readonly counts = {
    byHand: 0,
    atOnce: 0,
    told: 0,
    storesDeleted: 0,
    killed: { main: 0, window: 0, platform: 0 },
  };
  /** Persons whose operation had shown 已保存. */
  readonly saved = new Set<string>();
  /** Ids of operations that were answered with a refusal and not asked for again since. */
  readonly refused = new Set<string>();
  private platform: PlatformProcess | null = null;
  /** Any free one at first; then the same again, so that the platform comes back at the address the desk knows. */
  private port = 0;

  constructor(
    readonly platformFolder: string,
    readonly dice: Dice,
  ) {}

  async servePlatform(): Promise<PlatformProcess> {
    this.platform ??= await servePlatform({
      folder: this.platformFolder,
      port: this.port,
      today: TODAY,
      villages: VILLAGES,
    });
    this.port = Number(new URL(this.platform.url).port);
    return this.platform;
  }

  async killPlatform(): Promise<void> {
    await this.platform?.kill();
    this.platform = null;
  }

  /** Throws away what the browser keeps, under a closed program. */
  deleteBrowserStore(desk: CrashDesk): void {
    for (const store of desk.browserStores) rmSync(store, { recursive: true, force: true });
    this.counts.storesDeleted += 1;
  }

  async stopPlatform(): Promise<void> {
    await this.platform?.stop();
    this.platform = null;
  }
}
