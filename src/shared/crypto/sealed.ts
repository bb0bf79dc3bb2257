import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { KeyRing } from './keyRing';
import { type CryptoSuite, type Random, TAG_BYTES } from './suite';
import { SUITES } from './suites';

/*
 * What is sealed (密文) looks like this on every disk:
 *
 *   1 byte   0xCB: no JSON text in UTF-8 begins with it, so plain values of earlier programs are told apart
 *   1 byte   form: 1 sealed with a key of the ring, 2 sealed to a public key
 *   1 byte   suite
 *   4 bytes  number of the key, big-endian
 *   n bytes  form 1: nonce; form 2: capsule
 *   …        ciphertext and tag
 *
 * Head and context are authenticated with it.
 */
const MAGIC = 0xcb;
const HEAD_BYTES = 7;
const WITH_KEY = 1;
const TO_PUBLIC = 2;

/** Why something does not open. */
export type SealFault = 'plain' | 'form' | 'suite' | 'key' | 'altered';

/** What was given does not open, or nothing can be sealed now; the message names no value. */
export class SealError extends Error {
  constructor(readonly fault: SealFault) {
    super(`sealed value: ${fault}`);
    this.name = 'SealError';
  }
}

/** The pair of keys to which is sealed while the ring is away (locked). */
export interface Inbox {
  readonly id: number;
  readonly publicKey: Uint8Array;
  /** Null while locked: nothing can be opened. */
  readonly secretKey: Uint8Array | null;
}

export const isSealed = (bytes: Uint8Array): boolean => bytes[0] === MAGIC;

/** The number of the key and the suite with which this was sealed; null for anything else. */
export function sealedWith(bytes: Uint8Array): { readonly key: number; readonly suite: number } | null {
  if (bytes.length < HEAD_BYTES || bytes[0] !== MAGIC || bytes[1] !== WITH_KEY) return null;
  return { key: keyIn(bytes), suite: bytes[2] ?? 0 };
}

export function sealWith(
  suite: CryptoSuite,
  ring: KeyRing,
  plain: Uint8Array,
  context: string,
  random: Random,
): Uint8Array {
  const key = ring.key(ring.current, suite);
  if (key === null) throw new SealError('key');
  const head = headOf(WITH_KEY, suite, ring.current);
  const nonce = random(suite.nonceBytes);
  return concatBytes(head, nonce, suite.seal(key, nonce, plain, bound(head, context)));
}

/** All that sealing takes but the cipher, for a machine that has a faster one of its own. The nonce serves once. */
export function partsToSeal(suite: CryptoSuite, ring: KeyRing, context: string, random: Random) {
  const key = ring.key(ring.current, suite);
  if (key === null) throw new SealError('key');
  const head = headOf(WITH_KEY, suite, ring.current);
  return { head, nonce: random(suite.nonceBytes), key, bound: bound(head, context) };
}

/** The counterpart of `partsToSeal`; null where this was not sealed with this suite and a key of this ring. */
export function partsToOpen(bytes: Uint8Array, context: string, ring: KeyRing, suite: CryptoSuite) {
  const how = sealedWith(bytes);
  const from = HEAD_BYTES + suite.nonceBytes;
  const key = how === null || how.suite !== suite.id ? null : ring.key(how.key, suite);
  if (key === null || bytes.length < from + TAG_BYTES) return null;
  const head = bytes.subarray(0, HEAD_BYTES);
  return {
    nonce: bytes.subarray(HEAD_BYTES, from),
    key,
    bound: bound(head, context),
    sealed: bytes.subarray(from),
  };
}

/** Seals so that whoever sealed cannot open it again. */
export function sealTo(
  suite: CryptoSuite,
  inbox: Pick<Inbox, 'id' | 'publicKey'>,
  plain: Uint8Array,
  context: string,
  random: Random,
): Uint8Array {
  const head = headOf(TO_PUBLIC, suite, inbox.id);
  const { capsule, key } = suite.encapsulate(inbox.publicKey, random);
  // The key serves this once, so the nonce may be fixed.
  const sealed = suite.seal(key, new Uint8Array(suite.nonceBytes), plain, bound(head, context));
  return concatBytes(head, capsule, sealed);
}

/** Throws `SealError`: with `altered` for every byte that differs and for another context. */
export function openSealed(
  bytes: Uint8Array,
  context: string,
  keys: { readonly ring: KeyRing | null; readonly inbox: Inbox | null },
  suites: readonly CryptoSuite[] = SUITES,
): Uint8Array {
  if (!isSealed(bytes)) throw new SealError('plain');
  const head = bytes.subarray(0, HEAD_BYTES);
  const form = bytes[1];
  if (head.length < HEAD_BYTES || (form !== WITH_KEY && form !== TO_PUBLIC)) throw new SealError('form');
  const suite = suites.find(({ id }) => id === bytes[2]);
  if (suite === undefined) throw new SealError('suite');
  const from = HEAD_BYTES + (form === WITH_KEY ? suite.nonceBytes : suite.capsuleBytes);
  if (bytes.length < from + TAG_BYTES) throw new SealError('altered');
  const before = bytes.subarray(HEAD_BYTES, from);
  const [key, nonce] =
    form === WITH_KEY
      ? [keys.ring?.key(keyIn(bytes), suite) ?? null, before]
      : [capsuleKey(suite, keys.inbox, keyIn(bytes), before), new Uint8Array(suite.nonceBytes)];
  if (key === null) throw new SealError('key');
  try {
    return suite.open(key, nonce, bytes.subarray(from), bound(head, context));
  } catch {
    throw new SealError('altered');
  }
}

function capsuleKey(
  suite: CryptoSuite,
  inbox: Inbox | null,
  id: number,
  capsule: Uint8Array,
): Uint8Array | null {
  if (inbox === null || inbox.secretKey === null || inbox.id !== id) return null;
  try {
    return suite.decapsulate(inbox.secretKey, capsule);
  } catch {
    throw new SealError('altered');
  }
}

function headOf(form: number, suite: CryptoSuite, key: number): Uint8Array {
  const head = Uint8Array.of(MAGIC, form, suite.id, 0, 0, 0, 0);
  new DataView(head.buffer).setUint32(3, key);
  return head;
}

const keyIn = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(3);

const bound = (head: Uint8Array, context: string): Uint8Array => concatBytes(head, utf8ToBytes(context));
