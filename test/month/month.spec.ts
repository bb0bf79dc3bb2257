import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { TODAY } from '#fixtures/township';
import type { JournalEntry } from '#shared/domain/journalEntry';
import { brokenLinks } from '../faults/brokenLinks';
import { CrashDesk } from '../faults/crashDesk';
import { CrashPeople } from '../faults/crashPeople';
import { chainHead, moveDesk, OLDER_DESK, unpackOlderDesk } from '../support/olderDesk';
import { readLedger } from '../support/platformLedger';
import { type PlatformProcess, servePlatform } from '../support/platformProcess';

/** Fifteen more days, in three openings of the program; the line comes back on the last. */
const DAYS = Array.from({ length: 15 }, (_, i) =>
  new Date(Date.parse(TODAY) + (i + 1) * 86_400_000).toISOString().slice(0, 10),
);
const OPENINGS = [DAYS.slice(0, 5), DAYS.slice(5, 10), DAYS.slice(10)];
const LAST_DAY = DAYS.at(-1) ?? TODAY;
const NEW_OPERATIONS = 2_500;
/** Accepted as one burst, as a morning's list is. */
const BURST = 50;
const DELIVERED_WITHIN_MS = 480_000;

const home = mkdtempSync(join(tmpdir(), 'canbao-month-'));
const platformFolder = join(home, 'platform');
const userData = join(home, 'desk');
let platform: PlatformProcess | null = null;
let desk: CrashDesk | null = null;

test.afterAll(async () => {
  await desk?.stop().catch(() => undefined);
  await platform?.kill();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

const operationsOf = (entries: readonly JournalEntry[]) =>
  entries.flatMap(({ content }) => (content.type === 'operation' ? [content.operation] : []));

/** The file's chain verifies and the window's store has the same entries. */
async function expectOneJournal(on: CrashDesk, entries: number): Promise<JournalEntry[]> {
  const journal = await on.journal();
  expect(journal).toHaveLength(entries);
  expect(brokenLinks(journal)).toBe(0);
  await expect
    .poll(async () => (await on.windowStore()).entries)
    .toEqual(journal.map(({ seq, hash }) => ({ seq, hash })));
  return journal;
}

/** The window's store has a verdict on each operation, and all of them say applied. */
const expectVerdicts = (on: CrashDesk, operations: number): Promise<void> =>
  expect
    .poll(async () => {
      const { verdicts } = await on.windowStore();
      return new Set(verdicts.flatMap(({ verdict }) => (verdict.outcome === 'applied' ? [verdict.opId] : [])))
        .size;
    })
    .toBe(operations);

let begun = performance.now();
function phase(name: string): void {
  console.log(`${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  begun = performance.now();
}

test('[WD11] thirty days without a line, 5,000 operations, the program upgraded in the middle: each is applied once, and both copies of the journal agree', async () => {
  platform = await servePlatform({ folder: platformFolder, port: 0, today: TODAY, ...OLDER_DESK });
  unpackOlderDesk(userData);
  const device = await moveDesk(userData, platform);
  const port = Number(new URL(platform.url).port);
  await platform.stop();

  const people = new CrashPeople((persons) =>
    persons.filter(({ villageCode }) => OLDER_DESK.villages.codes.some((code) => code === villageCode)),
  );
  const older = Array.from({ length: OLDER_DESK.accepted }, () => people.next().id);
  let made = 0;
  for (const [i, days] of OPENINGS.entries()) {
    desk = new CrashDesk(userData, { CANBAO_TODAY: days[0] ?? TODAY });
    await desk.start();
    if (i === 0) {
      const kept = await expectOneJournal(desk, OLDER_DESK.accepted);
      expect(operationsOf(kept).map(({ v, subjects }) => [v, subjects[0]?.id])).toEqual(
        older.map((id) => [1, id]),
      );
      expect(await desk.status()).toMatchObject({ queued: OLDER_DESK.accepted, held: 0 });
    }
    await desk.byHand(people);
    made += 1;
    const until = Math.round((NEW_OPERATIONS * (i + 1)) / OPENINGS.length);
    for (const [d, day] of days.entries()) {
      const share = made + Math.round((until - made) / (days.length - d));
      while (made < share) {
        const drafts = Array.from({ length: Math.min(BURST, share - made) }, () => ({
          ...people.phoneChange(people.next()),
          day,
        }));
        await desk.atOnce(drafts, () => {
          made += 1;
        });
      }
    }
    if (i < OPENINGS.length - 1) await desk.stop();
  }
  if (desk === null) throw new Error('no desk was opened');
  const all = OLDER_DESK.accepted + NEW_OPERATIONS;
  expect(await desk.status()).toMatchObject({ queued: all, held: 0 });

  phase('accepted without a line');
  platform = await servePlatform({ folder: platformFolder, port, today: LAST_DAY });
  await desk.hurry();
  for (const since = performance.now(); ; await pause(500)) {
    const { queued, held, paused } = await desk.status();
    expect(paused).toBeNull();
    if (queued + held === 0) break;
    if (performance.now() - since > DELIVERED_WITHIN_MS) throw new Error(`${queued} wait, ${held} are held`);
  }
  phase('delivered');
  await expectVerdicts(desk, all);
  const delivered = await expectOneJournal(desk, all);
  await desk.stop();

  // Nothing of the browser's store is left; the window gets its journal and its verdicts again from the main process.
  for (const store of desk.browserStores) rmSync(store, { recursive: true, force: true });
  desk = new CrashDesk(userData, { CANBAO_TODAY: LAST_DAY });
  await desk.start();
  const journal = await expectOneJournal(desk, all);
  expect(journal).toEqual(delivered);
  await expectVerdicts(desk, all);
  phase('the window rebuilt from the file');
  // Links that no operation carried along follow by themselves.
  const head = { seq: all, hash: journal.at(-1)?.hash };
  await expect.poll(() => chainHead(userData)).toEqual(head);
  await desk.stop();
  await platform.stop();

  const { rows, changes, chain } = await readLedger(platformFolder);
  const operations = operationsOf(journal);
  expect(rows.map(({ opId, device: from, outcome }) => [opId, from, outcome])).toEqual(
    operations.map(({ opId }) => [opId, device, 'applied']),
  );
  const persons = operations.map(({ subjects }) => subjects[0]?.id ?? '');
  expect(new Set(persons).size).toBe(all);
  expect(persons.filter((id) => changes.get(id) !== 1)).toEqual([]);
  expect(chain.map(({ seq, hash }) => ({ seq, hash }))).toEqual(
    journal.map(({ seq, hash }) => ({ seq, hash })),
  );
});
