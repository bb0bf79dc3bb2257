import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { jpegBytes, jpegWithExif } from '#fixtures/picture';
import { type Codec, plainCodec } from '#shared/codec';
import { pictureHash } from '#shared/evidence/picture';
import { FaultyFiles } from '../../../test/faults/faultyFiles';
import { LossyFiles } from '../../../test/faults/lossyFiles';
import { nodeFiles } from '../journal/fileLayer';
import { PictureFiles } from './pictureFiles';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-evidence-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (codec: Codec = plainCodec, files = new FaultyFiles(nodeFiles)) =>
  Object.assign(new PictureFiles({ folder: join(folder, 'evidence'), files, codec }), { files });
const picture = jpegBytes({ seed: 3 });
const sha256 = pictureHash(picture);

test('[EV6] a picture is kept under the hash of its bytes and read back as it was; the same twice at once is one file', async () => {
  const store = open();
  const both = await Promise.all([store.keep(picture), store.keep(picture)]);
  for (const kept of both) expect(kept).toEqual({ ok: true, value: { sha256, bytes: picture.length } });
  expect(await readdir(join(folder, 'evidence'))).toEqual([`${sha256}.cbpic`]);
  expect(await open().read(sha256)).toEqual({ ok: true, value: picture });
  await store.discard(sha256);
  await store.discard(sha256);
  expect(await store.read(sha256)).toMatchObject({ ok: false, error: { code: 'EVIDENCE_LOST' } });
});

test('[EV6] it lies on the disk as the codec seals it, bound to its hash', async () => {
  const key = 0x5a;
  const turned = (bytes: Uint8Array) => bytes.map((byte) => byte ^ key);
  const sealing: Codec = {
    seal: (value, context) => turned(plainCodec.seal({ value, context }, context)),
    open: (bytes, context) => {
      const { value, context: bound } = plainCodec.open(turned(bytes), context) as {
        value: unknown;
        context: string;
      };
      if (bound !== context) throw new Error('another context');
      return value;
    },
  };
  const store = open(sealing);
  await store.keep(picture);
  const file = join(folder, 'evidence', `${sha256}.cbpic`);
  const lying = await readFile(file);
  expect(lying.includes(Buffer.from(picture.subarray(0, 200)))).toBe(false);
  expect(lying.includes(Buffer.from(picture).toString('base64').slice(0, 100))).toBe(false);
  expect(await store.read(sha256)).toEqual({ ok: true, value: picture });
  const other = pictureHash(jpegBytes({ seed: 4 }));
  await writeFile(join(folder, 'evidence', `${other}.cbpic`), lying);
  expect(await store.read(other)).toMatchObject({ ok: false, error: { code: 'EVIDENCE_ALTERED' } });
});

test('[EV7] a file that is gone, cut, flipped or another one’s is told, never given', async () => {
  const store = open();
  await store.keep(picture);
  const file = join(folder, 'evidence', `${sha256}.cbpic`);
  const whole = await readFile(file);
  for (const at of [0, 40, Math.floor(whole.length / 2), whole.length - 3]) {
    const flipped = Buffer.from(whole);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    await writeFile(file, flipped);
    expect(await store.read(sha256)).toMatchObject({ ok: false, error: { code: 'EVIDENCE_ALTERED' } });
  }
  for (const bytes of [whole.subarray(0, 100), Buffer.alloc(0), Buffer.from('{"v":1,"jpeg":"AAAA"}')]) {
    await writeFile(file, bytes);
    expect((await store.read(sha256)).ok).toBe(false);
  }
  // Kept again, it is whole again.
  expect(await store.keep(picture)).toMatchObject({ ok: true });
  expect(await store.read(sha256)).toEqual({ ok: true, value: picture });
});

test('[EV3] what is no picture, too large or tells where it was taken is not kept', async () => {
  const store = open();
  for (const wrong of [
    new Uint8Array(),
    jpegWithExif(),
    new TextEncoder().encode('<svg/>'),
    picture.subarray(0, 90),
  ])
    expect(await store.keep(wrong)).toMatchObject({ ok: false, error: { code: 'EVIDENCE_PICTURE' } });
  expect(await readdir(folder)).toEqual([]);
});

test.each(['append', 'sync'] as const)(
  '[EV9] a disk that fails at %s is told with what to do, leaves nothing that counts, and a second try succeeds',
  async (on) => {
    const store = open();
    store.files.plan.push({ on, code: 'ENOSPC', leaves: 50 });
    const failed = await store.keep(picture);
    expect(failed).toMatchObject({ ok: false, error: { code: 'DISK_FULL' } });
    if (!failed.ok) expect(failed.error.text).toContain('再存一次');
    expect(await store.read(sha256)).toMatchObject({ ok: false, error: { code: 'EVIDENCE_LOST' } });
    expect(await store.keep(picture)).toMatchObject({ ok: true });
    expect(await open().read(sha256)).toEqual({ ok: true, value: picture });
  },
);

test('[EV6] power that goes at any call of the disk: what was answered as kept is there, whatever is there is whole', async () => {
  for (let cutAt = 1; ; cutAt++) {
    const disk = new LossyFiles({ cutAt, tornShare: 0.5 });
    const store = new PictureFiles({ folder: '/desk/evidence', files: disk, codec: plainCodec });
    const kept = await store.keep(picture).catch(() => ({ ok: false as const }));
    const after = new PictureFiles({ folder: '/desk/evidence', files: disk.survivors(), codec: plainCodec });
    const read = await after.read(sha256);
    if (kept.ok) expect(read).toEqual({ ok: true, value: picture });
    else if (!read.ok) expect(read.error.code).toBe('EVIDENCE_LOST');
    if (!disk.isCut) break;
  }
});
