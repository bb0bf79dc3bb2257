import type { JournalEntry } from '../domain/journalEntry';
import type { OpId } from '../domain/operation';
import type { ChainWord } from '../protocol/chain';
import { MAX_BATCH_OPERATIONS } from '../protocol/messages';
import type { Verdict } from '../protocol/verdict';
import { backoffMs, LONGEST_WAIT_MS } from './backoff';
import { putInBag, takeAnswer, takeOutOfBag } from './bagging';
import { type ChainHeard, type ChainNote, inEpoch } from './chain';
import {
  cameForward,
  dueOnChain,
  freed,
  isAboutChain,
  listen,
  mayWorkOnChain,
  noted,
  workOnChain,
} from './chainStep';
import { type Fault, PLATFORM_BEHIND, pauseOf } from './fault';
import type { Decided, Item } from './item';
import { nextBatch } from './lanes';
import { answered, failed } from './network';
import {
  asOnDisk,
  type DeliveryState,
  HEARTBEAT_MS,
  isDecided,
  type OnDisk,
  put,
  settle,
  takeIn,
} from './state';

/** What can happen to the deliverer. */
export type DeliveryEvent =
  /** `onDisk`: entries that were given back come with what is noted of their operations. */
  | {
      readonly type: 'appended';
      readonly entries: readonly JournalEntry[];
      readonly restored: boolean;
      readonly onDisk?: OnDisk;
    }
  /** A platform was registered, or registered anew (`up`), or given up. */
  | { readonly type: 'line'; readonly up: boolean }
  | { readonly type: 'tick' }
  /** 立即同步. */
  | { readonly type: 'hurry' }
  /** The platform answered the batch on the line. */
  | {
      readonly type: 'answered';
      readonly verdicts: readonly Verdict[];
      readonly serverTime: string;
      readonly chain?: ChainHeard;
    }
  /** The verdicts of a `record` command are on the disk. */
  | { readonly type: 'recorded'; readonly verdicts: readonly Decided[] }
  /** The batch on the line has come to nothing. `unsent`: of these the mark of having been sent was taken back on the disk. */
  | {
      readonly type: 'failed';
      readonly fault: Fault;
      readonly unsent?: readonly OpId[];
      readonly chain?: ChainHeard;
    }
  /** `behind`: the platform does not know our protocol yet, or does again; left out where it says nothing of versions. */
  | {
      readonly type: 'probed';
      readonly serverTime: string;
      readonly behind?: boolean;
      readonly chain?: ChainHeard;
    }
  | { readonly type: 'probeFailed'; readonly fault: Fault }
  /** The clerk wants to take an operation back: never send it from now on, if it was never sent. */
  | { readonly type: 'reserve'; readonly opId: OpId }
  | { readonly type: 'release'; readonly opId: OpId }
  /** Links were laid without operations, or what was lost was fetched; or neither came about. */
  | { readonly type: 'chainDone'; readonly chain: ChainHeard }
  | { readonly type: 'chainFailed'; readonly fault: Fault; readonly chain?: ChainHeard }
  /** Verdicts came back with the entries they are on, and are on the disk. */
  | { readonly type: 'learned'; readonly verdicts: readonly Decided[] }
  /** A bag is being made of these (SY17). */
  | { readonly type: 'bagged'; readonly opIds: readonly OpId[]; readonly number: number }
  /** The clerk took a bag back, or it was not made after all: `never` then left the desk. */
  | { readonly type: 'unbagged'; readonly opIds: readonly OpId[]; readonly never: ReadonlySet<OpId> }
  /** An answer bag was read, and its verdicts are on the disk. `back`: what it leaves undecided. */
  | {
      readonly type: 'answerRead';
      readonly verdicts: readonly Decided[];
      readonly back: readonly OpId[];
      readonly chain?: ChainHeard;
    }
  /** The clerk has let the desk begin a history of its own. */
  | { readonly type: 'epoch'; readonly word: ChainWord };

/** What the driver has to do. */
export type DeliveryCommand =
  /**
   * Note the operations as sent, durably, then push them in this order. `first`: those that may not have been handed to the line
   * before. Answered by `answered` or `failed`.
   */
  | { readonly type: 'send'; readonly opIds: readonly OpId[]; readonly first: readonly OpId[] }
  /** Write the verdicts down, durably. Answered by `recorded` or `failed`. */
  | { readonly type: 'record'; readonly verdicts: readonly Decided[] }
  /** Ask the platform whether it is there. Answered by `probed` or `probeFailed`. */
  | { readonly type: 'probe' }
  /** Note what is known of the chain, and that the verdicts on these operations count no more. Answered by nothing. */
  | { readonly type: 'note'; readonly note: ChainNote; readonly again: readonly OpId[] }
  /** Send links alone. Answered by `chainDone` or `chainFailed`. */
  | { readonly type: 'lay' }
  /** Fetch what the journal lost and put it back. Answered by `learned`, then `chainDone` or `chainFailed`. */
  | { readonly type: 'catchUp' };

