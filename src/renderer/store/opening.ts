import type Dexie from 'dexie';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';

/** What may become of a store through another window of the program, or another program on the same data. */
export interface StoreWatch {
  /** The upgrade waits until another window lets the older store go. Null: it goes on. */
  waits(trouble: Trouble | null): void;
  /** Another window upgrades or removes the store; this one has let it go and must not use it any more. */
  lost(trouble: Trouble): void;
}

/** IndexedDB's own version number is ten times Dexie's. */
const NATIVE_FACTOR = 10;

/**
 * What a browser answers when it finds its own files damaged, as a full disk leaves them: at whatever is asked first, be it only
 * which databases there are. It throws them away and begins anew when it is asked again; the journal comes back from its file, the
 * mirror from the platform.
 */
const DAMAGED = 'UnknownError';
/** Pauses before it is asked again, ms: it first has to let go of the damaged files. */
const PAUSES_MS = [300, 1_500, 5_000] as const;

const IGNORED: StoreWatch = { waits: () => undefined, lost: () => undefined };

/**
 * Opens a database of this version or an older one, which is upgraded. The version is read before anything is opened, because
 * Dexie would open a newer database and amend its tables; a newer one is left exactly as it is and never offered for deletion.
 */
export async function openDatabase<D extends Dexie>(
  database: D,
  label: string,
  { watch = IGNORED, pauses = PAUSES_MS }: { watch?: StoreWatch; pauses?: readonly number[] } = {},
): Promise<Result<D, Trouble>> {
  let waited = false;
  database.on('blocked', () => {
    waited = true;
    watch.waits(blocked(label));
  });
  // Dexie's own answer would be to open the other window's newer store again at the next use.
  database.on('versionchange', () => {
    database.close();
    watch.lost(taken(label));
    return false;
  });
  try {
    const isNewer = await patiently(async () => {
      const installed = (await indexedDB.databases()).find(({ name }) => name === database.name);
      if (Math.floor((installed?.version ?? 0) / NATIVE_FACTOR) > database.verno) return true;
      await database.open();
      return false;
    }, pauses);
    return isNewer ? err(newer(label)) : ok(database);
  } catch (error) {
    return err(unopened(label, error instanceof Error ? error.name : '原因不明'));
  } finally {
    if (waited) watch.waits(null);
  }
}

async function patiently<T>(open: () => Promise<T>, pauses: readonly number[]): Promise<T> {
  for (const pause of pauses) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== DAMAGED) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return open();
}

const newer = (label: string): Trouble => ({
  code: 'STORE_NEWER',
  text: `本机的${label}由更新版本的参保台写成，当前版本不能使用。请安装新版参保台后再打开；原有数据没有改动。`,
});

const unopened = (label: string, name: string): Trouble => ({
  code: 'STORE_UNOPENED',
  text: `本机的${label}打不开（${name}）。请关闭其他参保台窗口、检查磁盘空间，然后重新打开；已保存的业务在流水账文件中，没有丢失。`,
});

const blocked = (label: string): Trouble => ({
  code: 'STORE_BLOCKED',
  text: `另一个参保台窗口还在使用旧版本的${label}，本窗口要等它关闭才能升级。请关闭其他参保台窗口，关闭后这里自动继续；找不到其他窗口时请重新启动电脑。已保存的业务和草稿都没有改动。`,
});

const taken = (label: string): Trouble => ({
  code: 'STORE_TAKEN',
  text: `另一个参保台窗口正在升级或重建本机的${label}，本窗口已停下，不能再受理。请关闭本窗口，到另一个窗口继续；没有其他窗口时点“再试一次”。已保存的业务在流水账文件中，没有丢失。`,
});
