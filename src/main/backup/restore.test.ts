import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { standardSuite } from '#shared/crypto/standard';
import { canonicalJson } from '#shared/json';
import { FaultyFiles } from '../../../test/faults/faultyFiles';
import { draftOf } from '../../../test/faults/operations';
import { type Files, nodeFiles } from '../journal/fileLayer';
import { frames, header } from '../journal/frames';
import { setRecovery } from '../vault/administration';
import { vaultCommand } from '../vault/cli';
import { LI, systemOf } from '../vault/testVault';
import { BACKUP_KIND } from './backupFormat';
import { BackupReader } from './backupReader';
import { BackupWriter } from './backupWriter';
import { finishRestore } from './finishRestore';
import { PHRASE, restoreOn, TestDesk } from './testDesk';
import { isNewerProgram } from './versions';

let home: string;
let desk: TestDesk;
let backup: string;
let target: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'canbao-restore-'));
  target = join(home, 'new');
  await mkdir(target);
  desk = await new TestDesk(join(home, 'desk')).open();
  await desk.accept(1, 3);
  await desk.clutter();
  backup = await made(desk);
  await desk.close();
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function made(of: TestDesk): Promise<string> {
  const answer = await of.backups.make();
  if (!answer.ok) throw new Error(answer.error.text);
  return join(answer.value.folder, answer.value.last?.file ?? '');
}

const code = (answer: { ok: true } | { ok: false; error: { code: string } }) =>
  answer.ok ? 'ok' : answer.error.code;
const LI_OPENS = { id: LI.id, secret: PHRASE };

/** As the program does it: chosen, opened, and put in its place by the next start. */
async function restored(path = backup, into = target, files: Files = nodeFiles) {
  const restore = restoreOn(into, () => path, {}, files);
  const offer = await restore.choose();
  if (!offer.ok) return offer;
  const laid = await restore.restore(LI_OPENS);
  if (!laid.ok) return laid;
  const finished = await finishRestore(into, files);
  return finished.ok ? laid : finished;
}

const tree = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).map(String).sort();

