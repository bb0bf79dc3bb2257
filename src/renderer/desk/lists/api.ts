import type { BatchCounts, RowState } from '#shared/batch/counts';
import type { Trouble } from '#shared/host';
import type { Breaker } from '#shared/lists/guard';
import type { ListClass, ListCounts } from '#shared/lists/item';
import type { PastImport, SecondPerson } from '#shared/lists/record';
import type { ListSourceCode } from '#shared/lists/sources';
import type { Result } from '#shared/result';

/** A list as the clerk chose it. */
export interface ListAsk {
  readonly source: ListSourceCode;
  /** The month that it speaks of, `YYYY-MM`. */
  readonly period: string;
  readonly fileName: string;
  /** Base64. */
  readonly data: string;
}

/** Lists that other offices send (导入名单): one at a time; it goes on when the page is left. */
export interface ListDesk {
  /** For `useSyncExternalStore`. */
  subscribe(listener: () => void): () => void;
  snapshot(): ListView | null;
  /** Reads a list and says what every row comes to; nothing is done by it. */
  open(ask: ListAsk): Promise<Result<void, Trouble>>;
  /** Carries out what may be; `reason` for what warns, `second` where the change is a large one. */
  accept(ask: { reason: string | null; second: SecondPerson | null }): Promise<Result<void, Trouble>>;
  /** Ends preview or acceptance after the group at hand. What was accepted stays accepted. */
  stop(): void;
  close(): void;
  /** Writes the rows that need somebody to look at them where the clerk says. */
  saveErrors(): Promise<Result<{ path: string | null }, Trouble>>;
  /** Imports of this desk, the last first. */
  past(): Promise<Result<readonly PastImport[], Trouble>>;
}

/** One row or person and what becomes of it. */
export interface ListViewItem {
  readonly key: string;
  /** Sheet and row; empty for somebody who is not on the list. */
  readonly place: string;
  readonly personId: string | null;
  readonly name: string;
  readonly village: string;
  readonly is: ListClass;
  /** Of what is to be done; `skipped` for everything else. */
  readonly state: RowState;
  readonly text: string;
}

export interface ListView {
  readonly source: ListSourceCode;
  readonly period: string;
  readonly fileName: string;
  readonly phase: 'previewing' | 'ready' | 'accepting' | 'stopped' | 'done';
  readonly trouble: Trouble | null;
  /** What is to be known of the file. */
  readonly notices: readonly string[];
  readonly counts: ListCounts;
  /** How what is to be done stands. */
  readonly run: BatchCounts;
  readonly items: readonly ListViewItem[];
  /** Why nothing is taken from anybody by this list; empty: it may. */
  readonly guard: readonly string[];
  readonly breaker: Breaker;
  /** Rows that need somebody to look at them. */
  readonly errors: number;
}