/** Device time in ms and a random number in [0, 1): the step has neither clock nor dice. */
export interface World {
  readonly now: number;
  readonly random: number;
}

export interface Step {
  readonly state: DeliveryState;
  readonly commands: readonly DeliveryCommand[];
}

/** Desks that find the line again at the same moment do not all speak at once, ms. */
const FIRST_CONTACT_MS = 1_000;
/** How long a re-check at another desk is left alone before it is asked after, ms: somebody has to read it first. */
const ASK_AFTER_REVIEW_MS = 60_000;
/** Failures on one operation alone, with others passing in between, that set it aside (SY6). */
const POISON_FAILURES = 2;

/** Delivery as a pure function (SY1–SY9): what happened, and what is to be done now. */
export function step(state: DeliveryState, event: DeliveryEvent, world: World): Step {
  const { state: changed, commands } = react(withClock(state, world), event, world);
  const heard = 'chain' in event && event.chain !== undefined ? listen(changed, event.chain) : only(changed);
  const note = noted(state, heard.state, heard.commands);
  return proceed(heard.state, [...commands, ...note], world);
}

/** A device clock that was set back must not make delivery wait for the time it came from. */
const withClock = (state: DeliveryState, { now }: World): DeliveryState => ({
  ...state,
  notBefore: state.notBefore > now + LONGEST_WAIT_MS ? now : state.notBefore,
  nextProbeAt: Math.min(state.nextProbeAt, now + HEARTBEAT_MS),
  chain: { ...state.chain, notBefore: Math.min(state.chain.notBefore, now + HEARTBEAT_MS) },
});

/** When the driver has to come back with a `tick` by itself; null when only an event can change anything. */
export function wakeAt(state: DeliveryState): number | null {
  if (!state.line || state.chain.busy) return null;
  const times: number[] = [];
  if (!state.probing && state.inFlight.length === 0) times.push(state.nextProbeAt);
  const next = nextAttemptAt(state);
  if (next !== null) times.push(next);
  if (mayWorkOnChain(state)) times.push(state.chain.notBefore);
  return times.length === 0 ? null : Math.min(...times);
}

/** Device time of the next attempt, ms; null when nothing can be sent. */
export const nextAttemptAt = (state: DeliveryState): number | null =>
  state.line && state.paused === null && state.inFlight.length === 0 && batchOf(state).length > 0
    ? state.notBefore
    : null;

const batchOf = (state: DeliveryState): Item[] => nextBatch(state.open.values(), state.limit, state.sagas);

const only = (state: DeliveryState): Step => ({ state, commands: [] });

function react(state: DeliveryState, event: DeliveryEvent, world: World): Step {
  switch (event.type) {
    case 'tick':
      return only(state);
    case 'appended': {
      const taken = takeIn(state, event.entries, event.restored);
      const next = event.onDisk === undefined ? taken : asOnDisk(taken, event.onDisk);
      // What was given back changes how the chain stands: the platform is asked at once.
      return only(event.restored ? { ...next, nextProbeAt: world.now } : next);
    }
    case 'chainDone':
      return only(freed(state, cameForward(state, event.chain) ? world.now : world.now + HEARTBEAT_MS));
    case 'chainFailed':
      return only(missed(freed(state, world.now + HEARTBEAT_MS), event.fault, world));
    case 'learned':
      return only(settle(state, event.verdicts));
    case 'bagged':
      return only(putInBag(state, event.opIds, event.number));
    case 'unbagged':
      return only(takeOutOfBag(state, event.opIds, event.never));
    case 'answerRead':
      return only(takeAnswer(state, event.verdicts, event.back));
    case 'epoch':
      return only({ ...state, chain: inEpoch(state.chain, event.word) });
    case 'line': {
      const notBefore = world.now + Math.floor(world.random * FIRST_CONTACT_MS);
      return only({ ...state, line: event.up, paused: null, failures: 0, notBefore, nextProbeAt: world.now });
    }
    case 'hurry':
      return only(hurry(state, world));
    case 'answered':
      return take(heard(state, event.serverTime, world), event.verdicts, world);
    case 'recorded':
      return only(progress(state, event.verdicts, world));
    case 'failed':
      return only(stayed(giveUp(state, event.fault, world), event.unsent ?? []));
    case 'probed':
      return only(
        askAfter(heard(caughtUp({ ...state, probing: false }, event.behind), event.serverTime, world), world),
      );
    case 'probeFailed':
      return only(missed({ ...state, probing: false }, event.fault, world));
    case 'reserve': {
      const item = state.open.get(event.opId);
      return only(
        item?.phase === 'queued' && !item.sent ? put(state, [{ ...item, phase: 'reserved' }]) : state,
      );
    }
    case 'release': {
      const item = state.open.get(event.opId);
      return only(item?.phase === 'reserved' ? put(state, [{ ...item, phase: 'queued' }]) : state);
    }
  }
}

