import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_UPDATE, Pointer } from '#shared/update/pointer';
import type { Files } from '../journal/fileLayer';
import { replaceFile } from '../journal/replaceFile';

/** Twice, one written after the other, so that one is always whole. */
const NAMES = ['pointer.json', 'pointer-copy.json'] as const;

/** Which version is to run. Read at once, because the program asks before it is anything; one that cannot be read points at no update. */
export function readPointer(folder: string): Pointer {
  for (const name of NAMES) {
    try {
      return Pointer.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    } catch {
      // The other one, or none.
    }
  }
  return NO_UPDATE;
}

/** Throws what the disk throws; then the pointer is the old one or the new one. */
export async function writePointer(folder: string, files: Files, pointer: Pointer): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(Pointer.parse(pointer)));
  await files.makeFolder(folder);
  for (const name of NAMES) await replaceFile(files, folder, name, [bytes]);
}
