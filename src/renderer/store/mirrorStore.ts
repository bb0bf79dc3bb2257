import Dexie from 'dexie';
import { z } from 'zod';
import type { Codec } from '#shared/codec';
import { Person } from '#shared/domain/person';
import { PlatformRecord, recordKey } from '#shared/domain/record';
import { Jurisdiction } from '#shared/domain/region';
import { canonicalJson, type Json, Sha256Hex, sha256Hex } from '#shared/json';
import { FeedRow } from '#shared/protocol/messages';
import { readNewer } from '#shared/protocol/newer';
import { breathe } from './breathe';
import { DEPARTED_CONTEXT, META_CONTEXT, pageContext, segmentContext } from './contexts';
import type { MirrorDatabase } from './databases';
import { digestOf, keepGenerations, nextGeneration } from './generations';
import { oneAhead } from './oneAhead';
import { type SegmentCodec, segmentsBy } from './segmentCodec';
import { type SnapshotStaging, stagingOver } from './stagedSnapshot';

/** Records in one segment: a few villages' groups; one sealing each. */
export const SEGMENT_RECORDS = 500;

/** What the serving generation is and how far the feed has been taken in. */
export const MirrorMeta = z.strictObject({
  generation: z.number().int().positive(),
  /** SHA-256 of each segment's sealed bytes, in order. */
  digests: z.array(Sha256Hex),
  /** Shape of the records when they were checked; another one means they are checked again on reading. */
  shape: Sha256Hex,
  jurisdiction: Jurisdiction,
  /** The desk the mirror was fetched for. */
  owner: z.string(),
  cursor: z.string(),
  /** Platform time of the last word taken in. */
  asOf: z.string(),
  /** A newer platform sent some of it: fields and records that this program does not know lie beside the others (SY14). */
  newer: z.literal(true).optional(),
});
export type MirrorMeta = z.infer<typeof MirrorMeta>;

/** One row of the change feed. */
export type MirrorRow = z.infer<typeof FeedRow>;

/** A row as it is kept: with all a newer platform said, or of a kind nobody here knows. */
export type KeptRow = MirrorRow | Json;

export type RecordMap = Map<string, PlatformRecord>;

/** What came from the store at start; `damaged`: it cannot be used and must be fetched again. */
export type MirrorContent =
  | { readonly state: 'none' }
  | { readonly state: 'damaged' }
  | {
      readonly state: 'whole';
      readonly meta: MirrorMeta;
      readonly records: RecordMap;
      readonly pageRows: number;
      /** Records of which this program can make nothing, each as its line of JSON. */
      readonly unread: readonly string[];
    };

/** The mirror on the disk: packed, sealed segments of one generation and the feed's pages since. */
export interface MirrorStore {
  read(): Promise<MirrorContent>;
  /**
   * Writes one page of the feed and its cursor in one transaction. False: another window has made another generation the
   * serving one, and nothing was written.
   */
  putPage(meta: MirrorMeta, rows: readonly KeptRow[]): Promise<boolean>;
  /**
   * Packs these records, each as its line of JSON, into a new generation that serves in the place of `from` and its pages; null
   * where another window has written the mirror since.
   */
  fold(from: MirrorMeta, lines: readonly string[]): Promise<MirrorMeta | null>;
  /** A snapshot on its way. */
  readonly staging: SnapshotStaging;
  /** People who left the jurisdiction while operations of this desk were open, as last seen here; no snapshot touches them. */
  readDeparted(): Promise<Person[]>;
  putDeparted(people: readonly Person[]): Promise<void>;
}

const Page = z.array(FeedRow);

/** Tells whether stored records were checked against the shape this program knows. */
const recordShape = (): string =>
  sha256Hex(canonicalJson(z.toJSONSchema(PlatformRecord, { unrepresentable: 'any' })));

