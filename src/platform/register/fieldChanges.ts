import { z } from 'zod';
import type { PlatformRecord } from '#shared/domain/record';
import { canonicalJson } from '#shared/json';
import { touchedFields, touchedValue } from '#shared/matters/touched';
import type { FieldConflict } from '#shared/protocol/verdict';
import type { Sql } from '../database/database';

/** Fields by which operations can be in each other's way, and that read otherwise now. */
function changedBetween(before: PlatformRecord, after: PlatformRecord): string[] {
  const names = new Set([...touchedFields(before), ...touchedFields(after)]);
  const text = (record: PlatformRecord, field: string) => canonicalJson(touchedValue(record, field) ?? null);
  return [...names].filter((field) => text(before, field) !== text(after, field));
}

const NOTE = `INSERT INTO field_changes (kind, id, field, changed_by, changed_at)
  SELECT kind, id, field, $2, $3 FROM jsonb_to_recordset($1::jsonb) AS r(kind text, id text, field text)
  ON CONFLICT (kind, id, field) DO UPDATE SET changed_by = EXCLUDED.changed_by, changed_at = EXCLUDED.changed_at`;

/** Notes who changed which fields of records that were there before; what is new as a whole has one author. */
export async function noteFieldChanges(
  sql: Sql,
  written: readonly { readonly record: PlatformRecord; readonly before: PlatformRecord | null }[],
  by: { readonly by: string; readonly at: string },
): Promise<void> {
  const rows = written.flatMap(({ record, before }) =>
    before === null
      ? []
      : changedBetween(before, record).map((field) => ({ kind: record.kind, id: record.id, field })),
  );
  if (rows.length > 0) await sql.query(NOTE, [JSON.stringify(rows), by.by, by.at]);
}

const Row = z.object({ changed_by: z.string(), changed_at: z.string() });

/** The fields of a conflict, each with who changed it last, and when, where that was noted. */
export async function withAuthors(sql: Sql, fields: readonly FieldConflict[]): Promise<FieldConflict[]> {
  const named: FieldConflict[] = [];
  for (const conflict of fields) {
    const { subject, field } = conflict;
    const [raw] = await sql.query(
      'SELECT changed_by, changed_at FROM field_changes WHERE kind = $1 AND id = $2 AND field = $3',
      [subject.kind, subject.id, field],
    );
    const row = raw === undefined ? null : Row.parse(raw);
    named.push(
      row === null ? conflict : { ...conflict, changedBy: row.changed_by, changedAt: row.changed_at },
    );
  }
  return named;
}
