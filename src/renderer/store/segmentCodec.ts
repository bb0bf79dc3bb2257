import { type Codec, plainCodec } from '#shared/codec';
import type { KeyRing } from '#shared/crypto/keyRing';
import { partsToOpen, partsToSeal } from '#shared/crypto/sealed';
import { standardSuite } from '#shared/crypto/standard';
import type { Random } from '#shared/crypto/suite';

/** As `Codec`, for what is large and can be waited for: the mirror's segments. */
export interface SegmentCodec {
  seal(value: unknown, context: string): Promise<Uint8Array>;
  open(bytes: Uint8Array, context: string): Promise<unknown>;
}

/** The same way as everything else: where the county asks for national algorithms, which browsers have not, and without a vault. */
export const segmentsBy = (codec: Codec): SegmentCodec => ({
  seal: async (value, context) => codec.seal(value, context),
  open: async (bytes, context) => codec.open(bytes, context),
});

/**
 * Suite `std` by the browser's own AES-256-GCM (WebCrypto), some ten times as fast as any cipher in JavaScript; the bytes are those of
 * the suite. What another suite sealed opens by the codec. Keys are imported once, and cannot be read out of the browser again.
 */
export function webSegments(codec: Codec, ring: KeyRing, random: Random): SegmentCodec {
  const keys = new Map<string, Promise<CryptoKey>>();
  const imported = (key: Uint8Array): Promise<CryptoKey> => {
    const name = key.join();
    const there =
      keys.get(name) ?? crypto.subtle.importKey('raw', own(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
    keys.set(name, there);
    return there;
  };
  return {
    async seal(value, context) {
      const { head, nonce, key, bound } = partsToSeal(standardSuite, ring, context, random);
      const plain = plainCodec.seal(value, context);
      const sealed = new Uint8Array(
        await crypto.subtle.encrypt(
          { name: 'AES-GCM', iv: own(nonce), additionalData: own(bound) },
          await imported(key),
          own(plain),
        ),
      );
      const bytes = new Uint8Array(head.length + nonce.length + sealed.length);
      bytes.set(head);
      bytes.set(nonce, head.length);
      bytes.set(sealed, head.length + nonce.length);
      return bytes;
    },
    async open(bytes, context) {
      const parts = partsToOpen(bytes, context, ring, standardSuite);
      if (parts === null) return codec.open(bytes, context);
      const { nonce, key, bound, sealed } = parts;
      const plain = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv: own(nonce), additionalData: own(bound) },
        await imported(key),
        own(sealed),
      );
      return plainCodec.open(new Uint8Array(plain), context);
    },
  };
}

/** WebCrypto takes no view on memory that is shared between threads, and the types say so. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>;
