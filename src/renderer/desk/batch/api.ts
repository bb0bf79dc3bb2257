import type { BatchCounts, RowState } from '#shared/batch/counts';
import type { Fault } from '#shared/batch/rowReader';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';

/** A workbook that a unit handed in, from reading it to the last row. One at a time; it goes on when the page is left. */
export interface BatchDesk {
  /** For `useSyncExternalStore`. */
  subscribe(listener: () => void): () => void;
  snapshot(): BatchView | null;
  /** Reads a file (Base64) for a unit and previews every row; the one before is let go. */
  open(ask: { empNo: string; fileName: string; data: string }): Promise<Result<void, Trouble>>;
  /** Previews another sheet of the same file. */
  choose(sheet: string): Promise<void>;
  /** Accepts what may be accepted, in the order of the rows; `reason` for those that warn. */
  accept(reason: string | null): Promise<void>;
  /** Ends preview or acceptance after the group at hand. What was accepted stays accepted. */
  stop(): void;
  close(): void;
  /** Writes the refused rows where the clerk says. */
  saveErrors(): Promise<Result<{ path: string | null }, Trouble>>;
}

/** One row and what becomes of it. */
export interface BatchRow {
  /** Its number in the sheet. */
  readonly row: number;
  readonly name: string;
  readonly certNo: string;
  /** What is wished, in words; empty while it is not known. */
  readonly what: string;
  readonly state: RowState;
  /** Why it is skipped, what it warns of, or under which number it was accepted. */
  readonly text: string;
  readonly faults: readonly Fault[];
}

export interface BatchView {
  readonly empNo: string;
  readonly unitName: string;
  readonly fileName: string;
  readonly sheet: string;
  readonly layout: string;
  readonly headingRow: number;
  /** Other sheets that could be read. */
  readonly otherSheets: readonly string[];
  /** Headings that are not used. */
  readonly unused: readonly string[];
  /** Rows that are no people: sums, notes, signatures. */
  readonly notes: number;
  /** What the clerk should look at first, e.g. another unit's name above the table. */
  readonly notice: string | null;
  readonly phase: 'previewing' | 'ready' | 'accepting' | 'stopped' | 'done';
  /** Why a run ended before its end. */
  readonly trouble: Trouble | null;
  readonly counts: BatchCounts;
  readonly rows: readonly BatchRow[];
}
