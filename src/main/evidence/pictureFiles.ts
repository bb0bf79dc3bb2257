import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Codec } from '#shared/codec';
import { pictureHash, pictureTrouble } from '#shared/evidence/picture';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { type Files, systemCode } from '../journal/fileLayer';

export interface PictureFilesOptions {
  readonly folder: string;
  readonly files: Files;
  readonly codec: Codec;
  /** Takes a file away; one that is not there is as good. */
  readonly remove?: (path: string) => Promise<void>;
}

/** What a file holds before it is sealed. */
const Stored = z.strictObject({ v: z.literal(1), jpeg: z.base64() });
/** Where a picture lies in the folder of pictures. */
export function picturePath(folder: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('PictureFiles: not a hash');
  return `${folder}/${sha256}.cbpic`;
}
/** What a picture's file is bound to. */
export const pictureContext = (sha256: string): string => `evidence/picture/1/${sha256}`;

export const LOST: Trouble = {
  code: 'EVIDENCE_LOST',
  text: '这张图片的文件不在本机了（可能被删除或恢复了旧备份）。业务不受影响；需要的话请重新拍照附上。',
};
export const ALTERED: Trouble = {
  code: 'EVIDENCE_ALTERED',
  text: '这张图片的文件已损坏或被改动，不能用了。业务不受影响；需要的话请重新拍照附上。',
};

/** The picture stays in the window for another try; the operation never waits for it. */
function unkept(error: unknown): Trouble {
  const code = systemCode(error);
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  const why = full ? '磁盘已满' : `写磁盘失败，系统代码 ${code}`;
  return {
    code: full ? 'DISK_FULL' : 'DISK_FAILED',
    text: `图片没有存进本机（${why}）。图片还在窗口里，请清理或检查磁盘后点“再存一次”；业务可以照常受理。`,
  };
}

/**
 * Pictures of documents (材料图片) on the disk beside the journal, sealed, each in a file named by the SHA-256 of its plain
 * bytes. `ok` is durable: the bytes are synced before the file gets its name, and the name is synced too.
 */
export class PictureFiles {
  private turns: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: PictureFilesOptions) {}

  /** Keeps a picture; the same one again is kept once. */
  async keep(bytes: Uint8Array): Promise<Result<{ sha256: string; bytes: number }, Trouble>> {
    const wrong = pictureTrouble(bytes);
    if (wrong !== null)
      return err({ code: 'EVIDENCE_PICTURE', text: `图片没有存下：${wrong}请重新拍照或选择。` });
    const sha256 = pictureHash(bytes);
    return this.inTurn(async () => {
      if ((await this.read(sha256)).ok) return ok({ sha256, bytes: bytes.length });
      const written = await this.write(sha256, bytes);
      return written.ok ? ok({ sha256, bytes: bytes.length }) : written;
    });
  }

  /** The picture's bytes, or what became of the file. */
  async read(sha256: string): Promise<Result<Uint8Array, Trouble>> {
    let sealed: Uint8Array | null;
    try {
      sealed = await this.options.files.readAll(this.path(sha256));
    } catch (error) {
      return err({
        code: 'EVIDENCE_UNREADABLE',
        text: `图片文件读不出来（系统代码 ${systemCode(error)}）。请管理员检查磁盘后再看；业务不受影响。`,
      });
    }
    if (sealed === null) return err(LOST);
    try {
      const stored = Stored.parse(this.options.codec.open(sealed, pictureContext(sha256)));
      const bytes = new Uint8Array(Buffer.from(stored.jpeg, 'base64'));
      return pictureHash(bytes) === sha256 ? ok(bytes) : err(ALTERED);
    } catch {
      return err(ALTERED);
    }
  }

  /** Takes a picture away that nothing names. */
  async discard(sha256: string): Promise<void> {
    const { remove = (path: string) => rm(path, { force: true }) } = this.options;
    // What cannot be taken away now lies there sealed and is named by nothing.
    await this.inTurn(() => remove(this.path(sha256))).catch(() => undefined);
  }

  async settled(): Promise<void> {
    await this.turns;
  }

  private async write(sha256: string, bytes: Uint8Array): Promise<Result<void, Trouble>> {
    const { files, folder, codec } = this.options;
    const jpeg = Buffer.from(bytes).toString('base64');
    const fresh = `${this.path(sha256)}.new`;
    try {
      await files.makeFolder(folder);
      await files.syncFolder(dirname(folder));
      const file = await files.openAppend(fresh);
      try {
        // What an earlier attempt left behind is none of this one's.
        await file.truncate(0);
        await file.append(codec.seal({ v: 1, jpeg }, pictureContext(sha256)));
        await file.sync();
      } finally {
        await file.close();
      }
      await files.rename(fresh, this.path(sha256));
      await files.syncFolder(folder);
      return ok(undefined);
    } catch (error) {
      return err(unkept(error));
    }
  }

  /** One after another: the same picture twice at once is one file. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turns.then(work);
    this.turns = done.catch(() => undefined);
    return done;
  }

  private path(sha256: string): string {
    return picturePath(this.options.folder, sha256);
  }
}
