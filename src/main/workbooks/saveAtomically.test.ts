import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SaveFiles, saveAtomically } from './saveAtomically';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'save-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = new Uint8Array([1, 2, 3]);
const remove = (path: string): Promise<void> => rm(path, { force: true });
const failWith = (code: string): never => {
  throw Object.assign(new Error(code), { code });
};

/** The real file system with one call that fails. */
const failing = (call: 'write' | 'sync' | 'rename', code: string): SaveFiles => ({
  open: async (path, flags) => {
    const handle = await open(path, flags);
    return {
      writeFile: async (content) => (call === 'write' ? failWith(code) : handle.writeFile(content)),
      sync: async () => (call === 'sync' ? failWith(code) : handle.sync()),
      close: () => handle.close(),
    };
  },
  rename: async (from, to) => (call === 'rename' ? failWith(code) : rename(from, to)),
  remove,
});

describe('saving a workbook', () => {
  it('[RO15] [PP28] takes away what a power cut left of an earlier save, and nothing else', async () => {
    const left = `.canbao-${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}.tmp`;
    const going = left.replaceAll('0', 'a');
    const others = ['.canbao-x.tmp', 'canbao.tmp', `${left}.xlsx`];
    for (const name of [left, going, ...others]) writeFileSync(join(folder, name), 'somebody');
    const longAgo = Date.now() / 1000 - 7_200;
    for (const name of [left, ...others]) utimesSync(join(folder, name), longAgo, longAgo);
    expect(await saveAtomically(join(folder, '回执.pdf'), bytes)).toMatchObject({ ok: true });
    expect(readdirSync(folder).sort()).toEqual([going, ...others, '回执.pdf'].sort());
  });

  it('[RO15] writes the file whole, replaces what stood there, and leaves no temporary file', async () => {
    const path = join(folder, '花名册.xlsx');
    writeFileSync(path, 'old');
    expect(await saveAtomically(path, bytes)).toEqual({ ok: true, value: undefined });
    expect(new Uint8Array(readFileSync(path))).toEqual(bytes);
    expect(readdirSync(folder)).toEqual(['花名册.xlsx']);
  });

  it('[RO16] the bytes are synced to the disk before the name points at them', async () => {
    const calls: string[] = [];
    const files: SaveFiles = {
      open: async (path, flags) => {
        const handle = await open(path, flags);
        return {
          writeFile: async (content) => {
            calls.push('write');
            await handle.writeFile(content);
          },
          sync: async () => {
            calls.push('sync');
            await handle.sync();
          },
          close: () => handle.close(),
        };
      },
      rename: async (from, to) => {
        calls.push('rename');
        await rename(from, to);
      },
      remove,
    };
    await saveAtomically(join(folder, 'a.xlsx'), bytes, files);
    expect(calls).toEqual(['write', 'sync', 'rename']);
  });

  it.each([
    ['write', 'ENOSPC', 'DISK_FULL', '磁盘空间不足'],
    ['sync', 'ENOSPC', 'DISK_FULL', '磁盘空间不足'],
    ['rename', 'EPERM', 'FILE_IN_USE', 'WPS 或 Excel'],
    ['rename', 'EBUSY', 'FILE_IN_USE', 'WPS 或 Excel'],
    ['write', 'EROFS', 'FOLDER_NOT_WRITABLE', '不允许写入'],
    ['sync', 'EIO', 'FILE_NOT_SAVED', 'EIO'],
  ] as const)(
    '[RO17] %s fails with %s: the old file stays, no temporary file, and the clerk is told what to do',
    async (call, code, trouble, words) => {
      const path = join(folder, '花名册.xlsx');
      writeFileSync(path, 'old');
      const saved = await saveAtomically(path, bytes, failing(call, code));
      expect(saved).toMatchObject({ ok: false, error: { code: trouble } });
      if (!saved.ok) expect(saved.error.text).toContain(words);
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(readdirSync(folder)).toEqual(['花名册.xlsx']);
    },
  );

  it('[RO18] a folder that is gone and a folder of that name are said as such', async () => {
    expect(await saveAtomically(join(folder, 'U盘', 'a.xlsx'), bytes)).toMatchObject({
      ok: false,
      error: { code: 'FOLDER_GONE' },
    });
    await mkdir(join(folder, 'b.xlsx'));
    expect(await saveAtomically(join(folder, 'b.xlsx'), bytes)).toMatchObject({
      ok: false,
      error: { code: 'NAME_TAKEN' },
    });
    expect(readdirSync(folder)).toEqual(['b.xlsx']);
  });
});