export function mirrorStoreOver(
  database: MirrorDatabase,
  codec: Codec,
  segmentCodec: SegmentCodec = segmentsBy(codec),
): MirrorStore {
  const shape = recordShape();
  const metaRow = (meta: MirrorMeta) => ({ key: 'mirror' as const, sealed: codec.seal(meta, META_CONTEXT) });
  const readMeta = async (): Promise<MirrorMeta | null> => {
    const row = await database.meta.get('mirror');
    return row ? MirrorMeta.parse(codec.open(row.sealed, META_CONTEXT)) : null;
  };

  const staging = stagingOver(database, codec, segmentCodec, {
    shape,
    readMeta: () => readMeta().catch(() => null),
    putMeta: (meta) => database.meta.put(metaRow(meta)),
  });

  /** The records of a segment, a line each; null where it is not what was written. */
  const segment = async ({ generation, digests }: MirrorMeta, n: number): Promise<string | null> => {
    const row = await database.segments.get([generation, n]);
    if (!row || (await digestOf(row.sealed)) !== digests[n]) return null;
    // The digest says these are the bytes that were written after a strict check.
    return z.string().parse(await segmentCodec.open(row.sealed, segmentContext(generation, n)));
  };

  return {
    async read() {
      try {
        const meta = await readMeta();
        if (!meta) return { state: 'none' };
        const records: RecordMap = new Map();
        const unread: string[] = [];
        // While one is parsed, the browser's own threads read, check and open the next.
        for await (const lines of oneAhead(meta.digests.length, (n) => segment(meta, n))) {
          if (lines === null) return { state: 'damaged' };
          for (const line of lines === '' ? [] : lines.split('\n')) {
            const record = meta.newer
              ? readNewer(PlatformRecord, JSON.parse(line))
              : meta.shape === shape
                ? (JSON.parse(line) as PlatformRecord)
                : PlatformRecord.parse(JSON.parse(line));
            if (record === null) unread.push(line);
            else records.set(recordKey(record), record);
          }
          await breathe();
        }
        let pageRows = 0;
        for (const row of await database.pages.orderBy('n').toArray()) {
          const kept = codec.open(row.sealed, pageContext(meta.generation));
          const rows = meta.newer
            ? readRows(z.array(z.json()).parse(kept))
            : { rows: Page.parse(kept), unread: [] };
          applyRows(records, rows.rows);
          unread.push(...rows.unread);
          pageRows += rows.rows.length + rows.unread.length;
        }
        return { state: 'whole', meta, records, pageRows, unread };
      } catch (error) {
        if (error instanceof Dexie.DexieError) throw error;
        return { state: 'damaged' };
      }
    },

    async putPage(meta, rows) {
      return database.transaction('rw', database.pages, database.meta, async () => {
        if ((await readMeta())?.generation !== meta.generation) return false;
        if (rows.length > 0) {
          await database.pages.add({ sealed: codec.seal(rows, pageContext(meta.generation)) });
        }
        await database.meta.put(metaRow(meta));
        return true;
      });
    },

    async fold(from, lines) {
      const packs = packed(lines);
      const sealed = (generation: number, n: number) =>
        segmentCodec.seal(packs[n] ?? '', segmentContext(generation, n));
      // The number is taken together with the first segment's place, so that nobody else takes it; sealing waits, and a
      // transaction of IndexedDB does not.
      const generation = await database.transaction('rw', database.segments, database.meta, async () => {
        const staged = (await staging.current())?.generation ?? 0;
        const next = await nextGeneration(database, Math.max(staged, (await readMeta())?.generation ?? 0));
        await database.segments.put({ generation: next, n: 0, sealed: new Uint8Array() });
        return next;
      });
      const digests: string[] = [];
      for (const n of packs.keys()) {
        const bytes = await sealed(generation, n);
        await database.segments.put({ generation, n, sealed: bytes });
        digests.push(await digestOf(bytes));
      }
      const meta: MirrorMeta = { ...from, generation, digests, shape };
      return database.transaction('rw', database.segments, database.pages, database.meta, async () => {
        const now = await readMeta();
        if (now?.generation !== from.generation || now.cursor !== from.cursor) {
          await keepGenerations(database, [now?.generation, (await staging.current())?.generation]);
          return null;
        }
        await database.meta.put(metaRow(meta));
        await database.pages.clear();
        await keepGenerations(database, [generation, (await staging.current())?.generation]);
        return meta;
      });
    },

    staging,

    async readDeparted() {
      const row = await database.meta.get('departed');
      if (!row) return [];
      try {
        return z.array(Person).parse(codec.open(row.sealed, DEPARTED_CONTEXT));
      } catch {
        return [];
      }
    },

    async putDeparted(people) {
      await database.meta.put({ key: 'departed', sealed: codec.seal(people, DEPARTED_CONTEXT) });
    },
  };
}

/** Lines in packs of a segment each; one at least. */
function packed(lines: readonly string[]): string[] {
  const packs: string[] = [];
  for (let at = 0; at === 0 || at < lines.length; at += SEGMENT_RECORDS)
    packs.push(lines.slice(at, at + SEGMENT_RECORDS).join('\n'));
  return packs;
}

/** Reads the rows of a newer platform one by one; what cannot be made out is kept as a line of JSON. */
export function readRows(kept: readonly unknown[]): { rows: MirrorRow[]; unread: string[] } {
  const rows: MirrorRow[] = [];
  const unread: string[] = [];
  for (const one of kept) {
    const record = Kept.safeParse(one).data?.record;
    const known = record === undefined ? null : readNewer(PlatformRecord, record);
    const row = known === null ? readNewer(FeedRow, one) : { type: 'record' as const, record: known };
    if (row !== null) rows.push(row);
    else unread.push(JSON.stringify(record ?? one));
  }
  return { rows, unread };
}

const Kept = z.object({ type: z.literal('record'), record: z.json() });

/** Takes in rows of the feed: one that is not newer than what is held changes nothing. Gives the keys that changed. */
export function applyRows(records: RecordMap, rows: readonly MirrorRow[]): Set<string> {
  const changed = new Set<string>();
  for (const row of rows) {
    const key = row.type === 'record' ? recordKey(row.record) : row.key;
    const version = row.type === 'record' ? row.record.version : row.version;
    if (version <= (records.get(key)?.version ?? -1)) continue;
    if (row.type === 'record') records.set(key, row.record);
    else if (!records.delete(key)) continue;
    changed.add(key);
  }
  return changed;
}
