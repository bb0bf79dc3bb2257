import type { Trouble } from '../host';
import type { SnapshotManifest } from '../protocol/messages';
import { SHRINKING, shrinkingTrouble } from './receiverGuard';
import { checkedManifest, type SegmentFault, type Weight } from './receiverSegment';
import {
  isSameOwner,
  type MirrorOwner,
  type MirrorSummary,
  type ReceiverState,
  type Round,
  type Staged,
  serves,
} from './receiverState';
import {
  FEED_BAD,
  FEED_FOREIGN,
  INCOMPLETE,
  PAGE_UNSTORED,
  SNAPSHOT_DOUBLED,
  SNAPSHOT_GONE,
  segmentTrouble,
  UNSTORED,
} from './receiverWords';

/**
 * What can happen to the receiver. Everything but `asked` and `loaded` answers a command; in between nothing else happens. The
 * records themselves stay with the driver: there are 70,000 of them in a township, and they change in place. What is decided
 * here is decided on what the pure helpers beside this file say of them.
 */
export type ReceiverEvent =
  /** Somebody wants the mirror fresh; `consent`: a clerk who may have read that many people would leave it. */
  | { readonly type: 'asked'; readonly of: MirrorOwner; readonly urgent: boolean; readonly consent: boolean }
  /** What the disk has of the mirror; null: nothing that can be used. */
  | { readonly type: 'loaded'; readonly serving: MirrorSummary | null }
  /** What an earlier round, another window or the program before its restart has staged. */
  | { readonly type: 'recalled'; readonly staged: Staged | null }
  /** Whatever answered in the platform's name. */
  | { readonly type: 'manifestCame'; readonly value: unknown }
  | { readonly type: 'manifestRefused'; readonly trouble: Trouble }
  /** The manifest is on the disk, and these of its segments are too. */
  | { readonly type: 'restaged'; readonly here: readonly number[] }
  | { readonly type: 'segmentStaged'; readonly n: number }
  | { readonly type: 'segmentBroken'; readonly n: number; readonly fault: SegmentFault }
  | { readonly type: 'segmentRefused'; readonly trouble: Trouble }
  /** `lost`: people that would leave the mirror in use, 0 where that is no more than a day's work. */
  | { readonly type: 'weighed'; readonly weight: Weight; readonly lost: number }
  | { readonly type: 'flipped'; readonly serving: MirrorSummary }
  /** The disk took nothing; `name` of what it said. */
  | { readonly type: 'unstored'; readonly name: string }
  /** Another window has staged another snapshot or made another generation the serving one; nothing was written. */
  | { readonly type: 'overtaken' }
  | { readonly type: 'page'; readonly foreign: boolean; readonly lost: number }
  | { readonly type: 'pageBad' }
  | { readonly type: 'pageRefused'; readonly code: string }
  | { readonly type: 'pageStored'; readonly serving: MirrorSummary; readonly more: boolean }
  | { readonly type: 'folded'; readonly serving: MirrorSummary | null };

/** What the driver has to do; each command but the last three is answered by one event. */
export type ReceiverCommand =
  /** Look what is staged, and read it. Answered by `recalled`. */
  | { readonly type: 'recall'; readonly of: MirrorOwner }
  /** Answered by `manifestCame` or `manifestRefused`. */
  | { readonly type: 'askManifest' }
  /**
   * Stage this snapshot in the place of what is staged; a segment that is the same in both stays. Answered by `restaged` or
   * `unstored`.
   */
  | { readonly type: 'restage'; readonly of: MirrorOwner; readonly manifest: SnapshotManifest }
  /** Fetch, check and stage one segment. Answered by `segmentStaged`, `segmentBroken`, `segmentRefused`, `unstored`, `overtaken`. */
  | { readonly type: 'askSegment'; readonly n: number; readonly manifest: SnapshotManifest }
  /** Answered by `weighed`. */
  | { readonly type: 'weigh' }
  /** Make what is staged the serving mirror, whole and in one transaction. Answered by `flipped`, `overtaken` or `unstored`. */
  | { readonly type: 'flip' }
  /** Answered by `page`, `pageBad` or `pageRefused`. */
  | { readonly type: 'askFeed'; readonly cursor: string }
  /** Write the page that came. Answered by `pageStored`, `overtaken` or `unstored`. */
  | { readonly type: 'storePage' }
  /** Read the mirror anew. Answered by `loaded`. */
  | { readonly type: 'load' }
  /** Pack the rows of the feed into a generation. Answered by `folded`. */
  | { readonly type: 'fold' }
  /** Forget what is staged. */
  | { readonly type: 'discard' }
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  /** Say what keeps the mirror from being fresh; null: nothing does. */
  | { readonly type: 'say'; readonly trouble: Trouble | null };

