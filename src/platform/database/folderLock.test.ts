import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holderOf, lockFolder } from './folderLock';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lockFile = () => join(folder, 'platform.lock');

test('[PF20] a held folder names its holder; a released one is free', async () => {
  const first = await lockFolder(folder);
  expect(first.ok).toBe(true);
  const second = await lockFolder(folder);
  expect(second).toEqual({
    ok: false,
    error: { code: 'FOLDER_IN_USE', text: expect.stringContaining(String(process.pid)) },
  });
  if (!first.ok) return;
  await first.value.announce('http://127.0.0.1:1');
  expect(await holderOf(folder)).toMatchObject({ url: 'http://127.0.0.1:1', secret: first.value.secret });
  await first.value.release();
  expect(await holderOf(folder)).toBeNull();
  expect((await lockFolder(folder)).ok).toBe(true);
});

test('[PF20] a lock whose holder is dead, whose pid is another program’s now, or that is torn is taken over', async () => {
  const dead = { pid: 2 ** 22 + 7, began: '1', secret: 's', url: null };
  const reused = { pid: process.ppid, began: '1', secret: 's', url: null };
  for (const text of [JSON.stringify(dead), JSON.stringify(reused), '{"pid":']) {
    await writeFile(lockFile(), text);
    const taken = await lockFolder(folder);
    if (!taken.ok) throw new Error(taken.error.text);
    expect(JSON.parse(await readFile(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid });
    await taken.value.release();
  }
});

test('[PF20] a folder that cannot be written says so', async () => {
  await writeFile(join(folder, 'file'), '');
  const taken = await lockFolder(join(folder, 'file', 'below'));
  expect(taken).toEqual({
    ok: false,
    error: { code: 'FOLDER_UNUSABLE', text: expect.stringContaining('不能写入') },
  });
});
