import { existsSync } from 'node:fs';
import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canonicalJson } from '#shared/json';
import { isFilePath } from '#shared/update/filePath';
import { keyIdOf, UPDATE_LIMITS, type UpdateHead } from '#shared/update/manifest';
import { nodeFiles } from '../journal/fileLayer';
import {
  changed,
  folderForTest,
  KEY,
  layFiles,
  makeUpdate,
  OTHER_KEY,
  OTHER_SECRET,
  SECRET,
  SMALL,
} from './testUpdates';
import { parseHead, readUpdateFile, UPDATE_PREFIX_BYTES, updatePrefix } from './updateFile';
import { Versions } from './versions';

let folder = '';
let remove: () => Promise<void>;
let versions: Versions;
beforeEach(async () => {
  ({ folder, remove } = await folderForTest());
  versions = new Versions(join(folder, 'versions'), [KEY], nodeFiles);
});
afterEach(() => remove());

/** As a desk takes it: the code it is refused with, or `laid`. */
async function take(path: string, keys = [KEY]): Promise<string> {
  const read = await readUpdateFile(path, keys);
  if (!read.ok) return read.error.code;
  const laid = await versions.lay(read.value);
  return laid.ok ? 'laid' : laid.error.code;
}

async function headOf(path: string): Promise<{ head: UpdateHead; payload: Buffer }> {
  const bytes = await readFile(path);
  const length = bytes.readUInt32BE(8);
  const head = parseHead(bytes.subarray(UPDATE_PREFIX_BYTES, UPDATE_PREFIX_BYTES + length));
  if (head === null) throw new Error('no head');
  return { head, payload: bytes.subarray(UPDATE_PREFIX_BYTES + length) };
}

/** A manifest that the maker would not make, rightly signed. */
async function signedAnyway(
  path: string,
  change: (manifest: Record<string, unknown>) => unknown,
): Promise<string> {
  const { head, payload } = await headOf(path);
  const manifest = canonicalJson(change(JSON.parse(head.manifest) as Record<string, unknown>));
  const signature = bytesToHex(
    ed25519.sign(utf8ToBytes(`canbao-update-v1\n${manifest}`), hexToBytes(SECRET)),
  );
  const other = `${path}.anyway`;
  await writeFile(
    other,
    Buffer.concat([updatePrefix({ manifest, signatures: [{ key: keyIdOf(KEY), signature }] }), payload]),
  );
  return other;
}

