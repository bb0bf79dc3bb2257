import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Manifest } from '#shared/backup/manifest';
import { FaultyFiles } from '../../../test/faults/faultyFiles';
import { nodeFiles } from '../journal/fileLayer';
import { rotateKeys } from '../vault/administration';
import { BackupReader } from './backupReader';
import { destroyBackups } from './destroyBackups';
import { DAY_MS, TestDesk } from './testDesk';

let home: string;
let desk: TestDesk;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'canbao-backup-'));
  desk = await new TestDesk(join(home, 'desk')).open();
  await desk.accept(1, 3);
  await desk.clutter();
});
afterEach(async () => {
  await desk.close();
  await rm(home, { recursive: true, force: true });
});

const code = (answer: { ok: true } | { ok: false; error: { code: string } }) =>
  answer.ok ? 'ok' : answer.error.code;
const own = () => join(home, 'desk/backups');
const backupsIn = async (folder: string) => (await readdir(folder)).filter((name) => name.endsWith('.cbbak'));
const stick = async () => {
  const folder = join(home, 'stick');
  await mkdir(folder);
  await desk.backups.choose(folder);
  return folder;
};

/** What a backup holds, by the vault that made it. */
async function contentOf(
  path: string,
  of = desk,
): Promise<{ manifest: Manifest; files: Map<string, Buffer> }> {
  const reader = await BackupReader.open(path);
  if (!reader.ok) throw new Error(reader.error);
  const keys = of.vault.openCopy(reader.value.head.vault);
  const key = reader.value.key(keys?.ring('backup') ?? null);
  if (!key.ok) throw new Error(key.error);
  const files = new Map<string, Buffer>();
  let name = '';
  const read = await reader.value.read(key.value, {
    name: async (next) => {
      name = next;
      files.set(name, Buffer.alloc(0));
    },
    data: async (bytes) => void files.set(name, Buffer.concat([files.get(name) ?? Buffer.alloc(0), bytes])),
  });
  await reader.value.close();
  keys?.wipe();
  if (!read.ok) throw new Error(read.error);
  return { manifest: read.value, files };
}

const made = async (): Promise<string> => {
  const answer = await desk.backups.make();
  if (!answer.ok) throw new Error(answer.error.text);
  expect(answer.value.phase).toBe('rest');
  return join(answer.value.trouble === null ? answer.value.folder : own(), answer.value.last?.file ?? '');
};

