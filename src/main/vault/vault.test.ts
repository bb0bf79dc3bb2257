import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SealError } from '#shared/crypto/sealed';
import { type SealingCodec, sealingCodec } from '#shared/crypto/sealingCodec';
import { FaultyFiles } from '../../../test/faults/faultyFiles';
import { LossyFiles } from '../../../test/faults/lossyFiles';
import { type Files, nodeFiles } from '../journal/fileLayer';
import { changeRoles, decommission, enrol, removeClerk, rotateKeys } from './administration';
import { NODE_SUITES, nodeSuite } from './nodeSuite';
import { CHEAP, LI, LI_PIN, NO_SYSTEM, openVault, systemOf, WANG, WANG_PIN } from './testVault';
import { Vault } from './vault';
import { VaultContent } from './vaultFile';
import { argon2, KDF_COST } from './wrap';

const PHRASE = '门前那棵老槐树今年没开花';
const OTHER_PHRASE = '下雨天 the bus 总迟到';

let folder: string;
let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'canbao-vault-'));
  folder = join(home, 'vault');
});
afterEach(() => rm(home, { recursive: true, force: true }));

const codecOf = (vault: Vault): SealingCodec =>
  sealingCodec(
    nodeSuite(vault.suite),
    () => vault.sealingKeys('files'),
    (n) => randomBytes(n),
    NODE_SUITES,
  );
const code = (answer: { ok: true } | { ok: false; error: { code: string } }) =>
  answer.ok ? 'ok' : answer.error.code;
const fault = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof SealError) return error.fault;
    throw error;
  }
  return 'opened';
};
const stored = async (name = 'vault.json') =>
  VaultContent.parse(JSON.parse(await readFile(join(folder, name), 'utf8')));

/** A desk of two clerks behind a system's seal, with 李秀英 signed in. */
async function twoClerks(system = systemOf()): Promise<Vault> {
  const vault = await openVault(folder, { system });
  expect(code(await vault.setUp({ clerk: LI, secret: LI_PIN }))).toBe('ok');
  expect(code(await enrol(vault, { clerk: WANG, secret: WANG_PIN }))).toBe('ok');
  return vault;
}

