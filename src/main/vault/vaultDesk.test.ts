import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOST_CALLS, type HostChannel, type Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { answerCall, type Handlers } from '../callContract';
import type { DeskHandlers } from '../handlers';
import { makeRecovery } from './recovery';
import { openVault } from './testVault';
import type { Vault } from './vault';
import { VaultDesk } from './vaultDesk';
import { noVault, whileOpen } from './whileOpen';

const PHRASE = '门前那棵老槐树今年没开花';
const OTHER_PHRASE = '下雨天 the bus 总迟到';
const FIRST = { staffNo: '1024', name: '李秀英', secret: PHRASE, recovery: null };

let folder: string;
let vault: Vault;
let opening: Result<void, Trouble> | Promise<Result<void, Trouble>>;
let seen: string[];
let waiting: number | null;
let desk: VaultDesk;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-vaultdesk-'));
  vault = await openVault(join(folder, 'vault'));
  opening = ok(undefined);
  seen = [];
  waiting = 0;
  desk = new VaultDesk({
    vault,
    idleMinutes: 5,
    open: async () => {
      seen.push('open');
      return opening;
    },
    onLocked: () => void seen.push('locked'),
    onChange: () => void seen.push('changed'),
    awake: () => void seen.push('awake'),
    undelivered: () => waiting,
    end: async () => void seen.push('end'),
    formerId: (name) => (name === '王建国' ? 'clerk-old' : null),
  });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const call = async <C extends Extract<HostChannel, `vault/${string}`>>(channel: C, ask: unknown) =>
  answerCall(channel, ask, desk.handlers() as unknown as Handlers);
const codeOf = (answer: unknown): string =>
  (answer as { ok: boolean }).ok ? 'ok' : (answer as { error: Trouble }).error.code;

test('[VA11] a new desk is set up by its first clerk, who administers it, and opens behind the vault', async () => {
  expect((await call('vault/state', {})).phase).toBe('absent');
  const made = await call('vault/setUp', FIRST);
  if (!made.ok) throw new Error(made.error.text);
  expect(made.value).toMatchObject({ phase: 'open', hasRecovery: false, secretKind: 'passphrase' });
  expect(made.value.current).toMatchObject({ id: 'clerk-1', name: '李秀英' });
  expect(made.value.current?.roles).toContain('administrator');
  expect(seen).toEqual(['open', 'awake']);
});

test('[VA24] a county key that is none makes no vault; a right one can be opened by the county', async () => {
  expect(codeOf(await call('vault/setUp', { ...FIRST, recovery: 'abc' }))).toBe('RECOVERY_KEY');
  expect(vault.phase()).toBe('absent');
  const { publicKey } = makeRecovery((n) => new Uint8Array(n).fill(7));
  const made = await call('vault/setUp', { ...FIRST, recovery: publicKey });
  expect(made.ok && made.value.hasRecovery).toBe(true);
});

test('[VA27] a desk that does not open behind the vault is not left with its keys in memory', async () => {
  await call('vault/setUp', FIRST);
  desk.lock();
  opening = err({ code: 'DISK', text: '流水账文件打不开。' });
  expect(codeOf(await call('vault/signIn', { id: 'clerk-1', secret: PHRASE }))).toBe('DISK');
  expect(vault.phase()).toBe('locked');
  expect(codeOf(await call('vault/windowKeys', {}))).toBe('LOCKED');
});

test('[VA27] a window that asks while the desk behind the vault is still being opened hears of a locked one', async () => {
  await call('vault/setUp', FIRST);
  desk.lock();
  let done: (opened: Result<void, Trouble>) => void = () => undefined;
  opening = new Promise((resolve) => {
    done = resolve;
  });
  const entering = call('vault/signIn', { id: 'clerk-1', secret: PHRASE });
  await expect.poll(() => seen.at(-1)).toBe('open');
  expect(vault.phase()).toBe('open');
  expect(await call('vault/state', {})).toMatchObject({ phase: 'locked', current: null });
  done(ok(undefined));
  expect(await entering).toMatchObject({ ok: true, value: { phase: 'open', current: { id: 'clerk-1' } } });
  expect(await call('vault/state', {})).toMatchObject({ phase: 'open' });
});

