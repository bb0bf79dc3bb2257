/**
 * A set of algorithms that belong together (密码套件). Its number stands in everything it seals, so that what one suite sealed is
 * opened by it for ever, and sealed anew by another when the county asks for that.
 */
export interface CryptoSuite {
  readonly id: SuiteId;
  readonly name: SuiteName;
  readonly keyBytes: number;
  readonly nonceBytes: number;
  /** Length of what `encapsulate` adds to a message. */
  readonly capsuleBytes: number;
  /** Ciphertext, then the tag of 16 bytes. `bound` is authenticated and not encrypted. A nonce serves once for a key. */
  seal(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, bound: Uint8Array): Uint8Array;
  /** Throws when a single bit of anything differs from what was sealed. */
  open(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, bound: Uint8Array): Uint8Array;
  /** 32 bytes. */
  digest(bytes: Uint8Array): Uint8Array;
  /** HMAC (RFC 2104) over the suite's digest, 32 bytes. */
  mac(key: Uint8Array, bytes: Uint8Array): Uint8Array;
  /** HKDF (RFC 5869) over the suite's digest. */
  derive(secret: Uint8Array, purpose: string, length: number): Uint8Array;
  /** A fresh key that only the owner of the public key can take out of the capsule again. */
  encapsulate(
    publicKey: Uint8Array,
    random: Random,
  ): { readonly capsule: Uint8Array; readonly key: Uint8Array };
  decapsulate(secretKey: Uint8Array, capsule: Uint8Array): Uint8Array;
  /** The public key to which a secret key of 32 random bytes belongs, for `encapsulate`. */
  sealingKeyOf(secretKey: Uint8Array): Uint8Array;
  sign(secretKey: Uint8Array, bytes: Uint8Array): Uint8Array;
  verify(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean;
  /** The public key for `verify`. */
  signingKeyOf(secretKey: Uint8Array): Uint8Array;
}

/** So many random bytes of the machine's secure source. */
export type Random = (length: number) => Uint8Array;

export type SuiteName = 'std' | 'gm' | 'swift';
/** Written into every ciphertext: never given to another suite. */
export type SuiteId = 1 | 2 | 3;

export const TAG_BYTES = 16;
