import type { Files } from '../journal/fileLayer';
import { type FrameKind, type FramesRead, frames, header, readFrames } from '../journal/frames';
import { replaceFile } from '../journal/replaceFile';

export interface RecordFileName {
  readonly folder: string;
  readonly name: string;
  readonly kind: FrameKind;
}

/** The records of a file that is whole from its first byte to its last; null: it is not there, damaged, or a newer program's. */
export async function soundRecords(
  files: Files,
  { folder, name, kind }: RecordFileName,
): Promise<FramesRead | null> {
  const bytes = await files.readAll(`${folder}/${name}`);
  if (bytes === null) return null;
  const read = readFrames(bytes, kind);
  const isSound = read.header === 'ok' && read.damage.length === 0 && read.goodEnd === bytes.length;
  return isSound ? read : null;
}

/**
 * Replaces a file by one with other records, whole or not at all; one that would be the same, or is not sound, is left as it lies. Before
 * the new one takes its place it is read back, and `isSound` is asked of its records. Throws what the disk throws.
 */
export async function rewriteRecords(
  files: Files,
  file: RecordFileName,
  anew: (contents: readonly Uint8Array[]) => readonly Uint8Array[],
  isSound: (contents: readonly Uint8Array[]) => boolean = () => true,
): Promise<void> {
  const read = await soundRecords(files, file);
  if (read === null) return;
  const before = read.records.map(({ content }) => content);
  const after = anew(before);
  if (after.length === before.length && after.every((content, i) => content === before[i])) return;
  await replaceFile(files, file.folder, file.name, [header(file.kind), frames(after)], (bytes) => {
    const back = readFrames(bytes, file.kind);
    const contents = back.records.map(({ content }) => content);
    return back.header === 'ok' && contents.length === after.length && isSound(contents);
  });
}
