import { z } from 'zod';
import type { Codec } from '#shared/codec';
import { Jurisdiction } from '#shared/domain/region';
import { PROTOCOL, SnapshotManifest } from '#shared/protocol/messages';
import type { MirrorOwner } from '#shared/sync/receiverState';
import { STAGED_CONTEXT, segmentContext } from './contexts';
import type { MirrorDatabase } from './databases';
import { deleteGeneration, digestOf, keepGenerations, nextGeneration } from './generations';
import type { MirrorMeta } from './mirrorStore';
import type { SegmentCodec } from './segmentCodec';

/** A snapshot on its way: its segments lie beside the serving mirror under a generation of their own, until all are there. */
export const StagedSnapshot = z.strictObject({
  generation: z.number().int().positive(),
  owner: z.string(),
  jurisdiction: Jurisdiction,
  manifest: SnapshotManifest,
});
export type StagedSnapshot = z.infer<typeof StagedSnapshot>;

/** What is staged outlives a cut and a restart; all windows of the desk stage into the same. */
export interface SnapshotStaging {
  /** What is staged; null: nothing, or nothing that can be read. */
  current(): Promise<StagedSnapshot | null>;
  /** The lines of a staged segment, each with its line feed; null where it is not there. */
  read(staged: StagedSnapshot, n: number): Promise<string | null>;
  /**
   * Stages this snapshot in the place of what is staged for this owner; segments that have the same hash under the same number
   * stay.
   */
  begin(of: MirrorOwner, manifest: SnapshotManifest): Promise<StagedSnapshot>;
  /** Keeps the lines of one segment, which were checked. False: something else is staged by now, and nothing was written. */
  put(staged: StagedSnapshot, n: number, lines: string): Promise<boolean>;
  /** Takes a segment away that turned out not to be what it should. */
  remove(staged: StagedSnapshot, n: number): Promise<void>;
  /**
   * Makes it the serving generation and clears everything else away, in one transaction; null where it is not staged any more or
   * a segment is missing: then nothing has changed.
   */
  flip(staged: StagedSnapshot): Promise<MirrorMeta | null>;
  discard(): Promise<void>;
}

interface Meta {
  readonly shape: string;
  readMeta(): Promise<MirrorMeta | null>;
  putMeta(meta: MirrorMeta): PromiseLike<unknown>;
}

export function stagingOver(
  database: MirrorDatabase,
  codec: Codec,
  segmentCodec: SegmentCodec,
  { shape, readMeta, putMeta }: Meta,
): SnapshotStaging {
  const { segments, pages, meta: metas } = database;
  const current = async (): Promise<StagedSnapshot | null> => {
    const row = await metas.get('staged');
    if (!row) return null;
    try {
      return StagedSnapshot.parse(codec.open(row.sealed, STAGED_CONTEXT));
    } catch {
      return null;
    }
  };
  const isCurrent = async ({ generation, manifest }: StagedSnapshot): Promise<boolean> => {
    const now = await current();
    return now?.generation === generation && now.manifest.id === manifest.id;
  };
  const numbersOf = async (generation: number): Promise<number[]> =>
    ((await segments.toCollection().primaryKeys()) as [number, number][])
      .filter(([of]) => of === generation)
      .map(([, n]) => n);

  return {
    current,

    async read({ generation }, n) {
      const row = await segments.get([generation, n]);
      if (!row) return null;
      try {
        return `${z.string().parse(await segmentCodec.open(row.sealed, segmentContext(generation, n)))}\n`;
      } catch {
        return null;
      }
    },

    async begin({ owner, jurisdiction }, manifest) {
      const serving = (await readMeta())?.generation ?? 0;
      return database.transaction('rw', segments, metas, async () => {
        const before = await current();
        const goesOn = before !== null && before.owner === owner;
        const generation = goesOn ? before.generation : await nextGeneration(database, serving);
        const staged: StagedSnapshot = { generation, owner, jurisdiction, manifest };
        const isSame = (n: number) => before?.manifest.segments[n]?.sha256 === manifest.segments[n]?.sha256;
        const others = goesOn ? (await numbersOf(generation)).filter((n) => !isSame(n)) : [];
        await segments.bulkDelete(others.map((n) => [generation, n] as [number, number]));
        if (before !== null && !goesOn) await deleteGeneration(database, before.generation);
        await metas.put({ key: 'staged', sealed: codec.seal(staged, STAGED_CONTEXT) });
        return staged;
      });
    },

    async put(staged, n, lines) {
      const { generation } = staged;
      // Lines are kept without the last line feed, as the mirror keeps them.
      const sealed = await segmentCodec.seal(lines.slice(0, -1), segmentContext(generation, n));
      return database.transaction('rw', segments, metas, async () => {
        if (!(await isCurrent(staged))) return false;
        // Another window may have had it first; what lies there was checked as well.
        if ((await segments.get([generation, n])) === undefined)
          await segments.add({ generation, n, sealed });
        return true;
      });
    },

    async remove({ generation }, n) {
      await segments.delete([generation, n]);
    },

    async flip(staged) {
      const { generation, owner, jurisdiction, manifest } = staged;
      const { cursor, asOf } = manifest;
      const digests: string[] = [];
      for (const n of manifest.segments.keys()) {
        const row = await segments.get([generation, n]);
        if (!row) return null;
        digests.push(await digestOf(row.sealed));
      }
      const meta: MirrorMeta = {
        generation,
        digests,
        shape,
        jurisdiction,
        owner,
        cursor,
        asOf,
        ...(manifest.protocol > PROTOCOL ? { newer: true as const } : {}),
      };
      return database.transaction('rw', segments, pages, metas, async () => {
        const here = new Set(await numbersOf(generation));
        if (!(await isCurrent(staged)) || digests.some((_, n) => !here.has(n))) return null;
        await putMeta(meta);
        await metas.delete('staged');
        await pages.clear();
        await keepGenerations(database, [generation]);
        return meta;
      });
    },

    async discard() {
      await database.transaction('rw', segments, metas, async () => {
        const before = await current();
        if (before !== null) await deleteGeneration(database, before.generation);
        await metas.delete('staged');
      });
    },
  };
}
