import { X509Certificate } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecureContextOptions } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { AUTHORITIES, SERVERS } from '#fixtures/platformCertificates';
import { plainCodec } from '#shared/codec';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import { faultTrouble } from '#shared/sync/fault';
import { Desk } from '../desk';
import { IdentityStore } from '../deskIdentity';
import { platformTransport } from './transport';
import { type PlatformTrust, pinOf, readTrust } from './trust';

const HEALTH = {
  api: 'canbao-platform',
  protocol: 1,
  serverTime: '2026-11-22T08:00:00+08:00',
  ok: true,
};
const { ok: _ok, ...ENVELOPE } = HEALTH;
const REGISTERED = {
  ...ENVELOPE,
  token: 't'.repeat(32),
  jurisdiction: { region: '220199', name: '青禾镇', prefixes: ['220199100'] },
};
const pin = (pem: string): string => pinOf(new X509Certificate(pem));
const SPARE = pin(AUTHORITIES.other);

/** As the county would tell it: its own authority, that authority's key, and one in reserve. */
const COUNTY: PlatformTrust = {
  version: 1,
  ca: AUTHORITIES.county,
  pins: [pin(AUTHORITIES.county), SPARE],
};

const servers: { close(done: () => void): unknown; closeAllConnections(): void }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise<void>((closed) => server.close(closed));
  }
});

/** A platform over TLS with this certificate; counts what it was asked, which is nothing where it was turned down. */
async function serve(options: SecureContextOptions): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  const server: Server = createServer(options, (request, response) => {
    asked += 1;
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(request.method === 'POST' ? REGISTERED : HEALTH));
  });
  server.on('tlsClientError', () => {});
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `https://localhost:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

const ask = (url: string, trust: PlatformTrust) => platformTransport({ url, trust }).health();

test('[SE21] the platform with a certificate of the county’s authority, whose key is pinned, is spoken to', async () => {
  const { url, asked } = await serve(SERVERS.good);
  expect(await ask(url, COUNTY)).toMatchObject({ ok: true });
  expect(asked()).toBe(1);
});

test('[SE21] the server’s own key may be pinned instead, and the pin in reserve is as good as the first', async () => {
  const { url } = await serve(SERVERS.good);
  const own = pin(SERVERS.good.cert);
  expect((await ask(url, { ...COUNTY, pins: [own, SPARE] })).ok).toBe(true);
  expect((await ask(url, { ...COUNTY, pins: [SPARE, own] })).ok).toBe(true);
});

test.each<[string, SecureContextOptions, PlatformTrust]>([
  ['an expired certificate', SERVERS.expired, COUNTY],
  ['a certificate of another authority', SERVERS.foreign, COUNTY],
  ['one of an authority with the county’s name and another key', SERVERS.forged, COUNTY],
  ['one for another name', SERVERS.named, COUNTY],
  [
    'the county’s certificate where neither key is pinned',
    SERVERS.good,
    { ...COUNTY, pins: [SPARE, `${'A'.repeat(43)}=`] },
  ],
  [
    'another authority’s, with the pinned one’s certificate sent along',
    { ...SERVERS.foreign, cert: `${SERVERS.foreign.cert}${AUTHORITIES.county}` },
    { ...COUNTY, ca: AUTHORITIES.other, pins: [pin(AUTHORITIES.county), pin(AUTHORITIES.twin)] },
  ],
  [
    'a certificate that the system does not know, where only keys are told',
    SERVERS.good,
    { ...COUNTY, ca: null },
  ],
])(
  '[SE21] %s is turned down before a word is sent, and the clerk is told that somebody may pose as the platform',
  async (_what, options, trust) => {
    const { url, asked } = await serve(options);
    const answer = await ask(url, trust);
    expect(answer).toEqual({ ok: false, error: { kind: 'unreachable', left: false, certificate: true } });
    expect(asked()).toBe(0);
    if (!answer.ok) expect(faultTrouble(answer.error).text).toContain('冒充平台');
  },
);

test('[SE21] a server that speaks nothing newer than TLS 1.1 is not spoken to', async () => {
  const { url, asked } = await serve({
    ...SERVERS.good,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
  expect(await ask(url, COUNTY)).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
  expect(asked()).toBe(0);
});

test('[SE21] with a pin there is no plain http, to this machine neither; without one only to this machine', async () => {
  const plain = createPlainServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(HEALTH));
  });
  servers.push(plain);
  await new Promise<void>((listening) => plain.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(plain.address() as AddressInfo).port}`;
  expect(await ask(url, COUNTY)).toMatchObject({ ok: false, error: { kind: 'address' } });
  expect((await platformTransport({ url }).health()).ok).toBe(true);
  expect(await platformTransport({ url: 'http://platform.example' }).health()).toMatchObject({
    ok: false,
    error: { kind: 'address' },
  });
});

