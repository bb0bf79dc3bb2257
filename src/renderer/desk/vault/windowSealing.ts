import { type Codec, plainCodec } from '#shared/codec';
import { KeyRing } from '#shared/crypto/keyRing';
import { type SealingCodec, sealingCodec } from '#shared/crypto/sealingCodec';
import { suiteNamed } from '#shared/crypto/suites';
import type { Trouble } from '#shared/host';
import { ok, type Result } from '#shared/result';
import type { WindowKeys } from '#shared/vault/calls';
import type { Desktop } from '../../desktop';
import { type SegmentCodec, segmentsBy, webSegments } from '../../store/segmentCodec';
import { answered } from '../answered';
import { fromBase64 } from '../base64';

/** With what the window's store is sealed, from a sign-in to the lock. */
export interface WindowSealing {
  readonly codec: Codec;
  /** For the mirror's segments, which are large. */
  readonly segments: SegmentCodec;
  /** What has to be sealed anew before the store is opened; null: nothing. */
  readonly takeOver: { readonly codec: SealingCodec; readonly from: 'plain' | 'older' } | null;
  /** Zeroes the keys: nothing opens or is sealed any more. */
  wipe(): void;
}

/** Practice (练习) has no vault: its people are invented. */
export const PLAIN: WindowSealing = {
  codec: plainCodec,
  segments: segmentsBy(plainCodec),
  takeOver: null,
  wipe: () => undefined,
};

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

export function windowSealingOf(given: WindowKeys): WindowSealing {
  const ring = new KeyRing(
    given.current,
    new Map(given.keys.map(({ id, key }) => [id, fromBase64(key)] as const)),
  );
  const codec = sealingCodec(suiteNamed(given.suite), () => ({ ring, inbox: null }), random);
  return {
    codec,
    // Browsers have no national algorithms.
    segments: given.suite === 'gm' ? segmentsBy(codec) : webSegments(codec, ring, random),
    takeOver: given.store === 'whole' ? null : { codec, from: given.store },
    wipe: () => ring.wipe(),
  };
}

/** The keys of the clerk who has just signed in, as the means to seal with. */
export async function askSealing(desktop: Desktop): Promise<Result<WindowSealing, Trouble>> {
  const given = await answered(() => desktop.call('vault/windowKeys', {}));
  return given.ok ? ok(windowSealingOf(given.value)) : given;
}
