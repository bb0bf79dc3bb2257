import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '#shared/json';
import {
  PRODUCT,
  signUpdate,
  type UpdateFileEntry,
  UpdateHead,
  UpdateManifest,
} from '#shared/update/manifest';
import { UPDATE_MAGIC, UPDATE_PREFIX_BYTES, updatePrefix } from './updateFile';
import { filesUnder, hashOf } from './versions';

/** What the maker says of a version; the rest follows from its files. */
export type UpdateFacts = Pick<
  UpdateManifest,
  'version' | 'minVersion' | 'system' | 'releasedOn' | 'notes' | 'stores' | 'start'
>;

export interface UpdateSource {
  /** The program as it shall lie on the desk: `dist/win-unpacked`, for instance. */
  readonly from: string;
  readonly facts: UpdateFacts;
  /** True for files that do not travel, by their relative path. */
  readonly leaveOut?: (path: string) => boolean;
}

const MadeHead = z.strictObject({
  manifest: UpdateHead.shape.manifest,
  signatures: z.array(UpdateHead.shape.signatures.element),
});

const APPEND_BYTES = 1024 * 1024;

/** What an update of these files would say of itself. Reads every byte of them. Throws for what no desk would take. */
export async function manifestOf({
  from,
  facts,
  leaveOut = () => false,
}: UpdateSource): Promise<UpdateManifest> {
  const files: UpdateFileEntry[] = [];
  const whole = createHash('sha256');
  for (const path of await filesUnder(from)) {
    if (leaveOut(path)) continue;
    const place = join(from, ...path.split('/'));
    const { size, mode } = await stat(place);
    files.push({
      path,
      length: size,
      sha256: await hashOf(place),
      runs: path === facts.start || (mode & 0o111) !== 0,
    });
    for await (const chunk of createReadStream(place, { highWaterMark: APPEND_BYTES }))
      whole.update(chunk as Buffer);
  }
  return UpdateManifest.parse({
    format: 1,
    product: PRODUCT,
    ...facts,
    payload: { length: files.reduce((sum, { length }) => sum + length, 0), sha256: whole.digest('hex') },
    files,
  });
}

/** Writes an update file whole or not at all. */
export async function writeUpdate(
  path: string,
  head: Uint8Array,
  from: string,
  manifest: UpdateManifest,
): Promise<void> {
  await whole(path, async (out) => {
    await out.writeFile(head);
    for (const file of manifest.files)
      await copyInto(
        out,
        createReadStream(join(from, ...file.path.split('/')), { highWaterMark: APPEND_BYTES }),
      );
  });
}

/** What was made and not yet signed: laid out as an update, with no signature in it. No desk takes it. */
export const unsignedPrefix = (manifest: UpdateManifest): Buffer =>
  updatePrefix({ manifest: canonicalJson(manifest), signatures: [] });

/**
 * Signs what was made, where the offline key is: the payload is held against the manifest first, so that nothing is signed that was changed on
 * its way. False: it does not fit.
 */
export async function signFile(unsigned: string, path: string, secrets: readonly string[]): Promise<boolean> {
  const read = await readMade(unsigned);
  const { files, payload } = read.manifest;
  const hash = createHash('sha256');
  let length = 0;
  for await (const chunk of createReadStream(unsigned, { start: read.payloadAt })) {
    hash.update(chunk as Buffer);
    length += (chunk as Buffer).length;
  }
  if (files.length === 0 || length !== payload.length || hash.digest('hex') !== payload.sha256) return false;
  await whole(path, async (out) => {
    await out.writeFile(updatePrefix(signUpdate(read.manifest, secrets)));
    await copyInto(out, createReadStream(unsigned, { start: read.payloadAt, highWaterMark: APPEND_BYTES }));
  });
  return true;
}

/** What a made file says of itself, signed or not; no signature is looked at. Throws where it is none. */
export async function readMade(
  path: string,
): Promise<{ manifest: UpdateManifest; payloadAt: number; signatures: UpdateHead['signatures'] }> {
  const handle = await open(path, 'r');
  try {
    const prefix = Buffer.alloc(UPDATE_PREFIX_BYTES);
    await handle.read(prefix, 0, prefix.length, 0);
    if (prefix.toString('latin1', 0, UPDATE_MAGIC.length) !== UPDATE_MAGIC) throw new Error('no update file');
    const length = prefix.readUInt32BE(UPDATE_MAGIC.length);
    const text = Buffer.alloc(length);
    await handle.read(text, 0, length, prefix.length);
    const parsed = MadeHead.parse(JSON.parse(text.toString('utf8')));
    return {
      manifest: UpdateManifest.parse(JSON.parse(parsed.manifest)),
      payloadAt: prefix.length + length,
      signatures: parsed.signatures,
    };
  } finally {
    await handle.close();
  }
}

async function copyInto(out: FileHandle, from: AsyncIterable<unknown>): Promise<void> {
  for await (const chunk of from) await out.writeFile(chunk as Buffer);
}

async function whole(path: string, write: (out: FileHandle) => Promise<void>): Promise<void> {
  const fresh = `${path}.new`;
  const out = await open(fresh, 'w');
  try {
    await write(out);
    await out.sync();
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  } finally {
    await out.close();
  }
  await rename(fresh, path);
}