describe('a backup on another machine', () => {
  test('[BK20] opens with a clerk’s secret: same device, same head, every file as it was, and the next entry follows', async () => {
    const restore = restoreOn(target, () => backup);
    expect(await restore.choose()).toEqual({
      ok: true,
      value: {
        file: '参保台备份-窗口 1 号机-2026-11-30-1.cbbak',
        at: '2026-11-30T02:00:00.000Z',
        program: 'v0.1.0',
        clerks: [{ id: LI.id, staffNo: LI.staffNo, name: LI.name }],
      },
    });
    expect(await restore.restore(LI_OPENS)).toEqual({
      ok: true,
      value: { deskName: '窗口 1 号机', entries: 3, files: 5 },
    });
    expect(await finishRestore(target, nodeFiles)).toEqual({ ok: true, value: true });
    const again = await new TestDesk(target).open();
    expect(again.identity.current.device).toBe(desk.identity.current.device);
    expect(again.journal.head()).toEqual(desk.journal.head());
    expect(again.journal.all()).toEqual(desk.journal.all());
    for (const name of ['policy.json', 'journal/evidence/a.cbpic', 'desk.json'])
      expect((await readFile(join(target, name))).equals(await readFile(join(home, 'desk', name)))).toBe(
        true,
      );
    expect(code(await again.journal.accept(draftOf(4)))).toBe('ok');
    // Its own backups go on behind the number of the one it came from.
    await again.backups.make();
    expect(again.backups.state().last?.file).toMatch(/-2\.cbbak$/);
    await again.close();
    expect(await readdir(target)).not.toContain('restoring');
  });

  test('[BK21] a power cut at any moment of a restore leaves no desk or the whole one', async () => {
    // Each call of the disk that moves something fails once, as if the machine had stopped there.
    for (let cut = 0; ; cut++) {
      const into = join(home, `cut-${cut}`);
      await mkdir(into);
      let left = cut;
      const files: Files = {
        ...nodeFiles,
        rename: async (from, to) => {
          if (left-- === 0) throw Object.assign(new Error('power'), { code: 'EIO' });
          await nodeFiles.rename(from, to);
        },
        syncFolder: async (folder) => {
          if (left-- === 0) throw Object.assign(new Error('power'), { code: 'EIO' });
          await nodeFiles.syncFolder(folder);
        },
      };
      const answer = await restored(backup, into, files);
      const next = await finishRestore(into, nodeFiles);
      expect(next.ok, `cut ${cut}`).toBe(true);
      const isDesk = (await readdir(into)).includes('vault');
      if (isDesk) {
        const again = await new TestDesk(into).open();
        expect(again.journal.head(), `cut ${cut}`).toEqual(desk.journal.head());
        await again.close();
      } else {
        expect(answer.ok, `cut ${cut}`).toBe(false);
        expect(await readdir(into), `cut ${cut}`).toEqual(
          expect.not.arrayContaining(['journal', 'desk.json']),
        );
        expect(code(await restored(backup, into)), `cut ${cut}`).toBe('ok');
      }
      if (left >= 0) break;
      expect(cut).toBeLessThan(200);
    }
  });

  test('[BK22] what the start made before is put aside, never over; nothing of the new machine is lost', async () => {
    await writeFile(join(target, 'desk.json'), '{"fresh":true}');
    await mkdir(join(target, 'journal'));
    await writeFile(
      join(target, 'journal/journal.jnl'),
      Buffer.from(header({ magic: 'CBJRNL', version: 1 })),
    );
    expect(code(await restored())).toBe('ok');
    expect(await readFile(join(target, 'desk.json.before-restore-1'), 'utf8')).toBe('{"fresh":true}');
    expect(await tree(join(target, 'journal'))).toContain('journal.jnl.before-restore-1');
  });

  test('[BK23] a desk that has a vault or a journal is not restored over: not a byte of it changes', async () => {
    const other = await new TestDesk(join(home, 'other')).open();
    await other.accept(7, 8);
    await other.close();
    const before = await tree(other.userData);
    expect(code(await restored(backup, other.userData))).toBe('RESTORE_HAS_VAULT');
    expect(await tree(other.userData)).toEqual(before);
    await rm(join(other.userData, 'vault'), { recursive: true });
    expect(code(await restored(backup, other.userData))).toBe('RESTORE_HAS_JOURNAL');
    const again = restoreOn(target, () => backup);
    await again.choose();
    await again.restore(LI_OPENS);
    // Somebody set the desk up before the next start: theirs stays.
    await new TestDesk(target).open().then((one) => one.close());
    expect(code(await finishRestore(target, nodeFiles))).toBe('RESTORE_HAS_VAULT');
    expect(await finishRestore(target, nodeFiles)).toEqual({ ok: true, value: false });
  });

  test('[BK24] a wrong secret is counted as at the desk, over restarts of the restore too', async () => {
    const wrong = { id: LI.id, secret: '不是这一句口令啊真的不是' };
    const codes: string[] = [];
    for (let n = 0; n < 6; n++) {
      const restore = restoreOn(target, () => backup);
      await restore.choose();
      codes.push(code(await restore.restore(wrong)));
    }
    expect(codes).toEqual([...Array<string>(5).fill('SIGN_IN_WRONG'), 'SIGN_IN_WAIT']);
    const restore = restoreOn(target, () => backup);
    await restore.choose();
    expect(code(await restore.restore(LI_OPENS))).toBe('SIGN_IN_WAIT');
    expect(await readdir(target)).toEqual(['restoring']);
  });

  test('[BK24] where the old machine’s system keeps half of the secret, this is said, with the way of the county', async () => {
    const sealed = await new TestDesk(join(home, 'sealed'), nodeFiles, {}, { system: systemOf() }).open();
    const path = await made(sealed);
    await sealed.close();
    const restore = restoreOn(target, () => path, { system: systemOf() });
    await restore.choose();
    const answer = await restore.restore(LI_OPENS);
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'VAULT_ACCOUNT', text: expect.stringContaining('recover --backup') },
    });
  });

  test('[BK24] [VA24] the county’s two halves set a secret anew in a copy of the backup, and with it the desk goes on elsewhere', async () => {
    const kit = join(home, 'kit');
    const never = () => Promise.reject(new Error('asked too early'));
    await vaultCommand(['recovery-key', '--out', kit], never);
    const old = await new TestDesk(join(home, 'old'), nodeFiles, {}, { system: systemOf() }).open();
    const publicKey = await readFile(join(kit, '恢复公钥.txt'), 'utf8');
    expect(code(await setRecovery(old.vault, publicKey))).toBe('ok');
    await old.accept(1, 2);
    const path = await made(old);
    await old.close();
    const before = await readFile(path);
    const halves = ['恢复密钥-甲.json', '恢复密钥-乙.json'].flatMap((name) => ['--share', join(kit, name)]);
    const fresh = '下雨天 the bus 总迟到';
    const args = ['recover', '--backup', path, ...halves, '--clerk', LI.staffNo];
    expect((await vaultCommand(args, async () => fresh)).ok).toBe(true);
    expect((await readFile(path)).equals(before)).toBe(true);
    // A try with the old one came first: the copy is taken all the same.
    const first = restoreOn(target, () => path, { system: systemOf() });
    await first.choose();
    expect(code(await first.restore(LI_OPENS))).toBe('VAULT_ACCOUNT');
    const restore = restoreOn(target, () => path.replace('.cbbak', '-已重设口令.cbbak'), {
      system: systemOf(),
    });
    await restore.choose();
    expect(await restore.restore({ id: LI.id, secret: fresh })).toMatchObject({
      ok: true,
      value: { entries: 2 },
    });
    expect(await finishRestore(target, nodeFiles)).toEqual({ ok: true, value: true });
  });

  test('[BK25] a full disk leaves the new machine without a desk, and says so', async () => {
    const files = new FaultyFiles(nodeFiles);
    const restore = restoreOn(target, () => backup, {}, files);
    await restore.choose();
    files.plan = [{ on: 'append', code: 'ENOSPC' }];
    expect(code(await restore.restore(LI_OPENS))).not.toBe('ok');
    expect(await finishRestore(target, nodeFiles)).toEqual({ ok: true, value: false });
    expect(await readdir(target)).not.toContain('desk.json');
    expect(code(await restored())).toBe('ok');
  });
});

