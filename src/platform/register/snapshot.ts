import { createHash, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { z } from 'zod';
import type { Jurisdiction } from '#shared/domain/region';
import { canonicalJson } from '#shared/json';
import { SnapshotManifest, type SnapshotSegment } from '#shared/protocol/messages';
import type { Database, Sql } from '../database/database';
import { type Cursor, cursorText, headCursor } from './cursor';
import { villagePatterns } from './feed';

/** Records of one segment: some 80 KiB on the line, which even a bad one carries before it breaks. */
export const SEGMENT_RECORDS = 1_000;
/** Level 1: half a second for a township instead of three, and the file a third larger. */
const GZIP_LEVEL = 1;
/** A desk that was cut off has this long to come back for the rest. */
const KEPT_FOR = '1 day';
/** So many are kept of one jurisdiction, where its register changes between one desk's asking and the next. */
const KEPT_OF_ONE = 8;

/** What a manifest says of the snapshot itself; the envelope is the answer's. */
export type Manifest = Omit<SnapshotManifest, 'api' | 'protocol' | 'serverTime'>;
const Manifest = SnapshotManifest.omit({ api: true, protocol: true, serverTime: true });

interface Prepared {
  readonly manifest: Manifest;
  readonly cursor: Cursor;
  readonly files: readonly Uint8Array[];
}

const compressed = promisify(gzip);
const Line = z.object({ village_code: z.string(), kind: z.string(), id: z.string(), line: z.string() });
const Kept = z.array(z.object({ manifest: Manifest, epoch: z.string(), seq: z.string() })).max(1);
const File = z.array(z.object({ gzip: z.instanceof(Uint8Array) })).max(1);

/**
 * The snapshot of a jurisdiction, told as a manifest; its segments are kept in the database, so that any instance of the service
 * gives them. Where nothing has changed since the last one was prepared, that one is given again.
 */
export async function prepareSnapshot(
  db: Database,
  jurisdiction: Jurisdiction,
  now: () => string,
  segmentRecords: number = SEGMENT_RECORDS,
): Promise<Manifest> {
  // Before the moment that is read: what is applied meanwhile must not look as if the snapshot had it.
  const at = now();
  const known = await unchanged(db, jurisdiction);
  if (known !== null) return { ...known, asOf: at };
  const prepared = await db.oneMoment((sql) => read(sql, jurisdiction, at, segmentRecords));
  const { manifest } = prepared;
  const files = await Promise.all(prepared.files);
  await db.transaction((sql) => keep(sql, { ...prepared, files }));
  return manifest;
}

/** A segment's file; null where the snapshot is not kept, is another jurisdiction's, or has no such segment. */
export async function snapshotSegment(
  db: Database,
  jurisdiction: Jurisdiction,
  { id, n }: { id: string; n: number },
): Promise<Uint8Array | null> {
  const [file] = File.parse(
    await db.query(
      `SELECT s.gzip FROM snapshot_segments s JOIN snapshots p ON p.id = s.snapshot JOIN platform ON p.epoch = platform.epoch
       WHERE s.snapshot = $1 AND s.n = $2 AND p.jurisdiction = $3 AND p.prepared_at > now() - interval '${KEPT_FOR}'`,
      [id, n, canonicalJson(jurisdiction)],
    ),
  );
  return file?.gzip ?? null;
}

/** The newest kept snapshot, if no record of the jurisdiction has changed since: then it is that of this moment, too. */
async function unchanged(db: Database, jurisdiction: Jurisdiction): Promise<Manifest | null> {
  const [newest] = Kept.parse(
    await db.query(
      `SELECT p.manifest, platform.epoch, feed_head.seq::text AS seq
       FROM snapshots p JOIN platform ON p.epoch = platform.epoch CROSS JOIN feed_head
       WHERE p.jurisdiction = $1 AND p.prepared_at > now() - interval '${KEPT_FOR}' / 2
         AND NOT EXISTS (SELECT 1 FROM change_log c WHERE c.seq > p.seq
           AND (c.village_code LIKE ANY($2::text[]) OR c.village_before LIKE ANY($2::text[])))
       ORDER BY p.seq DESC, p.prepared_at DESC LIMIT 1`,
      [canonicalJson(jurisdiction), villagePatterns(jurisdiction)],
    ),
  );
  if (newest === undefined) return null;
  const { manifest, epoch, seq } = newest;
  return { ...manifest, cursor: cursorText({ epoch, seq: Number(seq) }) };
}

/**
 * Reads everything in one transaction and at the database's pace: PGlite has one connection, so compressing goes on beside it
 * and is waited for afterwards. Records were parsed when they were written and are kept as they lie; the desk parses every line.
 */
async function read(
  sql: Sql,
  jurisdiction: Jurisdiction,
  asOf: string,
  segmentRecords: number,
): Promise<Omit<Prepared, 'files'> & { files: Promise<Uint8Array>[] }> {
  const cursor = await headCursor(sql);
  const segments: SnapshotSegment[] = [];
  const files: Promise<Uint8Array>[] = [];
  let [records, persons] = [0, 0];
  let after: [string, string, string] = ['', '', ''];
  for (;;) {
    const rows = (
      await sql.query(
        `SELECT village_code, kind, id, body::text AS line FROM records
         WHERE village_code LIKE ANY($1::text[]) AND (village_code, kind, id) > ($2, $3, $4)
         ORDER BY village_code, kind, id LIMIT ${segmentRecords}`,
        [villagePatterns(jurisdiction), ...after],
      )
    ).map((row) => Line.parse(row));
    const last = rows.at(-1);
    if (last === undefined) break;
    const lines = Buffer.from(rows.map((row) => `${row.line}\n`).join(''));
    const sha256 = createHash('sha256').update(lines).digest('hex');
    segments.push({ records: rows.length, bytes: lines.length, sha256 });
    files.push(compressed(lines, { level: GZIP_LEVEL }));
    records += rows.length;
    persons += rows.filter(({ kind }) => kind === 'person').length;
    after = [last.village_code, last.kind, last.id];
  }
  const cut = { cursor: cursorText(cursor), asOf, records, persons, segments };
  return { manifest: { id: randomUUID(), jurisdiction, ...cut }, cursor, files };
}

/** Keeps a snapshot and lets go of those whose time is over. */
async function keep(sql: Sql, { manifest, cursor, files }: Prepared): Promise<void> {
  const of = canonicalJson(manifest.jurisdiction);
  await sql.query(
    `INSERT INTO snapshots (id, jurisdiction, epoch, seq, manifest) VALUES ($1, $2, $3, $4, $5::jsonb)`,
    [manifest.id, of, cursor.epoch, cursor.seq, JSON.stringify(manifest)],
  );
  for (const [n, file] of files.entries())
    await sql.query('INSERT INTO snapshot_segments (snapshot, n, gzip) VALUES ($1, $2, $3)', [
      manifest.id,
      n,
      file,
    ]);
  await sql.query(
    `DELETE FROM snapshots WHERE prepared_at <= now() - interval '${KEPT_FOR}' OR id IN (
       SELECT id FROM snapshots WHERE jurisdiction = $1 ORDER BY prepared_at DESC, id OFFSET ${KEPT_OF_ONE})`,
    [of],
  );
}
