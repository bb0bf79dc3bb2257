import type { Operation } from '#shared/domain/operation';
import { type PlatformRecord, recordKey } from '#shared/domain/record';
import { foldOne } from '#shared/matters/view';
import { outcomeOf } from './ledger';
import type { DeskCore } from './startDesk';

/** The records an operation names as they are without it: the platform's own, with what was accepted before it on top. */
export function recordsBefore(operation: Operation, core: DeskCore): Map<string, PlatformRecord> {
  const { view } = core;
  const at = core.deciding();
  const records = new Map(view.named(operation.body));
  for (const [key, record] of records) {
    if (record.kind !== 'person') continue;
    const confirmed = view.confirmed(record.id);
    if (confirmed === null) records.delete(key);
    else records.set(key, confirmed);
  }
  const subjects = new Set(operation.subjects.map(recordKey));
  for (const standing of core.standings()) {
    const earlier = standing.operation;
    const isOwn = earlier.device === operation.device && earlier.seq < operation.seq;
    const shares = earlier.subjects.some((one) => subjects.has(recordKey(one)));
    if (!at || !isOwn || !shares || outcomeOf(standing) !== 'pending') continue;
    const folded = foldOne(records, earlier, { jurisdiction: at.jurisdiction, asOf: at.asOf });
    if ('changes' in folded) for (const record of folded.changes) records.set(recordKey(record), record);
  }
  return records;
}
