import { x25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { openSealed, SealError, sealTo } from '#shared/crypto/sealed';
import { standardSuite } from '#shared/crypto/standard';
import type { Random } from '#shared/crypto/suite';
import { canonicalJson, sha256Hex } from '#shared/json';
import type { VaultContent } from './vaultFile';

const CONTEXT = 'vault/recovery';
const KEY_ID = 1;
const Hex32 = z.string().regex(/^[0-9a-f]{64}$/);

/** One person's half of the county's recovery key (恢复密钥的一半): alone it says nothing about the key. */
export const RecoveryShare = z.strictObject({
  version: z.literal(1),
  part: z.union([z.literal(1), z.literal(2)]),
  publicKey: Hex32,
  share: Hex32,
  /** SHA-256 of the rest, against slips of pen and disk. */
  check: Hex32,
});
export type RecoveryShare = z.infer<typeof RecoveryShare>;

/** A new recovery key: its public half for every desk, and two halves of the secret for two persons. The secret itself is not kept. */
export function makeRecovery(random: Random): {
  readonly publicKey: string;
  readonly shares: readonly [RecoveryShare, RecoveryShare];
} {
  const secret = random(32);
  const publicKey = bytesToHex(x25519.getPublicKey(secret));
  const pad = random(32);
  const rest = xor(secret, pad);
  secret.fill(0);
  return { publicKey, shares: [share(1, publicKey, pad), share(2, publicKey, rest)] };
}

/** Null when the text is no public key. */
export function sealToCounty(
  vaultKey: Uint8Array,
  publicKey: string,
  random: Random,
): NonNullable<VaultContent['recovery']> | null {
  const hex = publicKey.trim().toLowerCase();
  if (!Hex32.safeParse(hex).success) return null;
  try {
    const to = { id: KEY_ID, publicKey: hexToBytes(hex) };
    const sealed = sealTo(standardSuite, to, vaultKey, CONTEXT, random);
    return { publicKey: hex, sealed: Buffer.from(sealed).toString('base64') };
  } catch {
    // A point of small order, which gives no shared secret.
    return null;
  }
}

export type RecoveryFault = 'share' | 'same-person' | 'other-county' | 'none' | 'altered';

/** The vault's key, from both halves. */
export function openRecovery(
  recovery: VaultContent['recovery'],
  halves: readonly [unknown, unknown],
): Uint8Array | RecoveryFault {
  if (recovery === null) return 'none';
  const [one, other] = halves.map((half) => RecoveryShare.safeParse(half).data);
  if (!one || !other || !isWhole(one) || !isWhole(other)) return 'share';
  if (one.part === other.part) return 'same-person';
  if (one.publicKey !== recovery.publicKey || other.publicKey !== recovery.publicKey) return 'other-county';
  const secretKey = xor(hexToBytes(one.share), hexToBytes(other.share));
  try {
    const publicKey = x25519.getPublicKey(secretKey);
    const inbox = { id: KEY_ID, publicKey, secretKey };
    return openSealed(Buffer.from(recovery.sealed, 'base64'), CONTEXT, { ring: null, inbox });
  } catch (error) {
    if (error instanceof SealError) return 'altered';
    throw error;
  } finally {
    secretKey.fill(0);
  }
}

const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, at) => byte ^ (b[at] ?? 0));

function share(part: 1 | 2, publicKey: string, bytes: Uint8Array): RecoveryShare {
  const body = { version: 1 as const, part, publicKey, share: bytesToHex(bytes) };
  return { ...body, check: sha256Hex(canonicalJson(body)) };
}

function isWhole({ check, ...body }: RecoveryShare): boolean {
  return check === sha256Hex(canonicalJson(body));
}
