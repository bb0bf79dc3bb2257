import { gcm } from '@noble/ciphers/aes.js';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { CryptoSuite } from './suite';

/** What both suites of international algorithms have in common: SHA-256, HMAC, HKDF, X25519, Ed25519. */
const common = {
  capsuleBytes: 32,
  digest: (bytes) => sha256(bytes),
  mac: (key, bytes) => hmac(sha256, key, bytes),
  derive: (secret, purpose, length) => hkdf(sha256, secret, undefined, utf8ToBytes(purpose), length),
  encapsulate(publicKey, random) {
    const once = random(32);
    const capsule = x25519.getPublicKey(once);
    return { capsule, key: capsuleKey(x25519.getSharedSecret(once, publicKey), capsule, publicKey) };
  },
  decapsulate: (secretKey, capsule) =>
    capsuleKey(x25519.getSharedSecret(secretKey, capsule), capsule, x25519.getPublicKey(secretKey)),
  sealingKeyOf: (secretKey) => x25519.getPublicKey(secretKey),
  sign: (secretKey, bytes) => ed25519.sign(bytes, secretKey),
  verify(publicKey, bytes, signature) {
    try {
      return ed25519.verify(signature, bytes, publicKey);
    } catch {
      return false;
    }
  },
  signingKeyOf: (secretKey) => ed25519.getPublicKey(secretKey),
} satisfies Partial<CryptoSuite>;

/** The shared point is bound to both public keys (RFC 9180 §4.1 does the same). */
const capsuleKey = (shared: Uint8Array, capsule: Uint8Array, publicKey: Uint8Array): Uint8Array =>
  hkdf(sha256, shared, undefined, concatBytes(utf8ToBytes('capsule'), capsule, publicKey), 32);

/** AES-256-GCM (NIST SP 800-38D). */
export const standardSuite: CryptoSuite = {
  ...common,
  id: 1,
  name: 'std',
  keyBytes: 32,
  nonceBytes: 12,
  seal: (key, nonce, plain, bound) => gcm(key, nonce, bound).encrypt(plain),
  open: (key, nonce, sealed, bound) => gcm(key, nonce, bound).decrypt(sealed),
};

/** XChaCha20-Poly1305: for the window, where AES has no hardware to run on (docs/adr/0033-vault.md has the figures). */
export const swiftSuite: CryptoSuite = {
  ...common,
  id: 3,
  name: 'swift',
  keyBytes: 32,
  nonceBytes: 24,
  seal: (key, nonce, plain, bound) => xchacha20poly1305(key, nonce, bound).encrypt(plain),
  open: (key, nonce, sealed, bound) => xchacha20poly1305(key, nonce, bound).decrypt(sealed),
};
