import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import type { CryptoSuite } from '../crypto/suite';
import { canonicalJson, Sha256Hex } from '../json';
import { AuditAct, type AuditRef, ClerkRef } from './act';

/** One entry of the audit log (审计日志). Order is by `n`; the device's time is only told. */
export const AuditEntry = z.strictObject({
  v: z.literal(1),
  /** Gapless from 1, over all files of the log. */
  n: z.number().int().positive(),
  at: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
  /** Who was signed in; null: nobody. */
  clerk: ClerkRef.nullable(),
  did: AuditAct,
  /** Hash of the entry before. */
  prev: Sha256Hex,
  /** Keyed hash of this entry’s own hash. */
  mac: Sha256Hex,
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** The end of a log: number and hash of its last entry; 0 and zeroes before the first. */
export const AuditHead = z.strictObject({ n: z.number().int().nonnegative(), hash: Sha256Hex });
export type AuditHead = z.infer<typeof AuditHead>;

type Digest = Pick<CryptoSuite, 'digest'>;
type Unbound = Omit<AuditEntry, 'prev' | 'mac'>;

/** Hash of what an entry says. */
export const contentHash = (suite: Digest, { v, n, at, clerk, did }: Unbound): string =>
  bytesToHex(suite.digest(utf8ToBytes(canonicalJson({ v, n, at, clerk, did }))));

/** Hash of an entry in its place: whoever has hash and contents knows every entry behind it. */
export const chainHash = (suite: Digest, prev: string, content: string): string =>
  bytesToHex(suite.digest(utf8ToBytes(prev + content)));

export const entryHash = (suite: Digest, entry: Unbound & { readonly prev: string }): string =>
  chainHash(suite, entry.prev, contentHash(suite, entry));

/** The keys of a log, derived from the one that its key file holds. */
export interface AuditKeys {
  readonly mac: Uint8Array;
  readonly ref: Uint8Array;
}

export const auditKeys = (suite: CryptoSuite, key: Uint8Array): AuditKeys => ({
  mac: suite.derive(key, 'audit/mac', 32),
  ref: suite.derive(key, 'audit/ref', 32),
});

export const macOf = (suite: CryptoSuite, keys: AuditKeys, hash: string): string =>
  bytesToHex(suite.mac(keys.mac, utf8ToBytes(hash)));

/** An entry in its place, closed. */
export function closedEntry(
  suite: CryptoSuite,
  keys: AuditKeys,
  prev: string,
  content: Unbound,
): { readonly entry: AuditEntry; readonly hash: string } {
  const hash = entryHash(suite, { ...content, prev });
  return { entry: AuditEntry.parse({ ...content, prev, mac: macOf(suite, keys, hash) }), hash };
}

/** The reference for an id that is not the desk's own. */
export const refOf = (suite: CryptoSuite, keys: AuditKeys, id: string): AuditRef =>
  `~${bytesToHex(suite.mac(keys.ref, utf8ToBytes(id))).slice(0, 32)}`;

/** Keyed hash of a value, to notice that it changed without telling what it is. */
export const valueDigest = (suite: CryptoSuite, keys: AuditKeys, value: unknown): string =>
  bytesToHex(suite.mac(keys.ref, utf8ToBytes(canonicalJson(value)))).slice(0, 32);
