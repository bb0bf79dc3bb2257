import { preparedSnapshot, QINGHE } from '#fixtures/standInDesktop';
import { generateTownship } from '#fixtures/township';
import { type Codec, plainCodec } from '#shared/codec';
import { KeyRing } from '#shared/crypto/keyRing';
import { sealingCodec } from '#shared/crypto/sealingCodec';
import type { SuiteName } from '#shared/crypto/suite';
import { suiteNamed } from '#shared/crypto/suites';
import type { JournalEntry } from '#shared/domain/journalEntry';
import { createView } from '../../src/renderer/desk/view';
import { JournalDatabase, MirrorDatabase } from '../../src/renderer/store/databases';
import { journalStoreOver } from '../../src/renderer/store/journalStore';
import { mirrorStoreOver, SEGMENT_RECORDS } from '../../src/renderer/store/mirrorStore';
import { segmentsBy, webSegments } from '../../src/renderer/store/segmentCodec';

/** Runs in a page of a real browser, on its real IndexedDB; `vault.ts` asks. Times in milliseconds. */

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** Null: unencrypted, as before there was a vault. */
export type Way = SuiteName | 'plain';

const ring = new KeyRing(1, new Map([[1, random(32)]]));
const codecs = new Map<Way, Codec>();
function codecOf(way: Way): Codec {
  const there = codecs.get(way);
  if (there) return there;
  const made =
    way === 'plain' ? plainCodec : sealingCodec(suiteNamed(way), () => ({ ring, inbox: null }), random);
  codecs.set(way, made);
  return made;
}

/** As the window does it: the mirror's segments by the browser's own cipher, but for national algorithms. */
const segmentsOf = (way: Way) =>
  way === 'swift' ? webSegments(codecOf(way), ring, random) : segmentsBy(codecOf(way));

async function fresh(way: Way) {
  const mirror = new MirrorDatabase();
  await mirror.delete();
  await mirror.open();
  const journal = new JournalDatabase();
  await journal.delete();
  await journal.open();
  const codec = codecOf(way);
  return {
    mirror,
    journal,
    stores: {
      mirror: mirrorStoreOver(mirror, codec, segmentsOf(way)),
      journal: journalStoreOver(journal, codec),
    },
  };
}
type Desk = Awaited<ReturnType<typeof fresh>>;

/** Lays a township on the disk. */
async function fill(
  { stores }: Desk,
  texts: readonly string[],
  manifest: ReturnType<typeof preparedSnapshot>['manifest'],
) {
  const staged = await stores.mirror.staging.begin({ owner: 'desk', jurisdiction: QINGHE }, manifest);
  for (const [n, text] of texts.entries()) await stores.mirror.staging.put(staged, n, text);
  if ((await stores.mirror.staging.flip(staged)) === null) throw new Error('the snapshot did not serve');
}

/** What a sign-in waits for behind the vault: mirror and journal read, the people in the view. */
async function unlock({ stores }: Desk, expected: number): Promise<number> {
  const begun = performance.now();
  const { entries } = await stores.journal.read();
  const read = await stores.mirror.read();
  if (read.state !== 'whole') throw new Error(`the mirror is ${read.state}`);
  const view = createView();
  view.mirrored(read.records, { jurisdiction: QINGHE, asOf: read.meta.asOf }, null);
  await view.warmSearch();
  const took = performance.now() - begun;
  if (entries.length !== expected) throw new Error(`${entries.length} entries of ${expected}`);
  return took;
}

/** The window's half of an acceptance: a strict write of one entry. */
async function accept({ journal, stores }: Desk, entries: readonly JournalEntry[]): Promise<number[]> {
  await journal.entries.clear();
  const times: number[] = [];
  for (const entry of entries) {
    const begun = performance.now();
    await stores.journal.putEntries([entry]);
    times.push(performance.now() - begun);
  }
  return times;
}

export interface PageBench {
  readonly persons: number;
  readonly unlock: Readonly<Record<string, number[]>>;
  readonly accept: Readonly<Record<string, number[]>>;
}

async function bench(
  persons: number,
  runs: number,
  ways: readonly Way[],
  entries: readonly JournalEntry[],
): Promise<PageBench> {
  const records = [...generateTownship({ persons })];
  const { texts, manifest } = preparedSnapshot(records, QINGHE, {}, SEGMENT_RECORDS);
  records.length = 0;
  const times: PageBench = { persons, unlock: {}, accept: {} };
  // In turns, so that a slow moment of the machine is everybody's; the first turn is not counted.
  for (let run = 0; run <= runs; run++)
    for (const way of ways) {
      const desk = await fresh(way);
      await fill(desk, texts, manifest);
      await desk.stores.journal.putEntries(entries);
      const opened = await unlock(desk, entries.length);
      const accepted = await accept(desk, entries);
      desk.mirror.close();
      desk.journal.close();
      if (run === 0) continue;
      const [unlocks, accepts] = [times.unlock, times.accept] as Record<string, number[]>[];
      if (unlocks) unlocks[way] = [...(unlocks[way] ?? []), opened];
      if (accepts) accepts[way] = [...(accepts[way] ?? []), ...accepted];
    }
  return times;
}

Object.assign(globalThis, { benchVault: bench });
