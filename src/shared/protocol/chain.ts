import { z } from 'zod';
import {
  contentHashOf,
  EntryTime,
  entryHash,
  isNote,
  type JournalEntry,
  linkHash,
  opIdOf,
  Resolution,
  Withdrawal,
} from '../domain/journalEntry';
import { Operation, OpId } from '../domain/operation';
import { Sha256Hex } from '../json';
import { Verdict } from './verdict';

/** Limits of what is said of a chain in one message. */
export const MAX_CHAIN_LINKS = 500;
export const MAX_CHAIN_BYTES = 256 * 1024;
export const MAX_CHAIN_ENTRIES = 200;

/** Which history of a device: it begins anew (另起一段) where two desks went on from one journal. From 1. */
export const Epoch = z.number().int().min(1).max(100_000);

/** The end of a chain as far as somebody knows it; number 0 and `CHAIN_START` before the first entry. */
export const ChainHead = z.strictObject({ seq: z.number().int().nonnegative(), hash: Sha256Hex });
export type ChainHead = z.infer<typeof ChainHead>;

/**
 * One entry of a device's journal without the body of an operation: enough to verify the chain. Withdrawals and
 * resolutions have no more to them than their content.
 */
export const ChainLink = z.strictObject({
  /** The chain formula of the entry. */
  v: z.union([z.literal(1), z.literal(2)]),
  seq: z.number().int().positive(),
  prevHash: Sha256Hex,
  hash: Sha256Hex,
  at: EntryTime,
  contentHash: Sha256Hex,
  about: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('operation'), opId: OpId }),
    /**
     * An operation whose body the desk does not have, or keeps to itself since it was withdrawn unsent; or a note of the
     * desk's own, which does not leave it.
     */
    z.strictObject({ type: z.literal('tombstone'), opId: OpId }),
    Withdrawal,
    Resolution,
  ]),
});
export type ChainLink = z.infer<typeof ChainLink>;

/** What a desk says of its chain in a push: its own head, and the links that the platform lacks, in order. */
export const ChainPart = z.strictObject({
  epoch: Epoch,
  head: ChainHead,
  links: z.array(ChainLink).max(MAX_CHAIN_LINKS),
});
export type ChainPart = z.infer<typeof ChainPart>;

/** What the platform knows of one epoch of a device's chain. */
export const ChainWord = z.strictObject({
  epoch: Epoch,
  head: ChainHead,
  /** Names the history of the platform's register. */
  register: z.string().min(1).max(60),
  /** Two desks went on from one journal: from which entry, since when, and whether one of them has begun anew since. */
  fork: z
    .strictObject({ seq: z.number().int().positive(), since: z.string(), parted: z.boolean() })
    .nullable(),
});
export type ChainWord = z.infer<typeof ChainWord>;

/** An entry as the platform can give it back: the operation where its body came, and the verdict on it. */
export const ChainEntry = z.strictObject({
  link: ChainLink,
  operation: Operation.nullable(),
  verdict: Verdict.nullable(),
});
export type ChainEntry = z.infer<typeof ChainEntry>;

/** Which part of its chain a desk asks for: what lies behind the entry it names, which is usually its own last. */
export const ChainQuery = z.strictObject({
  epoch: z.coerce.number().pipe(Epoch),
  after: z.coerce.number().int().nonnegative(),
  /** Hash of the entry `after`; `CHAIN_START` for 0. */
  hash: Sha256Hex,
  /** 0: only the platform's word on the chain. */
  limit: z.coerce.number().int().min(0).max(MAX_CHAIN_ENTRIES).default(MAX_CHAIN_ENTRIES),
});
export type ChainQuery = z.infer<typeof ChainQuery>;

/** The link of an entry. `withdrawn`: taken back before it was sent, so that nothing but its hash leaves the desk. */
export function linkOf(entry: JournalEntry, withdrawn = false): ChainLink {
  const { content } = entry;
  const bodyless =
    content.type === 'tombstone' || isNote(content) || (content.type === 'operation' && withdrawn);
  return {
    v: entry.v === undefined ? 1 : 2,
    seq: entry.seq,
    prevHash: entry.prevHash,
    hash: entry.hash,
    at: entry.at,
    contentHash: contentHashOf(content),
    about:
      content.type === 'operation' || content.type === 'tombstone' || isNote(content)
        ? { type: bodyless ? 'tombstone' : 'operation', opId: opIdOf(content) }
        : content,
  };
}

/** The journal entry of a link: with the operation where there is one that fits, else as a tombstone. */
export function entryOf(link: ChainLink, operation: Operation | null): JournalEntry {
  const { v, seq, prevHash, hash, at, contentHash, about } = link;
  const base = { ...(v === 2 ? { v } : {}), seq, prevHash, hash, at };
  if (about.type === 'withdrawal' || about.type === 'resolution') return { ...base, content: about };
  if (operation !== null && operationFits(link, operation))
    return { ...base, content: { type: 'operation', operation } };
  return { ...base, content: { type: 'tombstone', opId: about.opId, contentHash } };
}

/** Is this operation what the link stands for? */
export const operationFits = (link: ChainLink, operation: Operation): boolean => {
  const content = { type: 'operation', operation } as const;
  return (
    link.about.opId === operation.opId && link.contentHash === contentHashOf(content) && fits(link, content)
  );
};

/**
 * Is the link's hash what it says? An operation of version 1 can be judged only with its body, so its link is taken as
 * stated: its neighbours bind it, and the body has to fit when it comes.
 */
export function linkHolds(link: ChainLink): boolean {
  const { about } = link;
  if (about.type === 'withdrawal' || about.type === 'resolution')
    return link.contentHash === contentHashOf(about) && fits(link, about);
  return link.v === 1 || linkHash(link, link.contentHash) === link.hash;
}

const fits = (link: ChainLink, content: Exclude<JournalEntry['content'], { type: 'tombstone' }>): boolean =>
  entryHash({
    ...(link.v === 2 ? { v: 2 } : {}),
    seq: link.seq,
    prevHash: link.prevHash,
    at: link.at,
    content,
  }) === link.hash;