describe('an update file', () => {
  test('[UP1] lays out the very files that were signed, and they can be checked at every start', async () => {
    expect(await take(await makeUpdate(folder))).toBe('laid');
    for (const [path, content] of Object.entries(SMALL))
      expect(await readFile(join(versions.pathOf('0.2.0'), path), 'utf8')).toBe(content);
    expect(await versions.check('0.2.0')).toBe(join(versions.pathOf('0.2.0'), 'desk.mjs'));
    expect((await readdir(join(folder, 'versions'))).sort()).toEqual(['0.2.0', '0.2.0.json']);
  });

  test('[UP2] every byte that is flipped is noticed, and nothing of the file is kept', async () => {
    const path = await makeUpdate(folder);
    const { length } = await readFile(path);
    for (let at = 0; at < length; at++) {
      const other = await changed(path, (bytes) => {
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
        return bytes;
      });
      expect(await take(other), `byte ${at}`).not.toBe('laid');
    }
    expect(existsSync(versions.pathOf('0.2.0'))).toBe(false);
    expect(await readdir(join(folder, 'versions')).catch(() => [])).toEqual([]);
  });

  test('[UP2] every cut, and every byte too many, is noticed', async () => {
    const path = await makeUpdate(folder);
    const { length } = await readFile(path);
    for (let end = 0; end < length; end++)
      expect(await take(await changed(path, (bytes) => bytes.subarray(0, end))), `cut at ${end}`).not.toBe(
        'laid',
      );
    expect(await take(await changed(path, (bytes) => bytes.subarray(0, length - 1)))).toBe('UPDATE_CUT');
    expect(await take(await changed(path, (bytes) => Buffer.concat([bytes, Buffer.from(' ')])))).toBe(
      'UPDATE_CHANGED',
    );
  });

  test('[UP3] it is taken by a pinned key alone; a program without one takes none', async () => {
    const path = await makeUpdate(folder, { secrets: [OTHER_SECRET] });
    expect(await take(path)).toBe('UPDATE_SIGNATURE');
    expect(await take(path, [])).toBe('UPDATE_NO_KEY');
    expect(await take(path, [KEY, OTHER_KEY])).toBe('laid');
    expect(await take(path, ['f'.repeat(64)])).toBe('UPDATE_SIGNATURE');
  });

  test('[UP3] while a key is changed for another, an update carries both signatures and every program takes it; a wrong one spoils it', async () => {
    const path = await makeUpdate(folder, { secrets: [SECRET, OTHER_SECRET] });
    for (const keys of [[KEY], [OTHER_KEY], [KEY, OTHER_KEY]]) expect(await take(path, keys)).toBe('laid');
    const { head, payload } = await headOf(path);
    const [one, other] = head.signatures;
    if (!one || !other) throw new Error('two signatures');
    const spoilt = { ...head, signatures: [one, { ...other, signature: one.signature }] };
    await writeFile(path, Buffer.concat([updatePrefix(spoilt), payload]));
    expect(await take(path, [KEY, OTHER_KEY])).toBe('UPDATE_SIGNATURE');
  });

  test('[UP4] the right signature of another version bears nothing out', async () => {
    const [older, newer] = [
      await makeUpdate(folder),
      await makeUpdate(folder, {
        facts: { version: '0.3.0' },
        files: { ...SMALL, 'parts/words.txt': '参保合' },
      }),
    ];
    const [a, b] = [await headOf(older), await headOf(newer)];
    // The other's payload, then the other's signatures.
    await writeFile(older, Buffer.concat([updatePrefix(a.head), b.payload]));
    expect(await take(older)).toBe('UPDATE_CHANGED');
    await writeFile(
      older,
      Buffer.concat([updatePrefix({ ...a.head, signatures: b.head.signatures }), a.payload]),
    );
    expect(await take(older)).toBe('UPDATE_SIGNATURE');
  });

  test('[UP4] another product’s update, signed with the same key, is refused as that', async () => {
    const other = await signedAnyway(await makeUpdate(folder), (manifest) => ({
      ...manifest,
      product: 'canbao-platform',
    }));
    expect(await take(other)).toBe('UPDATE_PRODUCT');
  });

  test('[UP6] what is rightly signed and not in the form is refused: a file twice, a way out, wrong lengths, no start, unknown fields', async () => {
    const path = await makeUpdate(folder);
    type Files = { path: string; length: number; runs: boolean }[];
    const files = (change: (files: Files) => unknown) => (manifest: Record<string, unknown>) => ({
      ...manifest,
      files: change(manifest.files as Files),
    });
    const renamed = (to: string) =>
      files(([first, ...rest]) => [first, ...rest.map((one, i) => (i === 1 ? { ...one, path: to } : one))]);
    const changes = [
      renamed('desk.mjs'),
      renamed('DESK.mjs'),
      renamed('../outside.txt'),
      renamed('/etc/passwd'),
      renamed('C:/windows/x.txt'),
      renamed('parts\\words.txt'),
      renamed('aux.txt'),
      renamed('parts/words.txt.'),
      files((all) => all.slice(1)),
      files((all) => all.map((one) => ({ ...one, runs: false }))),
      files((all) => all.map((one) => ({ ...one, length: one.length + 1 }))),
      (manifest: Record<string, unknown>) => ({ ...manifest, extra: true }),
      (manifest: Record<string, unknown>) => ({ ...manifest, format: 2 }),
      (manifest: Record<string, unknown>) => ({ ...manifest, version: '0.2' }),
      (manifest: Record<string, unknown>) => ({ ...manifest, version: '0.2.0-beta' }),
    ];
    for (const change of changes) expect(await take(await signedAnyway(path, change))).toBe('UPDATE_FORM');
  });

  test('[UP6] paths of an update mean one file in its folder on every system', () => {
    for (const good of ['a', 'resources/app.asar', '参保台.exe', 'a.b/c-d_e f.txt', '.hidden'])
      expect(isFilePath(good), good).toBe(true);
    for (const bad of [
      '',
      '.',
      '..',
      'a/../b',
      'a//b',
      '/a',
      'a/',
      'a\\b',
      'a:b',
      'con',
      'COM1.txt',
      'a.',
      'a ',
      'a\0b',
      'a\nb',
      'e\u0301',
      'x'.repeat(201),
      'a?b',
    ])
      expect(isFilePath(bad), JSON.stringify(bad)).toBe(false);
  });

  test('[UP6] a head that claims to be larger than allowed is not read', async () => {
    const path = await changed(await makeUpdate(folder), (bytes) => {
      bytes.writeUInt32BE(UPDATE_LIMITS.headBytes + 1, 8);
      return bytes;
    });
    expect(await take(path)).toBe('UPDATE_NO_FILE');
    expect(await take(join(folder, 'none.cbupd'))).toBe('UPDATE_UNREADABLE');
    await layFiles(folder, { 'empty.cbupd': '' });
    expect(await take(join(folder, 'empty.cbupd'))).toBe('UPDATE_NO_FILE');
  });

  test('[UP7] the payload is read once and never whole in memory', async () => {
    const large = 96 * 1024 * 1024;
    const path = await makeUpdate(folder, {
      files: { ...SMALL, 'resources/app.asar': Buffer.alloc(large, 7) },
    });
    const read = await readUpdateFile(path, [KEY]);
    if (!read.ok) throw new Error(read.error.text);
    globalThis.gc?.();
    const before = process.memoryUsage();
    let most = 0;
    const looking = setInterval(() => {
      const { arrayBuffers, heapUsed } = process.memoryUsage();
      most = Math.max(most, arrayBuffers + heapUsed - before.arrayBuffers - before.heapUsed);
    }, 5);
    expect((await versions.lay(read.value)).ok).toBe(true);
    clearInterval(looking);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(large / 2);
  });

  test('[UP11] where the desk’s disk takes nothing the update is not installed and the sentence says that the old program works on', async () => {
    const read = await readUpdateFile(await makeUpdate(folder), [KEY]);
    if (!read.ok) throw new Error(read.error.text);
    await layFiles(folder, { versions: 'a file is in the way' });
    const laid = await versions.lay(read.value);
    expect(laid).toMatchObject({ ok: false, error: { code: 'UPDATE_UNWRITABLE' } });
    if (!laid.ok) expect(laid.error.text).toContain('原来的程序照常可用');
  });

  test('[UP11] a stick that is pulled out while it is read leaves nothing', async () => {
    const path = await makeUpdate(folder);
    const read = await readUpdateFile(path, [KEY]);
    if (!read.ok) throw new Error(read.error.text);
    const handle = await open(path, 'r+');
    await handle.truncate(read.value.payloadAt + 3);
    await handle.close();
    expect(await versions.lay(read.value)).toMatchObject({ ok: false, error: { code: 'UPDATE_CHANGED' } });
    expect(await versions.check('0.2.0')).toBeNull();
    expect(await readdir(join(folder, 'versions'))).toEqual([]);
  });
});
