import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { MAX_BAG_BYTES, openBag, readBag, sealBag } from '#shared/bag/bag';
import { makeSecretKeys, publicKeysOf } from '#shared/bag/keys';
import type { Json } from '#shared/json';
import { openPolicy, policyKeyOf, signPolicy } from '#shared/policy/bundle';
import { STANDING_DICTIONARY } from '#shared/rejects/dictionary';
import { STANDING_LIMITS } from '#shared/sync/limits';
import { UPDATE_LIMITS } from '#shared/update/manifest';
import { BACKUP_KIND } from '../../src/main/backup/backupFormat';
import { BackupReader } from '../../src/main/backup/backupReader';
import { TestDesk } from '../../src/main/backup/testDesk';
import { LIMITS, platformTransport } from '../../src/main/delivery/transport';
import { readTrust } from '../../src/main/delivery/trust';
import { HEADER_BYTES, header, MAX_RECORD_BYTES } from '../../src/main/journal/frames';
import { Policies } from '../../src/main/policy/policies';
import { makeUpdate, KEY as UPDATE_KEY } from '../../src/main/update/testUpdates';
import { readUpdateFile, UPDATE_MAGIC } from '../../src/main/update/updateFile';
import { withProto } from '../hostile/polluting';

/**
 * JSON of others that the main process parses itself (ADR 0040): each is asked with a text nested half a million levels deep, with one that
 * has members `__proto__` and `constructor`, and with one that is longer than may be.
 */
const folder = mkdtempSync(join(tmpdir(), 'foreign-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let server: Server | null = null;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((closed) => (server ? server.close(closed) : closed(null)));
  server = null;
});

