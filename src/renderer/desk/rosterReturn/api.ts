import type { BatchCounts, RowState } from '#shared/batch/counts';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import type { PrivacyTier, RosterBook } from '#shared/rosterBook';
import type { BatchOut, BatchOutRow } from '#shared/rosterReturn/batchOut';
import type { ReturnCounts, ReturnState } from '#shared/rosterReturn/reconcile';
import type { History } from '#shared/rosterReturn/recorded';

/** Who is on a roster that goes out, in the order of their row codes. */
export interface GoingOut {
  readonly batchId: string;
  /** 批号, printed in the title. */
  readonly batchNo: string;
  readonly year: number;
  readonly villageCode: string;
  readonly personIds: readonly string[];
}

/** Rosters that go out with a batch (下放), and come back filled in (回收). One file at a time; it goes on when the page is left. */
export interface RosterReturnDesk {
  /** The workbook of a batch, on today's view. `receiver`: 领用人. */
  book(list: GoingOut, options: { tier: PrivacyTier; receiver: string }): RosterBook;
  /** Notes what goes out, so that it can be held against what comes back, and writes the workbook where the clerk says. */
  saveBook(book: RosterBook): Promise<Result<{ path: string | null }, Trouble>>;
  /** The same as a workbook a household (每户一份), in a folder of their own; `progress` tells how many are written. */
  saveHouseholds(
    book: RosterBook,
    progress: (done: number, total: number) => void,
  ): Promise<Result<{ path: string | null; files: number }, Trouble>>;
  /** Notes what goes out on paper. */
  noteOut(book: RosterBook): Promise<Result<void, Trouble>>;
  /** Batches that went out from this desk. */
  batches(): Promise<Result<readonly BatchOut[], Trouble>>;
  /** What was taken back of a row, the last word first. */
  history(batchId: string, code: string): History;

  /** For `useSyncExternalStore`. */
  subscribe(listener: () => void): () => void;
  snapshot(): ReturnView | null;
  /** Reads a file (Base64), finds its batch, and previews every row; the one before is let go. */
  open(ask: { fileName: string; data: string }): Promise<Result<void, Trouble>>;
  /** Previews what was typed from the paper of a list, as if it had come back as a workbook. */
  openTyped(batchId: string): Promise<Result<void, Trouble>>;
  /** Takes back what may be taken, in the order of the rows; `reason` for those that warn. */
  accept(reason: string | null): Promise<void>;
  /** Ends preview or acceptance after the group at hand. What was accepted stays accepted. */
  stop(): void;
  close(): void;
  /** Writes the rows that were not taken where the clerk says. */
  saveErrors(): Promise<Result<{ path: string | null }, Trouble>>;
}

/** One row that was read, and what becomes of it. */
export interface ReturnViewRow {
  /** Sheet and row, as a clerk finds it. */
  readonly place: string;
  readonly code: string;
  readonly name: string;
  readonly is: ReturnState;
  /** Of a changed row; `skipped` for all others. */
  readonly state: RowState;
  /** What was filled in, in words. */
  readonly what: string;
  /** What becomes of it, or why nothing does. */
  readonly text: string;
}

export interface ReturnView {
  readonly fileName: string;
  /** 批号, or the id of a list that the campaign of this desk does not have. */
  readonly batchNo: string;
  readonly year: number;
  readonly villageName: string;
  readonly phase: 'previewing' | 'ready' | 'accepting' | 'stopped' | 'done';
  readonly trouble: Trouble | null;
  /** What is to be known of the file: macros, formulas, references to other files. */
  readonly notices: readonly string[];
  /** How the file compares with the batch. */
  readonly counts: ReturnCounts;
  /** How the changed rows stand. */
  readonly run: BatchCounts;
  readonly rows: readonly ReturnViewRow[];
  readonly missing: readonly BatchOutRow[];
  /** Rows that cannot be taken as they are: extra, illegible and refused. */
  readonly errors: number;
}
