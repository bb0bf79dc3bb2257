import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import type { PolicyState } from '#shared/host';
import { type PolicyBundle, policyKeyOf, type SignedPolicy, signPolicy } from '#shared/policy/bundle';
import { STANDING_DICTIONARY } from '#shared/rejects/dictionary';
import { ok } from '#shared/result';
import { STANDING_LIMITS } from '#shared/sync/limits';
import { nodeFiles } from '../journal/fileLayer';
import { Highest } from '../update/highest';
import { Policies } from './policies';

const SECRET = '11'.repeat(32);
const limits = { ...STANDING_LIMITS, backlog: { warn: 10, stop: 20 } };
const bundle = (version: number): PolicyBundle => ({ version, dictionary: STANDING_DICTIONARY, limits });

let folder: string;
let served: SignedPolicy;
let asked: number;
let clock: number;
let told: PolicyState[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-policy-'));
  served = signPolicy(bundle(2), SECRET);
  asked = 0;
  clock = Date.parse('2026-11-22T02:00:00.000Z');
  told = [];
});
afterEach(() => rm(folder, { recursive: true }));

const highestOf = () =>
  Highest.open({ folders: [join(folder, 'a'), join(folder, 'b')], files: nodeFiles, codec: plainCodec });

const open = (
  key: string | null = policyKeyOf(SECRET),
  pin: () => Promise<string | null> = async () => null,
  highest?: Highest,
): Promise<Policies> =>
  Policies.open({
    folder,
    key: () => key,
    pin,
    fetch: async () => {
      asked++;
      return ok(served);
    },
    now: () => clock,
    onChange: (state) => void told.push(state),
    ...(highest ? { highest } : {}),
  });

test('[RJ8] the platform’s policy is checked, used, told and there after a restart; it is asked for once an hour', async () => {
  const policies = await open();
  expect(policies.state()).toMatchObject({ version: null, limits: STANDING_LIMITS, trouble: null });
  await Promise.all([policies.lineIsUp(), policies.lineIsUp()]);
  await policies.lineIsUp();
  expect(asked).toBe(1);
  expect(told).toMatchObject([{ version: 2, limits, confirmedAt: '2026-11-22T02:00:00.000Z' }]);
  clock += 3_600_000;
  await policies.lineIsUp();
  expect(asked).toBe(2);
  expect((await open()).state()).toMatchObject({ version: 2, limits });
});

test('[RJ13] a desk without a key asks for it first; without an answer it goes on with what the program came with', async () => {
  const without = await open(null);
  await without.lineIsUp();
  expect([asked, without.state().version]).toEqual([0, null]);
  let pinned = 0;
  const refused = await open(null, async () => {
    pinned++;
    return null;
  });
  await refused.lineIsUp();
  await refused.lineIsUp();
  expect(pinned).toBe(1);
  clock += 3_600_000;
  await refused.lineIsUp();
  expect(pinned).toBe(2);
  pinned = 0;
  const late = await open(null, async () => {
    pinned++;
    return policyKeyOf(SECRET);
  });
  await late.lineIsUp();
  expect([pinned, asked, late.state().version]).toEqual([1, 1, 2]);
  // One that is pinned is not asked for.
  await (
    await open(policyKeyOf(SECRET), async () => {
      pinned++;
      return null;
    })
  ).lineIsUp();
  expect(pinned).toBe(1);
});

test('[RJ8] a wrongly signed or older one is refused with a sentence and the old one stays, on the disk too', async () => {
  const policies = await open();
  await policies.lineIsUp();
  for (const other of [signPolicy(bundle(3), '22'.repeat(32)), signPolicy(bundle(1), SECRET)]) {
    served = other;
    clock += 3_600_000;
    await policies.lineIsUp();
    expect(policies.state()).toMatchObject({ version: 2, trouble: { code: 'POLICY_REFUSED' } });
    expect((await open()).state()).toMatchObject({ version: 2, trouble: null });
  }
});

test('[RJ8] what was changed on the disk is not used and not deleted, and the next answer mends it', async () => {
  const first = await open();
  await first.lineIsUp();
  const file = join(folder, 'policy.json');
  const text = (await readFile(file, 'utf8')).replace('\\"stop\\":20,', '\\"stop\\":2000000,');
  await writeFile(file, text);
  const policies = await open();
  expect(policies.state()).toMatchObject({
    version: null,
    limits: STANDING_LIMITS,
    trouble: { code: 'POLICY_FILE' },
  });
  expect(await readFile(file, 'utf8')).toBe(text);
  await policies.lineIsUp();
  expect(policies.state()).toMatchObject({ version: 2, trouble: null });
});

test('[RJ8] without a pinned key no policy is asked for or read', async () => {
  await (await open()).lineIsUp();
  const policies = await open(null);
  await policies.lineIsUp();
  expect(policies.state()).toMatchObject({ version: null, trouble: null });
  expect(asked).toBe(1);
});

test('[UP21] a policy that was put back on the disk, or comes again after the newer file was removed, is older than what this desk once used', async () => {
  const file = join(folder, 'policy.json');
  await (await open(undefined, undefined, await highestOf())).lineIsUp();
  const older = await readFile(file);
  served = signPolicy(bundle(4), SECRET);
  clock += 3_600_000;
  await (await open(undefined, undefined, await highestOf())).lineIsUp();
  await writeFile(file, older);
  const put = await open(undefined, undefined, await highestOf());
  expect(put.state()).toMatchObject({
    version: null,
    limits: STANDING_LIMITS,
    trouble: { code: 'POLICY_OLDER' },
  });
  await rm(file);
  served = signPolicy(bundle(3), SECRET);
  const served3 = await open(undefined, undefined, await highestOf());
  await served3.lineIsUp();
  expect(served3.state()).toMatchObject({ version: null, trouble: { code: 'POLICY_REFUSED' } });
  served = signPolicy(bundle(4), SECRET);
  clock += 3_600_000;
  await served3.lineIsUp();
  expect(served3.state()).toMatchObject({ version: 4, trouble: null });
  // Another platform’s policies begin by themselves.
  served = signPolicy(bundle(1), '22'.repeat(32));
  clock += 3_600_000;
  const other = await open(policyKeyOf('22'.repeat(32)), undefined, await highestOf());
  await other.lineIsUp();
  expect(other.state()).toMatchObject({ version: 1, trouble: null });
});