describe('setting up and signing in', () => {
  test('[VA11] the first clerk makes the vault and administers it; what was sealed opens again after a start and a sign-in', async () => {
    const vault = await openVault(folder);
    expect(vault.phase()).toBe('absent');
    expect(code(await vault.setUp({ clerk: WANG, secret: PHRASE }))).toBe('ROLE');
    expect(code(await vault.setUp({ clerk: LI, secret: '短' }))).toBe('SECRET');
    expect(vault.phase()).toBe('absent');
    expect(await vault.setUp({ clerk: LI, secret: PHRASE })).toMatchObject({ ok: true, value: LI });
    expect(code(await vault.setUp({ clerk: LI, secret: PHRASE }))).toBe('VAULT_THERE');
    const sealed = codecOf(vault).seal({ name: '王小二' }, 'c');

    const again = await openVault(folder);
    expect(again.phase()).toBe('locked');
    expect(again.current()).toBeNull();
    expect(again.clerks()).toEqual([LI]);
    expect(fault(() => codecOf(again).open(sealed, 'c'))).toBe('key');
    expect(await again.signIn({ id: LI.id, secret: ` ${PHRASE} ` })).toMatchObject({ ok: true, value: LI });
    expect(again.phase()).toBe('open');
    expect(codecOf(again).open(sealed, 'c')).toEqual({ name: '王小二' });
  });

  test('[VA11] the cost that is shipped is 64 MiB, three times over, and stands beside the wrap', async () => {
    expect(KDF_COST).toEqual({ memoryKiB: 65_536, passes: 3 });
    const vault = await openVault(folder, { cost: KDF_COST });
    await vault.setUp({ clerk: LI, secret: PHRASE });
    expect((await stored()).clerks[0]?.wrap.kdf).toMatchObject({ name: 'argon2id', ...KDF_COST });
    const again = await openVault(folder, { cost: KDF_COST });
    expect(code(await again.signIn({ id: LI.id, secret: PHRASE }))).toBe('ok');
  });

  test('[VA12] a weaker wrap still opens, and is made as strong as today’s by it', async () => {
    await (await openVault(folder)).setUp({ clerk: LI, secret: PHRASE });
    const system = systemOf();
    const stronger = await openVault(folder, { cost: { memoryKiB: 128, passes: 2 }, system });
    expect(code(await stronger.signIn({ id: LI.id, secret: PHRASE }))).toBe('ok');
    const { wrap } = (await stored()).clerks[0] ?? {};
    expect(wrap).toMatchObject({ outer: 'system', kdf: { memoryKiB: 128, passes: 2 } });
    expect(code(await (await openVault(folder, { system })).signIn({ id: LI.id, secret: PHRASE }))).toBe(
      'ok',
    );
  });

  test('[VA10] where the system guards the key, six digits do; where it does not, they are refused', async () => {
    expect(await (await openVault(folder)).secretKind()).toBe('passphrase');
    expect(code(await (await openVault(folder)).setUp({ clerk: LI, secret: LI_PIN }))).toBe('SECRET');
    expect(await (await openVault(folder, { system: systemOf() })).secretKind()).toBe('pin');
    await twoClerks();
  });

  test('[VA13] another account of the system does not open it, is not counted as wrong, and is told what to do', async () => {
    await twoClerks();
    const elsewhere = await openVault(folder, { system: systemOf() });
    for (let n = 0; n < 8; n++)
      expect(code(await elsewhere.signIn({ id: LI.id, secret: LI_PIN }))).toBe('VAULT_ACCOUNT');
    expect(elsewhere.waitOf(LI.id)).toBe(0);
    const stolen = await openVault(folder, { system: NO_SYSTEM });
    expect(code(await stolen.signIn({ id: LI.id, secret: LI_PIN }))).toBe('VAULT_ACCOUNT');
  });

  test('[VA14] a wrong secret and an unknown clerk get the same words after the same work', async () => {
    await twoClerks();
    const runs: number[] = [];
    const counting = await openVault(folder, {
      system: systemOf(),
      argon2: (secret, kdf) => {
        runs.push(kdf.memoryKiB * kdf.passes);
        return argon2(secret, kdf);
      },
      cost: CHEAP,
    });
    const unknown = await counting.signIn({ id: 'nobody', secret: LI_PIN });
    const there = await openVault(folder, { system: NO_SYSTEM });
    expect(unknown).toMatchObject({ ok: false, error: { code: 'SIGN_IN_WRONG' } });
    expect(runs).toEqual([CHEAP.memoryKiB * CHEAP.passes]);
    expect(there.phase()).toBe('locked');
    const plain = await openVault(join(home, 'other'));
    await plain.setUp({ clerk: LI, secret: PHRASE });
    plain.lock();
    const answers = [
      await plain.signIn({ id: LI.id, secret: OTHER_PHRASE }),
      await plain.signIn({ id: 'nobody', secret: OTHER_PHRASE }),
    ];
    expect(answers[0]).toEqual(answers[1]);
  });
});

describe('locking', () => {
  test('[VA15] zeroes every key; verdicts sealed meanwhile open after the next sign-in, whoever signs in', async () => {
    const vault = await twoClerks();
    const ring = vault.sealingKeys('files').ring;
    const secret = vault.sealingKeys('files').inbox?.secretKey;
    const before = codecOf(vault).seal('早', 'c');
    const copies = ring?.copies() ?? [];
    expect(copies).toHaveLength(1);
    vault.lock();
    expect(vault.phase()).toBe('locked');
    expect(vault.current()).toBeNull();
    expect(ring?.copies()).toEqual([]);
    expect(secret?.every((byte) => byte === 0)).toBe(true);
    expect(fault(() => codecOf(vault).open(before, 'c'))).toBe('key');
    const meanwhile = codecOf(vault).seal('已办', 'verdict');
    expect(code(await enrol(vault, { clerk: WANG, secret: WANG_PIN }))).toBe('LOCKED');
    expect(code(await vault.signIn({ id: WANG.id, secret: WANG_PIN }))).toBe('ok');
    expect(codecOf(vault).open(meanwhile, 'verdict')).toBe('已办');
    expect(codecOf(vault).open(before, 'c')).toBe('早');
  });

  test('[VA15] the window’s keys open none of the main process’s files', async () => {
    const vault = await twoClerks();
    const files = codecOf(vault).seal('值', 'c');
    const window = sealingCodec(
      nodeSuite('std'),
      () => ({ ring: vault.sealingKeys('window').ring, inbox: null }),
      (n) => randomBytes(n),
    );
    expect(fault(() => window.open(files, 'c'))).toBe('altered');
    expect(window.open(window.seal('值', 'c'), 'c')).toBe('值');
  });
});