/** Device time, ms: the step has no clock. */
export interface ReceiverWorld {
  readonly now: number;
}

export interface ReceiverStep {
  readonly state: ReceiverState;
  readonly commands: readonly ReceiverCommand[];
}

/** Waiting times after a snapshot that failed (ST32); where some of it came they start again from the first. */
const RETRY_MS = [5_000, 30_000, 120_000, 600_000] as const;
/** How often one segment is asked for in a round before the line is left alone for a while. */
const SEGMENT_TRIES = 3;
/** Rows of the feed kept beside the segments before they are folded into a new generation. */
const FOLD_ROWS = 5_000;

/** Receipt as a pure function: what happened, and what is to be done now. A round is over when the state has none. */
export function receive(state: ReceiverState, event: ReceiverEvent, world: ReceiverWorld): ReceiverStep {
  const step = taken(state, event, world);
  const said = step.commands.findLast((one) => one.type === 'say');
  // Consent is to what the clerk reads: once something else stands there, or nothing, 立即同步 consents to nothing (ST40).
  return said === undefined || said.trouble?.code === SHRINKING
    ? step
    : { ...step, state: { ...step.state, toldLost: 0 } };
}

function taken(state: ReceiverState, event: ReceiverEvent, world: ReceiverWorld): ReceiverStep {
  if (event.type === 'asked') return asked(state, event, world);
  const { round } = state;
  if (round === null)
    return event.type === 'loaded' ? only({ ...state, serving: event.serving }) : only(state);
  switch (event.type) {
    case 'loaded': {
      const next = { ...state, serving: event.serving };
      if (!serves(next, round.of) || round.reloaded) return end(next);
      return askFeed(inRound(next, { reloaded: true }));
    }
    case 'recalled':
      return goOn({ ...state, staged: event.staged }, round);
    case 'manifestCame': {
      const checked = checkedManifest(event.value, round.of.jurisdiction);
      if (!checked.ok) return fail(state, checked.error, world);
      const staged = { ...round.of, manifest: checked.value, here: [] };
      return command(
        { ...state, staged, suspect: false },
        { type: 'restage', of: round.of, manifest: checked.value },
      );
    }
    case 'manifestRefused':
      return fail(state, event.trouble, world);
    case 'restaged':
      return withStaged(state, (staged) => next({ ...state, staged: { ...staged, here: event.here } }));
    case 'segmentStaged':
      return withStaged(state, (staged) => {
        const here = [...staged.here, event.n];
        return next(inRound({ ...state, staged: { ...staged, here } }, { tries: 0, progressed: true }));
      });
    case 'segmentBroken':
      return withStaged(state, (staged) => broken(state, round, staged, event, world));
    case 'segmentRefused':
      return event.trouble.code.includes('SNAPSHOT_UNKNOWN')
        ? renew(state, round, world)
        : fail(state, event.trouble, world);
    case 'weighed':
      return withStaged(state, (staged) => weighed(state, staged, event, world));
    case 'flipped': {
      const flipped = { ...state, serving: event.serving, staged: null, failures: 0 };
      return before(askFeed(flipped), { type: 'say', trouble: null });
    }
    case 'unstored':
      return round.at === 'feed'
        ? end(state, { type: 'say', trouble: PAGE_UNSTORED })
        : fail(state, UNSTORED(event.name), world);
    case 'overtaken':
      return command({ ...state, staged: null, serving: null }, { type: 'load' });
    case 'page':
      return page(state, round, event);
    case 'pageBad':
      return end(state, { type: 'say', trouble: FEED_BAD });
    case 'pageRefused':
      return pageRefused(state, round, event.code, world);
    case 'pageStored': {
      const stored = { ...state, serving: event.serving };
      const then = event.more
        ? askFeed(stored)
        : event.serving.pageRows < FOLD_ROWS
          ? end(stored)
          : command(stored, { type: 'fold' });
      return before(then, { type: 'say', trouble: null });
    }
    case 'folded':
      return end({ ...state, serving: event.serving ?? state.serving });
  }
}

