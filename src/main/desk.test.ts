import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainCodec } from '../shared/codec';
import type { DeskState } from '../shared/host';
import { Desk } from './desk';
import { IdentityStore } from './deskIdentity';

let folder: string;
let server: Server;
let url: string;
/** What the platform calls the key of its policies when it is asked; nothing where it was told at registration. */
let policyKey: string;
/** Tokens that came with a question for the key. */
let askedWith: (string | undefined)[];
let jurisdiction = { region: '220199', name: '青禾镇', prefixes: ['220199100'] };

beforeEach(async () => {
  policyKey = 'a'.repeat(64);
  askedWith = [];
  jurisdiction = { region: '220199', name: '青禾镇', prefixes: ['220199100'] };
  folder = mkdtempSync(join(tmpdir(), 'canbao-desk-'));
  server = createServer((request, response) => {
    request.resume();
    if (request.url === '/v1/policy/key') askedWith.push(request.headers.authorization);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        api: 'canbao-platform',
        protocol: 1,
        serverTime: '2026-11-22T08:00:00+08:00',
        ...(request.url === '/v1/policy/key'
          ? { policyKey }
          : {
              ...(request.method === 'POST' ? { token: 't'.repeat(32) } : { name: '二号窗口' }),
              jurisdiction,
            }),
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

async function open(used = false) {
  const identity = await IdentityStore.open(folder, plainCodec);
  if (!identity.ok) throw new Error(identity.error.text);
  const heard: DeskState[] = [];
  const desk = new Desk({
    identity: identity.value,
    version: '0.1.0',
    trial: true,
    fixedDay: '2026-11-22',
    isUnused: () => !used,
    onChange: (state) => heard.push(state),
  });
  return { desk, heard };
}

test('[SH12] a desk keeps its device number over starts', async () => {
  const first = (await open()).desk.state().device;
  expect(first).toMatch(/^desk-/);
  expect((await open()).desk.state().device).toBe(first);
});

test('[SH12] a registration is there after a restart, and its token is in no state the window sees', async () => {
  const { desk, heard } = await open();
  const answer = await desk.register({ url: `${url}/`, code: 'code', name: '二号窗口' });
  expect(answer).toMatchObject({
    ok: true,
    value: { mode: 'platform', platformUrl: url, jurisdiction, deviceName: '二号窗口' },
  });
  const again = await open();
  expect(again.desk.state()).toMatchObject({ mode: 'platform', platformUrl: url });
  expect(again.desk.transport()).not.toBeNull();
  expect(JSON.stringify([answer, heard, again.desk.state()])).not.toContain('tttt');
});

test('[SH13] a desk that has accepted something is not registered with another platform', async () => {
  await (await open()).desk.registerTrial({ url, code: 'code' });
  const { desk } = await open(true);
  expect(await desk.register({ url, code: 'code', name: '一号窗口' })).toMatchObject({
    ok: false,
    error: { code: 'DESK_IN_USE' },
  });
  expect(desk.state().mode).toBe('trial');
  expect((await desk.registerTrial({ url, code: 'code' })).ok).toBe(true);
});

test('[SH13] the trial platform is used at the address of this run only', async () => {
  const { desk } = await open();
  await desk.registerTrial({ url, code: 'code' });
  const later = await open();
  expect([later.desk.state().platformUrl, later.desk.transport()]).toEqual([null, null]);
  later.desk.trialIsAt('http://127.0.0.1:1');
  expect(later.desk.state().platformUrl).toBe('http://127.0.0.1:1');
});

test('[SH14] locking and unlocking is told once each', async () => {
  const { desk, heard } = await open();
  desk.setLocked(true);
  desk.setLocked(true);
  desk.setLocked(false);
  expect(heard.map((state) => state.locked)).toEqual([true, false]);
});

test.each(['', '{"version":2}', 'not json'])(
  '[SH12] a desk.json that holds %j is said and left as it is',
  async (text) => {
    const file = join(folder, 'desk.json');
    writeFileSync(file, text);
    expect(await IdentityStore.open(folder, plainCodec)).toMatchObject({
      ok: false,
      error: { code: 'DESK_FILE' },
    });
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);

test('[JM5] a desk that the county gave another jurisdiction learns of it without registering anew, once', async () => {
  const { desk, heard } = await open(true);
  await desk.register({ url, code: 'code', name: '二号窗口' });
  expect(await desk.reassigned()).toBe(false);
  jurisdiction = { region: '220199', name: '北河镇', prefixes: ['220199101'] };
  expect(await desk.reassigned()).toBe(true);
  expect(heard.at(-1)).toMatchObject({ jurisdiction, platformUrl: url });
  expect(await desk.reassigned()).toBe(false);
  expect((await open(true)).desk.state()).toMatchObject({ jurisdiction, deviceName: '二号窗口' });
});

test('[RJ13] a desk that was told no policy key pins the first one, asked for with its token, and never takes another', async () => {
  const { desk } = await open();
  expect(await desk.pinPolicyKey()).toBeNull();
  await desk.register({ url, code: 'QH-1', name: '一号窗口' });
  expect(desk.policyKey()).toBeNull();
  expect(await desk.pinPolicyKey()).toBe('a'.repeat(64));
  policyKey = 'b'.repeat(64);
  expect(await desk.pinPolicyKey()).toBe('a'.repeat(64));
  const again = (await open()).desk;
  expect([again.policyKey(), await again.pinPolicyKey()]).toEqual(['a'.repeat(64), 'a'.repeat(64)]);
  expect(askedWith).toEqual([`Bearer ${'t'.repeat(32)}`]);
});

test('[RJ13] a platform that knows no such question, or says nonsense, leaves the desk without a key', async () => {
  const { desk } = await open();
  await desk.register({ url, code: 'QH-1', name: '一号窗口' });
  policyKey = 'no key';
  expect(await desk.pinPolicyKey()).toBeNull();
  expect(desk.policyKey()).toBeNull();
});