describe('clerks', () => {
  test('[CL1] an administrator enrols, changes roles and removes; nobody else does', async () => {
    const vault = await twoClerks();
    expect(code(await enrol(vault, { clerk: { ...WANG, id: 'clerk-3' }, secret: WANG_PIN }))).toBe(
      'CLERK_NAME',
    );
    expect(
      code(await enrol(vault, { clerk: { ...WANG, id: 'clerk-3', staffNo: ' ' }, secret: WANG_PIN })),
    ).toBe('CLERK_NAME');
    expect(code(await changeRoles(vault, WANG.id, ['reviewer', 'reviewer']))).toBe('ok');
    expect(vault.clerks()[1]?.roles).toEqual(['reviewer']);
    expect(code(await changeRoles(vault, LI.id, ['clerk']))).toBe('ROLE');
    expect(code(await changeRoles(vault, 'nobody', ['clerk']))).toBe('CLERK_UNKNOWN');
    await vault.signIn({ id: WANG.id, secret: WANG_PIN });
    expect(code(await enrol(vault, { clerk: { ...WANG, id: 'c9', staffNo: '9' }, secret: WANG_PIN }))).toBe(
      'ROLE',
    );
    expect(code(await removeClerk(vault, LI.id))).toBe('ROLE');
    expect(code(await changeRoles(vault, WANG.id, ['administrator']))).toBe('ROLE');
    expect(code(await rotateKeys(vault))).toBe('ROLE');
    expect(code(await decommission(vault))).toBe('ROLE');
  });

  test('[CL2] whoever leaves cannot sign in again: their wrap is in no file; their name stays', async () => {
    const vault = await twoClerks();
    const wrap = (await stored()).clerks[1]?.wrap.sealed ?? '';
    expect(code(await removeClerk(vault, LI.id))).toBe('ROLE');
    expect(code(await removeClerk(vault, WANG.id))).toBe('ok');
    expect(code(await vault.signIn({ id: WANG.id, secret: WANG_PIN }))).toBe('SIGN_IN_WRONG');
    expect((await stored()).left).toEqual([WANG]);
    for (const name of await readdir(folder))
      expect(await readFile(join(folder, name), 'utf8')).not.toContain(wrap);
  });

  test('[CL3] a secret is changed with the old one, counted as a try; an administrator sets another’s without', async () => {
    const vault = await twoClerks();
    expect(code(await vault.changeSecret({ id: LI.id, old: '000000', secret: '770315' }))).toBe('SECRET_OLD');
    expect(code(await vault.changeSecret({ id: LI.id, old: LI_PIN, secret: '123456' }))).toBe('SECRET');
    expect(code(await vault.changeSecret({ id: LI.id, old: LI_PIN, secret: '706391' }))).toBe('ok');
    expect(code(await vault.changeSecret({ id: WANG.id, old: null, secret: '581604' }))).toBe('ok');
    vault.lock();
    expect(code(await vault.signIn({ id: LI.id, secret: LI_PIN }))).toBe('SIGN_IN_WRONG');
    expect(code(await vault.signIn({ id: LI.id, secret: '706391' }))).toBe('ok');
    expect(code(await vault.signIn({ id: WANG.id, secret: '581604' }))).toBe('ok');
    expect(code(await vault.changeSecret({ id: LI.id, old: null, secret: '581604' }))).toBe('ROLE');
    for (let n = 0; n < 5; n++) await vault.changeSecret({ id: WANG.id, old: 'x', secret: '581604' });
    expect(code(await vault.changeSecret({ id: WANG.id, old: '581604', secret: '940275' }))).toBe(
      'SIGN_IN_WAIT',
    );
  });
});

