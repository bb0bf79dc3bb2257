import { fuller, headLine, later, linesOfList } from '#shared/campaign/campaignLine';
import type { Batch, PersonReturn } from '#shared/campaign/dispatch';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import type { CampaignContent, CampaignStore } from '../../store/campaignStore';
import type { CampaignFile } from './campaignFile';

const keyOf = ({ batchId, at }: PersonReturn): string => `${batchId}/${at}`;
const recallOf = ({ recall }: Batch): string => JSON.stringify(recall);

/** A store of lists and returns that lives twice, and how many of them the window's store had lost. */
export interface KeptCampaign extends CampaignStore {
  restored(): number;
}

/**
 * Lists and returns twice, as the journal is: in the desktop's file, which is the commit, and in the window's store. What one of them
 * lacks is given to it from the other when they are read; a row that the store cannot read any more is written anew.
 */
export function keptCampaign(store: CampaignStore, file: CampaignFile): KeptCampaign {
  let restored = 0;

  const committed = async (done: Promise<Result<void, Trouble>>): Promise<void> => {
    const put = await done;
    if (!put.ok) throw new Error(put.error.code);
  };
  /** What was committed counts, whether or not the second copy could be written: it is made whole at the next start. */
  const follow = (write: Promise<unknown>): Promise<void> =>
    write.then(
      () => undefined,
      () => undefined,
    );

  const meet = async (content: CampaignContent): Promise<CampaignContent> => {
    const inStore = new Map(content.batches.map((batch) => [batch.id, batch]));
    const inFile = new Map(file.campaign.batches().map((batch) => [batch.id, batch]));
    const backInStore = new Map(content.returns.map((back) => [keyOf(back), back]));
    const backInFile = new Map(file.campaign.back().map((back) => [keyOf(back), back]));
    const batches = new Map(inFile);
    for (const [id, batch] of inStore) batches.set(id, later(batch, inFile.get(id) ?? batch));
    const returns = new Map(backInFile);
    for (const [key, back] of backInStore) returns.set(key, fuller(back, backInFile.get(key) ?? back));

    for (const [id, batch] of batches) {
      const [here, there] = [inStore.get(id), inFile.get(id)];
      if (!there) await file.put(linesOfList(batch));
      else if (recallOf(there) !== recallOf(batch)) await file.put([headLine(batch)]);
      if (here && recallOf(here) === recallOf(batch)) continue;
      if (!here) restored += 1;
      await follow(store.putBatch(batch));
    }
    for (const [key, back] of returns) {
      const [here, there] = [backInStore.get(key), backInFile.get(key)];
      if ((there?.words.length ?? 0) < back.words.length)
        await file.put([{ type: 'return', returned: back }]);
      if (here && here.words.length >= back.words.length) continue;
      if (!here) restored += 1;
      await follow(store.putReturn(back));
    }
    const damaged =
      content.damaged === 0
        ? 0
        : await store.read().then(
            (again) => again.damaged,
            () => content.damaged,
          );
    return { batches: [...batches.values()], returns: [...returns.values()], damaged };
  };

  return {
    restored: () => restored,
    async read() {
      const [read, content] = await Promise.all([file.read(), store.read().catch(() => null)]);
      if (content) return read.ok ? meet(content) : content;
      if (!read.ok) throw new Error(read.error.code);
      return { batches: file.campaign.batches(), returns: file.campaign.back(), damaged: 0 };
    },
    async addBatch(batch, known) {
      // The store's transaction keeps two windows apart, so it comes first and is undone where the file refuses.
      if (!(await store.addBatch(batch, known))) return false;
      try {
        await committed(file.put(linesOfList(batch)));
      } catch (error) {
        await follow(store.dropBatch(batch.id));
        throw error;
      }
      return true;
    },
    async putBatch(batch) {
      await committed(file.put([headLine(batch)]));
      await follow(store.putBatch(batch));
    },
    async putReturn(returned) {
      await committed(file.put([{ type: 'return', returned }]));
      await follow(store.putReturn(returned));
    },
    dropBatch: (id) => store.dropBatch(id),
  };
}
