import { readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { KeptName } from '#shared/backup/manifest';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { Files } from '../journal/fileLayer';
import { HEADER_BYTES } from '../journal/frames';
import { VAULT_NAMES } from '../vault/vaultFile';
import { saveAtomically } from '../workbooks/saveAtomically';
import { NO_NOTES, NOTES_FILE } from './backupNotes';
import * as words from './restoreWords';

/** What is laid out and waits to be put in its place (`restore.json`): from the moment it is on the disk, the restore happens. */
const Laid = z.strictObject({
  version: z.literal(1),
  vaultId: z.string().regex(/^[0-9a-f]{32}$/),
  /** Number of the backup: the next one of this desk has a higher one. */
  serial: z.number().int().positive(),
  names: z.array(KeptName).max(1_000_000),
});
export type Laid = z.infer<typeof Laid>;

const MARK = 'restore.json';
/** Stays until the desk has been opened on what was restored. */
const RESTORED = 'restored.json';

/** Where a restore lays things out: in the data folder, so that putting them in their place is a matter of names. */
export const shadowOf = (userData: string, vaultId: string): string => join(userData, 'restoring', vaultId);

/** Why a backup may not be restored here; null: there is no desk yet. */
export async function isFresh(userData: string): Promise<Trouble | null> {
  for (const name of VAULT_NAMES) if (await isThere(join(userData, 'vault', name))) return words.HAS_VAULT;
  const journal = await stat(join(userData, 'journal', 'journal.jnl')).catch(() => null);
  return journal !== null && journal.size > HEADER_BYTES ? words.HAS_JOURNAL : null;
}

/** Everything lies checked in the shadow. */
export const layOut = (userData: string, laid: Laid): Promise<Result<void, Trouble>> =>
  saveAtomically(join(userData, MARK), Buffer.from(JSON.stringify(laid)));

/**
 * Puts in its place what a restore laid out: before anything else is opened, at the start after it. A power cut at any moment is made good
 * by the next start. What stood in the place of a file is put aside, never over. `true`: this start goes on where the backup ended.
 */
export async function finishRestore(userData: string, files: Files): Promise<Result<boolean, Trouble>> {
  let text: string;
  try {
    text = await readFile(join(userData, MARK), 'utf8');
  } catch {
    return ok(false);
  }
  const laid = Laid.safeParse(json(text));
  if (!laid.success) return err(words.unreadable(join(userData, MARK)));
  const { vaultId, serial, names } = laid.data;
  const shadow = shadowOf(userData, vaultId);
  try {
    const isMoved = !(await isThere(join(shadow, 'vault')));
    if (!isMoved && (await isFresh(userData)) === words.HAS_VAULT) {
      await rename(join(userData, MARK), await free(join(userData, 'restore-not-done.json')));
      return err(words.HAS_VAULT);
    }
    for (const name of names) await move(files, join(shadow, 'files', name), join(userData, name));
    const notes = Buffer.from(JSON.stringify({ ...NO_NOTES, serial }));
    if (!(await isThere(join(userData, NOTES_FILE)))) await saveAtomically(join(userData, NOTES_FILE), notes);
    // Last: from here on there is a desk.
    await move(files, join(shadow, 'vault'), join(userData, 'vault'));
    await rename(join(userData, MARK), join(userData, RESTORED));
    await files.syncFolder(userData);
    await rm(join(userData, 'restoring'), { recursive: true, force: true }).catch(() => undefined);
    return ok(true);
  } catch (error) {
    return err(words.notFinished(error));
  }
}

/** Whether this desk was restored and not opened since: what it has as never sent may have been sent after the backup. */
export const wasRestored = (userData: string): Promise<boolean> => isThere(join(userData, RESTORED));

/** The desk is open, and has noted what may have been sent. */
export const openedAfterRestore = (userData: string): Promise<void> =>
  rm(join(userData, RESTORED), { force: true });

/** What is not there any more was moved before a power cut. */
async function move(files: Files, from: string, to: string): Promise<void> {
  if (!(await isThere(from))) return;
  await files.makeFolder(dirname(to));
  if (await isThere(to)) await rename(to, await free(`${to}.before-restore`));
  await files.rename(from, to);
  await files.syncFolder(dirname(to));
}

async function free(path: string): Promise<string> {
  for (let n = 1; ; n++) if (!(await isThere(`${path}-${n}`))) return `${path}-${n}`;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
