import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import { isSealed, sealedWith } from '#shared/crypto/sealed';
import { type SealingCodec, sealingCodec } from '#shared/crypto/sealingCodec';
import { unpackOlderDesk } from '../../../test/support/olderDesk';
import { IdentityStore } from '../deskIdentity';
import { PictureFiles } from '../evidence/pictureFiles';
import { type Files, nodeFiles } from '../journal/fileLayer';
import { readFrames } from '../journal/frames';
import { openJournal } from '../journal/journal';
import { rotateKeys } from './administration';
import { NODE_SUITES, nodeSuite } from './nodeSuite';
import { resealFiles } from './reseal';
import { SEALED_FILES } from './sealedFiles';
import { LI, LI_PIN, openVault, systemOf } from './testVault';
import type { Vault } from './vault';

const HOUR = 3_600_000;
let userData: string;
let vault: Vault;
let codec: SealingCodec;

beforeEach(async () => {
  userData = await mkdtemp(join(tmpdir(), 'canbao-reseal-'));
  unpackOlderDesk(userData);
  vault = await openVault(join(userData, 'vault'), { system: systemOf() });
  expect((await vault.setUp({ clerk: LI, secret: LI_PIN })).ok).toBe(true);
  codec = sealingCodec(
    nodeSuite(vault.suite),
    () => vault.sealingKeys('files'),
    (n) => randomBytes(n),
    NODE_SUITES,
  );
});
afterEach(() => rm(userData, { recursive: true, force: true }));

const reseal = (more: { plain?: boolean; files?: Files } = {}) =>
  resealFiles({ userData, files: nodeFiles, codec, plain: true, ...more });

async function journalWith(of: typeof plainCodec) {
  const identity = await IdentityStore.open(userData, plainCodec).catch(() => null);
  const opened = await openJournal({
    folder: join(userData, 'journal'),
    files: nodeFiles,
    codec: of,
    device: identity?.ok ? identity.value.current.device : 'desk-unknown',
  });
  if (!opened.ok) throw new Error(opened.error.text);
  const journal = opened.value;
  const { seq, hash, finding } = journal.head();
  const names = journal
    .all()
    .flatMap(({ content }) => (content.type === 'operation' ? [JSON.stringify(content.operation.body)] : []));
  await journal.close();
  return { seq, hash, finding, names };
}

/** Every file below the folder, but the vault's own. */
async function bytesOnDisk(): Promise<Map<string, Buffer>> {
  const entries = await readdir(userData, { recursive: true, withFileTypes: true });
  const found = new Map<string, Buffer>();
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !path.includes(`${join(userData, 'vault')}`)) found.set(path, await readFile(path));
  }
  return found;
}

/** Records of all files of sealed records, by what sealed them. */
async function sealsByFile(): Promise<{ all: Set<string>; mixed: boolean; records: number }> {
  const all = new Set<string>();
  let mixed = false;
  let records = 0;
  for (const { folder, name, kind } of SEALED_FILES) {
    const bytes = await readFile(join(userData, folder, name)).catch(() => null);
    if (bytes === null) continue;
    const own = new Set<string>();
    for (const { content } of readFrames(bytes, kind).records) {
      own.add(isSealed(content) ? `key ${sealedWith(content)?.key}` : 'plain');
      records++;
    }
    for (const one of own) all.add(one);
    mixed ||= own.size > 1;
  }
  return { all, mixed, records };
}

const seals = async () => (await sealsByFile()).all;

test(
  '[VA25] what a desk without a vault left on the disk is sealed once, and is the same journal afterwards',
  async () => {
    const before = await journalWith(plainCodec);
    expect(before.seq).toBeGreaterThan(1000);
    expect(await seals()).toEqual(new Set(['plain']));
    expect(await reseal()).toEqual({ ok: true, value: undefined });
    expect(await seals()).toEqual(new Set(['key 1']));
    expect(await journalWith(codec)).toEqual(before);
    const identity = await IdentityStore.open(userData, codec);
    expect(identity.ok && identity.value.current.registration?.token.length).toBeGreaterThan(8);
  },
  HOUR,
);

test(
  '[VA25] nothing of the people in it is left in any file of the main process',
  async () => {
    const { names } = await journalWith(plainCodec);
    const words = [...new Set(names.join().match(/\d{17}[\dX]|[\u4e00-\u9fff]{2,}/g) ?? [])];
    expect(words.length).toBeGreaterThan(30);
    const found = async () => {
      const journal = [...(await bytesOnDisk())].filter(([path]) => /journal|access/.test(path));
      return words.filter((word) => journal.some(([, bytes]) => bytes.includes(word))).length;
    };
    expect(await found()).toBe(words.length);
    expect((await reseal()).ok).toBe(true);
    expect(await found()).toBe(0);
  },
  HOUR,
);