const only = (state: ReceiverState): ReceiverStep => ({ state, commands: [] });
const command = (state: ReceiverState, ...commands: ReceiverCommand[]): ReceiverStep => ({ state, commands });
const before = (step: ReceiverStep, ...commands: ReceiverCommand[]): ReceiverStep => ({
  state: step.state,
  commands: [...commands, ...step.commands],
});
const inRound = (state: ReceiverState, change: Partial<Round>): ReceiverState => ({
  ...state,
  round: state.round && { ...state.round, ...change },
});
const end = (state: ReceiverState, ...commands: ReceiverCommand[]): ReceiverStep => ({
  state: { ...state, round: null, consented: 0 },
  commands,
});

/** Without anything staged there is nothing that these events could be about. */
const withStaged = (state: ReceiverState, then: (staged: Staged) => ReceiverStep): ReceiverStep =>
  state.staged === null ? end(state) : then(state.staged);

function asked(
  state: ReceiverState,
  { of, urgent, consent }: Extract<ReceiverEvent, { type: 'asked' }>,
  world: ReceiverWorld,
): ReceiverStep {
  const consented = consent ? state.toldLost : state.consented;
  // The running round goes on, and knows of the consent.
  if (state.round !== null) return only({ ...state, consented });
  const round: Round = {
    of,
    urgent,
    at: 'feed',
    tries: 0,
    progressed: false,
    renewed: false,
    reloaded: false,
    again: false,
    doubted: false,
  };
  const begun = { ...state, consented, round };
  // The feed of a register without people tells of changes only: who asks for it looks whether it is still so.
  const isEmpty = urgent && state.serving?.nobody === true;
  if (serves(state, of) && !isEmpty) return askFeed(begun);
  if (!urgent && world.now < state.retryAt) return end(begun);
  return askSnapshot(begun);
}

/** The snapshot that is to serve: what is staged of one is looked at first. */
function askSnapshot(state: ReceiverState): ReceiverStep {
  const { round } = state;
  if (round === null) return only(state);
  return command(inRound(state, { at: 'snapshot', tries: 0 }), { type: 'recall', of: round.of });
}

const askFeed = (state: ReceiverState): ReceiverStep =>
  state.serving === null
    ? end(state)
    : command(inRound(state, { at: 'feed' }), { type: 'askFeed', cursor: state.serving.cursor });

/** Goes on with what is staged, as long as it is this desk's and no older than what it shows already. */
function goOn(state: ReceiverState, round: Round): ReceiverStep {
  const { staged, serving } = state;
  const fits =
    staged !== null &&
    !state.suspect &&
    isSameOwner(staged, round.of) &&
    !(serving !== null && serves(state, round.of) && isBefore(staged.manifest.asOf, serving.asOf));
  return fits ? next(state) : command(state, { type: 'askManifest' });
}

const isBefore = (a: string, b: string): boolean => Date.parse(a) < Date.parse(b);

/** The first segment that is missing; where none is, all of them are looked at together. */
function next(state: ReceiverState): ReceiverStep {
  const { staged } = state;
  if (staged === null) return end(state);
  const { manifest, here } = staged;
  const has = new Set(here);
  const done = manifest.segments.reduce((sum, { records }, n) => sum + (has.has(n) ? records : 0), 0);
  const progress: ReceiverCommand = { type: 'progress', done, total: manifest.records };
  const n = manifest.segments.findIndex((_, at) => !has.has(at));
  return command(state, progress, n < 0 ? { type: 'weigh' } : { type: 'askSegment', n, manifest });
}

