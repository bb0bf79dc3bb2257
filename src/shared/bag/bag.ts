import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { foreignJsonBytes } from '../foreignJson';
import { canonicalJson, type Json, Sha256Hex, sha256Hex } from '../json';
import { err, ok, type Result } from '../result';
import { fingerprint, type PublicKeys, type RandomBytes, type SecretKeys } from './keys';

/** The one version of the format that exists. */
export const BAG_VERSION = 1;
/** A file beyond this is no bag: a month of a whole township is a tenth of it. */
export const MAX_BAG_BYTES = 128 * 1024 * 1024;

/**
 * What anybody may read of a bag (离线包): enough to carry it to the right place and to tell two apart, nothing about
 * anybody. It is bound to the sealed part and signed with it.
 */
export const BagHeader = z.strictObject({
  format: z.literal('canbao-bag'),
  version: z.number().int().positive(),
  /** `delivery`: operations on their way to the platform; `answer`: the platform's verdicts on their way back. */
  kind: z.enum(['delivery', 'answer']),
  /** The desk whose operations they are, in both directions. */
  device: z.string().min(8).max(60),
  /** Number of the delivery bag: gapless per desk, from 1. An answer bears the number of the bag it answers. */
  number: z.number().int().positive(),
  /** An answer names the digest of the bag it answers, so that it can never be taken for another's. */
  answers: Sha256Hex.nullable(),
  operations: z.number().int().nonnegative(),
  madeAt: z.string().min(1).max(40),
  /** Fingerprints of the sender's and the receiver's keys. */
  from: z.string().regex(/^[0-9a-f]{16}$/),
  to: z.string().regex(/^[0-9a-f]{16}$/),
  /** One-time X25519 key and nonce of this bag. */
  ephemeral: z.string().regex(/^[0-9a-f]{64}$/),
  nonce: z.string().regex(/^[0-9a-f]{48}$/),
});
export type BagHeader = z.infer<typeof BagHeader>;

const BagFile = z.strictObject({
  header: BagHeader,
  // A group repeated over millions of pairs would overrun the engine's stack, so the length is looked at apart.
  sealed: z
    .string()
    .regex(/^[0-9a-f]+$/)
    .refine((hex) => hex.length % 2 === 0),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});

/** A bag that was read from a file: its header is whole, nothing of its signature or content is known yet. */
export interface Bag {
  readonly header: BagHeader;
  readonly sealed: string;
  readonly signature: string;
  /** SHA-256 of the whole file's canonical content: the bag's name for ever. */
  readonly digest: string;
}

/** Why a file is not the bag it should be. Closed: whoever shows it has a sentence for each. */
export type BagFault = 'not-a-bag' | 'too-large' | 'newer' | 'not-for-us' | 'unknown-sender' | 'damaged';

/** The fault in a clerk's words: what is wrong and what to do. Nothing of the file was used in any case. */
export const BAG_FAULT_TEXTS: Readonly<Record<BagFault, string>> = {
  'not-a-bag': '这个文件不是参保台的离线包，或者没有拷贝完整，没有使用。请重新拷贝，或从原电脑再导出一次。',
  'too-large': '这个文件大得不正常，没有使用。请核对是否选错了文件。',
  newer: '这个离线包是用更新版本的参保台做的，本机打不开。请先升级参保台；离线包请保留。',
  'not-for-us': '这个离线包不是给这里的，没有使用。请核对设备名称，交给对应的电脑或平台。',
  'unknown-sender': '不认识做这个离线包的一方，没有使用。原电脑可能重新登记过；请从原电脑再导出一次。',
  damaged: '离线包的内容在途中受损或被改动过，没有使用。请从原电脑再导出一次。',
};

export interface SealAsk {
  readonly header: Pick<BagHeader, 'kind' | 'device' | 'number' | 'answers' | 'operations' | 'madeAt'>;
  readonly content: Json;
  readonly from: SecretKeys;
  readonly fromPublic: PublicKeys;
  readonly to: PublicKeys;
  readonly random: RandomBytes;
}

