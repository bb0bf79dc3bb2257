import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { foreignJson } from '#shared/foreignJson';
import { canonicalJson } from '#shared/json';
import { err, ok, type Result } from '#shared/result';
import type { Trouble } from '#shared/trouble';
import { headTrouble } from '#shared/update/judge';
import {
  openHead,
  UPDATE_LIMITS,
  UpdateHead,
  type UpdateKey,
  type UpdateManifest,
} from '#shared/update/manifest';
import { systemCode } from '../journal/fileLayer';

/**
 * An update file (`.cbupd`): eight characters, the head's length (u32, big-endian), the head (canonical JSON: what was signed and the
 * signatures), and the payload, which is the files' bytes one after the other and ends with the file.
 */
export const UPDATE_MAGIC = 'CBUPD001';
export const UPDATE_PREFIX_BYTES = UPDATE_MAGIC.length + 4;

/** The bytes before the payload. */
export function updatePrefix(head: UpdateHead): Buffer {
  const text = Buffer.from(canonicalJson(head));
  const prefix = Buffer.alloc(UPDATE_PREFIX_BYTES);
  prefix.write(UPDATE_MAGIC, 'ascii');
  prefix.writeUInt32BE(text.length, UPDATE_MAGIC.length);
  return Buffer.concat([prefix, text]);
}

/** An update file whose signature is right. What its payload holds is not known before it was read to its end. */
export interface UpdateFile {
  readonly path: string;
  readonly head: UpdateHead;
  readonly manifest: UpdateManifest;
  /** Where in the file the payload begins. */
  readonly payloadAt: number;
}

/** Reads what an update says of itself. Nothing of the file is believed before its signature. */
export async function readUpdateFile(
  path: string,
  keys: readonly UpdateKey[],
): Promise<Result<UpdateFile, Trouble>> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    return err(unreadable(path, systemCode(error)));
  }
  try {
    const size = (await handle.stat()).size;
    const prefix = await exactly(handle, 0, UPDATE_PREFIX_BYTES);
    if (prefix === null || prefix.toString('latin1', 0, UPDATE_MAGIC.length) !== UPDATE_MAGIC)
      return err(NO_UPDATE_FILE);
    const length = prefix.readUInt32BE(UPDATE_MAGIC.length);
    if (length > UPDATE_LIMITS.headBytes) return err(NO_UPDATE_FILE);
    const bytes = await exactly(handle, UPDATE_PREFIX_BYTES, length);
    if (bytes === null) return err(CUT);
    const head = parseHead(bytes);
    if (head === null) return err(NO_UPDATE_FILE);
    const opened = openHead(head, keys);
    if (!opened.ok) return err(headTrouble(opened.error));
    const payloadAt = UPDATE_PREFIX_BYTES + length;
    const whole = payloadAt + opened.value.payload.length;
    if (size < whole) return err(CUT);
    if (size > whole) return err(CHANGED);
    return ok({ path, head, manifest: opened.value, payloadAt });
  } catch (error) {
    return err(unreadable(path, systemCode(error)));
  } finally {
    await handle.close().catch(() => undefined);
  }
}

/** What is kept beside a version that was taken, to bear it out at each start. */
export function parseHead(bytes: Uint8Array): UpdateHead | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const read = foreignJson(text);
    const parsed = read.ok ? UpdateHead.safeParse(read.value) : null;
    return parsed?.success && canonicalJson(parsed.data) === text ? parsed.data : null;
  } catch {
    return null;
  }
}

async function exactly(handle: FileHandle, at: number, length: number): Promise<Buffer | null> {
  const bytes = Buffer.alloc(length);
  let got = 0;
  while (got < length) {
    const { bytesRead } = await handle.read(bytes, got, length - got, at + got);
    if (bytesRead === 0) return null;
    got += bytesRead;
  }
  return bytes;
}

const NO_UPDATE_FILE: Trouble = {
  code: 'UPDATE_NO_FILE',
  text: '这不是参保台的更新文件，或者开头已经损坏，没有安装。请选择名字像 canbao-desk-1.2.0.cbupd 的文件，必要时重新拷贝。',
};
const CUT: Trouble = {
  code: 'UPDATE_CUT',
  text: '更新文件不完整，可能没有拷贝完就拔了 U 盘，没有安装。请重新拷贝后再选一次。',
};
export const CHANGED: Trouble = {
  code: 'UPDATE_CHANGED',
  text: '更新文件的内容与签名的清单对不上，可能拷贝出错或被换过，没有安装。请重新拷贝；再出现时告诉县级管理员。',
};
export const unreadable = (path: string, code: string): Trouble => ({
  code: 'UPDATE_UNREADABLE',
  text: `更新文件“${basename(path)}”读不出来（${code}），可能 U 盘已拔出，没有安装。请插好 U 盘再选一次。`,
});
