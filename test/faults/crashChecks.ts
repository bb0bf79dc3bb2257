import { setTimeout as pause } from 'node:timers/promises';
import type { JournalEntry } from '#shared/domain/journalEntry';
import type { Operation } from '#shared/domain/operation';
import { canonicalJson } from '#shared/json';
import { readLedger } from '../support/platformLedger';
import { brokenLinks } from './brokenLinks';
import type { CrashDesk, WindowStore } from './crashDesk';
import type { CrashPeople } from './crashPeople';
import type { CrashScene } from './crashScene';
import type { CrashWitness } from './crashWitness';

/** Longest that an outcome is waited for, ms; nothing is measured against it but whether it comes at all. */
const DELIVERED_WITHIN_MS = 240_000;
const AGREE_WITHIN_MS = 60_000;
/** Of how many people the page is compared before and after the window's store was deleted. */
const LOOKED_AT = 2;

/** Whom a run works with and who is looked at after it. */
export interface Checked {
  readonly scene: CrashScene;
  readonly desk: CrashDesk;
  readonly people: CrashPeople;
  readonly witness: CrashWitness;
}

const operationsOf = (journal: readonly JournalEntry[]): Operation[] =>
  journal.flatMap(({ content }) => (content.type === 'operation' ? [content.operation] : []));
const personOf = ({ subjects }: Operation): string => subjects[0]?.id ?? '';

/** Asks again and again until `look` says yes, or gives up. */
async function comesTrue(look: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  for (const begun = performance.now(); performance.now() - begun < withinMs; await pause(200))
    if (await look()) return true;
  return look();
}

/** Both copies of the journal after a start: whole, chained, the same, with everything that had shown 已保存. */
async function checkJournal({ scene, desk }: Checked, after: string): Promise<JournalEntry[]> {
  const { tally, saved, refused } = scene;
  const journal = await desk.journal();
  const operations = operationsOf(journal);
  const there = new Set(operations.map(personOf));
  const lost = [...saved].filter((id) => !there.has(id)).length;
  tally.check('I1', lost === 0, () => `${after}: ${lost} saved operations are not in the journal`);
  tally.check('I2', there.size === operations.length, () => `${after}: an operation is in the journal twice`);
  const broken = brokenLinks(journal);
  tally.check('I7', broken === 0, () => `${after}: ${broken} links of the chain are wrong`);
  const ghosts = operations.filter(({ opId }) => refused.has(opId)).length;
  tally.check('I27', ghosts === 0, () => `${after}: ${ghosts} refused operations are in the journal`);
  const wanted = canonicalJson(journal.map(({ seq, hash }) => ({ seq, hash })));
  let stored: WindowStore['entries'] = [];
  const same = await comesTrue(async () => {
    stored = (await desk.windowStore()).entries;
    return canonicalJson(stored) === wanted;
  }, AGREE_WITHIN_MS);
  const told = same ? [] : await desk.told();
  tally.check('I28', same, () => {
    const missing = journal.filter(({ seq, hash }) =>
      stored.every((one) => one.seq !== seq || one.hash !== hash),
    );
    const which = `${stored.length} of ${journal.length}, without ${missing.map(({ seq }) => seq).join(', ')}`;
    return `${after}: the window's store is not what the file is (${which}); the window says: ${told.join(' | ')}`;
  });
  return journal;
}

