import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { foreignJson } from '../foreignJson';
import { canonicalJson } from '../json';
import { RejectDictionary, readDictionary } from '../rejects/dictionary';
import { err, ok, type Result } from '../result';
import { ReviewPolicy } from '../review/policy';
import { DeskLimits } from '../sync/limits';

/** Ed25519, 32 bytes in hex. */
export const PolicyKey = z.string().regex(/^[0-9a-f]{64}$/);
export type PolicyKey = z.infer<typeof PolicyKey>;

/** What the province sets for its desks: what its refusals mean, how far a desk may run ahead, what is re-checked. */
export const PolicyBundle = z.strictObject({
  /** Rises with every publication; an older one never replaces a newer one. */
  version: z.number().int().positive(),
  dictionary: RejectDictionary,
  limits: DeskLimits,
  /** Which operations a second clerk re-checks; absent: none. */
  review: ReviewPolicy.optional(),
});
export type PolicyBundle = z.infer<typeof PolicyBundle>;

/** A bundle as it travels and lies on the disk: the very text that was signed, and the signature over it. */
export const SignedPolicy = z.strictObject({
  bundle: z.string().min(2).max(2_000_000),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type SignedPolicy = z.infer<typeof SignedPolicy>;

/** Nothing else that a key signs begins like this. */
const toBeSigned = (bundle: string): Uint8Array => utf8ToBytes(`canbao-policy-v1\n${bundle}`);

export const policyKeyOf = (secret: string): PolicyKey =>
  bytesToHex(ed25519.getPublicKey(hexToBytes(secret)));

export function signPolicy(bundle: PolicyBundle, secret: string): SignedPolicy {
  const text = canonicalJson(PolicyBundle.parse(bundle));
  return { bundle: text, signature: bytesToHex(ed25519.sign(toBeSigned(text), hexToBytes(secret))) };
}

/**
 * Opens a signed policy: the signature first, then the content, then whether it is not older than the one in use. The sentence
 * says what is wrong; the one in use then stays.
 */
export function openPolicy(
  signed: SignedPolicy,
  key: PolicyKey,
  inUse: PolicyBundle | null,
): Result<PolicyBundle, string> {
  const stays = inUse === null ? '仍用程序自带的' : `仍用第 ${inUse.version} 版`;
  if (!isSignedBy(signed, key))
    return err(
      `收到的政策包签名不对，可能被改动过或不是本省发布的，没有使用，${stays}。请告诉县级管理员核查。`,
    );
  const parsed = PolicyBundle.safeParse(jsonOf(signed.bundle));
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    return err(`收到的政策包签名正确，但内容不合格式（${where}），没有使用，${stays}。请告诉县级管理员。`);
  }
  const bundle = parsed.data;
  if (inUse !== null && bundle.version < inUse.version)
    return err(`收到的政策包是第 ${bundle.version} 版，比正在用的旧，没有使用，${stays}。`);
  if (inUse !== null && bundle.version > inUse.version) {
    const dictionary = readDictionary(bundle.dictionary, inUse.dictionary);
    if (!dictionary.ok) return dictionary;
  }
  return ok(bundle);
}

function isSignedBy({ bundle, signature }: SignedPolicy, key: PolicyKey): boolean {
  try {
    return ed25519.verify(hexToBytes(signature), toBeSigned(bundle), hexToBytes(key));
  } catch {
    // A key that is no point of the curve signs nothing.
    return false;
  }
}

function jsonOf(text: string): unknown {
  const read = foreignJson(text);
  return read.ok ? read.value : null;
}
