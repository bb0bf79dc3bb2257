import type { Batch, PersonReturn, Returns } from '#shared/campaign/dispatch';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { CampaignContent, CampaignStore } from '../../store/campaignStore';

/** Lists and returns in memory, each written to the window's store before it counts. */
export interface CampaignBook {
  batches(): readonly Batch[];
  returns(): Returns;
  /** Rows of the store that cannot be read; null: the store could not be read at all. */
  readonly damaged: () => number | null;
  /** Adds the list that `make` gives for what is known now; made anew where another window has added one meanwhile. */
  add(make: () => Result<Batch, Trouble>): Promise<Result<Batch, Trouble>>;
  putBatch(batch: Batch): Promise<Result<void, Trouble>>;
  putReturn(returned: PersonReturn): Promise<Result<void, Trouble>>;
}

const UNSTORED: Trouble = {
  code: 'CAMPAIGN_UNSTORED',
  text: '写不进本机磁盘（可能已满），这一步没有记下。请清理磁盘空间后再做一次。',
};
const UNREAD: Trouble = {
  code: 'CAMPAIGN_UNREAD',
  text: '本机的下放记录读不出来，现在下放可能让同一个人在两个人手里。请重新打开参保台；再次出现时请联系技术人员。',
};
/** Windows that add lists at the same moment are few. */
const ATTEMPTS = 3;

export async function campaignBook(store: CampaignStore): Promise<CampaignBook> {
  let batches = new Map<string, Batch>();
  let returns = new Map<string, Map<number, PersonReturn>>();
  let damaged: number | null = null;

  const take = (content: CampaignContent): void => {
    batches = new Map(content.batches.map((batch) => [batch.id, batch]));
    returns = new Map();
    for (const returned of content.returns) keep(returned);
    damaged = content.damaged;
  };
  const keep = (returned: PersonReturn): void => {
    const of = returns.get(returned.batchId) ?? new Map<number, PersonReturn>();
    returns.set(returned.batchId, of.set(returned.at, returned));
  };
  const read = async (): Promise<boolean> => {
    const content = await store.read().catch(() => null);
    if (content) take(content);
    return content !== null;
  };
  await read();

  return {
    batches: () => [...batches.values()],
    returns: () => returns,
    damaged: () => damaged,
    async add(make) {
      // A list that cannot be read is there, and nobody knows who is on it.
      if (damaged !== 0 && !((await read()) && damaged === 0)) return err(UNREAD);
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const made = make();
        if (!made.ok) return made;
        const added = await store.addBatch(made.value, [...batches.keys()]).catch(() => null);
        if (added === null) return err(UNSTORED);
        if (added) {
          batches.set(made.value.id, made.value);
          return made;
        }
        if (!(await read()) || damaged !== 0) return err(UNREAD);
      }
      return err(UNSTORED);
    },
    async putBatch(batch) {
      const stored = await store.putBatch(batch).then(
        () => true,
        () => false,
      );
      if (!stored) return err(UNSTORED);
      batches.set(batch.id, batch);
      return ok(undefined);
    },
    async putReturn(returned) {
      const stored = await store.putReturn(returned).then(
        () => true,
        () => false,
      );
      if (!stored) return err(UNSTORED);
      keep(returned);
      return ok(undefined);
    },
  };
}