/** A platform that learnt our protocol is sent to again; one that does not know it is not sent to. */
function caughtUp(state: DeliveryState, behind: boolean | undefined): DeliveryState {
  if (behind === true) return { ...state, paused: PLATFORM_BEHIND };
  return behind === false && state.paused?.code === PLATFORM_BEHIND.code ? { ...state, paused: null } : state;
}

/** Sends the next batch, works on the chain, or looks at the line, when it is time. */
function proceed(state: DeliveryState, commands: readonly DeliveryCommand[], world: World): Step {
  if (!state.line || state.inFlight.length > 0 || state.chain.busy) return { state, commands };
  const work = dueOnChain(state, world.now);
  if (work === 'catchUp') return workOnChain(state, commands, work);
  const batch = state.paused === null && world.now >= state.notBefore ? batchOf(state) : [];
  if (batch.length > 0) {
    const opIds = batch.map((item) => item.opId);
    const sending = batch.map(
      (item): Item => ({
        ...item,
        phase: 'sending',
        sent: true,
        attempts: item.attempts + 1,
        lastAttemptAt: world.now,
      }),
    );
    const chain = { ...state.chain, serial: state.chain.serial + 1 };
    const sent = { ...put(state, sending), inFlight: opIds, chain };
    const first = batch.filter((item) => !item.sent).map((item) => item.opId);
    return { state: sent, commands: [...commands, { type: 'send', opIds, first }] };
  }
  if (work === 'lay') return workOnChain(state, commands, work);
  if (!state.probing && world.now >= state.nextProbeAt) {
    return { state: { ...state, probing: true }, commands: [...commands, { type: 'probe' }] };
  }
  return { state, commands };
}

/** Keeps the verdicts that answer this batch: id and body hash echoed, each once (SY1); anything else is no verdict. */
function take(state: DeliveryState, verdicts: readonly Verdict[], world: World): Step {
  const byId = new Map<OpId, Decided>();
  const waiting = new Set<OpId>();
  const reviewing: Item[] = [];
  for (const verdict of verdicts) {
    const item = state.open.get(verdict.opId);
    if (!state.inFlight.includes(verdict.opId) || item?.bodyHash !== verdict.bodyHash) continue;
    if (verdict.outcome === 'waiting-review') reviewing.push({ ...item, phase: 'reviewing' });
    else if (!isDecided(verdict)) waiting.add(verdict.opId);
    else if (!byId.has(verdict.opId)) byId.set(verdict.opId, verdict);
  }
  const kept = put(state, reviewing);
  if (byId.size > 0) return { state: kept, commands: [{ type: 'record', verdicts: [...byId.values()] }] };
  // The platform has them and somebody will look at them: that is progress, and no reason to wait with the others.
  if (reviewing.length > 0) return only(progress(kept, [], world));
  // An answer that decides nothing is no progress: the batch is smaller next time, and not at once.
  const mute = state.inFlight.filter((opId) => !waiting.has(opId));
  return only(backOff(smaller(suspect(backToQueue(state), mute), state), null, world));
}

function progress(state: DeliveryState, verdicts: readonly Decided[], world: World): DeliveryState {
  const settled = backToQueue(settle(state, verdicts));
  return {
    ...settled,
    failures: 0,
    hurried: false,
    notBefore: world.now,
    passed: state.passed + verdicts.length,
    limit: {
      operations: Math.min(MAX_BATCH_OPERATIONS, state.limit.operations * 2),
      bytes: Math.min(state.ceilingBytes, state.limit.bytes * 2),
    },
  };
}

function giveUp(state: DeliveryState, fault: Fault, world: World): DeliveryState {
  // The chain was refused, not the operations: they go again with other links or none.
  if (fault.kind === 'denied' && isAboutChain(fault.code))
    return backOff(reached(backToQueue(state)), null, world);
  const queued = missed({ ...backToQueue(state), lineWasDead: nobodyThere(fault) }, fault, world);
  const pause = pauseOf(fault);
  if (pause !== null) return { ...queued, paused: pause };
  const retryAfterMs = fault.kind === 'denied' ? fault.retryAfterMs : null;
  let next = backOff(queued, retryAfterMs, world);
  if (fault.kind === 'unreachable' || fault.kind === 'disk' || fault.kind === 'address') return next;
  next = smaller(next, state);
  if (fault.kind !== 'denied') return next;
  if (fault.status === 413 && state.inFlight.length > 1) {
    const bytes = state.inFlight.reduce((sum, opId) => sum + (state.open.get(opId)?.bytes ?? 0), 0);
    const ceilingBytes = Math.floor(bytes / 2);
    next = { ...next, ceilingBytes, limit: { ...next.limit, bytes: ceilingBytes } };
  }
  return blamesContent(fault.status) ? suspect(next, state.inFlight) : next;
}

