import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';

const Hex32 = z.string().regex(/^[0-9a-f]{64}$/);

/** The public half of whoever seals and opens bags: an Ed25519 key to check what it signed, an X25519 key to seal to it. */
export const PublicKeys = z.strictObject({ sign: Hex32, seal: Hex32 });
export type PublicKeys = z.infer<typeof PublicKeys>;

/** The secret half, 32 bytes each in hex. Never leaves the machine it was made on. */
export const SecretKeys = z.strictObject({ sign: Hex32, seal: Hex32 });
export type SecretKeys = z.infer<typeof SecretKeys>;

/** Random bytes of the caller's making: nothing in these rooms has dice. */
export type RandomBytes = (length: number) => Uint8Array;

export const makeSecretKeys = (random: RandomBytes): SecretKeys => ({
  sign: bytesToHex(random(32)),
  seal: bytesToHex(random(32)),
});

export const publicKeysOf = (secret: SecretKeys): PublicKeys => ({
  sign: bytesToHex(ed25519.getPublicKey(hexToBytes(secret.sign))),
  seal: bytesToHex(x25519.getPublicKey(hexToBytes(secret.seal))),
});

/** Names a pair of keys in a bag's header and on the screen, where two people compare them: 16 hex digits of their hash. */
export const fingerprint = (keys: PublicKeys): string =>
  bytesToHex(sha256(hexToBytes(keys.sign + keys.seal))).slice(0, 16);
