import type { z } from 'zod';
import type { DeliveryStatus, OperationDelivery } from '../host';
import { chainStanding } from './chainWords';
import { nextAttemptAt } from './deliverer';
import { awaitsReview, type Item } from './item';
import { heldBy } from './lanes';
import type { DeliveryState } from './state';

type Status = z.infer<typeof DeliveryStatus>;
type Operation = z.infer<typeof OperationDelivery>;

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** The state as the window is told it. `verdicts`: how many are stored. */
export function statusOf(state: DeliveryState, verdicts: number): Status {
  const held = heldBy(state.open.values(), state.sagas);
  const open = [...state.open.values()];
  const waiting = open.filter(
    (item) => WAITING.has(item.phase) && item.recheck !== 'returned' && !awaitsReview(item),
  );
  const heldCount = waiting.filter((item) => held.has(item.opId)).length;
  return {
    network: state.network,
    nextAttemptAt: iso(nextAttemptAt(state)),
    queued: waiting.length - heldCount,
    held: heldCount,
    exported: open.filter(({ phase }) => phase === 'exported').length,
    reviewing: open.filter(awaitsReview).length,
    verdicts,
    paused: state.paused,
    chain: chainStanding(state.chain),
  };
}

/** Operations that wait for a verdict: how many, and the number of the oldest (SY16). */
export function backlogOf(state: DeliveryState): { count: number; oldestSeq: number | null } {
  const waiting = [...state.open.values()].filter(({ phase }) => WAITING.has(phase));
  const oldestSeq = waiting.reduce((least, { seq }) => Math.min(least, seq), Number.POSITIVE_INFINITY);
  return { count: waiting.length, oldestSeq: waiting.length === 0 ? null : oldestSeq };
}

/** The platform's wait for another desk's re-check is not among them: this desk cannot make it shorter. */
const WAITING: ReadonlySet<Item['phase']> = new Set(['queued', 'reserved', 'sending']);

/** Operations after `seq`, in order, each with its desk state. */
export function operationsAfter(state: DeliveryState, after: number, limit: number): Operation[] {
  const held = heldBy(state.open.values(), state.sagas);
  return [...state.open.values(), ...state.done.values()]
    .filter((item) => item.seq > after)
    .sort((a, b) => a.seq - b.seq)
    .slice(0, limit)
    .map((item) => ({
      opId: item.opId,
      seq: item.seq,
      state: stateName(item, held.has(item.opId)),
      heldBy: held.get(item.opId) ?? null,
      attempts: item.attempts,
      lastAttemptAt: iso(item.lastAttemptAt),
      ...(item.bag === null ? {} : { bag: item.bag }),
      ...(item.attempts > 0 && !item.sent ? { unsent: true } : {}),
    }));
}

function stateName(item: Item, held: boolean): Operation['state'] {
  if (item.resolved === 'superseded') return 'superseded';
  if (item.resolved === 'dropped') return 'settled';
  if (item.recheck === 'returned') return 'returned';
  if (awaitsReview(item)) return 'waiting-review';
  if (item.phase === 'reserved' || item.phase === 'queued') return held ? 'held' : 'queued';
  return item.phase === 'reviewing' ? 'waiting-review' : item.phase;
}
