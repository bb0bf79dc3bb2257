import { SNAPSHOT_ROUTE, type Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { Desktop } from '../desktop';
import { campaignStoreOver } from '../store/campaignStore';
import { JournalDatabase, MirrorDatabase } from '../store/databases';
import { journalStoreOver } from '../store/journalStore';
import { mirrorStoreOver } from '../store/mirrorStore';
import { openDatabase } from '../store/opening';
import { takeOver } from '../store/takeOver';
import type { Desk } from './api';
import { type DeskWorld, startDesk } from './startDesk';
import type { WindowSealing } from './vault/windowSealing';

const IDLE_WITHIN_MS = 300;

/** The desk of this window. It answers at once; what it is still doing is in its snapshot's `phase`. */
export async function openDesk(desktop: Desktop, sealing: WindowSealing): Promise<Desk> {
  const { codec } = sealing;
  const world: DeskWorld = {
    desktop,
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
      const taken = await sealedAnew(desktop, sealing, journal.value, mirror.value);
      if (!taken.ok) return taken;
      return ok({
        journal: journalStoreOver(journal.value, codec),
        mirror: mirrorStoreOver(mirror.value, codec, sealing.segments),
        campaign: campaignStoreOver(journal.value, codec),
      });
    },
  };
  return startDesk(world);
}

/** Before anything is read: what an older program, or an older key, left is sealed with today's (`docs/adr/0033-vault.md`). */
export async function sealedAnew(
  desktop: Desktop,
  { takeOver: anew, segments }: WindowSealing,
  journal: JournalDatabase,
  mirror: MirrorDatabase,
): Promise<Result<void, Trouble>> {
  if (anew === null) return ok(undefined);
  try {
    await takeOver(journal, mirror, anew.codec, segments, anew.from);
    const noted = await desktop.call('vault/windowSealed', {});
    return noted.ok ? ok(undefined) : noted;
  } catch (error) {
    console.error(error instanceof Error ? error.name : 'take over');
    return err(NOT_SEALED);
  }
}

const NOT_SEALED: Trouble = {
  code: 'STORE_NOT_SEALED',
  text: '本机原有的资料没有全部加密成功（可能磁盘已满），为避免留下没有加密的内容，暂时没有打开。请清理磁盘空间后再试一次；已保存的业务和草稿都没有丢失。',
};
