import type { OpId } from '../domain/operation';
import { awaitsReview, type Item, isDone, isRechecked, isStuck, isSuspect } from './item';
import { isItsTurn, NO_SAGAS, type SagaProgress } from './sagaProgress';

/** How much one batch may hold (SY9). */
export interface BatchLimit {
  readonly operations: number;
  readonly bytes: number;
}

/** What the message adds around its operations, and between two of them. */
const MESSAGE_BYTES = 64;
const SEPARATOR_BYTES = 1;

const inOrder = (items: Iterable<Item>): Item[] => [...items].sort((a, b) => a.seq - b.seq);

/**
 * Who is held back, and by which operation that failed or awaits its re-check: everything behind it in one of its lanes or in
 * its saga, and everything behind those (SY5). Others only wait for their turn.
 */
export function heldBy(items: Iterable<Item>, sagas: SagaProgress = NO_SAGAS): Map<OpId, OpId> {
  const open = inOrder(items).filter((item) => !isDone(item));
  const ofSaga = new Map(sagas.ended);
  const holds = (item: Item): boolean => isStuck(item) || awaitsReview(item);
  for (const item of open) if (isStuck(item) && item.saga !== null) ofSaga.set(item.saga.id, item.opId);
  const holder = new Map<string, OpId>();
  const held = new Map<OpId, OpId>();
  for (const item of open) {
    const step = item.saga !== null && !isItsTurn(sagas, item) ? ofSaga.get(item.saga.id) : undefined;
    const by = holds(item)
      ? item.opId
      : (item.lanes.map((lane) => holder.get(lane)).find((id) => id !== undefined) ?? step);
    if (by === undefined) continue;
    if (by !== item.opId) held.set(item.opId, by);
    for (const lane of item.lanes) if (!holder.has(lane)) holder.set(lane, by);
  }
  return held;
}

/**
 * The next batch: queued operations in the order of `seq`, each only if everything before it in each of its lanes is done
 * or goes before it in the same batch (SY4), and a step of a saga only when the earlier steps have been read back (SY20). One operation always fits. A suspect goes alone, when nothing else can go; of
 * several the one tried longest ago.
 */
export function nextBatch(items: Iterable<Item>, limit: BatchLimit, sagas: SagaProgress = NO_SAGAS): Item[] {
  const batch: Item[] = [];
  const suspects: Item[] = [];
  const blocked = new Map<string, Item>();
  let bytes = MESSAGE_BYTES;
  for (const item of inOrder(items)) {
    if (isDone(item)) continue;
    const free =
      item.phase === 'queued' &&
      isRechecked(item) &&
      isItsTurn(sagas, item) &&
      item.lanes.every((lane) => mayPass(item, blocked.get(lane)));
    if (free && !isSuspect(item)) {
      const fits = batch.length < limit.operations && bytes + item.bytes + SEPARATOR_BYTES <= limit.bytes;
      if (!fits && batch.length > 0) return batch;
      batch.push(item);
      bytes += item.bytes + SEPARATOR_BYTES;
      continue;
    }
    if (free) suspects.push(item);
    for (const lane of item.lanes) if (!blocked.has(lane)) blocked.set(lane, item);
  }
  if (batch.length > 0) return batch;
  const longestAgo = suspects.sort(
    (a, b) => (a.lastAttemptAt ?? 0) - (b.lastAttemptAt ?? 0) || a.seq - b.seq,
  );
  return longestAgo.slice(0, 1);
}

/** A step that replaces a failed one was accepted after the steps that wait for it: it goes before them all the same. */
export const mayPass = (item: Item, before: Item | undefined): boolean =>
  before === undefined ||
  (item.saga !== null && before.saga?.id === item.saga.id && item.saga.step < before.saga.step);
