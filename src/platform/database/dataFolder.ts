import { cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '#shared/result';
import type { Database, StoreTrouble } from './database';
import { migrate } from './migrate';
import { openPglite } from './pglite';

/** Where the database files lie within the platform's folder, and within a template. */
export const dataOf = (folder: string): string => join(folder, 'data');

export const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/**
 * Makes the database files of a folder that has none. They are made aside and put in place by one rename, so that a start
 * that was cut off leaves nothing half filled. Creating takes seconds; copying a template does not.
 */
export async function makeData(
  folder: string,
  fill: ((db: Database) => Promise<void>) | { template: string },
): Promise<Result<void, StoreTrouble>> {
  const made = join(folder, 'data.new');
  try {
    await rm(made, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    if (typeof fill === 'object') {
      await cp(dataOf(fill.template), made, { recursive: true });
    } else {
      const db = await openPglite(made);
      try {
        const migrated = await migrate(db);
        if (!migrated.ok) return migrated;
        await fill(db);
      } finally {
        await db.close();
      }
    }
    await rename(made, dataOf(folder));
    return ok(undefined);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return err({
      code: 'FOLDER_UNUSABLE',
      text: `不能在 ${folder} 建立平台数据库：${why}。请检查权限和磁盘空间。`,
    });
  }
}
