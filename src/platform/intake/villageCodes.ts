import { z } from 'zod';
import { bodyHashOf, type Operation } from '#shared/domain/operation';
import type { Json } from '#shared/json';
import type { Sql } from '../database/database';

const FIELD = 'villageCode';

function codesIn(value: Json, found: Set<string>): Set<string> {
  if (Array.isArray(value)) for (const item of value) codesIn(item, found);
  else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      if (key === FIELD && typeof item === 'string') found.add(item);
      else codesIn(item, found);
    }
  }
  return found;
}

function replaced(value: Json, now: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map((item) => replaced(item, now));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === FIELD && typeof item === 'string' ? (now.get(item) ?? item) : replaced(item, now),
    ]),
  );
}

const Row = z.object({ old_code: z.string(), new_code: z.string() });

/**
 * The operation in the village codes of today: a village that merely changed its code since the clerk typed is the same
 * village, and no conflict. Its hash is that of the body as it now reads.
 */
export async function inVillagesOfToday(sql: Sql, operation: Operation): Promise<Operation> {
  const codes = codesIn(operation.body, new Set());
  for (const { subject, fields } of operation.base) {
    codesIn(fields, codes);
    if (subject.kind === 'village') codes.add(subject.id);
  }
  if (codes.size === 0) return operation;
  const rows = await sql.query(
    'SELECT old_code, new_code FROM village_moves WHERE old_code = ANY($1::text[])',
    [[...codes]],
  );
  if (rows.length === 0) return operation;
  const now = new Map(rows.map((raw) => Row.parse(raw)).map((row) => [row.old_code, row.new_code]));
  const body = replaced(operation.body, now) as Record<string, Json>;
  return {
    ...operation,
    base: operation.base.map((base) => ({
      ...base,
      subject:
        base.subject.kind === 'village'
          ? { ...base.subject, id: now.get(base.subject.id) ?? base.subject.id }
          : base.subject,
      fields: replaced(base.fields, now) as Record<string, Json>,
    })),
    body,
    bodyHash: bodyHashOf({ ...operation, body }),
  };
}
