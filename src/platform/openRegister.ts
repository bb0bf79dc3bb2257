import { err, ok, type Result } from '#shared/result';
import type { Database, StoreTrouble } from './database/database';
import { dataOf, exists, makeData } from './database/dataFolder';
import { type FolderLock, lockFolder } from './database/folderLock';
import { migrate } from './database/migrate';
import { openPglite } from './database/pglite';
import { openPostgres } from './database/postgres';
import { beginHistory } from './register/cursor';
import { loadSample } from './sample';

export interface RegisterPlace {
  /** Folder of the embedded database; not used with `databaseUrl`. */
  readonly folder: string;
  /** A PostgreSQL server instead. */
  readonly databaseUrl: string | null;
  /** Fill an empty register with the sample; a number makes a smaller township. */
  readonly sample: boolean | number;
  /** A prepared folder with the sample, if there is one. */
  readonly template: string | null;
}

/** The opened register; `lock` is there for an embedded one. */
export interface OpenRegister {
  readonly db: Database;
  readonly lock: FolderLock | null;
  close(): Promise<void>;
}

const personsOf = (sample: boolean | number): number | undefined =>
  typeof sample === 'number' ? sample : undefined;

/** Opens the register, makes and fills it where it is not there yet, and brings its schema up to date. */
export const openRegister = (place: RegisterPlace): Promise<Result<OpenRegister, StoreTrouble>> =>
  place.databaseUrl === null ? openFolder(place) : openServer(place.databaseUrl, place.sample);

async function openServer(
  url: string,
  sample: boolean | number,
): Promise<Result<OpenRegister, StoreTrouble>> {
  const opened = await openPostgres(url);
  if (!opened.ok) return opened;
  const db = opened.value;
  const migrated = await migrate(db);
  if (!migrated.ok) {
    await db.close();
    return migrated;
  }
  if (sample !== false && (await db.query('SELECT 1 FROM records LIMIT 1')).length === 0) {
    await loadSample(db, personsOf(sample));
  }
  return ok({ db, lock: null, close: () => db.close() });
}

async function openFolder(place: RegisterPlace): Promise<Result<OpenRegister, StoreTrouble>> {
  const { folder, sample, template } = place;
  const locked = await lockFolder(folder);
  if (!locked.ok) return locked;
  const lock = locked.value;
  const giveUp = async (trouble: StoreTrouble): Promise<Result<never, StoreTrouble>> => {
    await lock.release();
    return err(trouble);
  };
  const isNew = !(await exists(dataOf(folder)));
  const copies = sample === true && template !== null && (await exists(dataOf(template)));
  if (isNew) {
    const made = await makeData(
      folder,
      copies
        ? { template }
        : async (db) => {
            if (sample !== false) await loadSample(db, personsOf(sample));
          },
    );
    if (!made.ok) return giveUp(made.error);
  }
  let db: Database;
  try {
    db = await openPglite(dataOf(folder));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return giveUp({
      code: 'FOLDER_UNUSABLE',
      text: `打不开 ${folder} 里的平台数据库：${why}。文件没有改动，请交给技术人员检查。`,
    });
  }
  const migrated = await migrate(db);
  if (!migrated.ok) {
    await db.close();
    return giveUp(migrated.error);
  }
  if (isNew && copies) await beginHistory(db);
  return ok({
    db,
    lock,
    close: async () => {
      await db.close();
      await lock.release();
    },
  });
}
