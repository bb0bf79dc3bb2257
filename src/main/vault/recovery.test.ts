import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sealingCodec } from '#shared/crypto/sealingCodec';
import { setRecovery } from './administration';
import { vaultCommand } from './cli';
import { nodeSuite } from './nodeSuite';
import { makeRecovery, openRecovery, sealToCounty } from './recovery';
import { LI, LI_PIN, openVault, systemOf } from './testVault';

const PHRASE = '下雨天 the bus 总迟到';
const random = (length: number) => randomBytes(length);
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-recovery-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('[VA24] the county’s recovery key', () => {
  test('opens with both halves and with nothing less', () => {
    const vaultKey = new Uint8Array(randomBytes(32));
    const { publicKey, shares } = makeRecovery(random);
    const other = makeRecovery(random);
    const recovery = sealToCounty(vaultKey, ` ${publicKey.toUpperCase()}\n`, random);
    const open = (a: unknown, b: unknown) => openRecovery(recovery, [a, b]);
    expect(open(shares[0], shares[1])).toEqual(vaultKey);
    expect(open(shares[1], shares[0])).toEqual(vaultKey);
    expect(open(shares[0], shares[0])).toBe('same-person');
    expect(open(shares[0], other.shares[1])).toBe('other-county');
    expect(open(shares[0], null)).toBe('share');
    expect(
      open(shares[0], { ...shares[1], share: shares[1].share.replace(/^./, (c) => (c === '0' ? '1' : '0')) }),
    ).toBe('share');
    expect(openRecovery(null, shares)).toBe('none');
    // Neither half alone has anything of the secret: with another half it is another key.
    expect(shares[0].share).not.toBe(shares[1].share);
    for (const text of ['', 'zz', '0'.repeat(64), publicKey.slice(1)])
      expect(sealToCounty(vaultKey, text, random)).toBeNull();
  });

  test('drill: every secret forgotten, two persons at the desk, one command, and what was sealed opens', async () => {
    const kit = join(folder, 'kit');
    const at = join(folder, 'vault');
    const never = () => Promise.reject(new Error('asked too early'));
    expect(await vaultCommand(['recovery-key', '--out', kit], never)).toMatchObject({ ok: true });
    const publicKey = await readFile(join(kit, '恢复公钥.txt'), 'utf8');
    const [one, two] = ['恢复密钥-甲.json', '恢复密钥-乙.json'].map((name) => join(kit, name));
    const vault = await openVault(at, { system: systemOf() });
    await vault.setUp({ clerk: LI, secret: LI_PIN });
    const before = [
      'recover',
      '--vault',
      at,
      '--share',
      `${one}`,
      '--share',
      `${two}`,
      '--clerk',
      LI.staffNo,
    ];
    expect(await vaultCommand(before, never)).toMatchObject({
      ok: false,
      error: expect.stringContaining('没有登记'),
    });
    expect(await setRecovery(vault, 'not a key')).toMatchObject({ error: { code: 'RECOVERY_KEY' } });
    expect(await setRecovery(vault, publicKey)).toMatchObject({ ok: true });
    expect(vault.hasRecovery()).toBe(true);
    const codecOf = (of: typeof vault) =>
      sealingCodec(nodeSuite('std'), () => of.sealingKeys('files'), random);
    const sealed = codecOf(vault).seal('王小二', 'c');

    const nobody = before.with(-1, '9999');
    expect(await vaultCommand(nobody, never)).toMatchObject({
      error: expect.stringContaining('李秀英（1024）'),
    });
    expect(await vaultCommand(before.with(4, `${two}`), never)).toMatchObject({
      error: expect.stringContaining('同一份'),
    });
    expect(await vaultCommand(before, async () => '123456')).toMatchObject({ ok: false });
    expect(await vaultCommand(before, async () => PHRASE)).toMatchObject({ ok: true });

    // Another machine, another system account: only the new secret counts.
    const again = await openVault(at);
    expect(await again.signIn({ id: LI.id, secret: PHRASE })).toMatchObject({ ok: true });
    expect(codecOf(again).open(sealed, 'c')).toBe('王小二');
  });

  test('the command says how it is used, and touches no damaged vault', async () => {
    for (const args of [
      [],
      ['recover'],
      ['recovery-key'],
      ['--what'],
      ['recover', '--vault', folder, '--share', 'a'],
    ])
      expect(await vaultCommand(args, async () => '')).toMatchObject({
        ok: false,
        error: expect.stringContaining('用法'),
      });
    await writeFile(join(folder, 'vault.json'), 'rubbish');
    const args = ['recover', '--vault', folder, '--share', 'a', '--share', 'b', '--clerk', '1'];
    expect(await vaultCommand(args, async () => PHRASE)).toMatchObject({
      ok: false,
      error: expect.stringContaining('损坏'),
    });
    expect(await readFile(join(folder, 'vault.json'), 'utf8')).toBe('rubbish');
  });
});
