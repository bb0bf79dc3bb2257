import { Batch, PersonReturn } from '#shared/campaign/dispatch';
import type { Codec } from '#shared/codec';
import { batchContext, returnContext } from './contexts';
import type { DispatchReturnRow, DispatchRow, JournalDatabase } from './databases';
import { openedRow } from './sealedRow';

/** The lists that were given out and what came back of them; `damaged` counts rows that cannot be read. */
export interface CampaignContent {
  readonly batches: readonly Batch[];
  readonly returns: readonly PersonReturn[];
  readonly damaged: number;
}

/** Lists (下放) and returns on this desk, sealed: outside the sealed bytes stands no more than a list's id and a place on it. */
export interface CampaignStore {
  read(): Promise<CampaignContent>;
  /** Writes a new list where the store has exactly the `known` ones; false: another window has written one meanwhile. */
  addBatch(batch: Batch, known: readonly string[]): Promise<boolean>;
  putBatch(batch: Batch): Promise<void>;
  /** Takes back a list that was added a moment ago. */
  dropBatch(id: string): Promise<void>;
  putReturn(returned: PersonReturn): Promise<void>;
}

export function campaignStoreOver(database: JournalDatabase, codec: Codec): CampaignStore {
  const { dispatches, dispatchReturns } = database;
  const rowOf = (batch: Batch): DispatchRow => ({
    id: batch.id,
    sealed: codec.seal(batch, batchContext(batch.id)),
  });
  const returnRow = (returned: PersonReturn): DispatchReturnRow => ({
    batchId: returned.batchId,
    at: returned.at,
    sealed: codec.seal(returned, returnContext(returned.batchId, returned.at)),
  });
  return {
    async read() {
      const [rows, returnRows] = await Promise.all([dispatches.toArray(), dispatchReturns.toArray()]);
      const batches = rows.flatMap(
        ({ id, sealed }) => openedRow(Batch, codec, sealed, batchContext(id)) ?? [],
      );
      const returns = returnRows.flatMap(
        ({ batchId, at, sealed }) => openedRow(PersonReturn, codec, sealed, returnContext(batchId, at)) ?? [],
      );
      return { batches, returns, damaged: rows.length + returnRows.length - batches.length - returns.length };
    },
    addBatch: (batch, known) =>
      database.transaction('rw', dispatches, async () => {
        const there = await dispatches.toCollection().primaryKeys();
        if (there.length !== known.length || there.some((id) => !known.includes(id))) return false;
        await dispatches.add(rowOf(batch));
        return true;
      }),
    async putBatch(batch) {
      await dispatches.put(rowOf(batch));
    },
    async dropBatch(id) {
      await dispatches.delete(id);
    },
    async putReturn(returned) {
      await dispatchReturns.put(returnRow(returned));
    },
  };
}
