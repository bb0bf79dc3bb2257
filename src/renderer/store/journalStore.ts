import { z } from 'zod';
import type { Codec } from '#shared/codec';
import { JournalEntry, opIdOf } from '#shared/domain/journalEntry';
import { StoredVerdict } from '#shared/host';
import { Paper } from '#shared/papers/paper';
import { draftContext, entryContext, handOverContext, paperContext, verdictContext } from './contexts';
import type { AsideRow, EntryRow, JournalDatabase, VerdictRow } from './databases';
import { openedRow } from './sealedRow';

/** What the window's journal holds after a start; `damaged` counts rows that could not be read as what they should be. */
export interface JournalContent {
  readonly entries: readonly JournalEntry[];
  readonly verdicts: readonly StoredVerdict[];
  readonly damaged: number;
}

/** The window's copy of the journal: entries, verdicts, drafts and papers, sealed. Nothing is ever deleted from it but drafts, and what the file let go of. */
export interface JournalStore {
  read(): Promise<JournalContent>;
  /** The numbers of the entries that are there now. */
  entryNumbers(): Promise<readonly number[]>;
  putEntries(entries: readonly JournalEntry[]): Promise<void>;
  /** Writes the file's entries where the store has others; those others are kept in `aside` in the same transaction. */
  replaceBranch(entries: readonly JournalEntry[], others: readonly JournalEntry[]): Promise<void>;
  /** Puts tombstones in the place of entries, and takes out everything else that is kept of their operations. */
  letGo(tombstones: readonly JournalEntry[]): Promise<void>;
  putVerdicts(verdicts: readonly StoredVerdict[]): Promise<void>;
  readDrafts(): Promise<unknown[]>;
  putDraft(id: string, draft: unknown): Promise<void>;
  removeDraft(id: string): Promise<void>;
  /** Operations that were handed to a colleague (移交), each as it was last written. */
  readHandOvers(): Promise<unknown[]>;
  putHandOvers(given: readonly { readonly opId: string }[]): Promise<void>;
  /** Papers of a program that kept them here; now they are in a file beside the journal. */
  readPapers(): Promise<Paper[]>;
  /** Lets go of a connection that fails; whatever is asked next opens a new one. */
  reconnect(): void;
  /** Told when the connection ends: the browser may have thrown its files away. */
  onDropped(listener: () => void): void;
}

export function journalStoreOver(database: JournalDatabase, codec: Codec): JournalStore {
  const entryRow = (entry: JournalEntry): EntryRow => ({
    seq: entry.seq,
    opId: opIdOf(entry.content),
    sealed: codec.seal(entry, entryContext(entry.seq)),
  });
  const verdictRow = (stored: StoredVerdict): VerdictRow => ({
    opId: stored.verdict.opId,
    n: stored.n,
    sealed: codec.seal(stored, verdictContext(stored.verdict.opId)),
  });

  return {
    async read() {
      const [entryRows, verdictRows] = await Promise.all([
        database.entries.orderBy('seq').toArray(),
        database.verdicts.toArray(),
      ]);
      const entries = entryRows
        .map((row) => openedRow(JournalEntry, codec, row.sealed, entryContext(row.seq)))
        .filter((entry) => entry !== null);
      const verdicts = verdictRows
        .map((row) => openedRow(StoredVerdict, codec, row.sealed, verdictContext(row.opId)))
        .filter((verdict) => verdict !== null);
      return {
        entries,
        verdicts,
        damaged: entryRows.length - entries.length + (verdictRows.length - verdicts.length),
      };
    },
    entryNumbers: () => database.entries.orderBy('seq').primaryKeys(),
    async putEntries(entries) {
      await database.entries.bulkPut(entries.map(entryRow));
    },
    async replaceBranch(entries, others) {
      await database.transaction('rw', database.entries, database.aside, async () => {
        await database.aside.bulkAdd(
          others.map(
            (other): AsideRow => ({ seq: other.seq, sealed: codec.seal(other, entryContext(other.seq)) }),
          ),
        );
        await database.entries.bulkDelete(others.map(({ seq }) => seq));
        await database.entries.bulkPut(entries.map(entryRow));
      });
    },
    async letGo(tombstones) {
      const { entries, verdicts, handOvers, papers, drafts } = database;
      const opIds = [...new Set(tombstones.map(({ content }) => opIdOf(content)))];
      await database.transaction('rw', [entries, verdicts, handOvers, papers, drafts], async () => {
        await entries.bulkPut(tombstones.map(entryRow));
        for (const table of [verdicts, handOvers, papers, drafts]) await table.bulkDelete(opIds);
      });
    },
    async putVerdicts(verdicts) {
      await database.verdicts.bulkPut(verdicts.map(verdictRow));
    },
    async readDrafts() {
      const rows = await database.drafts.toArray();
      return rows.flatMap((row) => {
        try {
          return [codec.open(row.sealed, draftContext(row.id))];
        } catch {
          return [];
        }
      });
    },
    async putDraft(id, draft) {
      await database.drafts.put({ id, sealed: codec.seal(draft, draftContext(id)) });
    },
    async removeDraft(id) {
      await database.drafts.delete(id);
    },
    async readHandOvers() {
      const rows = await database.handOvers.toArray();
      return rows.flatMap(
        (row) => openedRow(z.unknown(), codec, row.sealed, handOverContext(row.opId)) ?? [],
      );
    },
    async putHandOvers(given) {
      await database.handOvers.bulkPut(
        given.map((one) => ({ opId: one.opId, sealed: codec.seal(one, handOverContext(one.opId)) })),
      );
    },
    async readPapers() {
      const rows = await database.papers.toArray();
      return rows.flatMap((row) => openedRow(Paper, codec, row.sealed, paperContext(row.opId)) ?? []);
    },
    reconnect() {
      // One that another window made this one let go of stays closed.
      if (database.isOpen()) database.close({ disableAutoOpen: false });
    },
    onDropped(listener) {
      database.on('close', listener);
    },
  };
}
