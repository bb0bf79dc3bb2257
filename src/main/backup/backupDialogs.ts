import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dialog } from 'electron';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { askFolder } from '../savePath';
import { BACKUP_END, BACKUP_NAME } from './backupFormat';

const NO_DIALOG: Trouble = {
  code: 'NO_DIALOG',
  text: '这里打不开选择文件夹或文件的窗口（试用外壳没有）。请在安装版的参保台里选择。',
};

/** Where the administrator wants backups. `saveTo` stands for the answer where nobody can give one. */
export async function askBackupFolder(saveTo: string | null): Promise<Result<string | null, Trouble>> {
  try {
    return ok(await askFolder('备份存放在哪个文件夹（U 盘或另一块磁盘）', saveTo));
  } catch {
    return err(NO_DIALOG);
  }
}

/** The backup that is to be restored; of a folder that stands for the answer, the newest one in it. */
export async function askBackup(saveTo: string | null): Promise<Result<string | null, Trouble>> {
  if (saveTo) return ok(await newestIn(saveTo));
  try {
    const answer = await dialog.showOpenDialog({
      title: '选择要恢复的备份',
      filters: [{ name: '参保台备份', extensions: [BACKUP_END.slice(1)] }],
      properties: ['openFile'],
    });
    return ok(answer.canceled ? null : (answer.filePaths[0] ?? null));
  } catch {
    return err(NO_DIALOG);
  }
}

async function newestIn(folder: string): Promise<string | null> {
  const found = await Promise.all(
    (await readdir(folder))
      .filter((name) => BACKUP_NAME.test(name))
      .map(async (name) => ({ path: join(folder, name), at: (await stat(join(folder, name))).mtimeMs })),
  );
  return found.sort((a, b) => b.at - a.at)[0]?.path ?? null;
}
