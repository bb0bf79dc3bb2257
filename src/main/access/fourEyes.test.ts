import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MOST_NUMBERS_ALONE } from '#shared/access/wholeNumbers';
import { plainCodec } from '#shared/codec';
import type { Trouble } from '#shared/host';
import { ok, type Result } from '#shared/result';
import type { DeskHandlers } from '../handlers';
import { nodeFiles } from '../journal/fileLayer';
import { enrol } from '../vault/administration';
import { LI, LI_PIN, openVault, systemOf, WANG, WANG_PIN } from '../vault/testVault';
import type { Vault } from '../vault/vault';
import { AccessLog } from './accessLog';
import { fourEyes } from './fourEyes';
import { Grants } from './grants';

const PURPOSE = '村里核对参保人员';
let folder: string;
let vault: Vault;
let access: AccessLog;
let grants: Grants;
let saved: number;
let now: number;
let door: DeskHandlers;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-fourEyes-'));
  vault = await openVault(join(folder, 'vault'), { system: systemOf() });
  await vault.setUp({ clerk: LI, secret: LI_PIN });
  await enrol(vault, { clerk: WANG, secret: WANG_PIN });
  access = await AccessLog.open({
    folder: join(folder, 'access'),
    files: nodeFiles,
    codec: plainCodec,
    now: () => '2026-11-22T01:00:00.000Z',
    clerk: () => ({ id: LI.id, name: LI.name }),
  });
  saved = 0;
  now = 0;
  grants = new Grants({ vouch: (who) => vault.vouch(who), ticks: () => now });
  const save = async () => {
    saved++;
    return ok({ path: '/x', files: 1 });
  };
  const channels = [
    'roster/save',
    'roster/saveBook',
    'roster/saveHouseholds',
    'plain/save',
    'batch/saveErrors',
  ];
  const plain = Object.fromEntries(channels.map((channel) => [channel, save]));
  door = fourEyes(plain as unknown as DeskHandlers, { grants, access });
});
afterEach(async () => {
  await access.close();
  await rm(folder, { recursive: true, force: true });
});

const numbers = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ certNo: `22019919900101${String(1000 + i)}` }));
type Saving = 'roster/save' | 'roster/saveBook' | 'roster/saveHouseholds' | 'plain/save' | 'batch/saveErrors';
const save = (channel: Saving, count: number, grant?: string): Promise<Result<unknown, Trouble>> =>
  (door[channel] as unknown as (ask: object) => Promise<Result<unknown, Trouble>>)({
    [channel === 'roster/save' ? 'roster' : 'book']: { rows: numbers(count) },
    grant,
  });
const vouch = async (id: string, secret: string) => {
  const given = await door['access/vouch']({ id, secret, purpose: PURPOSE });
  return given.ok ? given.value.grant : given.error.code;
};
const code = (answer: Result<unknown, Trouble>) => (answer.ok ? 'ok' : answer.error.code);

test.each<Saving>([
  'roster/save',
  'roster/saveBook',
  'roster/saveHouseholds',
  'plain/save',
  'batch/saveErrors',
])(
  '[HH28] %s: no more whole numbers than a few leave the desk by one clerk’s will alone',
  async (channel) => {
    expect(code(await save(channel, MOST_NUMBERS_ALONE))).toBe('ok');
    expect(saved).toBe(1);
    const refused = await save(channel, MOST_NUMBERS_ALONE + 1);
    expect(code(refused)).toBe('SECOND_PERSON');
    expect(!refused.ok && refused.error.text).toContain(`${MOST_NUMBERS_ALONE + 1} 个`);
    expect(saved).toBe(1);
    const grant = await vouch(WANG.id, WANG_PIN);
    expect(code(await save(channel, 300, grant))).toBe('ok');
    expect(saved).toBe(2);
    expect(code(await save(channel, 300, grant))).toBe('SECOND_PERSON');
  },
);

test('[HH29] the second person is another one, with their own secret; wrong ones are counted as at the sign-in', async () => {
  expect(await vouch(LI.id, LI_PIN)).toBe('SAME_PERSON');
  for (let n = 0; n < 5; n++) expect(await vouch(WANG.id, '000000')).toBe('SIGN_IN_WRONG');
  expect(await vouch(WANG.id, WANG_PIN)).toBe('SIGN_IN_WAIT');
  expect(vault.current()?.id).toBe(LI.id);
  vault.lock();
  expect(await vouch(WANG.id, WANG_PIN)).toBe('LOCKED');
});

test('[HH29] a word that was given long ago, or before the lock, is none', async () => {
  const old = await vouch(WANG.id, WANG_PIN);
  now += 10 * 60_000 + 1;
  expect(code(await save('roster/save', 300, old))).toBe('SECOND_PERSON');
  const other = await vouch(WANG.id, WANG_PIN);
  grants.forget();
  expect(code(await save('roster/save', 300, other))).toBe('SECOND_PERSON');
  expect(saved).toBe(0);
});

test('[HH30] who took how many whole numbers out, who agreed and for what, is on the disk before the file', async () => {
  await save('roster/save', 3);
  await save('roster/saveBook', 300, await vouch(WANG.id, WANG_PIN));
  await save('plain/save', 0);
  const { entries } = access.of(LI.id, null, 10);
  expect(entries.map(({ at: _at, clerk: _clerk, n: _n, ...entry }) => entry)).toEqual([
    {
      type: 'exported',
      file: 'book',
      numbers: 300,
      second: { id: WANG.id, name: WANG.name },
      purpose: PURPOSE,
    },
    { type: 'exported', file: 'roster', numbers: 3, second: null, purpose: '' },
  ]);
  await access.close();
  expect(code(await save('roster/save', 3))).toBe('ACCESS_UNLOGGED');
  expect(saved).toBe(3);
});
