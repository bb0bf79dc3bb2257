import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { TODAY } from '#fixtures/township';
import { canonicalJson } from '#shared/json';
import { readLedger } from '../support/platformLedger';
import { type PlatformProcess, servePlatform } from '../support/platformProcess';
import { brokenLinks } from './brokenLinks';
import type { CrashDesk } from './crashDesk';
import type { Dice } from './dice';
import { Tally } from './tally';

export type Victim = 'main' | 'window' | 'platform';

const DELIVERED_WITHIN_MS = 240_000;
const AGREE_WITHIN_MS = 60_000;

/** One platform and what is known of the day: who had been shown 已保存, who had been told no. */
export class CrashScene {
  readonly tally = new Tally();
  readonly counts = { byHand: 0, atOnce: 0, told: 0, killed: { main: 0, window: 0, platform: 0 } };
  /** Persons whose operation had shown 已保存. */
  readonly saved = new Set<string>();
  /** Ids of operations that were answered with a refusal and not asked for again since. */
  readonly refused = new Set<string>();
  private platform: PlatformProcess | null = null;
  /** Any free one at first; then the same again, so that the platform comes back at the address the desk knows. */
  private port = 0;

  constructor(
    private readonly platformFolder: string,
    readonly dice: Dice,
  ) {}

  /** The platform as it is: running, or down since it was killed. */
  get platformIsUp(): boolean {
    return this.platform !== null;
  }

  async servePlatform(): Promise<PlatformProcess> {
    this.platform ??= await servePlatform({ folder: this.platformFolder, port: this.port, today: TODAY });
    this.port = Number(new URL(this.platform.url).port);
    return this.platform;
  }

  async killPlatform(): Promise<void> {
    await this.platform?.kill();
    this.platform = null;
  }

  /** Both copies of the journal after a start: whole, chained, the same, with everything that had shown 已保存. */
  async checkJournal(desk: CrashDesk, after: string): Promise<number> {
    const { tally } = this;
    const journal = await desk.journal();
    const operations = journal.flatMap(({ content }) =>
      content.type === 'operation' ? [content.operation] : [],
    );
    const persons = operations.map(({ subjects }) => subjects[0]?.id ?? '');
    const there = new Set(persons);
    const lost = [...this.saved].filter((id) => !there.has(id));
    tally.check(
      'I1',
      lost.length === 0,
      () => `${after}: ${lost.length} saved operations are not in the journal`,
    );
    tally.check('I2', there.size === persons.length, () => `${after}: an operation is in the journal twice`);
    const broken = brokenLinks(journal);
    tally.check('I7', broken === 0, () => `${after}: ${broken} links of the chain are wrong`);
    const ghosts = operations.filter(({ opId }) => this.refused.has(opId));
    tally.check(
      'I27',
      ghosts.length === 0,
      () => `${after}: ${ghosts.length} refused operations are in the journal`,
    );
    const same = await this.agree(desk, journal);
    tally.check('I28', same, () => `${after}: the window's store is not what the file is`);
    return persons.length;
  }

  private async agree(desk: CrashDesk, journal: readonly { seq: number; hash: string }[]): Promise<boolean> {
    const wanted = canonicalJson(journal.map(({ seq, hash }) => ({ seq, hash })));
    for (const begun = performance.now(); performance.now() - begun < AGREE_WITHIN_MS; await pause(200)) {
      if (canonicalJson((await desk.windowStore()).entries) === wanted) return true;
    }
    return false;
  }

  /** At the end: everything is delivered, the window can be rebuilt, and the platform's own books say applied, and once. */
  async checkEnd(desk: CrashDesk): Promise<void> {
    const { tally } = this;
    await this.servePlatform();
    await desk.start();
    await desk.hurry();
    const open = await this.untilDelivered(desk);
    tally.check(
      'I3',
      open === 0,
      () => `after ${DELIVERED_WITHIN_MS} ms ${open} operations are not delivered`,
    );
    const before = await desk.journal();
    await desk.stop();
    for (const store of desk.browserStores) rmSync(store, { recursive: true, force: true });
    await desk.start();
    await this.checkJournal(desk, 'after the window’s store was deleted');
    const after = await desk.journal();
    tally.check(
      'I28',
      canonicalJson(after) === canonicalJson(before),
      () => 'the rebuilt journal is another one',
    );
    await desk.stop();
    await this.platform?.stop();
    this.platform = null;
    const { rows, changes, chain } = await readLedger(this.platformFolder);
    const outcomes = new Map(rows.map((row) => [row.opId, row.outcome]));
    tally.check('I2', outcomes.size === rows.length, () => 'the platform has an operation twice');
    for (const { content, seq } of after) {
      if (content.type !== 'operation') continue;
      const { opId, subjects } = content.operation;
      const outcome = outcomes.get(opId);
      const times = changes.get(subjects[0]?.id ?? '') ?? 0;
      tally.check(
        'I3',
        outcome === 'applied',
        () => `operation ${seq} is ${outcome ?? 'unknown'} on the platform`,
      );
      tally.check('I2', times === 1, () => `operation ${seq} changed its person ${times} times`);
    }
    tally.check(
      'I2',
      rows.length === after.length,
      () => `the platform has ${rows.length}, the journal ${after.length}`,
    );
    const strangers = chain.filter(({ seq, hash }) => after[seq - 1]?.hash !== hash).length;
    tally.check(
      'I7',
      strangers === 0,
      () => `${strangers} links of the platform's copy are not the journal's`,
    );
    console.log(
      `${after.length} operations in the journal, ${this.saved.size} had shown 已保存, ${rows.length} on the platform`,
    );
  }

  private async untilDelivered(desk: CrashDesk): Promise<number> {
    for (const begun = performance.now(); ; await pause(250)) {
      const { queued, held } = await desk.status();
      if (queued + held === 0 || performance.now() - begun > DELIVERED_WITHIN_MS) return queued + held;
    }
  }
}
