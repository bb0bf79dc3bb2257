import { randomBytes } from 'node:crypto';
import { openBag, readBag, sealBag } from '#shared/bag/bag';
import { makeSecretKeys, publicKeysOf } from '#shared/bag/keys';
import { canonicalJson, type Json } from '#shared/json';
import type { BagAsk } from '../../src/main/bag/bagWork';
import { bagWork } from '../../src/main/bag/bagWork';
import { fullLoad } from '../support/fullBag';

/** Milliseconds of each step of a bag's way, and its size in bytes. */
export interface BagBench {
  readonly operations: number;
  readonly bytes: number;
  readonly steps: Readonly<Record<string, number>>;
}

const random = (length: number): Uint8Array => randomBytes(length);

/** One full bag, there and back: once each, as a desk does it. */
export function benchBags(operations: number): BagBench {
  const [desk, platform] = [makeSecretKeys(random), makeSecretKeys(random)];
  const content = fullLoad(operations);
  const steps: Record<string, number> = {};
  const timed = <T>(name: string, work: () => T): T => {
    const begun = performance.now();
    const done = work();
    steps[name] = Math.round(performance.now() - begun);
    return done;
  };
  const header = {
    kind: 'delivery',
    device: 'desk-press-test',
    number: 1,
    answers: null,
    operations,
    madeAt: '2026-11-22T09:00:00.000Z',
  } as const;
  const ask: BagAsk = { what: 'seal', header, content, own: desk, to: publicKeysOf(platform) };
  // What is left to the main process: a copy of what it has for another one.
  timed('handed to another process', () => structuredClone(ask));
  const bag = timed('sealed', () => bagWork(ask));
  timed('looked at', () => bagWork({ what: 'look', text: bag }));
  const read = readBag(new TextEncoder().encode(bag));
  if (!read.ok) throw new Error(read.error);
  const opened = timed('opened', () =>
    openBag({
      bag: read.value,
      own: platform,
      ownPublic: publicKeysOf(platform),
      sender: publicKeysOf(desk),
    }),
  );
  if (!opened.ok || canonicalJson(opened.value as Json) !== canonicalJson(content as unknown as Json))
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
    header: { ...header, kind: 'answer', answers: read.value.digest },
    content: { v: 1, verdicts, chain: null, refused: null, missing: [] } as Json,
    from: platform,
    fromPublic: publicKeysOf(platform),
    to: publicKeysOf(desk),
    random,
  });
  timed('answer opened', () =>
    bagWork({ what: 'open', text: answer, own: desk, sender: publicKeysOf(platform) }),
  );
  return { operations, bytes: bag.length, steps };
}
