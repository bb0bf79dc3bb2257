import type { Jurisdiction } from '../domain/region';
import { canonicalJson } from '../json';
import type { SnapshotManifest } from '../protocol/messages';

/** Whose people the mirror holds: the desk and its jurisdiction. */
export interface MirrorOwner {
  readonly owner: string;
  readonly jurisdiction: Jurisdiction;
}

/** The mirror in use, without its records. */
export interface MirrorSummary extends MirrorOwner {
  readonly generation: number;
  readonly cursor: string;
  /** Platform time of the last word taken in. */
  readonly asOf: string;
  /** Rows of the feed kept beside the segments. */
  readonly pageRows: number;
  /** It holds no person: true of a township that is new, or what a platform in trouble said once. */
  readonly nobody: boolean;
}

/** A snapshot on its way: what it is, and which of its segments are here. */
export interface Staged extends MirrorOwner {
  readonly manifest: SnapshotManifest;
  readonly here: readonly number[];
}

/** One round of receipt: a snapshot where none serves, then the feed to its end. */
export interface Round {
  readonly of: MirrorOwner;
  readonly urgent: boolean;
  readonly at: 'snapshot' | 'feed';
  /** How often the segment it is at was asked for in vain. */
  readonly tries: number;
  /** Something of a snapshot has come and stays. */
  readonly progressed: boolean;
  /** The platform was asked for another snapshot because it did not keep the first. */
  readonly renewed: boolean;
  /** The mirror was read anew because another window had written it. */
  readonly reloaded: boolean;
  /** A snapshot was fetched because the place in the feed was not known. */
  readonly again: boolean;
  /** The platform said that there is nobody, and was asked again. */
  readonly doubted: boolean;
}

export interface ReceiverState {
  readonly serving: MirrorSummary | null;
  readonly staged: Staged | null;
  /** What is staged is not to take effect as it is: the platform is asked anew. */
  readonly suspect: boolean;
  /** Null: nothing is being received. */
  readonly round: Round | null;
  readonly failures: number;
  /** Device time before which no snapshot is asked for unless somebody wants it, ms. */
  readonly retryAt: number;
  /** The clerk was told that so many people would leave; 立即同步 after that is consent to as many. */
  readonly toldLost: number;
  readonly consented: number;
}

export const NOTHING_RECEIVED: ReceiverState = {
  serving: null,
  staged: null,
  suspect: false,
  round: null,
  failures: 0,
  retryAt: 0,
  toldLost: 0,
  consented: 0,
};

export const isSameOwner = (a: MirrorOwner, b: MirrorOwner): boolean =>
  a.owner === b.owner && canonicalJson(a.jurisdiction) === canonicalJson(b.jurisdiction);

/** Is there a mirror of this owner? Another desk's or jurisdiction's does not serve (ST33). */
export const serves = ({ serving }: ReceiverState, of: MirrorOwner): boolean =>
  serving !== null && isSameOwner(serving, of);
