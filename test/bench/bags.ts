import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { openBag, readBag, sealBag } from '#shared/bag/bag';
import { MAX_BAG_OPERATIONS } from '#shared/bag/content';
import { makeSecretKeys, publicKeysOf } from '#shared/bag/keys';
import { canonicalJson, type Json } from '#shared/json';
import type { BagAsk } from '../../src/main/bag/bagWork';
import { bagWork } from '../../src/main/bag/bagWork';
import { fullLoad } from '../support/fullBag';
import { inTurns, type Row, type Spread } from './row';

const RUNS = 5;
const random = (length: number): Uint8Array => randomBytes(length);

/**
 * A full bag on its way there and back: what another process of the desk does of it. The raw baseline is the same content as JSON
 * through Node's own AES-256-GCM, both ways: the format's hex, signature, canonical form and schema are what the ratio shows.
 */
export async function bagRows(): Promise<Row[]> {
  const operations = MAX_BAG_OPERATIONS;
  const [desk, platform] = [makeSecretKeys(random), makeSecretKeys(random)];
  const content = fullLoad(operations);
  const header = {
    kind: 'delivery',
    device: 'desk-press-test',
    number: 1,
    answers: null,
    operations,
    madeAt: '2026-11-22T09:00:00.000Z',
  } as const;
  const ask: BagAsk = { what: 'seal', header, content, own: desk, to: publicKeysOf(platform) };
  const text = bagWork({ ...ask, what: 'seal' });
  const bag = readBag(new TextEncoder().encode(text));
  if (!bag.ok) throw new Error(bag.error);
  const opened = (): Json => {
    const done = openBag({
      bag: bag.value,
      own: platform,
      ownPublic: publicKeysOf(platform),
      sender: publicKeysOf(desk),
    });
    if (!done.ok) throw new Error(done.error);
    return done.value as Json;
  };
  if (canonicalJson(opened()) !== canonicalJson(content as unknown as Json))
    throw new Error('the bag does not hold what was sealed');
  const verdicts = content.operations.map((raw) => {
    const { opId, bodyHash } = raw as { opId: string; bodyHash: string };
    const at = '2026-11-22T10:00:00.000+08:00';
    const versions = { 'person:P000001': 2 };
    return {
      opId,
      bodyHash,
      at,
      outcome: 'applied',
      receipt: 'R-1',
      versions,
      assigned: {},
      parallel: false,
    };
  });
  const answer = sealBag({
    header: { ...header, kind: 'answer', answers: bag.value.digest },
    content: { v: 1, verdicts, chain: null, refused: null, missing: [] } as Json,
    from: platform,
    fromPublic: publicKeysOf(platform),
    to: publicKeysOf(desk),
    random,
  });
  const [rawBag, rawAnswer] = [rawSealed(content), rawSealed(verdicts)];
  const timed = (work: () => unknown) => (): number => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  };
  const times = await inTurns(RUNS, {
    sealed: timed(() => bagWork(ask)),
    rawSealed: timed(() => rawSealed(content)),
    looked: timed(() => bagWork({ what: 'look', text })),
    hashed: timed(() => createHash('sha256').update(text).digest()),
    opened: timed(opened),
    rawOpened: timed(() => rawOpened(rawBag)),
    answered: timed(() => bagWork({ what: 'open', text: answer, own: desk, sender: publicKeysOf(platform) })),
    rawAnswered: timed(() => rawOpened(rawAnswer)),
    handed: timed(() => structuredClone(ask)),
    rawHanded: timed(() => JSON.parse(JSON.stringify(content))),
  });
  const row = (line: string, ours: Spread, what: string, spread: Spread): Row => ({
    line: `${line}, ${operations} operations`,
    unit: 'ms',
    ours,
    raw: { what, spread },
  });
  const aes = 'JSON and AES-256-GCM of the same';
  return [
    row('handed to another process', times.handed, 'JSON of the same, there and back', times.rawHanded),
    row('sealed', times.sealed, aes, times.rawSealed),
    row('looked at', times.looked, 'SHA-256 of the file', times.hashed),
    row('opened', times.opened, aes, times.rawOpened),
    row('answer opened', times.answered, aes, times.rawAnswered),
  ];
}

const KEY = randomBytes(32);
const NONCE = Buffer.alloc(12);

function rawSealed(content: unknown): Buffer {
  const cipher = createCipheriv('aes-256-gcm', KEY, NONCE);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
  return Buffer.concat([cipher.getAuthTag(), sealed]);
}

function rawOpened(sealed: Buffer): unknown {
  const cipher = createDecipheriv('aes-256-gcm', KEY, NONCE).setAuthTag(sealed.subarray(0, 16));
  return JSON.parse(Buffer.concat([cipher.update(sealed.subarray(16)), cipher.final()]).toString('utf8'));
}
