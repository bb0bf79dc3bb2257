import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { CivilDate } from '../domain/civilDate';
import { foreignJson } from '../foreignJson';
import { canonicalJson, Sha256Hex, sha256Hex } from '../json';
import { err, ok, type Result } from '../result';
import { isFilePath } from './filePath';
import { StoreFormats } from './formats';
import { ProgramVersion } from './version';

/** How much of an update is read before it is known whose it is, and how large it may be. */
export const UPDATE_LIMITS = {
  headBytes: 2 * 1024 * 1024,
  files: 5_000,
  payloadBytes: 2 * 1024 ** 3,
} as const;

export const PRODUCT = 'canbao-desk';
export const UPDATE_END = '.cbupd';

/** One file of the program, as it will lie in the version's folder. */
export const UpdateFileEntry = z.strictObject({
  path: z.string().refine(isFilePath),
  length: z.number().int().nonnegative().max(UPDATE_LIMITS.payloadBytes),
  sha256: Sha256Hex,
  /** May be run as a program, where the system asks for that. */
  runs: z.boolean(),
});
export type UpdateFileEntry = z.infer<typeof UpdateFileEntry>;

/** What an update (程序更新) says of itself; everything that is decided about it is in here, and this is what is signed. */
export const UpdateManifest = z
  .strictObject({
    format: z.literal(1),
    product: z.string().min(1).max(60),
    version: ProgramVersion,
    /** The oldest program that may take it. */
    minVersion: ProgramVersion,
    /** For which machines: Node's platform and architecture, `win32-x64`. */
    system: z.string().regex(/^[a-z0-9]{2,20}-[a-z0-9]{2,20}$/),
    releasedOn: CivilDate,
    /** What is new, a line each, for the clerk. */
    notes: z.array(z.string().min(1).max(200)).max(20),
    stores: StoreFormats,
    /** The file that starts the program. */
    start: z.string().refine(isFilePath),
    payload: z.strictObject({
      length: z.number().int().positive().max(UPDATE_LIMITS.payloadBytes),
      sha256: Sha256Hex,
    }),
    /** In the order in which their bytes follow each other in the payload. */
    files: z.array(UpdateFileEntry).min(1).max(UPDATE_LIMITS.files),
  })
  .refine(({ files, payload }) => files.reduce((sum, { length }) => sum + length, 0) === payload.length, {
    message: 'lengths',
  })
  // Windows has one file for both of `a` and `A`.
  .refine(
    ({ files }) =>
      new Set(files.map(({ path }) => path.normalize('NFC').toLowerCase())).size === files.length,
    { message: 'a file twice' },
  )
  .refine(({ files, start }) => files.some(({ path, runs }) => path === start && runs), { message: 'start' });
export type UpdateManifest = z.infer<typeof UpdateManifest>;

/** Ed25519, 32 bytes in hex. */
export const UpdateKey = z.string().regex(/^[0-9a-f]{64}$/);
export type UpdateKey = z.infer<typeof UpdateKey>;

/** By what a signature names the key it was made with: the beginning of its hash. */
export const keyIdOf = (key: UpdateKey): string => sha256Hex(`canbao-update-key\n${key}`).slice(0, 16);

/** The very text that was signed, and who signed it: one signature for each key that a program in the field may know. */
export const UpdateHead = z.strictObject({
  manifest: z.string().min(2).max(UPDATE_LIMITS.headBytes),
  signatures: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[0-9a-f]{16}$/),
        signature: z.string().regex(/^[0-9a-f]{128}$/),
      }),
    )
    .min(1)
    .max(8),
});
export type UpdateHead = z.infer<typeof UpdateHead>;

/** Nothing else that a key signs begins like this. */
const toBeSigned = (manifest: string): Uint8Array => utf8ToBytes(`canbao-update-v1\n${manifest}`);

export const updateKeyOf = (secret: string): UpdateKey =>
  bytesToHex(ed25519.getPublicKey(hexToBytes(secret)));

/** Throws for a manifest that no desk would take. */
export function signUpdate(manifest: UpdateManifest, secrets: readonly string[]): UpdateHead {
  const text = canonicalJson(UpdateManifest.parse(manifest));
  return UpdateHead.parse({
    manifest: text,
    signatures: secrets.map((secret) => ({
      key: keyIdOf(updateKeyOf(secret)),
      signature: bytesToHex(ed25519.sign(toBeSigned(text), hexToBytes(secret))),
    })),
  });
}

export type HeadFault = 'no-key' | 'signature' | 'product' | 'form';

/** Whose it is first, then which product's, and only then what it says. Every signature by a key that is known has to be right. */
export function openHead(head: UpdateHead, keys: readonly UpdateKey[]): Result<UpdateManifest, HeadFault> {
  if (keys.length === 0) return err('no-key');
  const byId = new Map(keys.map((key) => [keyIdOf(key), key]));
  const known = head.signatures.flatMap(({ key, signature }) => {
    const pinned = byId.get(key);
    return pinned === undefined ? [] : [isSigned(head.manifest, signature, pinned)];
  });
  if (known.length === 0 || known.includes(false)) return err('signature');
  const value = jsonOf(head.manifest);
  if (z.looseObject({ product: z.string() }).safeParse(value).data?.product !== PRODUCT)
    return err('product');
  const parsed = UpdateManifest.safeParse(value);
  if (!parsed.success || canonicalJson(parsed.data) !== head.manifest) return err('form');
  return ok(parsed.data);
}

function isSigned(manifest: string, signature: string, key: UpdateKey): boolean {
  try {
    return ed25519.verify(hexToBytes(signature), toBeSigned(manifest), hexToBytes(key), { zip215: false });
  } catch {
    // A key that is no point of the curve signs nothing.
    return false;
  }
}

function jsonOf(text: string): unknown {
  const read = foreignJson(text);
  return read.ok ? read.value : null;
}
