import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';

/** The calls this needs of the file system, so that each failure can be brought about in a test. */
export interface SaveFiles {
  readonly open: (
    path: string,
    flags: string,
  ) => Promise<{
    writeFile(bytes: Uint8Array): Promise<void>;
    sync(): Promise<void>;
    close(): Promise<void>;
  }>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
}

const nodeFiles: SaveFiles = { open, rename, remove: (path) => rm(path, { force: true }) };
/** For what nobody else on the machine may read. */
export const PRIVATE_FILES: SaveFiles = { ...nodeFiles, open: (path, flags) => open(path, flags, 0o600) };

const TEMPORARY = /^\.canbao-[0-9a-f-]{36}\.tmp$/;
/** No save takes so long: what is older was left by a power cut. */
const LEFT_AFTER_MS = 3_600_000;

/** Takes away what earlier saves into this folder left when the power failed. What cannot be taken away is none of this save's business. */
async function takeAwayLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const path of names.filter((name) => TEMPORARY.test(name)).map((name) => join(folder, name))) {
    const written = await stat(path).catch(() => null);
    if (written !== null && Date.now() - written.mtimeMs > LEFT_AFTER_MS)
      await rm(path, { force: true }).catch(() => undefined);
  }
}

function inWords(code: string | undefined, path: string): Trouble {
  const name = basename(path);
  const folder = dirname(path);
  switch (code) {
    case 'EBUSY':
    case 'EPERM':
    case 'ETXTBSY':
      return {
        code: 'FILE_IN_USE',
        text: `“${name}”没有保存：同名文件可能正在 WPS 或 Excel 中打开，或者是只读的。请关闭它再保存，或换一个文件名。`,
      };
    case 'EACCES':
    case 'EROFS':
      return {
        code: 'FOLDER_NOT_WRITABLE',
        text: `“${name}”没有保存：文件夹“${folder}”不允许写入。请换一个文件夹，例如桌面或“文档”。`,
      };
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        code: 'DISK_FULL',
        text: `“${name}”没有保存：磁盘空间不足。请清理出空间，或保存到另一个磁盘。`,
      };
    case 'ENOENT':
    case 'ENOTDIR':
      return {
        code: 'FOLDER_GONE',
        text: `“${name}”没有保存：文件夹“${folder}”不存在，可能是 U 盘已拔出或文件夹被移走。请重新选择保存位置。`,
      };
    case 'EISDIR':
      return { code: 'NAME_TAKEN', text: `“${name}”没有保存：该位置已有同名的文件夹。请换一个文件名。` };
    case 'ENAMETOOLONG':
      return { code: 'NAME_TOO_LONG', text: '没有保存：文件名太长。请改短后再保存。' };
    default:
      return {
        code: 'FILE_NOT_SAVED',
        text: `“${name}”没有保存（${code ?? '原因不明'}）。请换一个文件夹再试，并把括号里的代码告诉系统管理员。`,
      };
  }
}

/**
 * Writes a file whole or not at all: a temporary file beside it, fsync, rename. What stood there before stays untouched
 * until the new file is complete; the temporary file is taken away after a failure, or by the next save there after a power cut.
 */
export async function saveAtomically(
  path: string,
  bytes: Uint8Array,
  files: SaveFiles = nodeFiles,
): Promise<Result<void, Trouble>> {
  const temporary = join(dirname(path), `.canbao-${randomUUID()}.tmp`);
  try {
    const handle = await files.open(temporary, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await files.rename(temporary, path);
    await takeAwayLeftovers(dirname(path));
    return ok(undefined);
  } catch (error) {
    await files.remove(temporary).catch(() => undefined);
    return err(inWords(error instanceof Error && 'code' in error ? String(error.code) : undefined, path));
  }
}
