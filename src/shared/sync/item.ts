import type { JournalEntry } from '../domain/journalEntry';
import { type Operation, type OpId, type SagaRef, sagaOf } from '../domain/operation';
import { recordKey } from '../domain/record';
import type { Verdict } from '../protocol/verdict';

/** A verdict that decides something; the others ask to come again. */
export type Decided = Exclude<Verdict, { outcome: 'waiting' | 'waiting-review' }>;

/** Where one operation is on its way to the platform. */
export interface Item {
  readonly opId: OpId;
  readonly bodyHash: string;
  readonly seq: number;
  /** Keys of its subjects: it keeps the order of `seq` with every operation that shares one (SY4). */
  readonly lanes: readonly string[];
  /** Size on the line. */
  readonly bytes: number;
  readonly supersedes: OpId | null;
  /** The saga it is a step of: it is not sent before every earlier step is applied (SY20). */
  readonly saga: SagaRef | null;
  /**
   * `reserved`: the clerk is taking it back, so it must not be sent. `exported`: it travels in a bag (SY17). `reviewing`: the
   * platform has it and waits for another desk's re-check; it is asked after from time to time.
   */
  readonly phase:
    | 'queued'
    | 'reserved'
    | 'sending'
    | 'exported'
    | 'reviewing'
    | 'settled'
    | 'quarantined'
    | 'withdrawn';
  /** What a second clerk of this desk says of it; null where nobody is asked. While `called` it does not leave the desk. */
  readonly recheck: 'called' | 'accepted' | 'returned' | null;
  /** Number of the last bag it was put into; null when it is in none. */
  readonly bag: number | null;
  /** Was ever handed to the line, unless nothing of it can have left: from then on it cannot be withdrawn (SY18). */
  readonly sent: boolean;
  readonly outcome: Decided['outcome'] | null;
  /** How the clerk dealt with a failure. */
  readonly resolved: 'dropped' | 'superseded' | null;
  readonly attempts: number;
  /** Device time, ms. */
  readonly lastAttemptAt: number | null;
  /** How often the platform failed on it alone while others passed (SY6), and how many had passed by then. */
  readonly failedAlone: number;
  readonly passedThen: number;
}

export const itemOf = (operation: Operation): Item => ({
  opId: operation.opId,
  bodyHash: operation.bodyHash,
  seq: operation.seq,
  lanes: [...new Set(operation.subjects.map(recordKey))],
  bytes: new TextEncoder().encode(JSON.stringify(operation)).length,
  supersedes: operation.supersedes,
  saga: sagaOf(operation),
  phase: 'queued',
  recheck: null,
  bag: null,
  sent: false,
  outcome: null,
  resolved: null,
  attempts: 0,
  lastAttemptAt: null,
  failedAlone: 0,
  passedThen: 0,
});

/** Nothing more will happen to it, and nobody waits for it. */
export const isDone = (item: Item): boolean =>
  item.phase === 'withdrawn' ||
  item.resolved !== null ||
  (item.phase === 'settled' && item.outcome === 'applied');

/** The platform did not apply it, or the second clerk returned it, and the clerk has not dealt with it yet: it holds its lanes (SY5). */
export const isStuck = (item: Item): boolean =>
  !isDone(item) && (item.phase === 'settled' || item.phase === 'quarantined' || item.recheck === 'returned');

/** A second clerk has to look at it first, here or at another desk: it holds its lanes meanwhile. */
export const awaitsReview = (item: Item): boolean =>
  !isDone(item) && (item.phase === 'reviewing' || item.recheck === 'called') && !isStuck(item);

/** May be handed to the line, or put into a bag, as far as a re-check goes. */
export const isRechecked = ({ recheck }: Item): boolean => recheck === null || recheck === 'accepted';

/** Suspected of being what the platform fails on: tried alone, after everybody else. */
export const isSuspect = (item: Item): boolean => item.failedAlone > 0;

export const withVerdict = (item: Item, verdict: Decided): Item => {
  const setAside = verdict.outcome === 'invalid' || verdict.outcome === 'id-reused';
  return { ...item, sent: true, outcome: verdict.outcome, phase: setAside ? 'quarantined' : 'settled' };
};

/** The operations among entries, for the deliverer. */
export const operationsOf = (entries: readonly JournalEntry[]): Operation[] =>
  entries.flatMap((entry) => (entry.content.type === 'operation' ? [entry.content.operation] : []));
