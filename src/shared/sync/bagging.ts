import type { OpId } from '../domain/operation';
import type { Decided } from './item';
import { type Item, isDone, isRechecked } from './item';
import { mayPass } from './lanes';
import { isItsTurn } from './sagaProgress';
import type { DeliveryState } from './state';
import { put, settle } from './state';

/** Which operations a bag is made for: those in no bag yet, or those of a bag that was lost. */
export type BagWish = { readonly what: 'new' } | { readonly what: 'again'; readonly number: number };

/** How much one bag holds. */
export interface BagRoom {
  readonly operations: number;
  readonly bytes: number;
}

export interface BagChoice {
  /** In the order of `seq`. */
  readonly items: readonly Item[];
  /** What was wished for and stays: held, waiting for its saga, being taken back, or no room. */
  readonly left: number;
}

/** Operations that may be put into a bag at all: nothing unsettled before them in a lane that is not in it too. */
function eligible({ open, sagas }: DeliveryState): Item[] {
  const blocked = new Map<string, Item>();
  const free: Item[] = [];
  for (const item of [...open.values()].sort((a, b) => a.seq - b.seq)) {
    if (isDone(item)) continue;
    const inReach = item.phase === 'queued' || item.phase === 'sending' || item.phase === 'exported';
    const travels = inReach && isRechecked(item);
    if (travels && isItsTurn(sagas, item) && item.lanes.every((lane) => mayPass(item, blocked.get(lane)))) {
      free.push(item);
      continue;
    }
    for (const lane of item.lanes) if (!blocked.has(lane)) blocked.set(lane, item);
  }
  return free;
}

/**
 * What goes into a bag: what is wished for, and of its lanes everything before it that is still unsettled, whichever bag it
 * is in already. So each bag stands by itself: it does not matter which of several arrive, how often, or in which order.
 */
export function chooseForBag(state: DeliveryState, wish: BagWish, room: BagRoom): BagChoice {
  const wanted = (item: Item): boolean =>
    wish.what === 'new' ? item.bag === null : item.bag === wish.number && item.phase === 'exported';
  const lanes = new Set<string>();
  const chosen: Item[] = [];
  for (const item of eligible(state).reverse()) {
    if (!wanted(item) && !item.lanes.some((lane) => lanes.has(lane))) continue;
    chosen.unshift(item);
    for (const lane of item.lanes) lanes.add(lane);
  }
  const items: Item[] = [];
  let bytes = 0;
  for (const item of chosen) {
    bytes += item.bytes + 1;
    // One operation always fits, as in a batch. What comes after the cut is behind it in every lane.
    if (items.length >= room.operations || (bytes > room.bytes && items.length > 0)) break;
    items.push(item);
  }
  const taken = new Set(items.map(({ opId }) => opId));
  const open = [...state.open.values()].filter((item) => waits(item) && wanted(item));
  return { items, left: open.filter(({ opId }) => !taken.has(opId)).length };
}

const waits = ({ phase }: Item): boolean =>
  phase === 'queued' || phase === 'sending' || phase === 'exported' || phase === 'reserved';

/** Travels in a bag and has no answer yet; one that was on the line when the bag was made may be there still. */
const isUndecided = ({ bag, phase }: Item): boolean =>
  bag !== null && (phase === 'exported' || phase === 'sending');

/** What has no answer yet of the bag with this number; an operation counts for its last bag. */
export const undecidedIn = ({ open }: DeliveryState, number: number): Item[] =>
  [...open.values()].filter((item) => item.bag === number && isUndecided(item));

/** The bags that are out, with how many of their operations have no answer yet. */
export function bagsOut({ open }: DeliveryState): { number: number; operations: number }[] {
  const counts = new Map<number, number>();
  for (const item of open.values())
    if (item.bag !== null && isUndecided(item)) counts.set(item.bag, (counts.get(item.bag) ?? 0) + 1);
  return [...counts]
    .map(([number, operations]) => ({ number, operations }))
    .sort((a, b) => a.number - b.number);
}

/** They are in a bag: the line does not send them too, and they can no longer be withdrawn (SY18). */
export const putInBag = (state: DeliveryState, opIds: Iterable<OpId>, number: number): DeliveryState =>
  put(
    state,
    openOf(state, opIds).map(
      (item): Item => ({
        ...item,
        bag: number,
        sent: true,
        phase: item.phase === 'queued' ? 'exported' : item.phase,
      }),
    ),
  );

/** They go by the line again. `never`: their bag was not made after all, so these have never left the desk. */
export function takeOutOfBag(
  state: DeliveryState,
  opIds: Iterable<OpId>,
  never: ReadonlySet<OpId> = new Set(),
): DeliveryState {
  const back = openOf(state, opIds).filter(({ bag }) => bag !== null);
  return put(
    state,
    back.map(
      (item): Item => ({
        ...item,
        bag: null,
        sent: item.sent && !never.has(item.opId),
        phase: item.phase === 'exported' ? 'queued' : item.phase,
      }),
    ),
  );
}

/** Takes in an answer bag: what it decides, and what goes by the line again since it decides nothing of it. */
export const takeAnswer = (
  state: DeliveryState,
  verdicts: readonly Decided[],
  back: readonly OpId[],
): DeliveryState => takeOutOfBag(settle(state, verdicts), back);

const openOf = ({ open }: DeliveryState, opIds: Iterable<OpId>): Item[] =>
  [...opIds].flatMap((opId) => open.get(opId) ?? []);
