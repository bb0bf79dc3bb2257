import Dexie, { type Table } from 'dexie';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';

/** One accepted entry; nothing personal outside `sealed`. */
export interface EntryRow {
  seq: number;
  opId: string;
  sealed: Uint8Array;
}
/** The last verdict on an operation, with its number in the desktop's verdict log. */
export interface VerdictRow {
  opId: string;
  n: number;
  sealed: Uint8Array;
}
export interface DraftRow {
  id: string;
  sealed: Uint8Array;
}
/** A paper handed out on a forecast (SY19). */
export interface PaperRow {
  opId: string;
  sealed: Uint8Array;
}
/** An entry of another branch of the chain, kept for support when a copied or restored profile was found. */
export interface AsideRow {
  id?: number;
  seq: number;
  sealed: Uint8Array;
}

/** The journal as the window queries it: strict durability, because it is the second copy of what only this desk has. */
export class JournalDatabase extends Dexie {
  declare entries: Table<EntryRow, number>;
  declare verdicts: Table<VerdictRow, string>;
  declare drafts: Table<DraftRow, string>;
  declare aside: Table<AsideRow, number>;
  declare papers: Table<PaperRow, string>;

  constructor() {
    super('canbao-journal', { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ entries: 'seq', verdicts: 'opId', drafts: 'id', aside: '++id' });
    this.version(2).stores({ papers: 'opId' });
  }
}

/** One packed piece of the mirror; `generation` tells the serving copy from the one being staged. */
export interface SegmentRow {
  generation: number;
  n: number;
  sealed: Uint8Array;
}
/** Rows of the change feed that came after the segments, a page a row, in order. */
export interface PageRow {
  n?: number;
  sealed: Uint8Array;
}
/** What serves, what is being fetched to serve next, and who is not in it any more while work on them is open. */
export interface MetaRow {
  key: 'mirror' | 'staged' | 'departed';
  sealed: Uint8Array;
}

/** What the platform last said: relaxed durability, because it can be fetched again. */
export class MirrorDatabase extends Dexie {
  declare segments: Table<SegmentRow, [number, number]>;
  declare pages: Table<PageRow, number>;
  declare meta: Table<MetaRow, string>;

  constructor() {
    super('canbao-mirror', { chromeTransactionDurability: 'relaxed' });
    this.version(1).stores({ segments: '[generation+n]', pages: '++n', meta: 'key' });
  }
}

/** IndexedDB's own version number is ten times Dexie's. */
const NATIVE_FACTOR = 10;

/**
 * What a browser answers when it finds its own files damaged, as a full disk leaves them. It throws them away and begins anew when it is
 * asked some moments later; the journal comes back from its file, the mirror from the platform.
 */
const DAMAGED = 'UnknownError';
/** Pauses before it is asked again, ms: it first has to let go of the damaged files. */
const PAUSES_MS = [300, 1_500, 5_000] as const;

/**
 * Opens a database of this version or an older one. The version is read before anything is opened, because Dexie would
 * open a newer database and amend its tables; a newer one is left exactly as it is and never offered for deletion.
 */
export async function openDatabase<D extends Dexie>(
  database: D,
  label: string,
  pauses: readonly number[] = PAUSES_MS,
): Promise<Result<D, Trouble>> {
  try {
    const installed = (await indexedDB.databases()).find(({ name }) => name === database.name);
    if (Math.floor((installed?.version ?? 0) / NATIVE_FACTOR) > database.verno) {
      return err({
        code: 'STORE_NEWER',
        text: `本机的${label}由更新版本的参保台写成，当前版本不能使用。请安装新版参保台后再打开；原有数据没有改动。`,
      });
    }
    await openPatiently(database, pauses);
    return ok(database);
  } catch (error) {
    const name = error instanceof Error ? error.name : '原因不明';
    return err({
      code: 'STORE_UNOPENED',
      text: `本机的${label}打不开（${name}）。请关闭其他参保台窗口、检查磁盘空间，然后重新打开；已保存的业务在流水账文件中，没有丢失。`,
    });
  }
}

async function openPatiently(database: Dexie, pauses: readonly number[]): Promise<void> {
  for (const pause of pauses) {
    try {
      await database.open();
      return;
    } catch (error) {
      if (!(error instanceof Error) || error.name !== DAMAGED) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  await database.open();
}
