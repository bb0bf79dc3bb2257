import { z } from 'zod';
import { type Operation, type OpId, sagaOf } from '#shared/domain/operation';
import type { Sql } from '../database/database';
import { lockKeys } from './locks';

const StepRow = z.object({ op_id: z.string(), step: z.number().int(), applied: z.boolean() });

/** What keeps a step of a saga from being decided now. */
export type StepHindrance =
  /** An earlier step is not applied: its operation, or the saga itself while the platform has none of it. */
  | { readonly why: 'waits'; readonly for: OpId }
  /** Another operation was applied as this very step. */
  | { readonly why: 'taken' };

/**
 * Whether a step may be decided (SY20): every earlier step is applied and nobody was applied in its place. Null for what may,
 * and for operations of no saga. Two operations of one saga are decided one after the other.
 */
export async function stepHindrance(sql: Sql, operation: Operation): Promise<StepHindrance | null> {
  const saga = sagaOf(operation);
  if (saga === null) return null;
  await lockKeys(sql, [`saga:${operation.device}:${saga.id}`]);
  const rows = (
    await sql.query(
      `SELECT s.op_id, s.step, s.applied FROM saga_steps s JOIN operations o ON o.op_id = s.op_id
       WHERE s.device = $1 AND s.saga = $2 ORDER BY s.step, o.seq`,
      [operation.device, saga.id],
    )
  ).map((raw) => StepRow.parse(raw));
  if (rows.some((row) => row.applied && row.step === saga.step)) return { why: 'taken' };
  for (let step = 1; step < saga.step; step++) {
    const tried = rows.filter((row) => row.step === step);
    if (!tried.some((row) => row.applied)) return { why: 'waits', for: tried.at(-1)?.op_id ?? saga.id };
  }
  return null;
}

/** Takes note of a decided step. */
export async function noteStep(sql: Sql, operation: Operation, applied: boolean): Promise<void> {
  const saga = sagaOf(operation);
  if (saga === null) return;
  await sql.query('INSERT INTO saga_steps (op_id, device, saga, step, applied) VALUES ($1, $2, $3, $4, $5)', [
    operation.opId,
    operation.device,
    saga.id,
    saga.step,
    applied,
  ]);
}
