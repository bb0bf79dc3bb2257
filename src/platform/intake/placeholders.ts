import { z } from 'zod';
import { bodyHashOf, type Operation } from '#shared/domain/operation';
import type { PlatformRecord } from '#shared/domain/record';
import type { Json } from '#shared/json';
import type { Sql } from '../database/database';

/** Ids a desk gives to persons, households and units it registers before the platform has given theirs. */
export const isPlaceholder = (id: string): boolean => id.startsWith('TMP-');

/** Every placeholder that occurs anywhere in the operation. */
export function placeholdersIn(value: Json, found: Set<string> = new Set()): Set<string> {
  if (typeof value === 'string') {
    if (isPlaceholder(value)) found.add(value);
  } else if (Array.isArray(value)) {
    for (const item of value) placeholdersIn(item, found);
  } else if (value !== null && typeof value === 'object') {
    for (const item of Object.values(value)) placeholdersIn(item, found);
  }
  return found;
}

function replaced(value: Json, ids: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') return ids.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => replaced(item, ids));
  if (value === null || typeof value !== 'object') return value;
  // `formerId` is where the platform itself keeps the placeholder, so a desk's base holds it too.
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === 'formerId' ? item : replaced(item, ids)]),
  );
}

const AliasRow = z.object({ former_id: z.string(), id: z.string() });

/** The platform's own numbers for those of the ids that are placeholders it has met. */
export async function givenNumbers(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const placeholders = [...new Set(ids.filter(isPlaceholder))];
  if (placeholders.length === 0) return new Map();
  const rows = await sql.query('SELECT former_id, id FROM aliases WHERE former_id = ANY($1::text[])', [
    placeholders,
  ]);
  return new Map(rows.map((raw) => AliasRow.parse(raw)).map((row) => [row.former_id, row.id]));
}

/** The operation in the platform's own numbers, as far as it has given any; its hash is that of the body as it now reads. */
export async function inPlatformIds(sql: Sql, operation: Operation): Promise<Operation> {
  const ids = await givenNumbers(sql, [...placeholdersIn(operation as unknown as Json)]);
  if (ids.size === 0) return operation;
  const body = replaced(operation.body, ids) as Record<string, Json>;
  return {
    ...operation,
    subjects: operation.subjects.map((s) => ({ ...s, id: ids.get(s.id) ?? s.id })),
    base: operation.base.map((b) => ({
      ...b,
      subject: { ...b.subject, id: ids.get(b.subject.id) ?? b.subject.id },
      fields: replaced(b.fields, ids) as Record<string, Json>,
    })),
    body,
    bodyHash: bodyHashOf({ ...operation, body }),
  };
}

const Counter = z.array(z.object({ n: z.string() })).length(1);

async function nextNumber(sql: Sql, counter: 'person_no' | 'household_no' | 'unit_no'): Promise<number> {
  const [row] = Counter.parse(
    await sql.query(`UPDATE platform SET ${counter} = ${counter} + 1 RETURNING ${counter}::text AS n`),
  );
  return Number(row?.n);
}

/**
 * Gives new persons their psn_no, new households their number and new units their empNo, throughout the changes, and remembers the placeholders.
 * Numbers carry no meaning; these lie outside the ranges of the old system.
 */
export async function assignIds(
  sql: Sql,
  changes: readonly PlatformRecord[],
): Promise<{ changes: PlatformRecord[]; assigned: Record<string, string> }> {
  const ids = new Map<string, string>();
  for (const record of changes) {
    if (!isPlaceholder(record.id)) continue;
    if (record.kind === 'person') {
      ids.set(record.id, `2201991${String(await nextNumber(sql, 'person_no')).padStart(13, '0')}`);
    } else if (record.kind === 'household') {
      const number = String(await nextNumber(sql, 'household_no')).padStart(4, '0');
      ids.set(record.id, `${record.villageCode.slice(8)}-X${number}`);
    } else if (record.kind === 'unit') {
      const number = String(await nextNumber(sql, 'unit_no')).padStart(6, '0');
      ids.set(record.id, `${record.villageCode.slice(0, 6)}0190${number}`);
    }
  }
  const given = (id: string): string => ids.get(id) ?? id;
  const givenOrNull = (id: string | null): string | null => (id === null ? null : given(id));
  for (const record of changes) {
    const id = ids.get(record.id);
    if (id !== undefined) {
      await sql.query('INSERT INTO aliases (former_id, kind, id) VALUES ($1, $2, $3)', [
        record.id,
        record.kind,
        id,
      ]);
    }
  }
  return {
    assigned: Object.fromEntries(ids),
    changes: changes.map((record): PlatformRecord => {
      if (record.kind === 'household') {
        return { ...record, id: given(record.id), headPersonId: givenOrNull(record.headPersonId) };
      }
      if (record.kind === 'unit') {
        return ids.has(record.id) ? { ...record, id: given(record.id), formerId: record.id } : record;
      }
      if (record.kind !== 'person') return record;
      return {
        ...record,
        id: given(record.id),
        formerId: ids.has(record.id) ? record.id : record.formerId,
        householdId: given(record.householdId),
        guardianId: givenOrNull(record.guardianId),
      };
    }),
  };
}
