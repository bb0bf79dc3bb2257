import Dexie, { type IndexableType, type Table } from 'dexie';
import { plainCodec } from '#shared/codec';
import { isSealed } from '#shared/crypto/sealed';
import type { SealingCodec } from '#shared/crypto/sealingCodec';
import { breathe } from './breathe';
import {
  batchContext,
  DEPARTED_CONTEXT,
  draftContext,
  entryContext,
  handOverContext,
  META_CONTEXT,
  pageContext,
  paperContext,
  returnContext,
  segmentContext,
  verdictContext,
} from './contexts';
import type { JournalDatabase, MirrorDatabase } from './databases';
import { digestOf, keepGenerations, nextGeneration } from './generations';
import { MirrorMeta } from './mirrorStore';
import type { SegmentCodec } from './segmentCodec';

/** Rows of one transaction. */
const BATCH = 200;

/**
 * Seals anew with the current key what lies in the window's store otherwise: `plain`, as a program without a vault left it, or `older`,
 * sealed with a key that was rotated since. A power cut in the middle leaves each row in the old or the new way, and the next sign-in
 * goes on. What does not open is left as it is; of the mirror it is fetched again. Throws what Dexie throws.
 */
export async function takeOver(
  journal: JournalDatabase,
  mirror: MirrorDatabase,
  codec: SealingCodec,
  segments: SegmentCodec,
  from: 'plain' | 'older',
): Promise<void> {
  const opened = openerOf(codec, from);
  const anew = (sealed: Uint8Array, context: string): Uint8Array | null => {
    if (isCurrent(codec, sealed)) return null;
    let value: unknown;
    try {
      value = opened(sealed, context);
    } catch {
      return null;
    }
    return codec.seal(value, context);
  };
  await eachRow(journal.entries, ({ seq, sealed }) => anew(sealed, entryContext(seq)));
  await eachRow(journal.aside, ({ seq, sealed }) => anew(sealed, entryContext(seq)));
  await eachRow(journal.verdicts, ({ opId, sealed }) => anew(sealed, verdictContext(opId)));
  await eachRow(journal.drafts, ({ id, sealed }) => anew(sealed, draftContext(id)));
  await eachRow(journal.papers, ({ opId, sealed }) => anew(sealed, paperContext(opId)));
  await eachRow(journal.handOvers, ({ opId, sealed }) => anew(sealed, handOverContext(opId)));
  await eachRow(journal.dispatches, ({ id, sealed }) => anew(sealed, batchContext(id)));
  await eachRow(journal.dispatchReturns, ({ batchId, at, sealed }) =>
    anew(sealed, returnContext(batchId, at)),
  );
  await eachRow(mirror.meta, ({ key, sealed }) =>
    key === 'departed' ? anew(sealed, DEPARTED_CONTEXT) : null,
  );
  try {
    await mirrorAnew(mirror, codec, opened, {
      seal: segments.seal,
      open: async (sealed, context) =>
        isSealed(sealed) ? segments.open(sealed, context) : opened(sealed, context),
    });
  } catch (error) {
    if (error instanceof Dexie.DexieError) throw error;
    await throwAway(mirror);
  }
}

const isCurrent = (codec: SealingCodec, sealed: Uint8Array): boolean =>
  isSealed(sealed) && !codec.isStale(sealed);

const openerOf =
  (codec: SealingCodec, from: 'plain' | 'older') =>
  (sealed: Uint8Array, context: string): unknown =>
    from === 'plain' && !isSealed(sealed) ? plainCodec.open(sealed, context) : codec.open(sealed, context);

/** Replaces the sealed bytes of each row for which there are new ones. */
async function eachRow<R extends { sealed: Uint8Array }, K extends IndexableType>(
  table: Table<R, K>,
  anew: (row: R) => Uint8Array | null,
): Promise<void> {
  const keys = (await table.toCollection().primaryKeys()) as K[];
  for (let at = 0; at < keys.length; at += BATCH) {
    await table.db.transaction('rw', table, async () => {
      const rows = await table.bulkGet(keys.slice(at, at + BATCH));
      const changed = rows.flatMap((row) => {
        const sealed = row === undefined ? null : anew(row);
        return row === undefined || sealed === null ? [] : [{ ...row, sealed }];
      });
      await table.bulkPut(changed);
    });
    await breathe();
  }
}

/** The serving generation as a new one, which takes its place in one transaction. What was staged is fetched again. */
async function mirrorAnew(
  mirror: MirrorDatabase,
  codec: SealingCodec,
  opened: (sealed: Uint8Array, context: string) => unknown,
  segments: SegmentCodec,
): Promise<void> {
  const row = await mirror.meta.get('mirror');
  if (row === undefined) return throwAway(mirror);
  if (isCurrent(codec, row.sealed))
    return dropOthers(mirror, MirrorMeta.parse(codec.open(row.sealed, META_CONTEXT)));
  const before = MirrorMeta.parse(opened(row.sealed, META_CONTEXT));
  const generation = await nextGeneration(mirror, before.generation);
  const digests: string[] = [];
  for (const [n, digest] of before.digests.entries()) {
    const segment = await mirror.segments.get([before.generation, n]);
    if (segment === undefined || (await digestOf(segment.sealed)) !== digest) return throwAway(mirror);
    const value = await segments.open(segment.sealed, segmentContext(before.generation, n));
    const sealed = await segments.seal(value, segmentContext(generation, n));
    await mirror.segments.put({ generation, n, sealed });
    digests.push(await digestOf(sealed));
    await breathe();
  }
  const meta: MirrorMeta = { ...before, generation, digests };
  await mirror.transaction('rw', mirror.segments, mirror.pages, mirror.meta, async () => {
    const pages = await mirror.pages.toArray();
    await mirror.pages.bulkPut(
      pages.map((page) => ({
        ...page,
        sealed: codec.seal(opened(page.sealed, pageContext(before.generation)), pageContext(generation)),
      })),
    );
    await mirror.meta.put({ key: 'mirror', sealed: codec.seal(meta, META_CONTEXT) });
    await mirror.meta.delete('staged');
    await keepGenerations(mirror, [generation]);
  });
}

/** What a cut after the last step may have left: a snapshot that was staged before. */
async function dropOthers(mirror: MirrorDatabase, { generation }: MirrorMeta): Promise<void> {
  await mirror.transaction('rw', mirror.segments, mirror.meta, async () => {
    await mirror.meta.delete('staged');
    await keepGenerations(mirror, [generation]);
  });
}

/** The mirror is the platform's word and can be fetched again; who left the jurisdiction meanwhile stays. */
async function throwAway(mirror: MirrorDatabase): Promise<void> {
  await mirror.transaction('rw', mirror.segments, mirror.pages, mirror.meta, async () => {
    await mirror.segments.clear();
    await mirror.pages.clear();
    await mirror.meta.bulkDelete(['mirror', 'staged']);
  });
}