test('[VA27] after the lock every call of the desk is refused, and the window has no keys to ask for', async () => {
  const answered: string[] = [];
  const handlers = new Proxy({} as DeskHandlers, {
    get: (_of, channel) => () => {
      answered.push(String(channel));
      throw new Error('reached');
    },
  });
  const door = { ...whileOpen(() => (vault.phase() === 'open' ? handlers : null)), ...desk.handlers() };
  await call('vault/setUp', FIRST);
  const channels = (Object.keys(HOST_CALLS) as HostChannel[]).filter(
    (one) => !/^(vault|practice|restore)\//.test(one),
  );
  expect(channels.length).toBeGreaterThan(60);
  const reach = (channel: HostChannel) =>
    Promise.resolve()
      .then(() => (door[channel as keyof typeof door] as (ask: never) => unknown)({} as never))
      .then(
        () => 'answered',
        (error: Error) => error.message.replace(`${channel}: `, ''),
      );
  for (const channel of channels) expect(await reach(channel)).toBe('reached');
  desk.lock();
  answered.length = 0;
  for (const channel of channels) expect(await reach(channel)).toBe('locked');
  expect(answered).toEqual([]);
  expect(codeOf(await call('vault/windowKeys', {}))).toBe('LOCKED');
  expect(seen.filter((one) => one === 'locked').length).toBe(1);
  desk.lock();
  expect(seen.filter((one) => one === 'locked').length).toBe(1);
});

test('[VA15] what the window is given opens nothing of the main process’s files', async () => {
  await call('vault/setUp', FIRST);
  const given = await call('vault/windowKeys', {});
  if (!given.ok) throw new Error(given.error.text);
  const files = vault.sealingKeys('files').ring?.copies() ?? [];
  expect(files.length).toBe(1);
  for (const { key } of files)
    expect(given.value.keys.map((one) => one.key)).not.toContain(Buffer.from(key).toString('base64'));
  expect(given.value.suite).toBe('swift');
  expect(given.value.store).toBe('plain');
  expect(codeOf(await call('vault/windowSealed', {}))).toBe('ok');
  const after = await call('vault/windowKeys', {});
  expect(after.ok && after.value.store).toBe('whole');
});

test('[CL1] a colleague of an older desk keeps the number that stands in its journal; a stranger gets a new one', async () => {
  await call('vault/setUp', FIRST);
  const more = { staffNo: '2048', name: '王建国', roles: ['clerk'], secret: OTHER_PHRASE };
  const enrolled = await call('vault/enrol', more);
  expect(enrolled.ok && enrolled.value.clerks.map(({ id }) => id)).toContain('clerk-old');
  const third = await call('vault/enrol', { ...more, staffNo: '4096', name: '赵桂兰' });
  expect(third.ok && third.value.clerks.length).toBe(3);
  expect(codeOf(await call('vault/remove', { id: 'clerk-old' }))).toBe('ok');
  const again = await call('vault/enrol', more);
  expect(again.ok && again.value.clerks.filter(({ id }) => id === 'clerk-old').length).toBe(0);
  expect(seen.filter((one) => one === 'changed').length).toBe(4);
});

test('[VA29] a desk with undelivered operations is not taken out of use unawares, and never by who may not', async () => {
  await call('vault/setUp', FIRST);
  await call('vault/enrol', { staffNo: '2048', name: '王建国', roles: ['clerk'], secret: OTHER_PHRASE });
  waiting = 3;
  const refused = await call('vault/decommission', { evenUndelivered: false });
  expect(codeOf(refused)).toBe('UNDELIVERED');
  expect(!refused.ok && refused.error.text).toContain('3 笔');
  desk.lock();
  await call('vault/signIn', { id: 'clerk-old', secret: OTHER_PHRASE });
  expect(codeOf(await call('vault/decommission', { evenUndelivered: true }))).toBe('ROLE');
  expect(seen).not.toContain('end');
  desk.lock();
  await call('vault/signIn', { id: 'clerk-1', secret: PHRASE });
  const done = await call('vault/decommission', { evenUndelivered: true });
  expect(done.ok && done.value.by).toBe('clerk-1');
  expect((await call('vault/state', {})).phase).toBe('shredded');
  expect(seen.indexOf('end')).toBeLessThan(seen.lastIndexOf('locked'));
  expect(await readFile(join(folder, 'vault', 'vault.json'), 'utf8')).not.toContain('wrap');
});

test('[VA27] practice has no vault, and nothing of it can be set up there', async () => {
  const none = noVault() as unknown as Handlers;
  expect((await answerCall('vault/state', {}, none)).phase).toBe('none');
  expect(codeOf(await answerCall('vault/setUp', FIRST, none))).toBe('PRACTICE');
});
