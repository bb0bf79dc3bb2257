import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BACKUP_NAME } from './backupFormat';
import { BackupReader } from './backupReader';

/** Where backups lie when nobody chose a place. */
export const ownFolder = (userData: string): string => join(userData, 'backups');

/**
 * A desk was taken out of use (停用): the heads of the backups on its own disk, with the wraps and the keys in them, are zeroes afterwards. What
 * lies on sticks is the office's to destroy. A file that cannot be written is passed over.
 */
export async function destroyBackups(userData: string): Promise<void> {
  const folder = ownFolder(userData);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => BACKUP_NAME.test(one)))
    await wipeHead(join(folder, name)).catch(() => undefined);
}

async function wipeHead(path: string): Promise<void> {
  const opened = await BackupReader.open(path);
  if (!opened.ok) return;
  const { bodyStart } = opened.value;
  await opened.value.close();
  const file = await open(path, 'r+');
  try {
    await file.write(Buffer.alloc(bodyStart), 0, bodyStart, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}