describe('what a backup is', () => {
  test('[BK1] one file holds everything that nobody else has, byte for byte, journal first, with length and hash of each and the journal’s head', async () => {
    const path = await made();
    expect(path).toContain('参保台备份-窗口 1 号机-2026-11-30-1.cbbak');
    const { manifest, files } = await contentOf(path);
    expect([...files.keys()]).toEqual([
      'journal/journal.jnl',
      'access/access.jnl',
      'desk.json',
      'journal/evidence/a.cbpic',
      'policy.json',
    ]);
    for (const [name, bytes] of files)
      expect(bytes.equals(await readFile(join(home, 'desk', name)))).toBe(true);
    const { seq, hash } = desk.journal.head();
    expect(manifest.journal).toEqual({ seq, hash, entries: 3 });
    expect(manifest.files[0]).toMatchObject({ records: 3 });
  });

  test('[BK2] nothing of it can be read without the vault: what is plain in the data folder is sealed in the backup', async () => {
    const bytes = await readFile(await made());
    for (const encoding of ['utf8', 'utf16le'] as const)
      expect(bytes.includes(Buffer.from('李秀英的窗口', encoding))).toBe(false);
    // The vault in the head names its clerks, as the vault's own file does.
    expect(bytes.includes(Buffer.from('"wrap"'))).toBe(true);
    const reader = await BackupReader.open(join(own(), (await backupsIn(own()))[0] ?? ''));
    if (!reader.ok) throw new Error(reader.error);
    expect(reader.value.key(null)).toEqual({ ok: false, error: 'key' });
    await reader.value.close();
  });

  test('[BK3] an entry that is written while the backup is made, or was refused by the disk, is not in it', async () => {
    const path = join(home, 'desk/journal/journal.jnl');
    const whole = await readFile(path);
    // A write that failed and that the disk did not let go of: a whole record behind what was synced.
    await writeFile(path, Buffer.concat([whole, whole.subarray(12)]));
    const first = await contentOf(await made());
    expect(first.files.get('journal/journal.jnl')?.equals(whole)).toBe(true);
    await writeFile(path, whole);
    // Of every other file a record that is half there is left out.
    const access = join(home, 'desk/access/access.jnl');
    await writeFile(access, Buffer.concat([whole, whole.subarray(12, 40)]));
    const second = await contentOf(await made());
    expect(second.files.get('access/access.jnl')?.equals(whole)).toBe(true);
  });

  test('[BK4] a backup has its name only when it was read back whole; a full disk leaves nothing behind and says so', async () => {
    const files = new FaultyFiles(nodeFiles);
    const full = await new TestDesk(join(home, 'full'), files).open();
    files.plan = [{ on: 'append', code: 'ENOSPC', leaves: 5 }];
    expect(code(await full.backups.make())).toBe('BACKUP_ROOM');
    files.plan = [{ on: 'sync', code: 'EIO' }];
    expect(code(await full.backups.make())).toBe('BACKUP_FAILED');
    expect(await readdir(join(home, 'full/backups'))).toEqual([]);
    expect(full.backups.state().trouble?.text).toContain('EIO');
    // A disk that keeps other bytes than it was given is found out by reading back.
    const lying = new TestDesk(join(home, 'lying'), {
      ...nodeFiles,
      openAppend: async (path) => {
        const file = await nodeFiles.openAppend(path);
        return {
          size: () => file.size(),
          sync: () => file.sync(),
          truncate: (length) => file.truncate(length),
          close: () => file.close(),
          append: (bytes) =>
            file.append(bytes.length > 1000 ? bytes.map((byte, i) => (i === 900 ? byte ^ 1 : byte)) : bytes),
        };
      },
    });
    await lying.open();
    expect(code(await lying.backups.make())).toBe('BACKUP_DAMAGED');
    expect(await readdir(join(home, 'lying/backups'))).toEqual([]);
    await Promise.all([full.close(), lying.close()]);
  });

  test('[BK4] there must be room before it begins', async () => {
    const small = await new TestDesk(join(home, 'small'), nodeFiles, { free: async () => 1000 }).open();
    expect(code(await small.backups.make())).toBe('BACKUP_ROOM');
    await small.close();
  });

  test('[BK5] locked, the desk still makes its backups; a key that was turned is followed', async () => {
    await desk.backups.look();
    expect(await backupsIn(own())).toHaveLength(1);
    expect((await rotateKeys(desk.vault)).ok).toBe(true);
    await desk.backups.look();
    desk.vault.lock();
    const path = await made();
    await desk.close();
    await desk.open();
    expect((await contentOf(path)).manifest.journal.entries).toBe(3);
    // Locked as soon as it was open.
    desk.vault.lock();
    await made();
    await desk.close();
    const locked = await new TestDesk(desk.userData).open();
    locked.vault.lock();
    await locked.backups.stop('never');
    // Nothing is left that it could be sealed with.
    expect(code(await locked.backups.make())).toBe('BACKUP_LOCKED');
    await locked.close();
    await desk.open();
  });
});

