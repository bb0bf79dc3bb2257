import { z } from 'zod';
import { PlatformRecord } from '#shared/domain/record';
import { inJurisdiction, type Jurisdiction } from '#shared/domain/region';
import type { FeedPage } from '#shared/protocol/messages';
import type { Database } from '../database/database';
import { cursorText, headCursor, knownCursor } from './cursor';

const Row = z.object({
  last: z.string(),
  kind: z.string(),
  id: z.string(),
  village_code: z.string(),
  version: z.number().int(),
  body: PlatformRecord,
});

/** SQL patterns of a jurisdiction: prefixes are digits only, so nothing needs escaping. */
export const villagePatterns = (jurisdiction: Jurisdiction): string[] =>
  jurisdiction.prefixes.map((p) => `${p}%`);

export type Page = Pick<FeedPage, 'rows' | 'cursor' | 'more'>;

/**
 * What changed after the cursor, each record once and as it is now; a record that went to another jurisdiction arrives as
 * `left`. Null: the cursor is not one of this history, and a snapshot is needed.
 */
export function feedPage(
  db: Database,
  jurisdiction: Jurisdiction,
  cursor: string,
  limit: number,
): Promise<Page | null> {
  return db.oneMoment(async (sql) => {
    const head = await headCursor(sql);
    const from = knownCursor(cursor, head);
    if (from === null) return null;
    const lines = await sql.query(
      `SELECT seq::text AS seq FROM change_log
       WHERE seq > $1 AND (village_code LIKE ANY($2::text[]) OR village_before LIKE ANY($2::text[]))
       ORDER BY seq LIMIT $3`,
      [from.seq, villagePatterns(jurisdiction), limit + 1],
    );
    const more = lines.length > limit;
    const until = more ? Number(lines[limit - 1]?.seq) : head.seq;
    const rows = await sql.query(
      `SELECT max(c.seq)::text AS last, r.kind, r.id, r.village_code, r.version, r.body
       FROM change_log c JOIN records r ON r.kind = c.kind AND r.id = c.id
       WHERE c.seq > $1 AND c.seq <= $2 AND (c.village_code LIKE ANY($3::text[]) OR c.village_before LIKE ANY($3::text[]))
       GROUP BY r.kind, r.id ORDER BY max(c.seq)`,
      [from.seq, until, villagePatterns(jurisdiction)],
    );
    return {
      rows: rows.map((raw): FeedPage['rows'][number] => {
        const row = Row.parse(raw);
        return inJurisdiction(jurisdiction, row.village_code)
          ? { type: 'record', record: row.body }
          : { type: 'left', key: `${row.kind}:${row.id}`, version: row.version };
      }),
      cursor: cursorText({ epoch: head.epoch, seq: until }),
      more,
    };
  });
}