const MIB = 1024 * 1024;
const LEVELS = 400_000;
const DEEP = '['.repeat(LEVELS) + ']'.repeat(LEVELS);
const file = (name: string, bytes: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

const SECRET = '11'.repeat(32);
const signed = signPolicy({ version: 2, dictionary: STANDING_DICTIONARY, limits: STANDING_LIMITS }, SECRET);

async function line(answer: string) {
  server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return platformTransport({ url, token: 't'.repeat(32), limits: LIMITS });
}
const ENVELOPE = { api: 'canbao-platform', protocol: 1, serverTime: '2026-11-22T08:00:00+08:00' };

async function policyOf(text: string): Promise<unknown> {
  const answer = await (await line(text)).policy?.();
  return answer?.ok === true;
}
const told = JSON.stringify({ ...ENVELOPE, policy: signed });

async function keptPolicy(text: string): Promise<unknown> {
  file('policy.json', text);
  const policies = await Policies.open({
    folder,
    key: () => policyKeyOf(SECRET),
    pin: async () => null,
    fetch: async () => null,
    now: () => 0,
    onChange: () => undefined,
  });
  const { version, trouble } = policies.state();
  if (version === null) expect(trouble).toMatchObject({ code: 'POLICY_FILE' });
  return version === 2;
}
const kept = JSON.stringify({ version: 1, signed, confirmedAt: '2026-11-22T08:00:00.000Z' });

/** A file of one frame, whatever its length. */
async function backupOf(head: string): Promise<unknown> {
  const content = Buffer.from(head);
  const lead = Buffer.alloc(8);
  lead.writeUInt32BE(content.length, 0);
  lead.writeUInt32BE(crc32(content, crc32(lead.subarray(0, 4))), 4);
  const opened = await BackupReader.open(
    file('a.cbbak', Buffer.concat([header(BACKUP_KIND), lead, content])),
  );
  if (opened.ok) await opened.value.close();
  else expect(opened.error).toBe('damaged');
  return opened.ok;
}
async function madeBackup(): Promise<string> {
  const desk = await new TestDesk(join(folder, 'desk')).open();
  try {
    const made = await desk.backups.make();
    if (!made.ok) throw new Error(made.error.text);
    const backups = join(folder, 'desk/backups');
    const [name = ''] = readdirSync(backups).filter((one) => one.endsWith('.cbbak'));
    const bytes = readFileSync(join(backups, name));
    return bytes.toString('utf8', HEADER_BYTES + 8, HEADER_BYTES + 8 + bytes.readUInt32BE(HEADER_BYTES));
  } finally {
    await desk.close();
  }
}

const PREFIX = UPDATE_MAGIC.length + 4;
let payload = Buffer.alloc(0);
async function updateOf(head: string): Promise<unknown> {
  const text = Buffer.from(head);
  const prefix = Buffer.alloc(PREFIX);
  prefix.write(UPDATE_MAGIC, 'ascii');
  prefix.writeUInt32BE(text.length, UPDATE_MAGIC.length);
  const read = await readUpdateFile(file('a.cbupd', Buffer.concat([prefix, text, payload])), [UPDATE_KEY]);
  if (!read.ok) expect(read.error.code).toBe('UPDATE_NO_FILE');
  return read.ok;
}
async function madeUpdate(): Promise<string> {
  const bytes = readFileSync(await makeUpdate(folder));
  const end = PREFIX + bytes.readUInt32BE(UPDATE_MAGIC.length);
  payload = bytes.subarray(end);
  return bytes.toString('utf8', PREFIX, end);
}

const trustOf = (text: string): unknown => {
  const read = readTrust(file('trust.json', text));
  if (!read.ok) expect(read.error.code).toBe('TRUST_FILE');
  return read.ok;
};
const trust = JSON.stringify({ version: 1, ca: null, pins: ['A', 'B'].map((c) => `${c.repeat(43)}=`) });

const own = makeSecretKeys((length) => randomBytes(length));
const sealed = (content: Json): string =>
  sealBag({
    header: {
      kind: 'answer',
      device: 'desk-of-the-test',
      number: 1,
      answers: 'a'.repeat(64),
      operations: 0,
      madeAt: '2026-11-22T09:00:00.000Z',
    },
    content,
    from: own,
    fromPublic: publicKeysOf(own),
    to: publicKeysOf(own),
    random: (length) => randomBytes(length),
  });
const bagOf = (text: string): unknown => readBag(Buffer.from(text)).ok;

interface Reader {
  /** True when the text was taken. */
  readonly take: (text: string) => unknown;
  /** One that is taken. */
  readonly good: () => string | Promise<string>;
  /** Bytes. */
  readonly most: number;
}
const READERS: readonly (readonly [what: string, reader: Reader])[] = [
  ['a policy on the line', { take: policyOf, good: () => told, most: LIMITS.policy.maxBytes }],
  ['the policy on the disk', { take: keptPolicy, good: () => kept, most: 8 * MIB }],
  ['the outside of a bag', { take: bagOf, good: () => sealed({ v: 1 }), most: MAX_BAG_BYTES }],
  ['the head of a backup', { take: backupOf, good: madeBackup, most: MAX_RECORD_BYTES }],
  ['the head of an update', { take: updateOf, good: madeUpdate, most: UPDATE_LIMITS.headBytes }],
  ['the county’s trust file', { take: trustOf, good: () => trust, most: MIB }],
];

describe('JSON of others', () => {
  test.each(READERS)(
    '[SE29] %s is taken as it should be; too deep, with members that name a prototype or too long it is not, and nothing is thrown',
    async (_what, { take, good, most }) => {
      const made = await good();
      expect(await take(made)).toBe(true);
      expect(await take(DEEP)).toBe(false);
      expect(await take(made.replace('{', `{"deep":${DEEP},`))).toBe(false);
      expect(await take(withProto(made))).toBe(false);
      // White space is all that is too much.
      expect(await take(made + ' '.repeat(most))).toBe(false);
      expect('polluted' in {}).toBe(false);
    },
  );

  test('[SE29] a verdict whose fields are nested without end is no answer, on the line as in a bag', async () => {
    const verdict = {
      opId: '01JCAXBQ7M0V3KZR5T9WHE2CYF',
      bodyHash: 'a'.repeat(64),
      at: ENVELOPE.serverTime,
      outcome: 'conflict',
      why: 'FIELDS_CHANGED',
      text: '两边都改了',
      fields: [{ subject: { kind: 'person', id: '1' }, field: 'phone', base: 1, desk: 2, platform: 3 }],
      changedBy: null,
      changedAt: null,
      current: [],
    };
    const results = JSON.stringify({ ...ENVELOPE, results: [verdict] });
    expect(await (await line(results)).push([])).toMatchObject({
      ok: true,
      value: { verdicts: [{ why: verdict.why }] },
    });
    const deep = results.replace('"base":1', `"base":${DEEP}`);
    expect(await (await line(deep)).push([])).toMatchObject({ ok: false, error: { kind: 'garbled' } });

    const open = (depth: number) => {
      let base: Json = 1;
      for (let i = 0; i < depth; i++) base = [base];
      const bag = readBag(Buffer.from(sealed({ v: 1, base })));
      if (!bag.ok) throw new Error(bag.error);
      return openBag({ bag: bag.value, own, ownPublic: publicKeysOf(own), sender: publicKeysOf(own) });
    };
    expect(open(50)).toMatchObject({ ok: true });
    expect(open(500)).toEqual({ ok: false, error: 'damaged' });
  });

  test('[SE29] a policy that is rightly signed and nested without end is not used', () => {
    const { bundle } = signed;
    const deep = bundle.replace('{', `{"deep":${DEEP},`);
    const signature = bytesToHex(ed25519.sign(utf8ToBytes(`canbao-policy-v1\n${deep}`), hexToBytes(SECRET)));
    const key = policyKeyOf(SECRET);
    expect(openPolicy(signed, key, null)).toMatchObject({ ok: true });
    const opened = openPolicy({ bundle: deep, signature }, key, null);
    expect(opened).toMatchObject({ ok: false, error: expect.stringContaining('签名正确，但内容不合格式') });
  });
});
