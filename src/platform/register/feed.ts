import { z } from 'zod';
import { PlatformRecord } from '#shared/domain/record';
import { inJurisdiction, Jurisdiction } from '#shared/domain/region';
import type { FeedPage } from '#shared/protocol/messages';
import type { Database } from '../database/database';
import { cursorText, headCursor, knownCursor } from './cursor';
import { villageOf } from './recordStore';

const Row = z.object({
  last: z.string(),
  kind: z.string(),
  id: z.string(),
  version: z.number().int(),
  /** Null where the record itself is gone: a village that got another code. */
  body: PlatformRecord.nullable(),
  /** The village's code of today, where an order moved the village with everybody in it. */
  moved_to: z.string().nullable(),
});
const Assignment = z.array(z.object({ jurisdiction: Jurisdiction, assigned_seq: z.string() })).length(1);

/** SQL patterns of a jurisdiction: prefixes are digits only, so nothing needs escaping. */
export const villagePatterns = (jurisdiction: Jurisdiction): string[] =>
  jurisdiction.prefixes.map((p) => `${p}%`);

export type Page = Pick<FeedPage, 'rows' | 'cursor' | 'more'>;

/**
 * What changed after the cursor, each record once and as it is now; a record that went to another jurisdiction arrives as
 * `left`. Null: the cursor is not one of this history or of the desk's former jurisdiction, and a snapshot is needed.
 */
export function feedPage(db: Database, device: string, cursor: string, limit: number): Promise<Page | null> {
  return db.oneMoment(async (sql) => {
    const head = await headCursor(sql);
    const from = knownCursor(cursor, head);
    const [assignment] = Assignment.parse(
      await sql.query(
        'SELECT jurisdiction, assigned_seq::text AS assigned_seq FROM devices WHERE device = $1',
        [device],
      ),
    );
    if (from === null || assignment === undefined || from.seq < Number(assignment.assigned_seq)) return null;
    const { jurisdiction } = assignment;
    const lines = await sql.query(
      `SELECT seq::text AS seq FROM change_log
       WHERE seq > $1 AND (village_code LIKE ANY($2::text[]) OR village_before LIKE ANY($2::text[]))
       ORDER BY change_log.seq LIMIT $3`,
      [from.seq, villagePatterns(jurisdiction), limit + 1],
    );
    const more = lines.length > limit;
    const until = more ? Number(lines[limit - 1]?.seq) : head.seq;
    const rows = await sql.query(
      `SELECT max(c.seq)::text AS last, c.kind, c.id, coalesce(r.version, max(c.version)) AS version, r.body,
         (SELECT m.new_code FROM village_moves m WHERE m.old_code = ANY(array_agg(c.village_before))
           AND (r.village_code IS NULL OR m.new_code = r.village_code) LIMIT 1) AS moved_to
       FROM change_log c LEFT JOIN records r ON r.kind = c.kind AND r.id = c.id
       WHERE c.seq > $1 AND c.seq <= $2 AND (c.village_code LIKE ANY($3::text[]) OR c.village_before LIKE ANY($3::text[]))
       GROUP BY c.kind, c.id, r.kind, r.id ORDER BY max(c.seq)`,
      [from.seq, until, villagePatterns(jurisdiction)],
    );
    return {
      rows: rows.map((raw): FeedPage['rows'][number] => {
        const row = Row.parse(raw);
        return row.body !== null && inJurisdiction(jurisdiction, villageOf(row.body))
          ? { type: 'record', record: row.body }
          : {
              type: 'left',
              key: `${row.kind}:${row.id}`,
              version: row.version,
              ...(row.moved_to === null ? {} : { movedTo: row.moved_to }),
            };
      }),
      cursor: cursorText({ epoch: head.epoch, seq: until }),
      more,
    };
  });
}
