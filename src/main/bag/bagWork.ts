import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { BagHeader, openBag, readBag, sealBag } from '#shared/bag/bag';
import { BagAnswer, BagLoad, parseContent } from '#shared/bag/content';
import { PublicKeys, publicKeysOf, SecretKeys } from '#shared/bag/keys';
import type { Trouble } from '#shared/host';
import { type Json, Sha256Hex } from '#shared/json';
import { err, ok, type Result } from '#shared/result';

/**
 * The heavy part of bags (离线包): to hash, seal, sign and open megabytes takes seconds on an old machine. It knows nothing of the
 * desk and can be done in any process; what is asked and answered is plain data.
 */
export const BagAsk = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('seal'),
    header: BagHeader.pick({
      kind: true,
      device: true,
      number: true,
      answers: true,
      operations: true,
      madeAt: true,
    }),
    content: BagLoad,
    own: SecretKeys,
    to: PublicKeys,
  }),
  /** Only what anybody may read of it. */
  z.strictObject({ what: z.literal('look'), text: z.string() }),
  /** An answer bag for this desk; `sender` null: no platform is known yet. */
  z.strictObject({
    what: z.literal('open'),
    text: z.string(),
    own: SecretKeys,
    sender: PublicKeys.nullable(),
  }),
]);
export type BagAsk = z.infer<typeof BagAsk>;

const Fault = z.enum(['not-a-bag', 'too-large', 'newer', 'not-for-us', 'unknown-sender', 'damaged']);
const result = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), error: Fault }),
  ]);

/** What comes of each, by what was asked. */
export const BAG_DONE = {
  seal: z.string(),
  /** Outside of a bag; the digest is its name for ever. */
  look: result(z.strictObject({ header: BagHeader, digest: Sha256Hex })),
  /** The header can be read of a bag that cannot be opened, too. */
  open: result(z.strictObject({ header: BagHeader, content: result(BagAnswer) })),
} as const;
export type BagDone<W extends BagAsk['what']> = z.infer<(typeof BAG_DONE)[W]>;

const WORK: { readonly [W in BagAsk['what']]: (ask: Extract<BagAsk, { what: W }>) => BagDone<W> } = {
  seal: ({ header, content, own, to }) =>
    sealBag({
      header,
      content: content as unknown as Json,
      from: own,
      fromPublic: publicKeysOf(own),
      to,
      random: (length) => randomBytes(length),
    }),
  look({ text }) {
    const read = readBag(new TextEncoder().encode(text));
    return read.ok ? ok({ header: read.value.header, digest: read.value.digest }) : read;
  },
  open({ text, own, sender }) {
    const read = readBag(new TextEncoder().encode(text));
    if (!read.ok) return read;
    const { header } = read.value;
    if (sender === null) return ok({ header, content: err('unknown-sender') });
    const opened = openBag({ bag: read.value, own, ownPublic: publicKeysOf(own), sender });
    const content = opened.ok ? parseContent(BagAnswer, opened.value) : err(opened.error);
    return ok({ header, content });
  },
};

/** Does it here and now. */
export function bagWork<A extends BagAsk>(ask: A): BagDone<A['what']> {
  const work = WORK[ask.what] as (ask: BagAsk) => BagDone<A['what']>;
  return work(ask);
}

/** Does the heavy part of bags, somewhere. */
export type BagPress = <A extends BagAsk>(ask: A) => Promise<Result<BagDone<A['what']>, Trouble>>;

/** In this very process: for a command that has nothing else to do. */
export const pressHere: BagPress = async (ask) => ok(bagWork(ask));
