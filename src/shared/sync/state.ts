import { type Closing, isNote, type JournalEntry } from '../domain/journalEntry';
import type { OpId } from '../domain/operation';
import type { Trouble } from '../host';
import { MAX_BATCH_BYTES, MAX_BATCH_OPERATIONS } from '../protocol/messages';
import type { Verdict } from '../protocol/verdict';
import { type ChainNote, type ChainState, chainAtStart, grown, NOTHING_NOTED, ownChain } from './chain';
import { type Decided, type Item, isDone, isStuck, itemOf, withVerdict } from './item';
import type { BatchLimit } from './lanes';
import { NEVER_REACHED, type NetworkState } from './network';
import { recheckWords, withWord } from './rechecks';
import { NO_SAGAS, type SagaProgress, withDone } from './sagaProgress';

/** How often the line is looked at when nothing else is said on it, ms. */
export const HEARTBEAT_MS = 15_000;

/** Everything the deliverer knows. A value: each step makes a new one. */
export interface DeliveryState {
  /** Operations that are not done; the others keep their last word in `done`. */
  readonly open: ReadonlyMap<OpId, Item>;
  readonly done: ReadonlyMap<OpId, Item>;
  /** Operations that a later one replaces. */
  readonly replaced: ReadonlySet<OpId>;
  /** Closings of operations that this journal has lost. */
  readonly early: ReadonlyMap<OpId, Closing>;
  /** Placeholder → the number the platform gave: both are one lane. */
  readonly given: ReadonlyMap<string, string>;
  readonly sagas: SagaProgress;
  /** The batch on the line; one at a time. */
  readonly inFlight: readonly OpId[];
  readonly limit: BatchLimit;
  /** Learnt from 413: a batch of more bytes is not tried again. */
  readonly ceilingBytes: number;
  /** Failures in a row, and device time (ms) before which nothing is sent. */
  readonly failures: number;
  readonly notBefore: number;
  /** Operations the platform has decided since the start. */
  readonly passed: number;
  /** There is a platform to talk to (the desk is registered). */
  readonly line: boolean;
  readonly network: NetworkState;
  readonly paused: Trouble | null;
  readonly nextProbeAt: number;
  readonly probing: boolean;
  /** The last batch failed because nobody was there, or a stranger: the first sign of life is reason enough to try again. */
  readonly lineWasDead: boolean;
  /** 立即同步 was asked for while a batch was on the line: if that fails, the next one goes at once. */
  readonly hurried: boolean;
  /** This desk's chain beside the platform's copy of it (SY11). */
  readonly chain: ChainState;
}

const EMPTY: DeliveryState = {
  open: new Map(),
  done: new Map(),
  replaced: new Set(),
  early: new Map(),
  given: new Map(),
  sagas: NO_SAGAS,
  inFlight: [],
  limit: { operations: MAX_BATCH_OPERATIONS, bytes: MAX_BATCH_BYTES },
  ceilingBytes: MAX_BATCH_BYTES,
  failures: 0,
  notBefore: 0,
  passed: 0,
  line: false,
  network: NEVER_REACHED,
  paused: null,
  nextProbeAt: 0,
  probing: false,
  lineWasDead: false,
  hurried: false,
  chain: chainAtStart(NOTHING_NOTED, ownChain([])),
};

/** Puts items where they belong; a failure that was replaced already is done with. */
export function put(state: DeliveryState, items: readonly Item[]): DeliveryState {
  if (items.length === 0) return state;
  const open = new Map(state.open);
  const done = new Map(state.done);
  let { sagas } = state;
  for (const given of items) {
    const replaced = isStuck(given) && state.replaced.has(given.opId);
    const item: Item = replaced ? { ...given, resolved: 'superseded' } : given;
    open.delete(item.opId);
    done.delete(item.opId);
    (isDone(item) ? done : open).set(item.opId, item);
    sagas = withDone(sagas, item);
  }
  return { ...state, open, done, sagas };
}

/** Items that no journal stands behind. */
export const stateOf = (items: readonly Item[]): DeliveryState => put(EMPTY, items);

export const itemIn = (state: DeliveryState, opId: OpId): Item | undefined =>
  state.open.get(opId) ?? state.done.get(opId);