describe('a backup that is not what it was', () => {
  const damaged = async (change: (bytes: Buffer) => Buffer): Promise<string> => {
    const path = join(home, '参保台备份-坏-2026-11-30-1.cbbak');
    await writeFile(path, change(Buffer.from(await readFile(backup))));
    return path;
  };
  const flipped = (at: number) =>
    damaged((bytes) => {
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      return bytes;
    });

  test('[BK26] any byte flipped anywhere, and any cut, is noticed, never a crash, and nothing is laid out', async () => {
    // A small desk, so that every place of its backup can be tried.
    const small = await new TestDesk(join(home, 'small')).open();
    const path = await made(small);
    const { ring } = small.vault.sealingKeys('backup');
    const whole = await readFile(path);
    const nowhere = { name: async () => undefined, data: async () => undefined };
    /** What is found when somebody who has the vault open reads it to the end. */
    const found = async (): Promise<string> => {
      const reader = await BackupReader.open(path);
      if (!reader.ok) return reader.error;
      const key = reader.value.key(ring);
      const read = key.ok ? await reader.value.read(key.value, nowhere) : key;
      await reader.value.close();
      return read.ok ? 'ok' : read.error;
    };
    expect(await found()).toBe('ok');
    for (let at = 0; at < whole.length; at++) {
      await writeFile(
        path,
        whole.map((byte, i) => (i === at ? byte ^ (1 << (at % 8)) : byte)),
      );
      expect(await found(), `byte ${at} of ${whole.length}`).not.toBe('ok');
    }
    await small.close();
    const { size } = await stat(backup);
    const seen = new Set<string>();
    for (const at of [3, 30, Math.floor(size / 2)]) {
      const answer = await restored(await flipped(at));
      expect(answer.ok, `byte ${at} of ${size}`).toBe(false);
      seen.add(code(answer));
    }
    for (const at of [0, 5, 11, 12, 19, 200, Math.floor(size / 2), size - 1]) {
      const answer = await restored(await damaged((bytes) => bytes.subarray(0, at)));
      expect(answer.ok, `cut at ${at}`).toBe(false);
      seen.add(code(answer));
    }
    expect([...seen].sort()).toEqual(expect.arrayContaining(['BACKUP_CUT', 'BACKUP_DAMAGED', 'BACKUP_NONE']));
    expect((await readdir(target)).filter((name) => name !== 'restoring')).toEqual([]);
  });

  test('[BK26] a cut at the end of a chunk, an added or repeated chunk, and one of another backup are noticed', async () => {
    const bytes = await readFile(backup);
    const ends = [12];
    for (let at = 12; at < bytes.length; at += 8 + bytes.readUInt32BE(at)) ends.push(at);
    const [lastChunk = 0, beforeIt = 0] = [ends.at(-1), ends.at(-2)];
    expect(code(await restored(await damaged((all) => all.subarray(0, lastChunk))))).toBe('BACKUP_CUT');
    const repeated = await damaged((all) => Buffer.concat([all, all.subarray(lastChunk)]));
    expect(code(await restored(repeated))).toBe('BACKUP_DAMAGED');
    const left = await damaged((all) => Buffer.concat([all.subarray(0, beforeIt), all.subarray(lastChunk)]));
    expect((await restored(left)).ok).toBe(false);
    const other = await new TestDesk(join(home, 'desk')).open();
    other.ticks = 1;
    const newer = await readFile(await made(other));
    await other.close();
    const mixed = await damaged((all) =>
      Buffer.concat([all.subarray(0, lastChunk), newer.subarray(-(all.length - lastChunk))]),
    );
    expect((await restored(mixed)).ok).toBe(false);
  });

  test('[BK27] the vault of another desk in the head does not open it', async () => {
    const other = await new TestDesk(join(home, 'other')).open();
    const { at, serial, program, device, key } = await headOf(backup);
    const vault = other.vault.asKept();
    const theirs = await headOf(await made(other));
    await other.close();
    const path = await damaged((bytes) => {
      const body = bytes.subarray(20 + bytes.readUInt32BE(12));
      const head = { format: 1, at, serial, program, device, key, vaultId: theirs.vaultId, vault };
      return Buffer.concat([header(BACKUP_KIND), frames([Buffer.from(canonicalJson(head))]), body]);
    });
    expect(code(await restored(path))).toBe('BACKUP_DAMAGED');
  });

  test('[BK28] a backup of a newer program, or in a newer form, is refused; so is what is no backup, and one that is gone', async () => {
    const path = await damaged((bytes) => {
      bytes.set(header({ ...BACKUP_KIND, version: 2 }));
      return bytes;
    });
    expect(code(await restored(path))).toBe('BACKUP_NEWER');
    const head = { ...(await headOf(backup)), program: 'v0.2.0' };
    const newer = join(home, 'newer.cbbak');
    const file = await nodeFiles.openAppend(newer);
    const seal = { suite: standardSuite, key: randomBytes(32), random: (n: number) => randomBytes(n) };
    await (await BackupWriter.begin(file, head, seal)).end({});
    await file.close();
    expect(await restored(newer)).toMatchObject({
      ok: false,
      error: { code: 'BACKUP_NEWER', text: expect.stringContaining('v0.2.0') },
    });
    const letter = join(home, '信.txt');
    await writeFile(letter, '这是一封信，不是备份。');
    expect(code(await restored(letter))).toBe('BACKUP_NONE');
    expect(code(await restored(join(home, 'pulled/x.cbbak')))).toBe('BACKUP_GONE');
  });

  test('[BK28] versions are held against each other by their numbers', () => {
    expect(isNewerProgram('v0.10.0', 'v0.9.3')).toBe(true);
    expect(isNewerProgram('v0.9.3', 'v0.10.0')).toBe(false);
    expect(isNewerProgram('v1.2.3', '1.2.3')).toBe(false);
    expect(isNewerProgram('next', 'v0.1.0')).toBe(true);
  });

  test('[BK29] a name that leads out of the folder is damage', async () => {
    const head = await headOf(backup);
    const opened = await new TestDesk(join(home, 'desk')).open();
    const { ring } = opened.vault.sealingKeys('backup');
    const reader = await BackupReader.open(backup);
    if (!reader.ok) throw new Error(reader.error);
    const key = reader.value.key(ring);
    await reader.value.close();
    if (!key.ok) throw new Error(key.error);
    for (const name of ['../escaped', 'journal/../../escaped', '/etc/escaped', 'a\\..\\b', 'C:x', '.', '']) {
      const path = join(home, 'way-out.cbbak');
      await rm(path, { force: true });
      const file = await nodeFiles.openAppend(path);
      const writer = await BackupWriter.begin(file, head, {
        suite: standardSuite,
        key: key.value,
        random: (n) => randomBytes(n),
      });
      await writer.name(name);
      await writer.data(Buffer.from('x'));
      await writer.end({ version: 1 });
      await file.close();
      expect(code(await restored(path)), name).toBe('BACKUP_DAMAGED');
    }
    await opened.close();
  });
});

async function headOf(path: string) {
  const reader = await BackupReader.open(path);
  if (!reader.ok) throw new Error(reader.error);
  await reader.value.close();
  return reader.value.head;
}
