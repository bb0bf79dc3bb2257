import type { Files } from './fileLayer';

/**
 * Puts a new file in the place of the old one, whole or not at all. `isSound`: asked of what the disk gives back of the new one,
 * before it takes the old one's place; where it says no, this throws and the old one stays.
 */
export async function replaceFile(
  files: Files,
  folder: string,
  name: string,
  parts: readonly Uint8Array[],
  isSound: (bytes: Uint8Array) => boolean = () => true,
): Promise<void> {
  const fresh = `${folder}/${name}.new`;
  const file = await files.openAppend(fresh);
  try {
    await file.truncate(0);
    for (const part of parts) await file.append(part);
    await file.sync();
  } finally {
    await file.close();
  }
  if (!isSound((await files.readAll(fresh)) ?? new Uint8Array()))
    throw Object.assign(new Error('replaceFile: not what was written'), { code: 'READ_BACK' });
  await files.rename(fresh, `${folder}/${name}`);
  await files.syncFolder(folder);
}
