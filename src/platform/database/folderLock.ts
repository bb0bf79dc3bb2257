import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '#shared/result';
import type { StoreTrouble } from './database';

const LOCK_FILE = 'platform.lock';

/** Who works on the folder. The file is readable by its owner only: `secret` lets the command line speak to the running service. */
const LockFile = z.strictObject({
  pid: z.number().int().positive(),
  /** Linux: when the process began, in clock ticks since boot, so that a reused pid is not taken for the holder. */
  began: z.string().nullable(),
  secret: z.string(),
  /** Null until the service listens. */
  url: z.string().nullable(),
});
export type LockFile = z.infer<typeof LockFile>;

export interface FolderLock {
  readonly secret: string;
  /** Writes down where the running service can be reached. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

async function beganOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The lock as it lies in the folder when its holder is alive; null when nobody works on the folder. */
export async function holderOf(folder: string): Promise<LockFile | null> {
  const text = await readFile(join(folder, LOCK_FILE), 'utf8').catch(() => null);
  if (text === null) return null;
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return null;
  }
  const lock = LockFile.safeParse(raw);
  if (!lock.success || !isAlive(lock.data.pid)) return null;
  const began = await beganOf(lock.data.pid);
  return began === lock.data.began ? lock.data : null;
}

const inUse = (folder: string, pid: number): Result<never, StoreTrouble> =>
  err({
    code: 'FOLDER_IN_USE',
    text: `平台数据文件夹 ${folder} 正由另一个平台进程（进程号 ${pid}）使用。请先停止它，或者换一个文件夹。`,
  });

/** Takes the folder for this process. A lock whose holder is dead is taken over. */
export async function lockFolder(folder: string): Promise<Result<FolderLock, StoreTrouble>> {
  const path = join(folder, LOCK_FILE);
  const mine: LockFile = {
    pid: process.pid,
    began: await beganOf(process.pid),
    secret: randomBytes(24).toString('base64url'),
    url: null,
  };
  try {
    await mkdir(folder, { recursive: true });
    for (let attempt = 0; ; attempt++) {
      try {
        await writeFile(path, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
        break;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
        const holder = await holderOf(folder);
        if (holder !== null || attempt > 2) return inUse(folder, holder?.pid ?? 0);
        await rm(path, { force: true });
      }
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return err({
      code: 'FOLDER_UNUSABLE',
      text: `平台数据文件夹 ${folder} 不能写入：${why}。请检查权限和磁盘空间。`,
    });
  }
  // Two that found the same dead lock may both have removed and written: only the one whose secret stayed goes on.
  const standing = await holderOf(folder);
  if (standing?.secret !== mine.secret) return inUse(folder, standing?.pid ?? 0);
  return ok({
    secret: mine.secret,
    announce: async (url) => {
      await writeFile(`${path}.new`, JSON.stringify({ ...mine, url }), { mode: 0o600 });
      await rename(`${path}.new`, path);
    },
    release: () => rm(path, { force: true }),
  });
}