/** A segment that did not come right is asked for again by itself; one that cannot be used takes the snapshot with it. */
function broken(
  state: ReceiverState,
  round: Round,
  staged: Staged,
  { n, fault }: { n: number; fault: SegmentFault },
  world: ReceiverWorld,
): ReceiverStep {
  const first = staged.manifest.segments.slice(0, n).reduce((sum, { records }) => sum + records, 0);
  const trouble = segmentTrouble(fault, first, round.of.jurisdiction);
  if (fault.kind === 'bad' || fault.kind === 'foreign') return drop(state, trouble, world);
  const tries = round.tries + 1;
  if (tries < SEGMENT_TRIES) return next(inRound(state, { tries }));
  // A segment that is wrong again and again may be wrong where it lies: the next round asks for another snapshot.
  return fail({ ...state, suspect: fault.kind === 'hash' }, trouble, world);
}

/** The platform does not keep this snapshot any more: once in a round it is asked for another. */
function renew(state: ReceiverState, round: Round, world: ReceiverWorld): ReceiverStep {
  return round.renewed
    ? drop(state, SNAPSHOT_GONE, world)
    : command(inRound(state, { renewed: true, tries: 0 }), { type: 'askManifest' });
}

/** All segments are here: they take effect if they are what was announced, and nobody who is held goes unexplained (ST40). */
function weighed(
  state: ReceiverState,
  { manifest }: Staged,
  { weight, lost }: { weight: Weight; lost: number },
  world: ReceiverWorld,
): ReceiverStep {
  if (weight.doubled > 0) return drop(state, SNAPSHOT_DOUBLED, world);
  if (weight.records !== manifest.records || weight.persons !== manifest.persons)
    return drop(state, INCOMPLETE(weight.records, manifest.records), world);
  const { round } = state;
  // Nobody at all is more often a platform in trouble than a new township: it has to say so twice.
  if (round !== null && weight.persons === 0 && !round.doubted && lost === 0)
    return command(inRound(state, { doubted: true }), { type: 'askManifest' });
  if (round !== null && serves(state, round.of) && lost > state.consented) {
    // The next round asks what the platform says by then; what is the same need not come again.
    return fail({ ...state, toldLost: lost, suspect: true }, shrinkingTrouble(lost), world);
  }
  return command(state, { type: 'flip' });
}

function page(
  state: ReceiverState,
  round: Round,
  { foreign, lost }: { foreign: boolean; lost: number },
): ReceiverStep {
  if (foreign) return end(state, { type: 'say', trouble: FEED_FOREIGN(round.of.jurisdiction) });
  if (lost <= state.consented) return command(state, { type: 'storePage' });
  return end({ ...state, toldLost: lost }, { type: 'say', trouble: shrinkingTrouble(lost) });
}

/** A place in the feed that is not known leads to a snapshot, once in a round; what keeps the line down is shown already. */
function pageRefused(state: ReceiverState, round: Round, code: string, world: ReceiverWorld): ReceiverStep {
  const again =
    code.includes('CURSOR_UNKNOWN') && !round.again && (round.urgent || world.now >= state.retryAt);
  return again ? askSnapshot(inRound(state, { again: true })) : end(state);
}

/** The round ends for now: what is staged stays, and is gone on with after a while. */
function fail(state: ReceiverState, trouble: Trouble, { now }: ReceiverWorld): ReceiverStep {
  const failures = state.round?.progressed ? 0 : state.failures;
  const wait = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 0;
  return end({ ...state, failures: failures + 1, retryAt: now + wait }, { type: 'say', trouble });
}

/** The round ends, and nothing of this snapshot is of use. */
const drop = (state: ReceiverState, trouble: Trouble, world: ReceiverWorld): ReceiverStep =>
  before(fail({ ...state, staged: null }, trouble, world), { type: 'discard' });
