import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { z } from 'zod';
import type { Jurisdiction } from '#shared/domain/region';
import { API, PROTOCOL, type SnapshotHeader } from '#shared/protocol/messages';
import type { Database, Sql } from '../database/database';
import { cursorText, headCursor } from './cursor';
import { villagePatterns } from './feed';

const PAGE_ROWS = 2_000;
/** Level 1: half a second for a township instead of three, and the file a third larger. */
const GZIP_LEVEL = 1;

const Counts = z.array(z.object({ records: z.number().int(), persons: z.number().int() })).length(1);
const Line = z.object({ village_code: z.string(), kind: z.string(), id: z.string(), line: z.string() });

/**
 * Everything of a jurisdiction at one moment as gzip NDJSON. It is read at the database's pace, not at the reader's: a slow
 * line must not hold the transaction open (PGlite has one connection), so what is not taken yet waits here, compressed.
 * Records were parsed when they were written and are sent as they lie; the desk parses every line.
 */
export function snapshotStream(db: Database, jurisdiction: Jurisdiction, now: () => string): Readable {
  const out = new Readable({ read: () => undefined });
  const gzip = createGzip({ level: GZIP_LEVEL });
  gzip.on('data', (chunk: Buffer) => out.push(chunk));
  gzip.on('end', () => out.push(null));
  gzip.on('error', (error) => out.destroy(error));
  const write = async (text: string): Promise<void> => {
    if (out.destroyed) throw new Error('the reader has gone');
    if (!gzip.write(text)) await once(gzip, 'drain');
  };
  // Before the moment that is read: what is applied meanwhile must not look as if the snapshot had it.
  const at = now();
  db.oneMoment((sql) => produce(sql, jurisdiction, at, write)).then(
    () => gzip.end(),
    (error: unknown) => {
      gzip.destroy();
      out.destroy(error instanceof Error ? error : new Error(String(error)));
    },
  );
  return out;
}

async function produce(
  sql: Sql,
  jurisdiction: Jurisdiction,
  at: string,
  write: (text: string) => Promise<void>,
): Promise<void> {
  const patterns = villagePatterns(jurisdiction);
  const cursor = cursorText(await headCursor(sql));
  const [counts] = Counts.parse(
    await sql.query(
      `SELECT count(*)::int AS records, (count(*) FILTER (WHERE kind = 'person'))::int AS persons
       FROM records WHERE village_code LIKE ANY($1::text[])`,
      [patterns],
    ),
  );
  const header: SnapshotHeader = {
    api: API,
    protocol: PROTOCOL,
    serverTime: at,
    type: 'header',
    jurisdiction,
    cursor,
    asOf: at,
    records: counts?.records ?? 0,
    persons: counts?.persons ?? 0,
  };
  await write(`${JSON.stringify(header)}\n`);
  const hash = createHash('sha256');
  let sent = 0;
  let after: [string, string, string] = ['', '', ''];
  for (;;) {
    const rows = (
      await sql.query(
        `SELECT village_code, kind, id, body::text AS line FROM records
         WHERE village_code LIKE ANY($1::text[]) AND (village_code, kind, id) > ($2, $3, $4)
         ORDER BY village_code, kind, id LIMIT ${PAGE_ROWS}`,
        [patterns, ...after],
      )
    ).map((row) => Line.parse(row));
    const last = rows.at(-1);
    if (last === undefined) break;
    const text = rows.map((row) => `${row.line}\n`).join('');
    hash.update(text);
    await write(text);
    sent += rows.length;
    after = [last.village_code, last.kind, last.id];
  }
  await write(`${JSON.stringify({ type: 'end', records: sent, sha256: hash.digest('hex') })}\n`);
}
