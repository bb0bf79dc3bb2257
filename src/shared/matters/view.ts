import type { Operation } from '../domain/operation';
import { type PlatformRecord, recordKey } from '../domain/record';
import type { Jurisdiction } from '../domain/region';
import { forecast, mayBeAccepted, whyNot } from './decideOperation';
import { matterOf } from './index';
import type { MatterContext, Records } from './matter';
import { parseBody } from './readFields';

/** Where and on how old facts a fold takes place; the day of each step is the operation's own. */
export interface FoldPlace {
  readonly jurisdiction: Jurisdiction;
  readonly asOf: string;
}

/** An operation that the fold could not put on top of the records, with the reason in words. */
export interface LeftOut {
  readonly opId: string;
  readonly reason: string;
}

export interface FoldedView {
  /** The mirror itself, the very same map, where nothing was folded in. */
  readonly records: Records;
  /** What the operations changed, by record key. */
  readonly changes: Records;
  readonly left: readonly LeftOut[];
}

/** What one pending operation makes of the records, or why it does not fit them any more. */
export function foldOne(
  records: Records,
  operation: Operation,
  place: FoldPlace,
): { readonly changes: readonly PlatformRecord[] } | { readonly reason: string } {
  const matter = matterOf(operation.matter);
  const body = parseBody(operation.matter, operation.body);
  if (!body.ok) return { reason: Object.values(body.error)[0] ?? '内容无法识别。' };
  const misfit = matter.fit(body.value, records);
  if (misfit !== null) return { reason: misfit };
  // Likeness to others was looked for at acceptance; the platform looks again on arrival.
  const context: MatterContext = { ...place, day: operation.day, authoritative: false, sameNumber: [] };
  const { answer } = forecast(operation.matter, body.value, records, context);
  if (!mayBeAccepted(answer)) return { reason: whyNot(answer) };
  const decided = { ...context, opId: operation.opId, answer };
  const idle = matter.idle?.(body.value, records, decided) ?? null;
  return idle === null ? { changes: matter.apply(body.value, records, decided) } : { reason: idle };
}

/**
 * The view: pending operations in the order of their `seq` over the mirror. Nothing is rolled back, ever: what does not
 * fit any more is simply not folded in, and is named with its reason.
 */
export function foldView(mirror: Records, operations: readonly Operation[], place: FoldPlace): FoldedView {
  if (operations.length === 0) return { records: mirror, changes: new Map(), left: [] };
  const records = new Map(mirror);
  const changes = new Map<string, PlatformRecord>();
  const left: LeftOut[] = [];
  for (const operation of [...operations].sort((a, b) => a.seq - b.seq)) {
    const folded = foldOne(records, operation, place);
    if ('reason' in folded) {
      left.push({ opId: operation.opId, reason: folded.reason });
      continue;
    }
    for (const record of folded.changes) {
      records.set(recordKey(record), record);
      changes.set(recordKey(record), record);
    }
  }
  return { records, changes, left };
}