/** With a platform that is there everything comes to its end, on the desk and, by its own word, on the platform, and once. */
async function checkEnded(
  { scene, desk, people, witness }: Checked,
  journal: readonly JournalEntry[],
  after: string,
): Promise<void> {
  const { tally } = scene;
  const operations = operationsOf(journal);
  await scene.servePlatform();
  await desk.hurry();
  let waits = 0;
  const delivered = await comesTrue(async () => {
    const { queued, held, exported = 0 } = await desk.status();
    waits = queued + held + exported;
    return waits === 0;
  }, DELIVERED_WITHIN_MS);
  tally.check('I3', delivered, () => `${after}: ${waits} operations have not come to an end`);
  if (!delivered) return;
  const applied = await comesTrue(async () => {
    const { verdicts } = await desk.windowStore();
    const known = new Set(
      verdicts.map(({ verdict }) => `${verdict.opId} ${verdict.bodyHash} ${verdict.outcome}`),
    );
    return operations.every(({ opId, bodyHash }) => known.has(`${opId} ${bodyHash} applied`));
  }, AGREE_WITHIN_MS);
  tally.check('I3', applied, () => `${after}: the window does not know every operation as applied`);
  const versions = await witness.personVersions();
  const wrong = operations
    .map(personOf)
    .filter((id) => (versions.get(id) ?? people.versionOf(id)) !== people.versionOf(id) + 1);
  tally.check('I2', wrong.length === 0, () => `${after}: ${wrong.length} persons were not changed just once`);
  const strangers = [...versions.keys()].length - operations.length;
  tally.check('I2', strangers === 0, () => `${after}: ${strangers} persons changed that nobody asked for`);
}

/** After a run. Gives the number of operations in the journal. */
export async function checkRun(checked: Checked, after: string): Promise<number> {
  const journal = await checkJournal(checked, after);
  await checkEnded(checked, journal, after);
  return journal.length;
}

/** The browser's store is deleted while the program is closed: entries, verdicts and what the clerk sees come back. */
export async function checkRebuilt(checked: Checked, after: string): Promise<void> {
  const { scene, desk, people } = checked;
  const { tally } = scene;
  const seenOf = scene.dice.shuffled([...scene.saved]).slice(0, LOOKED_AT);
  const certNos = seenOf.map((id) => people.certNoOf(id));
  const before = { journal: await desk.journal(), view: await desk.view(certNos) };
  await desk.stop();
  scene.deleteBrowserStore(desk);
  await desk.start();
  const journal = await checkJournal(checked, `${after}, the window’s store deleted`);
  await checkEnded(checked, journal, `${after}, the window’s store deleted`);
  const same = canonicalJson(journal) === canonicalJson(before.journal);
  tally.check('I28', same, () => `${after}: the rebuilt journal is another one`);
  const view = await desk.view(certNos);
  const other = view.findIndex((text, i) => text !== before.view[i]);
  tally.check(
    'I28',
    other < 0 && view.length === before.view.length,
    () => `${after}: the clerk saw “${before.view[other]}” and sees “${view[other]}”`,
  );
}

/** At the end the platform's own books are opened beside the journal. */
export async function checkBooks({ scene, desk }: Checked): Promise<void> {
  const { tally } = scene;
  const journal = await desk.journal();
  await desk.stop();
  await scene.stopPlatform();
  const { rows, changes, chain } = await readLedger(scene.platformFolder);
  const outcomes = new Map(rows.map((row) => [row.opId, row.outcome]));
  tally.check('I2', outcomes.size === rows.length, () => 'the platform has an operation twice');
  for (const operation of operationsOf(journal)) {
    const { opId, seq } = operation;
    const outcome = outcomes.get(opId) ?? 'unknown';
    const times = changes.get(personOf(operation)) ?? 0;
    tally.check('I3', outcome === 'applied', () => `operation ${seq} is ${outcome} on the platform`);
    tally.check('I2', times === 1, () => `operation ${seq} changed its person ${times} times`);
  }
  const sizes = `the platform has ${rows.length}, the journal ${journal.length}`;
  tally.check('I2', rows.length === journal.length, () => sizes);
  const strangers = chain.filter(({ seq, hash }) => journal[seq - 1]?.hash !== hash).length;
  tally.check('I7', strangers === 0, () => `${strangers} links of the platform's copy are not the journal's`);
  console.log(
    `${journal.length} operations in the journal, ${scene.saved.size} had shown 已保存, ${rows.length} on the platform`,
  );
}