describe('keys that turn and end', () => {
  test('[VA16] a rotated key seals, the older one still opens until both stores are sealed anew', async () => {
    const vault = await twoClerks();
    const old = codecOf(vault).seal('旧', 'c');
    expect(await rotateKeys(vault)).toEqual({ ok: true, value: 2 });
    expect(codecOf(vault).open(old, 'c')).toBe('旧');
    expect(codecOf(vault).isStale(old)).toBe(true);
    const fresh = codecOf(vault).seal('新', 'c');
    expect(code(await vault.storeIsWhole('files'))).toBe('ok');
    expect(codecOf(vault).open(old, 'c')).toBe('旧');
    expect(code(await vault.storeIsWhole('window'))).toBe('ok');
    expect(fault(() => codecOf(vault).open(old, 'c'))).toBe('key');
    vault.lock();
    await vault.signIn({ id: WANG.id, secret: WANG_PIN });
    expect(codecOf(vault).open(fresh, 'c')).toBe('新');
  });

  test('[VA17] a desk out of use opens with no secret any more, and says so', async () => {
    const system = systemOf();
    const vault = await twoClerks(system);
    await writeFile(join(folder, 'vault.json.damaged-1'), await readFile(join(folder, 'vault.json')));
    const sealed = codecOf(vault).seal('值', 'c');
    const wraps = (await stored()).clerks.map(({ wrap }) => wrap.sealed);
    expect(await decommission(vault)).toEqual({
      ok: true,
      value: { at: '2026-11-22T02:00:00.000Z', by: LI.id },
    });
    for (const one of [vault, await openVault(folder, { system })]) {
      expect(one.phase()).toBe('shredded');
      expect(code(await one.signIn({ id: LI.id, secret: LI_PIN }))).toBe('VAULT_ABSENT');
      expect(code(await one.setUp({ clerk: LI, secret: LI_PIN }))).toBe('VAULT_THERE');
      expect(fault(() => codecOf(one).open(sealed, 'c'))).toBe('key');
    }
    for (const name of await readdir(folder))
      for (const wrap of wraps) expect(await readFile(join(folder, name), 'utf8')).not.toContain(wrap);
  });

  test('[VA18] national algorithms: set up, sealed, locked, opened', async () => {
    const vault = await openVault(folder, { suite: 'gm' });
    expect(code(await vault.setUp({ clerk: LI, secret: PHRASE }))).toBe('ok');
    const sealed = codecOf(vault).seal('值', 'c');
    expect(sealed[2]).toBe(2);
    vault.lock();
    const meanwhile = codecOf(vault).seal('回执', 'v');
    const again = await openVault(folder, { suite: 'std' });
    expect(code(await again.signIn({ id: LI.id, secret: PHRASE }))).toBe('ok');
    expect([codecOf(again).open(sealed, 'c'), codecOf(again).open(meanwhile, 'v')]).toEqual(['值', '回执']);
  });
});

