import { z } from 'zod';
import type { Random } from '#shared/crypto/suite';
import { canonicalJson } from '#shared/json';
import type { Files } from '../journal/fileLayer';
import { replaceFile } from '../journal/replaceFile';
import type { SystemSeal } from '../vault/wrap';

/**
 * A key of the audit log. It is drawn at random and no secret opens it, since wrong secrets are noted while the desk is locked. Where the
 * operating system seals, it is sealed for this account of this machine; otherwise it lies open, and the platform's anchor is what holds.
 */
const KeyFile = z.strictObject({
  version: z.literal(1),
  sealed: z.enum(['system', 'none']),
  key: z.base64().max(4000),
});

const KEY_BYTES = 32;
const MOST_KEYS = 1000;
export const keyFileName = (id: number): string => `audit-key-${id}.json`;

/** A key file as it is: `closed` where it is there and does not open (another account or machine, or damaged). */
export interface FoundKey {
  readonly id: number;
  readonly key: Uint8Array | 'closed';
  /** By the operating system. */
  readonly sealed: boolean;
}

export interface KeyPlace {
  readonly folder: string;
  readonly files: Files;
  readonly system: SystemSeal;
}

/** Every key there is, by number. Throws what the disk throws. */
export async function readKeys(place: KeyPlace): Promise<FoundKey[]> {
  const found: FoundKey[] = [];
  for (let id = 1; id <= MOST_KEYS; id++) {
    const bytes = await place.files.readAll(`${place.folder}/${keyFileName(id)}`);
    // One that was taken away does not hide those behind it.
    if (bytes === null && id > found.length + 8) break;
    if (bytes !== null) found.push({ id, ...(await opened(bytes, place.system)) });
  }
  return found;
}

async function opened(bytes: Uint8Array, system: SystemSeal): Promise<Omit<FoundKey, 'id'>> {
  let sealed = false;
  try {
    const file = KeyFile.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    sealed = file.sealed === 'system';
    const text = sealed ? await system.open(Buffer.from(file.key, 'base64')) : file.key;
    const key = Buffer.from(text, 'base64');
    return { key: key.length === KEY_BYTES ? key : 'closed', sealed };
  } catch {
    return { key: 'closed', sealed };
  }
}

/** Draws a key and keeps it under the number. Throws what the disk throws. */
export async function newKey(place: KeyPlace, id: number, random: Random): Promise<FoundKey> {
  const key = random(KEY_BYTES);
  const text = Buffer.from(key).toString('base64');
  const real = await place.system.isReal();
  const file: z.infer<typeof KeyFile> = {
    version: 1,
    sealed: real ? 'system' : 'none',
    key: real ? Buffer.from(await place.system.seal(text)).toString('base64') : text,
  };
  await replaceFile(place.files, place.folder, keyFileName(id), [Buffer.from(canonicalJson(file))]);
  return { id, key, sealed: real };
}
