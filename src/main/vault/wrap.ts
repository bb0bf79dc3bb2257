import { argon2id } from 'hash-wasm';
import { z } from 'zod';
import { KeyRing } from '#shared/crypto/keyRing';
import { openSealed, SealError, sealWith } from '#shared/crypto/sealed';
import type { CryptoSuite, Random } from '#shared/crypto/suite';
import { normalSecret } from '#shared/vault/secretRules';

/** Cost of Argon2id (RFC 9106). */
export interface KdfCost {
  readonly memoryKiB: number;
  readonly passes: number;
}

/** What new wraps cost. It stands beside each wrap, so that it can be raised without locking anybody out. */
export const KDF_COST: KdfCost = { memoryKiB: 64 * 1024, passes: 3 };

const Kdf = z.strictObject({
  name: z.literal('argon2id'),
  /** Bounds keep a file that was tampered with from stopping the machine; too little cost opens nothing. */
  memoryKiB: z
    .number()
    .int()
    .min(8)
    .max(1024 * 1024),
  passes: z.number().int().min(1).max(20),
  salt: z.base64().min(20).max(100),
});

/** The vault's key as one clerk's secret opens it (口令包裹的密钥). */
export const Wrap = z.strictObject({
  kdf: Kdf,
  /** `system`: sealed once more by the operating system, for this account of this machine. */
  outer: z.enum(['none', 'system']),
  sealed: z.base64().max(4000),
});
export type Wrap = z.infer<typeof Wrap>;

/** The operating system's own encryption (Electron's safeStorage), for whoever is signed in to it. */
export interface SystemSeal {
  /** False where there is none, or it would use a password that everybody knows (`basic_text`). */
  isReal(): Promise<boolean>;
  seal(text: string): Promise<Uint8Array>;
  /** Throws when this is another account or another machine. */
  open(bytes: Uint8Array): Promise<string>;
}

/** Argon2id as it is; a port so that a test can count its runs. */
export type Argon2 = (secret: string, kdf: z.infer<typeof Kdf>) => Promise<Uint8Array>;

export const argon2: Argon2 = (secret, { salt, memoryKiB, passes }) =>
  argon2id({
    password: secret,
    salt: Buffer.from(salt, 'base64'),
    iterations: passes,
    memorySize: memoryKiB,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary',
  });

export interface WrapTools {
  readonly suite: CryptoSuite;
  readonly random: Random;
  readonly system: SystemSeal;
  readonly argon2: Argon2;
  readonly cost: KdfCost;
}

const context = (clerk: string) => `vault/wrap/${clerk}`;

const kdfOf = ({ random, cost }: WrapTools): z.infer<typeof Kdf> => ({
  name: 'argon2id',
  ...cost,
  salt: Buffer.from(random(16)).toString('base64'),
});

/** Wraps the vault's key for a clerk; both factors are needed to open it, where the system has one. */
export async function wrapKey(
  key: Uint8Array,
  { clerk, secret }: { readonly clerk: string; readonly secret: string },
  tools: WrapTools,
): Promise<Wrap> {
  const kdf = kdfOf(tools);
  const ring = await ringOf(secret, kdf, tools);
  const inner = Buffer.from(sealWith(tools.suite, ring, key, context(clerk), tools.random));
  ring.wipe();
  if (!(await tools.system.isReal())) return { kdf, outer: 'none', sealed: inner.toString('base64') };
  const outer = await tools.system.seal(inner.toString('base64'));
  return { kdf, outer: 'system', sealed: Buffer.from(outer).toString('base64') };
}

/** `secret`: the secret is wrong, or the wrap was altered; `system`: the system does not open its part. */
export type WrapFault = 'secret' | 'system';

/** The vault's key, in a buffer that is the caller's to zero. */
export async function unwrapKey(
  wrap: Wrap,
  { clerk, secret }: { readonly clerk: string; readonly secret: string },
  tools: WrapTools,
): Promise<Uint8Array | WrapFault> {
  let inner: Uint8Array;
  try {
    const outer = Buffer.from(wrap.sealed, 'base64');
    inner = wrap.outer === 'none' ? outer : Buffer.from(await tools.system.open(outer), 'base64');
  } catch {
    return 'system';
  }
  const ring = await ringOf(secret, wrap.kdf, tools);
  try {
    return openSealed(inner, context(clerk), { ring, inbox: null });
  } catch (error) {
    if (error instanceof SealError) return 'secret';
    throw error;
  } finally {
    ring.wipe();
  }
}

/** Costs what opening a real wrap costs: who asks for somebody unknown learns nothing from the time. */
export const decoyWrap = (tools: WrapTools): Wrap => ({ kdf: kdfOf(tools), outer: 'none', sealed: 'AAAA' });

/** True when today's program would wrap it stronger. */
export const isWeak = (wrap: Wrap, tools: WrapTools, systemIsReal: boolean): boolean =>
  wrap.kdf.memoryKiB < tools.cost.memoryKiB ||
  wrap.kdf.passes < tools.cost.passes ||
  (wrap.outer === 'none' && systemIsReal);

async function ringOf(secret: string, kdf: z.infer<typeof Kdf>, tools: WrapTools): Promise<KeyRing> {
  return new KeyRing(0, new Map([[0, await tools.argon2(normalSecret(secret), kdf)]]));
}