describe('when, where and how many', () => {
  test('[BK6] one a day while the program is open and nobody would notice, and one at every orderly stop', async () => {
    desk.idle = false;
    await desk.backups.look();
    expect(desk.backups.state().last).toBeNull();
    desk.idle = true;
    await desk.backups.look();
    await desk.backups.look();
    expect(await backupsIn(own())).toHaveLength(1);
    desk.now += DAY_MS;
    await desk.backups.look();
    expect(await backupsIn(own())).toHaveLength(2);
    await desk.backups.stop('always');
    expect(await backupsIn(own())).toHaveLength(3);
    const again = await new TestDesk(desk.userData).open();
    expect(again.backups.state().last?.file).toContain('-2026-12-01-3.cbbak');
    await again.close();
  });

  test('[BK6] one at a lock where the day’s is missing, or is some hours old and something was accepted since', async () => {
    await desk.backups.stop('if new');
    expect(await backupsIn(own())).toHaveLength(1);
    desk.now += 5 * 3_600_000;
    await desk.backups.stop('if new');
    expect(await backupsIn(own())).toHaveLength(1);
    await desk.accept(900, 900);
    desk.now -= 4.5 * 3_600_000;
    await desk.backups.stop('if new');
    expect(await backupsIn(own())).toHaveLength(1);
    desk.now += 4.5 * 3_600_000;
    await desk.backups.stop('if new');
    expect(await backupsIn(own())).toHaveLength(2);
    expect(desk.done).toEqual(['backed-up DONE', 'backed-up DONE']);
  });

  test('[BK7] the newest ten are kept, by number and not by the clock; what is not this desk’s backup, and what was rehearsed last, is never taken away', async () => {
    const folder = await stick();
    const other = await new TestDesk(join(home, 'other')).open();
    await other.backups.choose(folder);
    await other.backups.make();
    await other.close();
    await writeFile(join(folder, '参保台备份-窗口 1 号机-2020-01-01-1.cbbak'), 'not a backup');
    await writeFile(join(folder, '年终总结.docx'), 'x');
    await writeFile(join(folder, '.canbao-backup-someone-else.tmp'), 'x');
    await desk.backups.make();
    expect(code(await desk.backups.rehearse())).toBe('ok');
    // The clock goes back a day with each of them.
    for (let n = 0; n < 12; n++) {
      desk.now -= DAY_MS;
      await desk.backups.make();
    }
    const names = await readdir(folder);
    const ours = names.filter(
      (name) => /-\d{4}-\d\d-\d\d-\d+\.cbbak$/.test(name) && !name.includes('2020-01-01'),
    );
    const numbers = ours.map((name) => Number(/-(\d+)\.cbbak$/.exec(name)?.[1])).sort((a, b) => a - b);
    // 1 of the other desk of the same name, 2 that was rehearsed, and the newest ten.
    expect(numbers).toEqual([1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(names).toEqual(
      expect.arrayContaining([
        '年终总结.docx',
        '.canbao-backup-someone-else.tmp',
        '参保台备份-窗口 1 号机-2020-01-01-1.cbbak',
      ]),
    );
  });

  test('[BK8] without its memory stick the desk keeps the backup itself, says so once and goes back to the stick when it is there', async () => {
    const folder = await stick();
    await rm(folder, { recursive: true });
    const path = await made();
    expect(path.startsWith(own())).toBe(true);
    expect(desk.backups.state().trouble).toMatchObject({
      code: 'BACKUP_FOLDER',
      text: expect.stringContaining(folder),
    });
    await expect(stat(folder)).rejects.toThrow();
    const told = desk.told.length;
    for (let n = 0; n < 20; n++) await desk.backups.look();
    // The rehearsal of what was made, and nothing more.
    expect(desk.told.length - told).toBeLessThanOrEqual(2);
    await mkdir(folder);
    await desk.backups.make();
    expect(desk.backups.state().trouble).toBeNull();
    expect(await backupsIn(folder)).toEqual([expect.stringMatching(/-2\.cbbak$/)]);
  });

  test('[BK8] an attempt that failed is made again after an hour, not with every look', async () => {
    let asked = 0;
    const small = await new TestDesk(join(home, 'small'), nodeFiles, {
      free: async () => {
        asked += 1;
        return 0;
      },
    }).open();
    for (let n = 0; n < 10; n++) await small.backups.look();
    expect(asked).toBe(1);
    small.ticks += 3_600_000;
    await small.backups.look();
    expect(asked).toBe(2);
    await small.close();
  });

  test('[BK9] notes that cannot be read are none, and the number goes on from what lies in the folder', async () => {
    await desk.backups.make();
    await writeFile(join(home, 'desk/backup.json'), '{"version":1,"folder":7}');
    const again = await new TestDesk(desk.userData).open();
    expect(again.backups.state()).toMatchObject({ chosen: null, last: null });
    await again.backups.make();
    expect(await backupsIn(own())).toHaveLength(2);
    expect(again.backups.state().last?.file).toMatch(/-2\.cbbak$/);
    await again.close();
  });
});

describe('a desk that is taken out of use', () => {
  test('[BK13] the heads of the backups on its own disk are zeroes, with the wraps and keys in them; those on sticks are left', async () => {
    const path = await made();
    const folder = await stick();
    await desk.backups.make();
    await destroyBackups(desk.userData);
    const bytes = await readFile(path);
    expect(bytes.includes(Buffer.from('"wrap"'))).toBe(false);
    expect((await BackupReader.open(path)).ok).toBe(false);
    const [there = ''] = await backupsIn(folder);
    expect((await BackupReader.open(join(folder, there))).ok).toBe(true);
    await desk.backups.stop('never');
    expect(await backupsIn(folder)).toHaveLength(1);
  });
});

describe('the rehearsal', () => {
  test('[BK10] every week the newest backup is opened by the vault in it, each file and entry checked, and the shadow taken away', async () => {
    await desk.backups.look();
    await desk.backups.look();
    expect(desk.backups.state().rehearsal).toMatchObject({
      good: true,
      text: expect.stringContaining('流水账 3 笔全部打开'),
    });
    const first = desk.backups.state().rehearsal?.at;
    desk.now += 6 * DAY_MS;
    await desk.backups.look();
    await desk.backups.look();
    expect(desk.backups.state().rehearsal?.at).toBe(first);
    desk.now += DAY_MS;
    await desk.backups.look();
    await desk.backups.look();
    expect(desk.backups.state().rehearsal?.at).toBe(new Date(desk.now).toISOString());
    expect(await readdir(join(home, 'desk'))).not.toContain('rehearsal');
  });

  test('[BK11] a backup that a restore could not use is found by the rehearsal and said; nothing is deleted', async () => {
    const path = await made();
    const bytes = await readFile(path);
    bytes[bytes.length - 2000] = (bytes[bytes.length - 2000] ?? 0) ^ 1;
    await writeFile(path, bytes);
    await desk.backups.rehearse();
    expect(desk.backups.state().rehearsal).toMatchObject({
      good: false,
      text: expect.stringContaining('已损坏'),
    });
    expect(await backupsIn(own())).toHaveLength(1);
  });

  test('[BK11] entries that the journal’s own code does not open are counted', async () => {
    const path = join(home, 'desk/journal/journal.jnl');
    const bytes = await readFile(path);
    // Behind the journal’s back, so that the backup is whole and what it holds is not.
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
    await writeFile(path, bytes);
    await desk.backups.make();
    await desk.backups.rehearse();
    expect(desk.backups.state().rehearsal).toMatchObject({
      good: false,
      text: expect.stringContaining('应有 3 笔'),
    });
  });

  test('[BK12] locking breaks a rehearsal off, and no verdict on the backup is noted', async () => {
    await desk.backups.make();
    const rehearsing = desk.backups.rehearse();
    desk.vault.lock();
    await rehearsing;
    expect(desk.backups.state()).toMatchObject({ phase: 'rest', rehearsal: null });
    expect(await readdir(join(home, 'desk'))).not.toContain('rehearsal');
  });
});
