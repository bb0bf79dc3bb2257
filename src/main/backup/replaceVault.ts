import { rename, rm } from 'node:fs/promises';
import type { Trouble } from '#shared/host';
import { canonicalJson } from '#shared/json';
import { err, ok, type Result } from '#shared/result';
import type { Files } from '../journal/fileLayer';
import { frames, header } from '../journal/frames';
import type { VaultContent } from '../vault/vaultFile';
import { BACKUP_END, BACKUP_KIND } from './backupFormat';
import { BackupReader } from './backupReader';
import { faultTrouble, writeTrouble } from './backupWords';

/** The vault that travels in a backup. */
export async function vaultIn(path: string): Promise<Result<VaultContent, Trouble>> {
  const opened = await BackupReader.open(path);
  if (!opened.ok) return err(faultTrouble(opened.error));
  await opened.value.close();
  return ok(opened.value.head.vault);
}

/** A copy of the backup beside it, with a later form of the same vault in its head; the backup itself stays as it is. Gives the copy's path. */
export async function withVault(
  path: string,
  vault: VaultContent,
  files: Files,
): Promise<Result<string, Trouble>> {
  const to = `${path.endsWith(BACKUP_END) ? path.slice(0, -BACKUP_END.length) : path}-已重设口令${BACKUP_END}`;
  const opened = await BackupReader.open(path);
  if (!opened.ok) return err(faultTrouble(opened.error));
  const fresh = `${to}.tmp`;
  try {
    const file = await files.openAppend(fresh);
    try {
      await file.truncate(0);
      await file.append(header(BACKUP_KIND));
      await file.append(frames([Buffer.from(canonicalJson({ ...opened.value.head, vault }))]));
      for await (const chunk of opened.value.chunks()) await file.append(frames([chunk]));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, to);
    return ok(to);
  } catch (error) {
    await rm(fresh, { force: true });
    return err(writeTrouble(error, to));
  } finally {
    await opened.value.close();
  }
}
