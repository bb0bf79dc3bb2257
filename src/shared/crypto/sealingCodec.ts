import { type Codec, plainCodec } from '../codec';
import type { KeyRing } from './keyRing';
import { type Inbox, openSealed, sealedWith, sealTo, sealWith } from './sealed';
import type { CryptoSuite, Random } from './suite';
import { SUITES } from './suites';

/** The keys as they are at this moment; locking takes them away. */
export interface SealingKeys {
  /** Null: locked. */
  readonly ring: KeyRing | null;
  /** Null: what is sealed while locked is nobody's to open, so nothing is. */
  readonly inbox: Inbox | null;
}

/** A codec that seals (see `Codec`), and knows what lies sealed in an older way. */
export interface SealingCodec extends Codec {
  /** Whether `open` gives it, but `seal` would seal it otherwise today: a rotated key, another suite, or sealed while locked. */
  isStale(bytes: Uint8Array): boolean;
}

/**
 * Canonical JSON, sealed with the current key and bound to its context. Everything opens that any key of the ring sealed with any
 * suite. Locked, it seals to the inbox and opens nothing. Nothing that is not sealed opens: whoever can write to the disk could else put
 * plain values in the place of sealed ones (`docs/adr/0033-vault.md` has how older stores are taken over). Throws `SealError`.
 */
export function sealingCodec(
  suite: CryptoSuite,
  keys: () => SealingKeys,
  random: Random,
  /** What opens; a machine may have a faster way to the same bytes. */
  suites: readonly CryptoSuite[] = SUITES,
): SealingCodec {
  return {
    seal(value, context) {
      const { ring, inbox } = keys();
      const plain = plainCodec.seal(value, context);
      if (ring !== null) return sealWith(suite, ring, plain, context, random);
      if (inbox === null) throw new Error('sealing codec: locked without an inbox');
      return sealTo(suite, inbox, plain, context, random);
    },
    open: (bytes, context) => plainCodec.open(openSealed(bytes, context, keys(), suites), context),
    isStale(bytes) {
      const { ring } = keys();
      const how = sealedWith(bytes);
      return ring !== null && (how === null || how.key !== ring.current || how.suite !== suite.id);
    },
  };
}