const file = (content: unknown): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'canbao-trust-')), 'trust.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

test('[SE22] the county’s file is read; none is none', () => {
  expect(readTrust(file(COUNTY))).toEqual({ ok: true, value: COUNTY });
  expect(readTrust(undefined)).toEqual({ ok: true, value: null });
  expect(readTrust('')).toEqual({ ok: true, value: null });
});

test.each<[string, unknown]>([
  ['no JSON', '{"version":1'],
  ['one pin, and none in reserve', { ...COUNTY, pins: [SPARE] }],
  ['a pin that is none', { ...COUNTY, pins: [SPARE, 'sha256/x'] }],
  ['no certificate', { ...COUNTY, ca: 'county' }],
  ['a field too many', { ...COUNTY, insecure: true }],
  ['a newer version', { ...COUNTY, version: 2 }],
])(
  '[SE22] a file with %s is refused in words, so that nobody registers without what was meant',
  (_what, content) => {
    const path = file(content);
    expect(readTrust(path)).toMatchObject({
      ok: false,
      error: { code: 'TRUST_FILE', text: expect.stringContaining(path) },
    });
  },
);

test('[SE22] a file that is named and not there is refused as well', () => {
  expect(readTrust('/nowhere/trust.json').ok).toBe(false);
});

async function deskIn(folder: string, told: () => Result<PlatformTrust | null, Trouble>): Promise<Desk> {
  const identity = await IdentityStore.open(folder, plainCodec);
  if (!identity.ok) throw new Error(identity.error.text);
  return new Desk({
    identity: identity.value,
    version: '0.1.0',
    trial: false,
    fixedDay: '2026-11-22',
    isUnused: () => true,
    onChange: () => {},
    trust: told,
  });
}

test('[SE22] what was told at registration holds from then on: over restarts, without the file, and against whoever takes the address over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'canbao-trusting-'));
  const { url } = await serve(SERVERS.good);
  const desk = await deskIn(folder, () => ({ ok: true, value: COUNTY }));
  expect((await desk.register({ url, code: 'QH-1', name: '一号窗口' })).ok).toBe(true);
  const again = await deskIn(folder, () => ({ ok: true, value: null }));
  expect((await again.transport()?.health())?.ok).toBe(true);
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise<void>((closed) => server.close(closed));
  }
  const impostor = await serve(SERVERS.forged);
  await again.platformMovedTo(impostor.url);
  expect(await again.transport()?.health()).toMatchObject({ error: { certificate: true } });
  // Registering anew at the same address without a file does not let go of it.
  expect(await again.register({ url: impostor.url, code: 'QH-1', name: '一号窗口' })).toMatchObject({
    ok: false,
    error: { code: 'CERTIFICATE' },
  });
  expect(impostor.asked()).toBe(0);
});

test('[SE22] with a file that cannot be read nobody registers', async () => {
  const { url, asked } = await serve(SERVERS.good);
  const desk = await deskIn(mkdtempSync(join(tmpdir(), 'canbao-trusting-')), () =>
    readTrust('/nowhere/trust.json'),
  );
  expect(await desk.register({ url, code: 'QH-1', name: '一号窗口' })).toMatchObject({
    ok: false,
    error: { code: 'TRUST_FILE' },
  });
  expect(asked()).toBe(0);
});