describe('the file', () => {
  test('[VA19] one damaged copy is put aside and made anew from the other; two are left alone and said', async () => {
    const system = systemOf();
    const vault = await twoClerks(system);
    const sealed = codecOf(vault).seal('值', 'c');
    for (const name of ['vault.json', 'vault-copy.json']) {
      const whole = await readFile(join(folder, name));
      await writeFile(join(folder, name), whole.subarray(0, 300));
      const again = await openVault(folder, { system });
      expect(code(await again.signIn({ id: LI.id, secret: LI_PIN }))).toBe('ok');
      expect(codecOf(again).open(sealed, 'c')).toBe('值');
      expect(await readFile(join(folder, name))).toEqual(whole);
      expect(await readFile(join(folder, `${name}.damaged-1`))).toEqual(whole.subarray(0, 300));
    }
    await writeFile(join(folder, 'vault.json'), '{"version":1');
    await writeFile(join(folder, 'vault-copy.json'), '');
    expect(await refused(system)).toBe('VAULT_DAMAGED');
    expect(await readFile(join(folder, 'vault.json'), 'utf8')).toBe('{"version":1');
    await writeFile(join(folder, 'vault.json'), JSON.stringify({ version: 2, later: true }));
    expect(await refused(system)).toBe('VAULT_NEWER');
  });

  const refused = async (system = NO_SYSTEM) => {
    const opened = await Vault.open({
      folder,
      files: nodeFiles,
      system,
      argon2,
      cost: CHEAP,
      random: (n) => randomBytes(n),
      now: () => new Date(),
      ticks: () => 0,
      suite: 'std',
    });
    return code(opened);
  };

  test('[VA20] whoever changes a role, a name or a key in the file is found out by the right secret', async () => {
    const system = systemOf();
    await twoClerks(system);
    const whole = await stored();
    const [li, wang] = whole.clerks;
    if (!li || !wang) throw new Error('two clerks');
    const altered: VaultContent[] = [
      { ...whole, clerks: [li, { ...wang, roles: ['administrator'] }] },
      { ...whole, clerks: [li, { ...wang, name: '别人' }] },
      { ...whole, revision: whole.revision + 7 },
      { ...whole, clerks: [li, wang, { ...wang, id: 'clerk-3', staffNo: '3' }] },
      { ...whole, inbox: { ...whole.inbox, publicKey: Buffer.alloc(32, 9).toString('base64') } },
      { ...whole, keys: [...whole.keys, { id: 2, sealed: whole.keys[0]?.sealed ?? '' }] },
    ];
    for (const content of altered) {
      for (const name of ['vault.json', 'vault-copy.json'])
        await writeFile(join(folder, name), JSON.stringify(content));
      const again = await openVault(folder, { system });
      expect(code(await again.signIn({ id: WANG.id, secret: WANG_PIN }))).toBe('VAULT_ALTERED');
      expect(again.phase()).toBe('locked');
    }
    // A wrap moved to another clerk opens for neither.
    for (const name of ['vault.json', 'vault-copy.json'])
      await writeFile(
        join(folder, name),
        JSON.stringify({
          ...whole,
          clerks: [
            { ...li, wrap: wang.wrap },
            { ...wang, wrap: li.wrap },
          ],
        }),
      );
    const swapped = await openVault(folder, { system });
    expect(code(await swapped.signIn({ id: LI.id, secret: WANG_PIN }))).toBe('SIGN_IN_WRONG');
    expect(code(await swapped.signIn({ id: LI.id, secret: LI_PIN }))).toBe('SIGN_IN_WRONG');
  });

  test('[VA21] after a power cut at any moment of any change the vault opens, with what was before or after', async () => {
    const disk = new LossyFiles();
    const vault = await openVault('/desk/vault', {}, disk);
    await vault.setUp({ clerk: LI, secret: PHRASE });
    expect(code(await enrol(vault, { clerk: WANG, secret: OTHER_PHRASE }))).toBe('ok');
    const after = await openVault('/desk/vault', {}, disk.survivors());
    expect(code(await after.signIn({ id: WANG.id, secret: OTHER_PHRASE }))).toBe('ok');

    let made = 0;
    for (let at = 1; made < 2; at++) {
      const cut = new LossyFiles({ cutAt: at });
      const wasThere = await change(cut).then(
        () => made++ >= 0,
        () => false,
      );
      const opened = await openVault('/desk/vault', {}, cut.survivors());
      if (opened.phase() === 'absent') expect(wasThere, `cut at call ${at}`).toBe(false);
      else expect(code(await opened.signIn({ id: LI.id, secret: PHRASE })), `cut at call ${at}`).toBe('ok');
      if (wasThere) expect(opened.clerks(), `cut at call ${at}`).toHaveLength(2);
    }
  });

  /** Sets up and enrols; throws when the disk did not take it. */
  async function change(files: Files): Promise<void> {
    const vault = await openVault('/desk/vault', {}, files);
    for (const answer of [
      await vault.setUp({ clerk: LI, secret: PHRASE }),
      await enrol(vault, { clerk: WANG, secret: OTHER_PHRASE }),
    ])
      if (!answer.ok) throw new Error(answer.error.text);
  }

  test('[VA21] a disk that refuses a change leaves the vault as it was, and says so', async () => {
    const files = new FaultyFiles(nodeFiles);
    const vault = await openVault(folder, {}, files);
    await vault.setUp({ clerk: LI, secret: PHRASE });
    files.plan = [{ on: 'append', code: 'ENOSPC', leaves: 40 }];
    expect(code(await enrol(vault, { clerk: WANG, secret: OTHER_PHRASE }))).toBe('DISK_FULL');
    expect(vault.clerks()).toEqual([LI]);
    files.plan = [{ on: 'sync', code: 'EIO' }];
    expect(code(await vault.signIn({ id: LI.id, secret: PHRASE }))).toBe('DISK_FAILED');
    const again = await openVault(folder);
    expect(again.clerks()).toEqual([LI]);
    expect(code(await again.signIn({ id: LI.id, secret: PHRASE }))).toBe('ok');
  });
});
