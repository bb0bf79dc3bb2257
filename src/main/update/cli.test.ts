import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keyIdOf, updateKeyOf } from '#shared/update/manifest';
import { nodeFiles } from '../journal/fileLayer';
import { updateCommand } from './cli';
import { folderForTest, layFiles, SMALL } from './testUpdates';
import { readUpdateFile } from './updateFile';
import { readUpdateKeys } from './updateKeys';
import { Versions } from './versions';

let folder = '';
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ folder, remove } = await folderForTest());
});
afterEach(() => remove());

const said = async (words: readonly string[]): Promise<string> => {
  const done = await updateCommand(words);
  return done.ok ? done.value : `! ${done.error}`;
};
const make = (...more: string[]) => [
  ...['make', '--from', join(folder, 'program'), '--out', folder, '--version', '0.2.0', '--min', '0.1.0'],
  ...[
    '--system',
    'win32-x64',
    '--day',
    '2026-11-30',
    '--start',
    'desk.mjs',
    '--note',
    '新增按村统计',
    ...more,
  ],
];
const UNSIGNED = 'canbao-desk-0.2.0.unsigned';
const SIGNED = 'canbao-desk-0.2.0.cbupd';

async function keys(): Promise<{ file: string; key: string }> {
  const words = await said(['keys', '--out', join(folder, 'offline')]);
  const key = /公钥 ([0-9a-f]{64})/.exec(words)?.[1] ?? '';
  return { file: join(folder, 'offline', `update-key-${keyIdOf(key)}.json`), key };
}

test('[UP23] keys, make, sign, show: what comes out is what a desk with the public key takes', async () => {
  const { file, key } = await keys();
  const { secret } = JSON.parse(await readFile(file, 'utf8')) as { secret: string };
  expect(updateKeyOf(secret)).toBe(key);
  await layFiles(join(folder, 'program'), { ...SMALL, 'template/sample.bin': 'x' });
  expect(await said(make('--leave-out', 'template/'))).toContain('3 个文件');
  const unsigned = join(folder, UNSIGNED);
  expect(await readUpdateFile(unsigned, [key])).toMatchObject({
    ok: false,
    error: { code: 'UPDATE_NO_FILE' },
  });
  expect(await said(['sign', '--in', unsigned, '--key', file])).toContain('已用');
  expect(await said(['show', '--in', join(folder, SIGNED), '--public', key])).toContain('签名正确');
  expect(await said(['show', '--in', join(folder, SIGNED), '--public', '0'.repeat(64)])).toMatch(
    /^! .*签名不对/s,
  );
  const read = await readUpdateFile(join(folder, SIGNED), [key]);
  if (!read.ok) throw new Error(read.error.text);
  expect(read.value.manifest).toMatchObject({
    version: '0.2.0',
    system: 'win32-x64',
    notes: ['新增按村统计'],
  });
  const versions = new Versions(join(folder, 'versions'), [key], nodeFiles);
  expect((await versions.lay(read.value)).ok).toBe(true);
  expect(await versions.check('0.2.0')).not.toBeNull();
  // A maker never overwrites a key.
  expect((await readdir(join(folder, 'offline'))).length).toBe(1);
});

test('[UP23] what was changed between making and signing is not signed', async () => {
  const { file } = await keys();
  await layFiles(join(folder, 'program'), SMALL);
  await said(make());
  const unsigned = join(folder, UNSIGNED);
  const bytes = await readFile(unsigned);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await writeFile(unsigned, bytes);
  expect(await said(['sign', '--in', unsigned, '--key', file])).toMatch(/^! .*没有签名/);
  expect(await readdir(folder)).not.toContain(SIGNED);
});

test('[UP23] what no desk would take is not made, and wrong words get the usage', async () => {
  await layFiles(join(folder, 'program'), SMALL);
  expect(await said(make('--version', '0.2'))).toMatch(/^! 没有做成/);
  expect(await said(make('--start', 'none.exe'))).toMatch(/^! 没有做成/);
  for (const words of [[], ['make'], ['sign', '--in', 'x'], ['publish'], ['--bogus']])
    expect(await said(words)).toMatch(/^! 用法/);
});

test('[UP3] a build without a key, or with a file that no build writes, has none', async () => {
  const path = join(folder, 'updateKeys.json');
  expect(readUpdateKeys(path)).toEqual([]);
  for (const [text, keysRead] of [
    ['[]', []],
    ['{}', []],
    ['["short"]', []],
    [`["${'a'.repeat(64)}"]`, ['a'.repeat(64)]],
  ] as const) {
    await writeFile(path, text);
    expect(readUpdateKeys(path)).toEqual(keysRead);
  }
});
