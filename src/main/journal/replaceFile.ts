import type { Files } from './fileLayer';

/** Puts a new file in the place of the old one, whole or not at all. */
export async function replaceFile(
  files: Files,
  folder: string,
  name: string,
  parts: readonly Uint8Array[],
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
  await files.rename(fresh, `${folder}/${name}`);
  await files.syncFolder(folder);
}
