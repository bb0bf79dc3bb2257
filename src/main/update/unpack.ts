import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '#shared/result';
import type { Trouble } from '#shared/trouble';
import type { UpdateFileEntry } from '#shared/update/manifest';
import { systemCode } from '../journal/fileLayer';
import { CHANGED, type UpdateFile, unreadable } from './updateFile';

const MODE = { program: 0o755, file: 0o644 } as const;
const DISK_FULL = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Lays the payload out into `folder`, which is new, read once from end to end and never whole in memory: every file's hash and the whole's
 * have to be those that were signed. What a failure leaves in the folder is the caller's to take away.
 */
export async function unpack(update: UpdateFile, folder: string): Promise<Result<void, Trouble>> {
  const { files, payload } = update.manifest;
  const whole = createHash('sha256');
  const out = new Files(folder, files);
  const stream = createReadStream(update.path, { start: update.payloadAt });
  let readError: unknown = null;
  stream.once('error', (error) => {
    readError = error;
  });
  let length = 0;
  try {
    for await (const chunk of stream) {
      const bytes = chunk as Buffer;
      length += bytes.length;
      if (length > payload.length) return err(CHANGED);
      whole.update(bytes);
      if (!(await out.take(bytes))) return err(CHANGED);
    }
    if (!(await out.end()) || length !== payload.length || whole.digest('hex') !== payload.sha256)
      return err(CHANGED);
    return ok(undefined);
  } catch (error) {
    const code = systemCode(error);
    return err(readError === null ? unwritable(code) : unreadable(update.path, code));
  } finally {
    stream.destroy();
    await out.close();
  }
}

/** The files in their order, one open at a time. */
class Files {
  private at = 0;
  private handle: FileHandle | null = null;
  private hash = createHash('sha256');
  private left = 0;

  constructor(
    private readonly folder: string,
    private readonly files: readonly UpdateFileEntry[],
  ) {}

  /** False when a file's bytes are not those that were signed. */
  async take(bytes: Buffer): Promise<boolean> {
    let rest = bytes;
    while (rest.length > 0) {
      if (this.handle === null && !(await this.next())) return false;
      const part = rest.subarray(0, this.left);
      rest = rest.subarray(part.length);
      await this.handle?.writeFile(part);
      this.hash.update(part);
      this.left -= part.length;
      if (this.left === 0 && !(await this.finish())) return false;
    }
    return true;
  }

  async end(): Promise<boolean> {
    // Empty files have no bytes that would have begun them.
    while (this.at < this.files.length || this.handle !== null) {
      if (this.handle === null && !(await this.next())) return false;
      if (this.handle !== null && this.left > 0) return false;
      if (this.handle !== null && !(await this.finish())) return false;
    }
    return true;
  }

  async close(): Promise<void> {
    await this.handle?.close().catch(() => undefined);
  }

  /** Opens the next file that has bytes; empty ones on the way are made at once. */
  private async next(): Promise<boolean> {
    const file = this.files[this.at++];
    if (file === undefined) return false;
    const path = join(this.folder, ...file.path.split('/'));
    await mkdir(dirname(path), { recursive: true });
    this.handle = await open(path, 'wx', file.runs ? MODE.program : MODE.file);
    this.hash = createHash('sha256');
    this.left = file.length;
    if (file.length > 0) return true;
    if (!(await this.finish())) return false;
    return this.at < this.files.length ? this.next() : true;
  }

  private async finish(): Promise<boolean> {
    const file = this.files[this.at - 1];
    const { handle } = this;
    this.handle = null;
    try {
      await handle?.sync();
    } finally {
      await handle?.close();
    }
    return this.hash.digest('hex') === file?.sha256;
  }
}

export const unwritable = (code: string): Trouble =>
  DISK_FULL.has(code)
    ? {
        code: 'DISK_FULL',
        text: '磁盘空间不够，更新没有安装，原来的程序照常可用。请清理出空间后再装一次。',
      }
    : {
        code: 'UPDATE_UNWRITABLE',
        text: `更新写不进本机（${code}），没有安装，原来的程序照常可用。请把括号里的代码告诉县级管理员。`,
      };
