import Dexie from 'dexie';
import { plainCodec } from '#shared/codec';
import type { DesktopBridge } from '#shared/host';
import { ok } from '#shared/result';
import { desktopOver } from '../desktop';
import { type CampaignStore, campaignStoreOver } from '../store/campaignStore';
import { JournalDatabase, MirrorDatabase } from '../store/databases';
import { type JournalStore, journalStoreOver } from '../store/journalStore';
import { mirrorStoreOver } from '../store/mirrorStore';
import type { FetchSnapshot } from '../sync/snapshot';
import type { Desk, DeskSnapshot, MatterDraft } from './api';
import { startDesk } from './startDesk';

/** For tests: a desk over a given desktop and the IndexedDB that is there, which can be closed and opened again. */
export interface TestDesk {
  /** What the snapshot route answers. */
  answer: FetchSnapshot;
  /** Puts something in the way of the journal's store. */
  spoil: (store: JournalStore) => JournalStore;
  /** The same for the lists of a campaign. */
  spoilCampaign: (store: CampaignStore) => CampaignStore;
  open(): Desk;
  ready(): Promise<Desk>;
  /** As the end of the window does. */
  closeAll(): void;
  /** Deletes the browser store. */
  wipe(): Promise<void>;
}

export function testDesk(bridge: () => DesktopBridge, answer: FetchSnapshot): TestDesk {
  let databases: Dexie[] = [];
  const it: TestDesk = {
    answer,
    spoil: (store) => store,
    spoilCampaign: (store) => store,
    open: () =>
      startDesk({
        desktop: desktopOver(bridge()),
        fetchSnapshot: (part) => it.answer(part),
        now: () => 0,
        every: () => () => undefined,
        openStores: async () => {
          const [journal, mirror] = [new JournalDatabase(), new MirrorDatabase()];
          databases.push(journal, mirror);
          return ok({
            journal: it.spoil(journalStoreOver(journal, plainCodec)),
            mirror: mirrorStoreOver(mirror, plainCodec),
            campaign: it.spoilCampaign(campaignStoreOver(journal, plainCodec)),
          });
        },
      }),
    async ready() {
      const desk = it.open();
      await until(desk, ({ phase }) => phase === 'ready');
      return desk;
    },
    closeAll() {
      for (const database of databases) database.close();
      databases = [];
    },
    async wipe() {
      it.closeAll();
      await Dexie.delete('canbao-journal');
      await Dexie.delete('canbao-mirror');
    },
  };
  return it;
}

/** The first snapshot of the desk in which something holds. */
export const until = (desk: Desk, holds: (snapshot: DeskSnapshot) => boolean): Promise<DeskSnapshot> =>
  new Promise((resolve) => {
    const look = () => {
      if (!holds(desk.snapshot())) return;
      off();
      resolve(desk.snapshot());
    };
    const off = desk.subscribe(look);
    look();
  });

/** A draft that changes somebody's telephone number. */
export const changePhone = (desk: Desk, phone: string, personId: string): MatterDraft => {
  const draft = desk.newDraft('RES_CHANGE', { personId });
  return { ...draft, fields: { ...draft.fields, phone } };
};

export const accepted = async (desk: Desk, draft: MatterDraft) => {
  const receipt = await desk.accept(draft);
  if (!receipt.ok) throw new Error(receipt.error.text);
  if (receipt.value.entry.content.type !== 'operation') throw new Error('no operation');
  return { ...receipt.value, operation: receipt.value.entry.content.operation };
};