/** Seals content to one receiver (X25519, HKDF-SHA-256, XChaCha20-Poly1305) and signs the whole (Ed25519). Gives the file's text. */
export function sealBag({ header: given, content, from, fromPublic, to, random }: SealAsk): string {
  const oneTime = random(32);
  const header: BagHeader = {
    format: 'canbao-bag',
    version: BAG_VERSION,
    ...given,
    from: fingerprint(fromPublic),
    to: fingerprint(to),
    ephemeral: bytesToHex(x25519.getPublicKey(oneTime)),
    nonce: bytesToHex(random(24)),
  };
  const key = keyOf(x25519.getSharedSecret(oneTime, hexToBytes(to.seal)), header, to);
  const sealed = bytesToHex(cipherOf(key, header).encrypt(utf8ToBytes(canonicalJson(content))));
  const signature = bytesToHex(ed25519.sign(toBeSigned(header, sealed), hexToBytes(from.sign)));
  return canonicalJson({ header, sealed, signature });
}

/** Reads a file's bytes as a bag, without opening it. */
export function readBag(bytes: Uint8Array): Result<Bag, BagFault> {
  if (bytes.length > MAX_BAG_BYTES) return err('too-large');
  const json = foreignJsonBytes(bytes);
  if (!json.ok) return err('not-a-bag');
  const { value } = json;
  const versioned = z
    .looseObject({ header: z.looseObject({ format: z.literal('canbao-bag'), version: z.number() }) })
    .safeParse(value);
  if (!versioned.success) return err('not-a-bag');
  if (versioned.data.header.version > BAG_VERSION) return err('newer');
  const parsed = BagFile.safeParse(value);
  return parsed.success
    ? ok({ ...parsed.data, digest: sha256Hex(canonicalJson(parsed.data)) })
    : err('not-a-bag');
}

export interface OpenAsk {
  readonly bag: Bag;
  readonly own: SecretKeys;
  readonly ownPublic: PublicKeys;
  /** The keys of whoever should have made it. */
  readonly sender: PublicKeys;
}

/** Opens a bag: it is for us, it is signed by who should have made it, and not a bit of it has changed. The content is for the caller to parse. */
export function openBag({ bag, own, ownPublic, sender }: OpenAsk): Result<unknown, BagFault> {
  const { header, sealed, signature } = bag;
  if (header.to !== fingerprint(ownPublic)) return err('not-for-us');
  if (header.from !== fingerprint(sender)) return err('unknown-sender');
  try {
    const signed = ed25519.verify(hexToBytes(signature), toBeSigned(header, sealed), hexToBytes(sender.sign));
    if (!signed) return err('damaged');
    const shared = x25519.getSharedSecret(hexToBytes(own.seal), hexToBytes(header.ephemeral));
    const plain = cipherOf(keyOf(shared, header, ownPublic), header).decrypt(hexToBytes(sealed));
    const content = foreignJsonBytes(plain);
    return content.ok ? content : err('damaged');
  } catch {
    // The libraries throw on points and tags that do not fit; to the clerk it is the same as a wrong signature.
    return err('damaged');
  }
}

const keyOf = (shared: Uint8Array, header: BagHeader, to: PublicKeys): Uint8Array =>
  hkdf(
    sha256,
    shared,
    concatBytes(hexToBytes(header.ephemeral), hexToBytes(to.seal)),
    utf8ToBytes('canbao-bag-1'),
    32,
  );

const cipherOf = (key: Uint8Array, header: BagHeader) =>
  xchacha20poly1305(key, hexToBytes(header.nonce), utf8ToBytes(canonicalJson(header)));

const toBeSigned = (header: BagHeader, sealed: string): Uint8Array =>
  utf8ToBytes(`canbao-bag-1\n${canonicalJson(header)}\n${sha256Hex(sealed)}`);
