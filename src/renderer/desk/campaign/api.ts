import type { CampaignCount } from '#shared/campaign/count';
import type { Batch, OutAt, ReturnWord } from '#shared/campaign/dispatch';
import type { DoorReport, RosterOutcome } from '#shared/campaign/doorReport';
import type { Priority } from '#shared/campaign/priority';
import type { CampaignClass, CampaignStanding } from '#shared/campaign/target';
import type { CivilDate } from '#shared/domain/civilDate';
import type { Fen } from '#shared/domain/money';
import type { Person } from '#shared/domain/person';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';

/** A village or one of its groups in an insured year. */
export interface CampaignPlace {
  readonly villageCode: string;
  /** Null: the whole village. */
  readonly group: number | null;
  readonly year: number;
}

/** Somebody of the list, why they stand where they stand, and who has them on paper now. */
export interface CampaignRow {
  readonly person: Person;
  readonly standing: CampaignStanding;
  readonly priority: Priority;
  readonly report: DoorReport | null;
  readonly out: OutAt | null;
}

export interface DispatchAsk {
  readonly villageCode: string;
  readonly groups: readonly number[] | null;
  readonly year: number;
  readonly classes: readonly CampaignClass[];
  readonly receiver: string;
}

export interface Dispatched {
  readonly batch: Batch;
  /** Left out because they are out already. */
  readonly leftOut: number;
}

/** A list and how it stands. */
export interface BatchView {
  readonly batch: Batch;
  /** Village and groups. */
  readonly place: string;
  readonly back: number;
  /** 0 once it is recalled. */
  readonly out: number;
}

/** A person of a list as the clerk has them before typing what came back. */
export interface ListedPerson {
  readonly at: number;
  readonly code: string;
  /** Null: not on this desk any more. */
  readonly person: Person | null;
  /** What is recorded of them on this list; null: nothing. */
  readonly word: ReturnWord | null;
  /** The record says something else now than when the list was made. */
  readonly changed: boolean;
}

/** What came back, as typed or read. */
export interface Said {
  readonly outcome: RosterOutcome;
  readonly on: CivilDate | null;
  readonly amountFen: Fen | null;
  readonly phone: string | null;
  readonly note: string;
  readonly way: ReturnWord['way'];
  /** Left out: the receiver of the list. */
  readonly by?: string;
}

/** The yearly campaign (入户专项): who is missing and why, who is out with whom, and what came back. */
export interface CampaignDesk {
  /** What cannot be read of the lists on this desk, in words; null: everything can. */
  trouble(): string | null;
  /** Counts a place on top of `start`. */
  count(place: CampaignPlace, start?: CampaignCount): CampaignCount;
  /** Everybody of a place with where they stand. */
  everybody(place: CampaignPlace): readonly Pick<CampaignRow, 'person' | 'standing'>[];
  /** The people of one class, those first who come first. */
  list(place: CampaignPlace, of: CampaignClass): readonly CampaignRow[];
  /** Every list of this desk, the last first. */
  batches(): readonly BatchView[];
  /** 下放: everybody of the classes who is not out. The same people twice go out once. */
  dispatch(ask: DispatchAsk): Promise<Result<Dispatched, Trouble>>;
  /** 收回. */
  recall(batchId: string, reason: string): Promise<Result<void, Trouble>>;
  /** The people of a list in its order. */
  listed(batchId: string): readonly ListedPerson[];
  /** Somebody of a list by row code; the error says what to do. */
  byCode(batchId: string, code: string): Result<ListedPerson, string>;
  /** Records what came back of somebody. */
  record(batchId: string, at: number, said: Said): Promise<Result<void, Trouble>>;
  /** Takes the last word on somebody back; it stays on record as taken back. */
  takeBack(batchId: string, at: number): Promise<Result<void, Trouble>>;
}
