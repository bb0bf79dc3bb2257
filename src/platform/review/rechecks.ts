import { z } from 'zod';
import { Operation } from '#shared/domain/operation';
import { canonicalJson } from '#shared/json';
import { REVIEW_CAUSES, type ReviewCause } from '#shared/review/cause';
import { type RecheckAsk, recheckAnswer, recheckRefusal, returnedReasons } from '#shared/review/mayRecheck';
import type { ReviewPolicy } from '#shared/review/policy';
import type { Recheck } from '#shared/review/recheck';
import { reviewCause } from '#shared/review/selection';
import type { Reason } from '#shared/rules/answer';
import type { Sql } from '../database/database';
import type { Device } from '../service/access';

/** What the re-check means for an operation that arrives. */
export type RecheckState =
  /** None is wanted, or it was made and accepted. */
  | { readonly kind: 'go' }
  | { readonly kind: 'waits'; readonly cause: ReviewCause }
  | { readonly kind: 'refused'; readonly reasons: readonly Reason[] };

/** How a batch came: what the policy wants, and the re-checks its desk has made. */
export interface RecheckRule {
  readonly policy: ReviewPolicy | null;
  readonly made: ReadonlyMap<string, Recheck>;
}

export const NO_RECHECKS: RecheckRule = { policy: null, made: new Map() };

const Row = z.object({
  op_id: z.string(),
  body_hash: z.string(),
  device: z.string(),
  operation: z.string(),
  cause: z.enum(REVIEW_CAUSES),
  asked_at: z.string(),
  state: z.enum(['waiting', 'accepted', 'returned']),
  reviewer: z.string().nullable(),
  reason: z.string().nullable(),
});
export interface RecheckRow extends Omit<z.infer<typeof Row>, 'operation'> {
  readonly operation: Operation;
}

const read = (raw: unknown): RecheckRow => {
  const row = Row.parse(raw);
  return { ...row, operation: Operation.parse(JSON.parse(row.operation)) };
};

const COLUMNS = 'op_id, body_hash, device, operation, cause, asked_at, state, reviewer, reason';

export async function recheckRow(sql: Sql, opId: string): Promise<RecheckRow | null> {
  const [raw] = await sql.query(`SELECT ${COLUMNS} FROM rechecks WHERE op_id = $1`, [opId]);
  return raw === undefined ? null : read(raw);
}

/**
 * A clerk as the platform tells them apart: by desk and by id at that desk, because each desk keeps its own list. Somebody who
 * works at two desks is two here.
 */
const clerkAt = (clerk: string, { device, name }: Pick<Device, 'device' | 'name'>): string =>
  `${clerk}（${name}，${device}）`;

/** Who entered an operation and who re-checks it, as the rules are asked. */
export const recheckAsk = (
  operation: Operation,
  by: { entered: Device; reviewer: string; at: Device; day: string; outcome: RecheckAsk['outcome'] },
): RecheckAsk => ({
  region: by.entered.jurisdiction.region,
  day: by.day,
  enteredBy: clerkAt(operation.clerk, by.entered),
  reviewer: clerkAt(by.reviewer, by.at),
  outcome: by.outcome,
});

interface Arriving {
  readonly operation: Operation;
  readonly device: Device;
  /** Where its subject lives; asked only where somebody has to wait. */
  village(): Promise<string | null>;
  readonly at: string;
}

/** Looks at an operation before it is decided; the first time writes down that it waits, or that its desk has re-checked it. */
export async function recheckOnArrival(
  sql: Sql,
  arriving: Arriving,
  { policy, made }: RecheckRule,
): Promise<RecheckState> {
  const { operation, device, at } = arriving;
  const known = await recheckRow(sql, operation.opId);
  if (known?.state === 'accepted') return { kind: 'go' };
  if (known?.state === 'returned')
    return { kind: 'refused', reasons: returned(known, device.jurisdiction.region, at.slice(0, 10)) };
  const cause = known?.cause ?? reviewCause(policy, operation);
  if (cause === null) return { kind: 'go' };
  const word = made.get(operation.opId);
  if (word === undefined) {
    if (known === null) await note(sql, arriving, cause);
    return { kind: 'waits', cause };
  }
  const ask = recheckAsk(operation, {
    entered: device,
    reviewer: word.reviewer,
    at: device,
    day: at.slice(0, 10),
    outcome: 'accepted',
  });
  if (recheckRefusal(ask) !== null)
    return { kind: 'refused', reasons: recheckAnswer(ask).reasons.filter((r) => r.severity === 'refuse') };
  if (known === null) await note(sql, arriving, cause);
  await settle(sql, operation.opId, { ...word, outcome: 'accepted', device: device.device, at });
  return { kind: 'go' };
}

async function note(sql: Sql, arriving: Arriving, cause: ReviewCause): Promise<void> {
  const { operation, device, at } = arriving;
  const village = await arriving.village();
  await sql.query(
    `INSERT INTO rechecks (op_id, body_hash, device, seq, village_code, operation, cause, asked_at, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting')`,
    [
      operation.opId,
      operation.bodyHash,
      device.device,
      operation.seq,
      village ?? '',
      canonicalJson(operation),
      cause,
      at,
    ],
  );
}

/** Writes a reviewer's word down. */
export const settle = (
  sql: Sql,
  opId: string,
  word: {
    outcome: 'accepted' | 'returned';
    reviewer: string;
    reason: string;
    device: string;
    at: string;
  },
): Promise<unknown> =>
  sql.query(
    `UPDATE rechecks SET state = $2, reviewer = $3, reviewer_device = $4, reason = $5, decided_at = $6 WHERE op_id = $1`,
    [opId, word.outcome, word.reviewer, word.device, word.reason, word.at],
  );

/** The refusal of what was returned: the article, and what the reviewer wrote. */
function returned({ reviewer, reason }: RecheckRow, region: string, day: string): Reason[] {
  return returnedReasons(day, region).map((one) => ({
    ...one,
    text: `被复核退回（复核人 ${reviewer ?? ''}）：${reason ?? ''} 请按意见更正后重新提交。`,
  }));
}

/** Operations of a jurisdiction that wait, the oldest first. */
export async function waitingIn(
  sql: Sql,
  patterns: readonly string[],
  limit: number,
): Promise<{ row: RecheckRow; deviceName: string }[]> {
  const rows = await sql.query(
    `SELECT ${COLUMNS.split(', ')
      .map((name) => `r.${name}`)
      .join(', ')}, d.name AS device_name
     FROM rechecks r JOIN devices d ON d.device = r.device
     WHERE r.state = 'waiting' AND r.village_code LIKE ANY($1::text[])
     ORDER BY r.asked_at, r.op_id LIMIT $2`,
    [patterns, limit],
  );
  return rows.map((raw) => ({
    row: read(raw),
    deviceName: z.object({ device_name: z.string() }).parse(raw).device_name,
  }));
}
