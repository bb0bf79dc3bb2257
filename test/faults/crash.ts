import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { TODAY } from '#fixtures/township';
import { ensureBuilt } from '../../build/lib/built.mjs';
import { readLedger } from '../support/platformLedger';
import { type PlatformProcess, servePlatform } from '../support/platformProcess';
import { CrashDesk, Refused } from './crashDesk';
import { CrashPeople } from './crashPeople';
import { Dice } from './dice';

/**
 * `npm run test:crash -- --runs 50 --seed 7`: main, window and platform are killed outright at random moments of a working day.
 * After each restart every operation that had shown 已保存 is in the journal; at the end each operation of the journal has reached the
 * platform exactly once. A kill keeps the system's cache of the disk; the power cut is `powerCut.test.ts`.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    seed: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  console.error('--runs and --seed are whole numbers');
  process.exit(1);
}

const PORT = 17_277;
const VICTIMS = ['main', 'window', 'platform'] as const;
/** The kill comes within this time, ms: most work at the window takes one to three seconds, a burst some hundredths. */
const LONGEST_MS = { byHand: 4_000, atOnce: 400 };
const DELIVERED_WITHIN_MS = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'canbao-crash-'));
const dice = new Dice(seed);
/** Whose turn it is in each run: all of them equally often, in any order. */
const victims = dice.shuffled(Array.from({ length: runs }, (_, i) => VICTIMS[i % VICTIMS.length] ?? 'main'));
const counts = { byHand: 0, atOnce: 0, killed: { main: 0, window: 0, platform: 0 } };
/** Persons whose operation had shown 已保存. */
const saved = new Set<string>();
const failures: string[] = [];

const startPlatform = (): Promise<PlatformProcess> =>
  servePlatform({ folder: join(folder, 'platform'), port: PORT, today: TODAY });

/** Work until something dies; what the window could not show because it was gone is no failure. */
async function work(
  desk: CrashDesk,
  people: CrashPeople,
  hands: 'byHand' | 'atOnce',
  over: () => boolean,
): Promise<void> {
  try {
    while (!over()) {
      if (hands === 'byHand') {
        saved.add(await desk.byHand(people));
        counts.byHand += 1;
      } else {
        const drafts = Array.from({ length: 1 + dice.below(6) }, () => people.phoneChange(people.next()));
        await desk.atOnce(drafts, (personId) => {
          saved.add(personId);
          counts.atOnce += 1;
        });
      }
    }
  } catch (error) {
    if (error instanceof Refused || !over()) throw error;
  }
}

/** Every operation that had shown 已保存 is in the journal, once, and the journal has no finding about lost entries. */
async function checkJournal(desk: CrashDesk, after: string): Promise<number> {
  const persons = (await desk.journal()).flatMap(({ content }) =>
    content.type === 'operation' ? content.operation.subjects.map(({ id }) => id) : [],
  );
  const there = new Set(persons);
  const lost = [...saved].filter((id) => !there.has(id));
  if (lost.length > 0) failures.push(`${after}: ${lost.length} saved operations are not in the journal`);
  if (there.size !== persons.length) failures.push(`${after}: an operation is in the journal twice`);
  return persons.length;
}

/** The platform as it is: running, or down since it was killed. */
let platform: PlatformProcess | null = null;

async function oneRun(run: number, desk: CrashDesk, people: CrashPeople): Promise<void> {
  // After it was killed the platform sometimes stays away for a while, and operations pile up.
  if (platform === null && dice.next() < 0.6) platform = await startPlatform();
  await desk.start();
  const turn = victims[run - 1] ?? 'main';
  const victim = turn === 'platform' && platform === null ? 'main' : turn;
  const hands = dice.next() < 0.4 ? 'byHand' : 'atOnce';
  const delay = dice.below(LONGEST_MS[hands]);
  let over = false;
  const before = saved.size;
  const working = work(desk, people, hands, () => over);
  await Promise.race([pause(delay), working]);
  over = true;
  if (victim === 'platform') {
    await platform?.kill();
    platform = null;
  } else await desk.kill(victim);
  counts.killed[victim] += 1;
  await working;
  await desk.start();
  const inJournal = await checkJournal(desk, `run ${run}, ${victim} killed after ${delay} ms`);
  console.log(
    `${String(run).padStart(3)} ${victim.padEnd(8)} killed after ${String(delay).padStart(4)} ms of ${hands}: +${saved.size - before} saved, ${inJournal} in the journal`,
  );
}

/** At the end the platform's own books say that each operation of the journal was applied, and once. */
async function checkPlatform(desk: CrashDesk): Promise<void> {
  platform ??= await startPlatform();
  await desk.start();
  await desk.hurry();
  for (const begun = performance.now(); ; await pause(250)) {
    const status = await desk.status();
    if (status.queued === 0 && status.held === 0) break;
    if (performance.now() - begun > DELIVERED_WITHIN_MS) {
      failures.push(
        `after ${DELIVERED_WITHIN_MS} ms ${status.queued + status.held} operations are not delivered`,
      );
      break;
    }
  }
  const journal = (await desk.journal()).flatMap(({ content }) =>
    content.type === 'operation' ? [content.operation] : [],
  );
  await desk.stop();
  await platform.stop();
  const { rows, changes } = await readLedger(join(folder, 'platform'));
  const outcomes = new Map(rows.map((row) => [row.opId, row.outcome]));
  if (outcomes.size !== rows.length) failures.push('the platform has an operation twice');
  for (const { opId, subjects, seq } of journal) {
    const person = subjects[0]?.id ?? '';
    const outcome = outcomes.get(opId);
    if (outcome !== 'applied') failures.push(`operation ${seq} is ${outcome ?? 'unknown'} on the platform`);
    if (changes.get(person) !== 1)
      failures.push(`operation ${seq} changed its person ${changes.get(person) ?? 0} times`);
  }
  if (rows.length !== journal.length) {
    failures.push(`the platform has ${rows.length} operations, the journal ${journal.length}`);
  }
  console.log(
    `${journal.length} operations in the journal, ${saved.size} had shown 已保存, ${rows.length} on the platform`,
  );
}

console.log(`[WD4] 已保存 survives a sudden end: ${runs} runs, seed ${seed}`);
if (!(await ensureBuilt())) process.exit(1);
const people = new CrashPeople((persons) => dice.shuffled(persons));
const first = await startPlatform();
platform = first;
const desk = new CrashDesk(join(folder, 'desk'), {
  CANBAO_PLATFORM_URL: first.url,
  CANBAO_REGISTRATION_CODE: first.code,
  CANBAO_TODAY: TODAY,
});
try {
  for (let run = 1; run <= runs; run++) await oneRun(run, desk, people);
  await checkPlatform(desk);
} catch (error) {
  failures.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  console.error(desk.log());
} finally {
  await desk.stop().catch(() => undefined);
  await platform?.kill();
  if (values.keep) console.log(`kept: ${folder}`);
  else rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
console.log(JSON.stringify({ runs, seed, ...counts, saved: saved.size }));
for (const failure of failures) console.error(failure);
console.log(failures.length === 0 ? 'nothing was lost, nothing came twice' : `${failures.length} failures`);
process.exit(failures.length === 0 ? 0 : 1);
