import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { hkdf, sm2, sm3, sm4 } from 'sm-crypto-v2';
import { type CryptoSuite, TAG_BYTES } from './suite';

/** C1‖C3‖C2 (GM/T 0003.4-2012); the library leaves out the leading 04 of the point. */
const C1C3C2 = 1;
const KEY_BYTES = 16;
/** Point 64, digest 32, and the key. */
const CAPSULE_BYTES = 64 + 32 + KEY_BYTES;

/**
 * National algorithms (国密): SM4-GCM (GB/T 32907, RFC 8998), SM3 (GB/T 32905), SM2 (GB/T 32918) with the usual user id 1234567812345678.
 * Pure JavaScript, because Electron's BoringSSL has none of them; not a certified product. SM2 takes the library's own randomness.
 */
export const nationalSuite: CryptoSuite = {
  id: 2,
  name: 'gm',
  keyBytes: KEY_BYTES,
  nonceBytes: 12,
  capsuleBytes: CAPSULE_BYTES,
  seal(key, nonce, plain, bound) {
    const { output, tag } = sm4.encrypt(plain, key, {
      mode: 'gcm',
      output: 'array',
      outputTag: true,
      iv: nonce,
      associatedData: bound,
    });
    if (tag === undefined) throw new Error('SM4-GCM: no tag');
    return concatBytes(output, tag);
  },
  open(key, nonce, sealed, bound) {
    if (sealed.length < TAG_BYTES) throw new Error('SM4-GCM: too short');
    return sm4.decrypt(sealed.subarray(0, -TAG_BYTES), key, {
      mode: 'gcm',
      output: 'array',
      iv: nonce,
      associatedData: bound,
      tag: sealed.subarray(-TAG_BYTES),
    });
  },
  digest: (bytes) => hexToBytes(sm3(bytes)),
  mac: (key, bytes) => hexToBytes(sm3(bytes, { key, mode: 'hmac' })),
  derive: (secret, purpose, length) => hkdf(secret, undefined, utf8ToBytes(purpose), length),
  encapsulate(publicKey, random) {
    const key = random(KEY_BYTES);
    const capsule = hexToBytes(sm2.doEncrypt(key, bytesToHex(publicKey), C1C3C2));
    return { capsule, key };
  },
  decapsulate(secretKey, capsule) {
    const key = sm2.doDecrypt(bytesToHex(capsule), bytesToHex(secretKey), C1C3C2, { output: 'array' });
    if (key.length !== KEY_BYTES) throw new Error('SM2: the capsule is not for this key');
    return key;
  },
  sealingKeyOf: (secretKey) => hexToBytes(sm2.getPublicKeyFromPrivateKey(bytesToHex(secretKey))),
  sign: (secretKey, bytes) => hexToBytes(sm2.doSignature(bytes, bytesToHex(secretKey), { hash: true })),
  verify(publicKey, bytes, signature) {
    try {
      return sm2.doVerifySignature(bytes, bytesToHex(signature), bytesToHex(publicKey), { hash: true });
    } catch {
      return false;
    }
  },
  signingKeyOf: (secretKey) => hexToBytes(sm2.getPublicKeyFromPrivateKey(bytesToHex(secretKey))),
};
