import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { fingerprint, type PublicKeys, type SecretKeys } from '../bag/keys';
import { openSealed, sealTo } from '../crypto/sealed';
import { standardSuite } from '../crypto/standard';
import type { CryptoSuite, Random } from '../crypto/suite';
import { Operation, OpId } from '../domain/operation';
import { foreignJsonBytes } from '../foreignJson';
import { canonicalJson, sha256Hex } from '../json';
import { err, ok, type Result } from '../result';
import { Recheck } from '../review/recheck';

/** Hex digits of a sealed operation: one that fills a whole batch (`MAX_BATCH_BYTES`), and what the seal adds. */
const MAX_SEALED_DIGITS = 2 * (256 + 4) * 1024;

const Fingerprint = z.string().regex(/^[0-9a-f]{16}$/);

/**
 * One accepted operation (封好的业务), sealed to the platform and signed by the desk when it was accepted: whoever holds it can bring it, and
 * reads of it nothing but its opaque id.
 */
export const Envelope = z.strictObject({
  v: z.literal(1),
  opId: OpId,
  /** Fingerprints of the keys of the desk that made it and of the platform it is for. */
  from: Fingerprint,
  to: Fingerprint,
  /** An `EnvelopeContent`, sealed by suite `std`; device, id and fingerprints are bound to it. */
  sealed: z
    .string()
    .regex(/^[0-9a-f]+$/)
    .max(MAX_SEALED_DIGITS)
    .refine((digits) => digits.length % 2 === 0),
  /** Ed25519, over everything else. */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type Envelope = z.infer<typeof Envelope>;

/** What the platform finds in an envelope. */
export const EnvelopeContent = z.strictObject({
  v: z.literal(1),
  operation: Operation,
  /** A second clerk of the desk has re-checked it (复核). */
  recheck: Recheck.nullable(),
});
export type EnvelopeContent = z.infer<typeof EnvelopeContent>;

/** Why an envelope is not opened; nothing of it is taken. */
export type EnvelopeFault = 'not-for-us' | 'unknown-sender' | 'altered';

/** Name of an envelope for ever: SHA-256 of all of it. A receipt echoes it. */
export const digestOf = (envelope: Envelope): string => sha256Hex(canonicalJson(envelope));

/** `sealTo` numbers the keys it seals to; the fingerprint tells ours apart, so there is one number only. */
const KEY_NUMBER = 1;
const boundTo = (device: string, { v, opId, from, to }: Omit<Envelope, 'sealed' | 'signature'>): string =>
  `canbao-envelope-1\n${canonicalJson({ v, device, opId, from, to })}`;
const toBeSigned = (bound: string, sealed: string): Uint8Array =>
  utf8ToBytes(`${bound}\n${sha256Hex(sealed)}`);

export interface SealEnvelope {
  readonly operation: Operation;
  readonly recheck: Recheck | null;
  readonly from: { readonly secret: SecretKeys; readonly keys: PublicKeys };
  readonly to: PublicKeys;
  readonly random: Random;
  /** Suite `std`; a machine may have a faster way to the same bytes. */
  readonly suite?: CryptoSuite;
}

export function sealEnvelope({ operation, recheck, from, to, random, suite }: SealEnvelope): Envelope {
  const outside = { v: 1, opId: operation.opId, from: fingerprint(from.keys), to: fingerprint(to) } as const;
  const bound = boundTo(operation.device, outside);
  const content: EnvelopeContent = { v: 1, operation, recheck };
  const inbox = { id: KEY_NUMBER, publicKey: hexToBytes(to.seal) };
  const plain = utf8ToBytes(canonicalJson(content));
  const sealed = bytesToHex(sealTo(suite ?? standardSuite, inbox, plain, bound, random));
  const signed = standardSuite.sign(hexToBytes(from.secret.sign), toBeSigned(bound, sealed));
  return { ...outside, sealed, signature: bytesToHex(signed) };
}

export interface OpenEnvelope {
  readonly envelope: Envelope;
  /** The desk that is said to have made it, and its keys. */
  readonly device: string;
  readonly sender: PublicKeys;
  readonly own: { readonly secret: SecretKeys; readonly keys: PublicKeys };
}

/** Opens an envelope: it is for us, that desk signed it, and not a bit of it has changed. */
export function openEnvelope({
  envelope,
  device,
  sender,
  own,
}: OpenEnvelope): Result<EnvelopeContent, EnvelopeFault> {
  if (envelope.to !== fingerprint(own.keys)) return err('not-for-us');
  if (envelope.from !== fingerprint(sender)) return err('unknown-sender');
  const bound = boundTo(device, envelope);
  let content: unknown;
  try {
    const signed = toBeSigned(bound, envelope.sealed);
    if (!standardSuite.verify(hexToBytes(sender.sign), signed, hexToBytes(envelope.signature)))
      return err('altered');
    const inbox = {
      id: KEY_NUMBER,
      publicKey: hexToBytes(own.keys.seal),
      secretKey: hexToBytes(own.secret.seal),
    };
    const plain = openSealed(hexToBytes(envelope.sealed), bound, { ring: null, inbox }, [standardSuite]);
    const read = foreignJsonBytes(plain);
    if (!read.ok) return err('altered');
    content = read.value;
  } catch {
    // The libraries throw on points and tags that do not fit.
    return err('altered');
  }
  const parsed = EnvelopeContent.safeParse(content);
  if (!parsed.success) return err('altered');
  const { operation, recheck } = parsed.data;
  const itsOwn = operation.opId === envelope.opId && operation.device === device;
  return itsOwn && (recheck === null || recheck.opId === operation.opId) ? ok(parsed.data) : err('altered');
}
