import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { plainCodec } from '#shared/codec';
import { isSealed } from '#shared/crypto/sealed';
import type { SealingCodec } from '#shared/crypto/sealingCodec';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { diskTrouble } from '../journal/diskTrouble';
import type { Files } from '../journal/fileLayer';
import { systemCode } from '../journal/fileLayer';
import { frames, header, readFrames } from '../journal/frames';
import { replaceFile } from '../journal/replaceFile';
import { DAMAGED, PICTURES, SEALED_FIELDS, SEALED_FILES } from './sealedFiles';

export interface ResealOptions {
  /** The desk's folder; the journal's is in it. */
  readonly userData: string;
  readonly files: Files;
  readonly codec: SealingCodec;
  /** Values of a program without a vault are among them; otherwise a plain value is somebody's forgery and stays as it is. */
  readonly plain: boolean;
}

/**
 * Seals everything of the main process's files with the current key that is not: values of a program that had no vault, or of a key
 * that was rotated since. Before any of these files is open. Each file is replaced whole or not at all, so a power cut leaves work for the
 * next time and nothing else.
 */
export async function resealFiles(options: ResealOptions): Promise<Result<void, Trouble>> {
  const { userData } = options;
  try {
    for (const { folder, name, kind, context } of SEALED_FILES) {
      const bytes = await options.files.readAll(join(userData, folder, name));
      if (bytes === null) continue;
      const read = readFrames(bytes, kind);
      if (read.header === 'newer') continue;
      const contents = read.records.map(({ content }) => anew(options, content, context));
      const same = contents.every((content, i) => content === read.records[i]?.content);
      const isWhole = read.damage.length === 0 && read.goodEnd === bytes.length;
      if (same && isWhole) continue;
      // Bytes that are no record may still be somebody's name: they are kept, sealed.
      if (!isWhole && options.plain)
        await setAside(options, join(userData, folder), `${name}.damaged`, bytes);
      await replaceFile(options.files, join(userData, folder), name, [header(kind), frames(contents)]);
    }
    for (const folder of ['.', 'journal', 'access']) await resealDamaged(options, join(userData, folder));
    for (const field of SEALED_FIELDS) await resealField(options, field);
    await resealPictures(options);
    return ok(undefined);
  } catch (error) {
    return err(diskTrouble(error, 'append'));
  }
}

/** The same bytes where they need not, or must not, be sealed anew. */
function anew({ codec, plain }: ResealOptions, content: Uint8Array, context: string): Uint8Array {
  if (isSealed(content) && !codec.isStale(content)) return content;
  if (!isSealed(content) && !plain) return content;
  try {
    const value = isSealed(content) ? codec.open(content, context) : plainCodec.open(content, context);
    return codec.seal(value, context);
  } catch {
    // What does not open is found and said by whoever reads the file.
    return content;
  }
}

async function setAside(options: ResealOptions, folder: string, name: string, bytes: Uint8Array) {
  const sealed = options.codec.seal(Buffer.from(bytes).toString('base64'), DAMAGED);
  let n = 1;
  while ((await options.files.readAll(join(folder, `${name}-${n}`))) !== null) n++;
  await replaceFile(options.files, folder, `${name}-${n}`, [sealed]);
}

/** Files that were set aside as damaged before there was a vault. */
async function resealDamaged(options: ResealOptions, folder: string): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!/\.damaged-\d+$/.test(name)) continue;
    const bytes = await options.files.readAll(join(folder, name));
    if (bytes === null || bytes.length === 0) continue;
    const next = isSealed(bytes)
      ? anew(options, bytes, DAMAGED)
      : options.plain
        ? options.codec.seal(Buffer.from(bytes).toString('base64'), DAMAGED)
        : bytes;
    if (next !== bytes) await replaceFile(options.files, folder, name, [next]);
  }
}

async function resealField(
  options: ResealOptions,
  { name, path, context }: (typeof SEALED_FIELDS)[number],
): Promise<void> {
  const bytes = await options.files.readAll(join(options.userData, name));
  if (bytes === null) return;
  let file: unknown;
  try {
    file = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return;
  }
  let holder: unknown = file;
  for (const step of path.slice(0, -1)) holder = child(holder, step);
  const last = path.at(-1) ?? '';
  const value = child(holder, last);
  if (typeof value !== 'string') return;
  const before = Buffer.from(value, 'base64');
  const next = anew(options, before, context);
  if (next === before) return;
  (holder as Record<string, unknown>)[last] = Buffer.from(next).toString('base64');
  await replaceFile(options.files, options.userData, name, [Buffer.from(JSON.stringify(file, null, 2))]);
}

const child = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

async function resealPictures(options: ResealOptions): Promise<void> {
  const folder = join(options.userData, PICTURES.folder);
  for (const name of await namesIn(folder)) {
    const sha256 = /^([0-9a-f]{64})\.cbpic$/.exec(name)?.[1];
    if (sha256 === undefined) continue;
    const bytes = await options.files.readAll(join(folder, name));
    if (bytes === null) continue;
    const next = anew(options, bytes, PICTURES.context(sha256));
    if (next !== bytes) await replaceFile(options.files, folder, name, [next]);
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
