import { setTimeout as pause } from 'node:timers/promises';
import type { OperationDraft } from '#shared/domain/operation';
import { type Checked, checkRun } from './crashChecks';
import { type CrashDesk, Refused } from './crashDesk';
import type { CrashPeople } from './crashPeople';
import type { CrashScene, Victim } from './crashScene';
import type { SmallDisk } from './smallDisk';

/** The end comes within this time, ms: most work at the window takes one to three seconds, a burst some hundredths. */
const LONGEST_MS = { byHand: 4_000, atOnce: 400 };
/** How often a full disk is tried: what is left of the last block takes an entry or two. */
const MOST_TRIES = 40;
/** How often the platform is away from the start, and how often the browser's store is gone with the program. */
const AWAY = 0.15;
const STORE_GONE = 0.1;

type Hands = keyof typeof LONGEST_MS;

/** Work until something ends it; what the window could not show because it was gone is no failure. */
async function work(
  scene: CrashScene,
  desk: CrashDesk,
  people: CrashPeople,
  hands: Hands,
  over: () => boolean,
): Promise<void> {
  try {
    while (!over()) {
      if (hands === 'byHand') {
        scene.saved.add(await desk.byHand(people));
        scene.counts.byHand += 1;
      } else await burst(scene, desk, people);
    }
  } catch (error) {
    if (error instanceof Refused || !over()) throw error;
  }
}

/** A few operations at once; gives those that the full disk did not take. */
async function burst(
  scene: CrashScene,
  desk: CrashDesk,
  people: CrashPeople,
): Promise<readonly OperationDraft[]> {
  const drafts = Array.from({ length: 1 + scene.dice.below(6) }, () => people.phoneChange(people.next()));
  return ask(scene, desk, drafts);
}

async function ask(
  scene: CrashScene,
  desk: CrashDesk,
  drafts: readonly OperationDraft[],
): Promise<readonly OperationDraft[]> {
  for (const { opId } of drafts) scene.refused.delete(opId);
  const refused = await desk.atOnce(drafts, (personId) => {
    scene.saved.add(personId);
    scene.counts.atOnce += 1;
  });
  for (const { opId } of refused) scene.refused.add(opId);
  return refused;
}

/**
 * Somebody works, and main, window or platform dies. Sometimes the platform is away from the start, and operations pile up;
 * sometimes the browser's store is gone with the program.
 */
export async function killRun(
  checked: Checked,
  { run, turn: victim }: { run: number; turn: Victim },
): Promise<void> {
  const { scene, desk, people } = checked;
  const { dice, saved, counts } = scene;
  await scene.servePlatform();
  await desk.start();
  const away = victim !== 'platform' && dice.next() < AWAY;
  if (away) await scene.killPlatform();
  const hands = dice.next() < 0.4 ? 'byHand' : 'atOnce';
  const delay = dice.below(LONGEST_MS[hands]);
  let over = false;
  const before = saved.size;
  const working = work(scene, desk, people, hands, () => over);
  await Promise.race([pause(delay), working]);
  over = true;
  if (victim === 'platform') await scene.killPlatform();
  else await desk.kill(victim);
  counts.killed[victim] += 1;
  await working;
  const deleted = victim !== 'platform' && !away && dice.next() < STORE_GONE;
  if (deleted) scene.deleteBrowserStore(desk);
  await desk.start();
  const inJournal = await checkRun(checked, `run ${run}, ${victim} killed after ${delay} ms`);
  const besides = `${away ? ', no platform' : ''}${deleted ? ', browser store deleted' : ''}`;
  console.log(
    `${String(run).padStart(3)} ${victim.padEnd(8)} killed after ${String(delay).padStart(4)} ms of ${hands}${besides}: +${saved.size - before} saved, ${inJournal} in the journal`,
  );
}

/**
 * The disk fills up while operations are being accepted. The clerk is told, with what she typed still in the form; then the
 * program dies or goes on, the disk is freed, and what was refused is asked for again.
 */
export async function diskRun(
  checked: Checked,
  { run, disk }: { run: number; disk: SmallDisk },
): Promise<void> {
  const { scene, desk, people } = checked;
  const { dice, saved, tally, counts } = scene;
  // The browser may throw its store away on a full disk; the people then come from the platform again.
  await scene.servePlatform();
  await desk.start();
  const before = saved.size;
  const form = await desk.fillIn(people);
  const delay = dice.below(LONGEST_MS.atOnce);
  let over = false;
  const refused: OperationDraft[] = [];
  const working = (async () => {
    while (!over) refused.push(...(await burst(scene, desk, people)));
  })();
  await Promise.race([pause(delay), working]);
  disk.fill();
  over = true;
  await working;
  const left = disk.freeBytes();

  for (let tries = 0; refused.length === 0 && tries < MOST_TRIES; tries++) {
    // The browser gives room back when it drops files of its own.
    disk.fill();
    refused.push(...(await burst(scene, desk, people)));
  }
  tally.check('I27', refused.length > 0, () => `run ${run}: a full disk took every operation`);
  disk.fill();
  const answer = await desk.press();
  if (answer.saved) saved.add(form.personId);
  else {
    counts.told += 1;
    const open = answer.text.includes('磁盘已满') && answer.phone === form.phone;
    tally.check('I27', open, () => `run ${run}: “${answer.text}”, and ${answer.phone} stands in the form`);
  }
  const end = dice.pick(['main', 'window', 'goes on'] as const);
  if (end !== 'goes on') {
    await desk.kill(end);
    counts.killed[end] += 1;
  }
  disk.free();
  await desk.start();
  if (end === 'goes on' && !answer.saved) {
    const again = await desk.press();
    tally.check('I27', again.saved, () => `run ${run}: with room again the same form is not saved`);
    if (again.saved) saved.add(form.personId);
  }
  const still = await ask(scene, desk, refused);
  tally.check('I27', still.length === 0, () => `run ${run}: with room again ${still.length} are refused`);
  if (end === 'goes on') {
    await desk.stop();
    await desk.start();
  }
  await checkRun(checked, `run ${run}, disk full after ${delay} ms`);
  // What a full disk damages in the browser's files shows at the second start after it (measured: Chromium 156, 6 times of 6).
  await desk.kill('main');
  counts.killed.main += 1;
  await desk.start();
  const inJournal = await checkRun(checked, `run ${run}, killed once more after the full disk`);
  console.log(
    `${String(run).padStart(3)} disk     full after ${String(delay).padStart(4)} ms, ${left} bytes left, ${refused.length} refused, ${end === 'goes on' ? 'went on' : `${end} killed`}: +${saved.size - before} saved, ${inJournal} in the journal`,
  );
}
