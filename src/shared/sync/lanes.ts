import type { OpId } from '../domain/operation';
import { type Item, isDone, isStuck, isSuspect } from './item';

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
 * Who is held back, and by which failed operation: everything behind it in one of its lanes, and everything behind those
 * (SY5). Others only wait for their turn.
 */
export function heldBy(items: Iterable<Item>): Map<OpId, OpId> {
  const holder = new Map<string, OpId>();
  const held = new Map<OpId, OpId>();
  for (const item of inOrder(items)) {
    if (isDone(item)) continue;
    const by = isStuck(item)
      ? item.opId
      : item.lanes.map((lane) => holder.get(lane)).find((id) => id !== undefined);
    if (by === undefined) continue;
    if (by !== item.opId) held.set(item.opId, by);
    for (const lane of item.lanes) if (!holder.has(lane)) holder.set(lane, by);
  }
  return held;
}

/**
 * The next batch: queued operations in the order of `seq`, each only if everything before it in each of its lanes is done
 * or goes before it in the same batch (SY4). One operation always fits. A suspect goes alone, when nothing else can go; of
 * several the one tried longest ago.
 */
export function nextBatch(items: Iterable<Item>, limit: BatchLimit): Item[] {
  const batch: Item[] = [];
  const suspects: Item[] = [];
  const blocked = new Set<string>();
  let bytes = MESSAGE_BYTES;
  for (const item of inOrder(items)) {
    if (isDone(item)) continue;
    const free = item.phase === 'queued' && item.lanes.every((lane) => !blocked.has(lane));
    if (free && !isSuspect(item)) {
      const fits = batch.length < limit.operations && bytes + item.bytes + SEPARATOR_BYTES <= limit.bytes;
      if (!fits && batch.length > 0) return batch;
      batch.push(item);
      bytes += item.bytes + SEPARATOR_BYTES;
      continue;
    }
    if (free) suspects.push(item);
    for (const lane of item.lanes) blocked.add(lane);
  }
  if (batch.length > 0) return batch;
  const longestAgo = suspects.sort(
    (a, b) => (a.lastAttemptAt ?? 0) - (b.lastAttemptAt ?? 0) || a.seq - b.seq,
  );
  return longestAgo.slice(0, 1);
}
