import { plainCodec } from '#shared/codec';
import { SNAPSHOT_ROUTE } from '#shared/host';
import { ok } from '#shared/result';
import { desktopOver } from '../desktop';
import { campaignStoreOver } from '../store/campaignStore';
import { JournalDatabase, MirrorDatabase } from '../store/databases';
import { journalStoreOver } from '../store/journalStore';
import { mirrorStoreOver } from '../store/mirrorStore';
import { openDatabase } from '../store/opening';
import type { Desk } from './api';
import { type DeskWorld, startDesk } from './startDesk';

const IDLE_WITHIN_MS = 300;

/** The desk of this window. It answers at once; what it is still doing is in its snapshot's `phase`. */
export async function openDesk(): Promise<Desk> {
  const bridge = window.desktop;
  if (!bridge) throw new Error('这个页面只能在参保台程序中打开。');
  const world: DeskWorld = {
    desktop: desktopOver(bridge),
    fetchSnapshot: (part) => fetch(`${SNAPSHOT_ROUTE}${part}`, { cache: 'no-store' }),
    now: () => Date.now(),
    every: (ms, work) => {
      const timer = setInterval(work, ms);
      return () => clearInterval(timer);
    },
    // A hidden window is idle too, but its idle time comes seldom: then a turn is enough.
    idle: () => new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: IDLE_WITHIN_MS })),
    openStores: async (watch) => {
      const journal = await openDatabase(new JournalDatabase(), '业务数据库', { watch });
      if (!journal.ok) return journal;
      const mirror = await openDatabase(new MirrorDatabase(), '资料数据库', { watch });
      if (!mirror.ok) return mirror;
      return ok({
        journal: journalStoreOver(journal.value, plainCodec),
        mirror: mirrorStoreOver(mirror.value, plainCodec),
        campaign: campaignStoreOver(journal.value, plainCodec),
      });
    },
  };
  return startDesk(world);
}
