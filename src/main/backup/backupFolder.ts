import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BACKUP_NAME, type BackupHead } from './backupFormat';
import { BackupReader } from './backupReader';
import { temporaryOf } from './makeBackup';

export interface OwnBackup {
  readonly name: string;
  readonly head: BackupHead;
}

/** So many of this desk's backups are kept in a folder. */
export const KEEP = 10;

/**
 * The backups of this desk in a folder, the newest first. A file of another desk, of another vault or with a head that cannot be read is none of
 * them, and so is never taken away. Throws what the disk throws.
 */
export async function ownBackups(
  folder: string,
  owner: { readonly device: string; readonly vaultId: string },
): Promise<OwnBackup[]> {
  const found: OwnBackup[] = [];
  for (const name of await readdir(folder)) {
    if (!BACKUP_NAME.test(name)) continue;
    const opened = await BackupReader.open(join(folder, name));
    if (!opened.ok) continue;
    const { head } = opened.value;
    await opened.value.close();
    if (head.device === owner.device && head.vaultId === owner.vaultId) found.push({ name, head });
  }
  return found.sort((a, b) => b.head.serial - a.head.serial);
}

/** The highest number in the folder, whoever's: two desks of one name on one stick never meet in one file name. */
export async function highestNumber(folder: string): Promise<number> {
  const numbers = (await readdir(folder)).map((name) => (BACKUP_NAME.test(name) ? numberIn(name) : 0));
  return Math.max(0, ...numbers);
}

const numberIn = (name: string): number => Number(/-(\d{1,9})\.cbbak$/.exec(name)?.[1] ?? 0);

/** Takes away what is older than the newest `KEEP`, but never `spared`: the one that was last rehearsed with success. */
export async function thin(
  folder: string,
  backups: readonly OwnBackup[],
  spared: string | null,
): Promise<string[]> {
  const old = backups.slice(KEEP).filter(({ name }) => name !== spared);
  for (const { name } of old) await rm(join(folder, name), { force: true });
  return old.map(({ name }) => name);
}

/** What a sudden end left half-written of this desk's backups. */
export async function tidyFolder(folder: string, device: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.startsWith(temporaryOf(device)) && name.endsWith('.tmp'))
      await rm(join(folder, name), { force: true });
}