/** They never left: the clerk may still take them back (SY18). */
const stayed = (state: DeliveryState, opIds: readonly OpId[]): DeliveryState =>
  put(
    state,
    opIds
      .flatMap((opId) => state.open.get(opId) ?? [])
      .filter(({ phase }) => phase === 'queued')
      .map((item): Item => ({ ...item, sent: false })),
  );

/** Not the platform at all: nobody, or a captive portal in its place. */
const nobodyThere = (fault: Fault): boolean => fault.kind === 'unreachable' || fault.kind === 'stranger';

/** Says no because of what was sent, not because the platform is busy or away. */
const blamesContent = (status: number): boolean => [400, 413, 422, 500].includes(status);

/** Halves the batch, down to the one operation that may be the cause. */
const smaller = (state: DeliveryState, before: DeliveryState): DeliveryState => ({
  ...state,
  limit: { ...state.limit, operations: Math.max(1, Math.floor(before.inFlight.length / 2)) },
});

const backOff = (state: DeliveryState, retryAfterMs: number | null, world: World): DeliveryState => {
  const failures = state.failures + 1;
  const wait = state.hurried ? 0 : backoffMs(failures, world.random, retryAfterMs);
  return { ...state, failures, hurried: false, notBefore: world.now + wait };
};

/** Whatever is still on the line is queued again. */
function backToQueue(state: DeliveryState): DeliveryState {
  const back = state.inFlight.flatMap((opId) => state.open.get(opId) ?? []);
  const queued = back
    .filter((item) => item.phase === 'sending')
    .map((item): Item => ({ ...item, phase: item.bag === null ? 'queued' : 'exported' }));
  return { ...put(state, queued), inFlight: [] };
}

/** A failure on one operation alone counts against it if others have passed since the last one (SY6). */
function suspect(state: DeliveryState, batch: readonly OpId[]): DeliveryState {
  const [opId, second] = batch;
  const item = opId === undefined || second !== undefined ? undefined : state.open.get(opId);
  if (item === undefined) return state;
  if (item.failedAlone > 0 && state.passed === item.passedThen) return state;
  const failedAlone = item.failedAlone + 1;
  const phase = failedAlone >= POISON_FAILURES ? 'quarantined' : item.phase;
  return put(state, [{ ...item, phase, failedAlone, passedThen: state.passed }]);
}

/** What waits for another desk's re-check is sent again from time to time: the platform then gives the verdict, if there is one. */
function askAfter(state: DeliveryState, { now }: World): DeliveryState {
  const due = [...state.open.values()].filter(
    ({ phase, lastAttemptAt }) =>
      phase === 'reviewing' && Math.abs(now - (lastAttemptAt ?? 0)) >= ASK_AFTER_REVIEW_MS,
  );
  return put(
    state,
    due.map((item): Item => ({ ...item, phase: 'queued' })),
  );
}

/** 立即同步: skips every delay, tries again what was set aside for failing, but never changes the order. */
function hurry(state: DeliveryState, world: World): DeliveryState {
  const again = [...state.open.values()]
    .filter(({ phase, outcome }) => phase === 'reviewing' || (phase === 'quarantined' && outcome === null))
    .map((item): Item => ({ ...item, phase: 'queued', failedAlone: 0 }));
  const hurried = state.inFlight.length > 0;
  const chain = { ...state.chain, notBefore: world.now };
  return { ...put(state, again), paused: null, hurried, notBefore: world.now, nextProbeAt: world.now, chain };
}

function heard(state: DeliveryState, serverTime: string, world: World): DeliveryState {
  const back = state.network.state === 'offline' && state.lineWasDead;
  const soon = world.now + Math.floor(world.random * FIRST_CONTACT_MS);
  return {
    ...state,
    network: answered(serverTime),
    lineWasDead: false,
    notBefore: back ? Math.min(state.notBefore, soon) : state.notBefore,
    nextProbeAt: world.now + HEARTBEAT_MS,
  };
}

/** The platform is there and nothing is wrong with the line. */
const reached = (state: DeliveryState): DeliveryState => ({
  ...state,
  network: { ...state.network, state: 'online', offlineSince: null, trouble: null },
});

const missed = (state: DeliveryState, fault: Fault, world: World): DeliveryState => ({
  ...state,
  network: failed(state.network, fault, new Date(world.now).toISOString()),
  nextProbeAt: world.now + HEARTBEAT_MS,
});