/** Takes in what the journal has accepted. `sent`: it may have been sent before this journal knew of it (restored). */
export function takeIn(state: DeliveryState, entries: readonly JournalEntry[], sent: boolean): DeliveryState {
  let next = state;
  const fresh: Item[] = [];
  const replaced = new Set(state.replaced);
  for (const { content } of entries) {
    if (content.type !== 'operation' || itemIn(state, content.operation.opId) !== undefined) continue;
    fresh.push({ ...inGivenLanes(itemOf(content.operation), state.given), sent });
    if (content.operation.supersedes !== null) replaced.add(content.operation.supersedes);
  }
  next = put({ ...state, replaced, chain: grown(state.chain, entries) }, fresh);
  next = rechecked(next, entries);
  const failed = [...replaced].flatMap((opId) => next.open.get(opId) ?? []).filter(isStuck);
  next = put(next, failed);
  const closed = new Map<OpId, Item>();
  const takenBack: Item[] = [];
  // A journal that lost an operation still has its closing; the operation may be given back later.
  const early = new Map(state.early);
  for (const item of fresh) {
    const closing = early.get(item.opId);
    if (closing !== undefined) closed.set(item.opId, closedBy(itemIn(next, item.opId) ?? item, closing));
  }
  for (const { content } of entries) {
    if (content.type === 'operation' || content.type === 'tombstone' || isNote(content)) continue;
    const item = closed.get(content.opId) ?? itemIn(next, content.opId);
    if (item === undefined) {
      early.set(content.opId, content);
      continue;
    }
    closed.set(content.opId, closedBy(item, content));
    if (content.type === 'withdrawal' && item.supersedes !== null) takenBack.push(item);
  }
  return reopened(put({ ...next, early }, [...closed.values()]), takenBack);
}

/** Takes in what second clerks were asked and said; a word about an operation that this journal lost waits with nobody. */
function rechecked(state: DeliveryState, entries: readonly JournalEntry[]): DeliveryState {
  const words = [...recheckWords(entries)];
  if (words.length === 0) return state;
  return put(
    state,
    words.flatMap(([opId, word]) => {
      const item = itemIn(state, opId);
      return item === undefined ? [] : [withWord(item, word)];
    }),
  );
}

/** What was replaced comes back, and holds its lanes again, when its replacement was withdrawn and no other stands (SY18). */
function reopened(state: DeliveryState, takenBack: readonly Item[]): DeliveryState {
  if (takenBack.length === 0) return state;
  const standing = new Set<OpId>();
  for (const item of [...state.open.values(), ...state.done.values()])
    if (item.supersedes !== null && item.phase !== 'withdrawn') standing.add(item.supersedes);
  const free = takenBack.flatMap(({ supersedes }) =>
    supersedes === null || standing.has(supersedes) ? [] : [supersedes],
  );
  const replaced = new Set(state.replaced);
  for (const opId of free) replaced.delete(opId);
  const back = free.flatMap((opId): Item[] => {
    const item = itemIn(state, opId);
    return item?.resolved === 'superseded' ? [{ ...item, resolved: null }] : [];
  });
  return put({ ...state, replaced }, back);
}

function closedBy(item: Item, closing: Closing): Item {
  if (closing.type === 'withdrawal') return { ...item, phase: 'withdrawn' };
  return { ...item, resolved: closing.choice };
}

/** Notes decided operations, and the numbers that the platform gave for placeholders. */
export function settle(state: DeliveryState, verdicts: readonly Decided[]): DeliveryState {
  const next = put(
    state,
    verdicts.flatMap((verdict) => {
      const item = state.open.get(verdict.opId);
      return item === undefined ? [] : [withVerdict(item, verdict)];
    }),
  );
  const named = verdicts.flatMap((verdict) =>
    verdict.outcome === 'applied' ? Object.entries(verdict.assigned) : [],
  );
  if (named.length === 0) return next;
  const given = new Map([...next.given, ...named]);
  const renamed = [...next.open.values()].filter(({ lanes }) =>
    lanes.some((lane) => lane !== givenLane(lane, given)),
  );
  return put(
    { ...next, given },
    renamed.map((item) => inGivenLanes(item, given)),
  );
}