test(
  '[VA25] bytes that are no record, and files set aside as damaged before, are kept sealed',
  async () => {
    const file = join(userData, 'journal', 'journal.jnl');
    await writeFile(file, Buffer.concat([await readFile(file), Buffer.from('半条记录 李秀英')]));
    await writeFile(`${file}.damaged-1`, '更早的 王建国');
    expect((await reseal()).ok).toBe(true);
    const kept: string[] = [];
    for (const [path, bytes] of await bytesOnDisk())
      if (/\.damaged-\d+$/.test(path)) {
        expect(isSealed(bytes)).toBe(true);
        kept.push(Buffer.from(String(codec.open(bytes, 'vault/damaged/1')), 'base64').toString('utf8'));
      }
    expect(kept.length).toBe(2);
    expect(kept.join()).toContain('半条记录 李秀英');
    expect(kept.join()).toContain('更早的 王建国');
  },
  HOUR,
);

test(
  '[VA25] pictures are sealed too',
  async () => {
    const folder = join(userData, 'journal', 'evidence');
    const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), randomBytes(64)]);
    const { pictureHash } = await import('#shared/evidence/picture');
    const sha256 = pictureHash(jpeg);
    await nodeFiles.makeFolder(folder);
    await writeFile(
      join(folder, `${sha256}.cbpic`),
      plainCodec.seal({ v: 1, jpeg: jpeg.toString('base64') }, ''),
    );
    expect((await reseal()).ok).toBe(true);
    expect(isSealed(await readFile(join(folder, `${sha256}.cbpic`)))).toBe(true);
    const read = await new PictureFiles({ folder, files: nodeFiles, codec }).read(sha256);
    expect(read.ok && Buffer.compare(Buffer.from(read.value), jpeg)).toBe(0);
  },
  HOUR,
);

test(
  '[VA26] once sealed, a plain value is nobody’s: it does not open, and is not sealed by a later turn',
  async () => {
    expect((await reseal()).ok).toBe(true);
    const before = await journalWith(codec);
    const file = join(userData, 'journal', 'journal.jnl');
    const sealed = await readFile(file);
    unpackOlderDesk(userData);
    expect((await reseal({ plain: false })).ok).toBe(true);
    expect(await seals()).toContain('plain');
    expect((await journalWith(codec)).finding).not.toBeNull();
    await writeFile(file, sealed);
    expect((await journalWith(codec)).hash).toBe(before.hash);
  },
  HOUR,
);

test(
  '[VA16] after a rotation everything is sealed with the new key, and the old one is destroyed',
  async () => {
    expect((await reseal()).ok).toBe(true);
    expect((await vault.storeIsWhole('files')).ok).toBe(true);
    expect((await vault.storeIsWhole('window')).ok).toBe(true);
    const before = await journalWith(codec);
    expect((await rotateKeys(vault)).ok).toBe(true);
    expect(vault.storeState('files')).toBe('older');
    expect((await reseal({ plain: false })).ok).toBe(true);
    expect(await seals()).toEqual(new Set(['key 2']));
    expect((await vault.storeIsWhole('files')).ok).toBe(true);
    expect((await vault.storeIsWhole('window')).ok).toBe(true);
    expect(await journalWith(codec)).toEqual(before);
  },
  HOUR,
);

test(
  '[VA21] the power goes at any moment of it: every file is as before or sealed whole, and the next turn finishes it',
  async () => {
    const before = await journalWith(plainCodec);
    const whole = (await sealsByFile()).records;
    let finished = false;
    for (let cutAt = 1; !finished; cutAt++) {
      let calls = 0;
      const cutting = new Proxy(nodeFiles, {
        get: (files, name: keyof Files) =>
          ((...args: never[]) => {
            if (++calls >= cutAt) throw Object.assign(new Error('cut'), { code: 'EIO' });
            return (files[name] as (...args: never[]) => unknown)(...args);
          }) as never,
      });
      finished = (await reseal({ files: cutting })).ok;
      const { mixed, records } = await sealsByFile();
      expect({ cutAt, mixed, records }).toEqual({ cutAt, mixed: false, records: whole });
    }
    expect(await journalWith(codec)).toEqual(before);
  },
  HOUR,
);
