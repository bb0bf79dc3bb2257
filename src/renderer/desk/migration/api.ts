import type { BatchCounts, RowState } from '#shared/batch/counts';
import type { Trouble } from '#shared/host';
import type { MigrationBook } from '#shared/migration/books';
import type { MigrationClass } from '#shared/migration/classes';
import type { MigrationPerson } from '#shared/migration/person';
import type { MigrationReport } from '#shared/migration/report';
import type { Result } from '#shared/result';

/** A chosen file: its name, and its bytes in Base64. */
export interface OldFile {
  readonly fileName: string;
  readonly data: string;
}

/** 户转人: old household records against the police register, one pair of files at a time; it goes on when the page is left. */
export interface MigrationDesk {
  /** For `useSyncExternalStore`. */
  subscribe(listener: () => void): () => void;
  snapshot(): MigrationView | null;
  /** Compares two files; nobody is registered by it. */
  open(ask: {
    households: OldFile;
    police: OldFile;
    employees: OldFile | null;
  }): Promise<Result<void, Trouble>>;
  /** Everybody of a class, as far as they have come over. */
  people(code: MigrationClass): readonly MigrationPerson[];
  save(book: MigrationBook): Promise<Result<{ path: string | null }, Trouble>>;
  /** Looks at what the registrations of one village (null: of all) come to. */
  preview(ask: { village: string | null; outsideWindowReason: string | null }): Promise<void>;
  /** Accepts what may be accepted; `reason` for those that warn. */
  accept(reason: string | null): Promise<void>;
  /** Ends preview or acceptance after the group at hand. What was accepted stays accepted. */
  stop(): void;
  close(): void;
}

/** One registration and what becomes of it. */
export interface RegistrationRow {
  readonly n: number;
  readonly name: string;
  readonly certNo: string;
  readonly place: string;
  readonly state: RowState;
  readonly text: string;
}

export interface MigrationView {
  readonly files: readonly string[];
  readonly report: MigrationReport;
  /** People that have come over, of `report.read`. */
  readonly loaded: number;
  readonly phase: 'loading' | 'compared' | 'previewing' | 'ready' | 'accepting' | 'stopped' | 'done';
  /** Why loading or a run ended before its end. */
  readonly trouble: Trouble | null;
  /** Of the registrations looked at; null before. */
  readonly counts: BatchCounts | null;
  /** Every registration with what became of it; new at the end of each pass. */
  readonly rows: readonly RegistrationRow[];
}