/** A lane under the number its subject has now: who waits under the placeholder and who comes under the number keep their order. */
function givenLane(lane: string, given: ReadonlyMap<string, string>): string {
  const at = lane.indexOf(':') + 1;
  const number = given.get(lane.slice(at));
  return number === undefined ? lane : lane.slice(0, at) + number;
}

const inGivenLanes = (item: Item, given: ReadonlyMap<string, string>): Item => ({
  ...item,
  lanes: item.lanes.map((lane) => givenLane(lane, given)),
});

/** Operations behind this number go out again, decided or not: the platform has lost what it said of them. */
export function sendAgain(state: DeliveryState, behind: number): { state: DeliveryState; opIds: OpId[] } {
  const lost = [...state.open.values(), ...state.done.values()].filter(
    ({ seq, phase, resolved }) => seq > behind && phase === 'settled' && resolved === null,
  );
  const again = lost.map((item): Item => ({ ...item, phase: 'queued', bag: null, outcome: null }));
  return { state: put(state, again), opIds: again.map(({ opId }) => opId) };
}

export const isDecided = (verdict: Verdict): verdict is Decided =>
  verdict.outcome !== 'waiting' && verdict.outcome !== 'waiting-review';

/** What the log of verdicts says of operations: decided, handed to the line at some time, in which bag. */
export interface OnDisk {
  readonly verdicts: readonly Decided[];
  readonly sent: ReadonlySet<OpId>;
  readonly bags: ReadonlyMap<OpId, number>;
}

/** Open operations as the log of verdicts has them. */
export function asOnDisk(before: DeliveryState, { verdicts, sent, bags }: OnDisk): DeliveryState {
  const items = [...before.open.values()].flatMap((item): Item[] => {
    const bag = bags.get(item.opId);
    if (bag !== undefined) return [{ ...item, sent: true, bag, phase: 'exported' }];
    return sent.has(item.opId) ? [{ ...item, sent: true }] : [];
  });
  const state = put(before, items);
  // The body hash guards against a verdict of another file; one that does not fit is asked for again.
  return settle(
    state,
    verdicts.filter((verdict) => state.open.get(verdict.opId)?.bodyHash === verdict.bodyHash),
  );
}

/**
 * What is known after a start: the journal's entries, the verdicts on the disk, and the operations that were handed to the
 * line at some time, what was noted of the chain, and which operations are in which bag. What was on the line when the desk went down is simply queued again (SY3).
 */
export function stateAtStart(
  entries: readonly JournalEntry[],
  verdicts: readonly Decided[],
  sent: ReadonlySet<OpId>,
  note: ChainNote = NOTHING_NOTED,
  bags: ReadonlyMap<OpId, number> = new Map(),
): DeliveryState {
  const operations = entries.filter((entry) => entry.content.type === 'operation');
  let state = asOnDisk(takeIn(EMPTY, operations, false), { verdicts, sent, bags });
  // The journal takes a replacement only of what is not open any more. What was set aside has no verdict that would say so,
  // and must not go out behind its own replacement.
  const replaced = [...state.open.values()].filter((item) => state.replaced.has(item.opId));
  state = put(
    state,
    replaced.map((item) => ({ ...item, resolved: 'superseded' })),
  );
  const closings = entries.filter((entry) => entry.content.type !== 'operation');
  return { ...takeIn(state, closings, false), chain: chainAtStart(note, ownChain(entries)) };
}

/**
 * The state when a log that could not be read at the start is read after all: what the disk says of operations, bags and chain
 * (`onDisk`), what is known of the line, and what is being withdrawn just now. Nothing is on the line: without the log nothing was sent.
 */
export function remembered(state: DeliveryState, onDisk: DeliveryState): DeliveryState {
  const { line, network, paused, nextProbeAt, probing, failures, notBefore, hurried, lineWasDead } = state;
  const reserved = [...state.open.values()].filter(({ phase }) => phase === 'reserved');
  const items = reserved.flatMap((item): Item[] => {
    const now = onDisk.open.get(item.opId);
    return now === undefined ? [] : [{ ...now, phase: 'reserved' }];
  });
  const { serial } = state.chain;
  const chain = { ...onDisk.chain, serial };
  const known = { line, network, paused, nextProbeAt, probing, failures, notBefore, hurried, lineWasDead };
  return { ...put(onDisk, items), ...known, chain };
}
