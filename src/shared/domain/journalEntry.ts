import { z } from 'zod';
import { canonicalJson, Sha256Hex, sha256Hex } from '../json';
import { Operation, OpId } from './operation';

/** When an entry was made: device clock, a counter that only rises, and the platform's time as last heard (SY15). */
export const EntryTime = z.strictObject({
  device: z.string().max(40),
  counter: z.number().int().nonnegative(),
  platform: z.string().max(40).nullable(),
});

/** The clerk takes back an operation that was never sent (SY18); its body stays on this desk only. */
export const Withdrawal = z.strictObject({
  type: z.literal('withdrawal'),
  opId: OpId,
  reason: z.string().min(1).max(500),
  clerk: z.string().min(1).max(40),
});

/** The clerk deals with a refused or conflicting operation: it stops holding its lanes (SY5). */
export const Resolution = z.strictObject({
  type: z.literal('resolution'),
  opId: OpId,
  /** `dropped` 放弃本次操作, `superseded` 已改后重办. */
  choice: z.enum(['dropped', 'superseded']),
  reason: z.string().min(1).max(500),
  clerk: z.string().min(1).max(40),
});

/**
 * Stands where an operation was whose body this journal does not have: withdrawn before it was sent, or lost with the disk
 * that a restored backup replaced. The content's hash keeps the chain verifiable without it.
 */
export const Tombstone = z.strictObject({ type: z.literal('tombstone'), opId: OpId, contentHash: Sha256Hex });

export const EntryContent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('operation'), operation: Operation }),
  Withdrawal,
  Resolution,
  Tombstone,
]);
export type EntryContent = z.infer<typeof EntryContent>;

/** The two kinds of content that close an operation. */
export type Closing = z.infer<typeof Withdrawal> | z.infer<typeof Resolution>;

/** One entry of the journal (流水账): append-only, chained by hash over every entry. */
export const JournalEntry = z.strictObject({
  /** Which chain formula its hash follows; entries without it were written by version 0.1. */
  v: z.literal(2).optional(),
  seq: z.number().int().positive(),
  prevHash: Sha256Hex,
  hash: Sha256Hex,
  at: EntryTime,
  content: EntryContent,
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** The `prevHash` of the first entry. */
export const CHAIN_START = '0'.repeat(64);

/** The operation an entry is about. */
export const opIdOf = (content: EntryContent): OpId =>
  content.type === 'operation' ? content.operation.opId : content.opId;

/** SHA-256 of the canonical content; a tombstone has the one of what it stands for. */
export const contentHashOf = (content: EntryContent): string =>
  content.type === 'tombstone' ? content.contentHash : sha256Hex(canonicalJson(content));

/** Chain hash of version 2: domain-separated, over everything but the content itself, of which its hash is enough. */
export const linkHash = (link: Pick<JournalEntry, 'prevHash' | 'seq' | 'at'>, contentHash: string): string =>
  sha256Hex(`canbao-journal-v2\n${link.prevHash}\n${link.seq}\n${canonicalJson(link.at)}\n${contentHash}`);

/** Chain hash of an entry: version 1 over the whole entry, version 2 over its link and its content's hash. */
export const entryHash = (entry: Omit<JournalEntry, 'hash'>): string =>
  entry.v === 2
    ? linkHash(entry, contentHashOf(entry.content))
    : sha256Hex(
        `canbao-journal-v1\n${entry.prevHash}\n${canonicalJson({ seq: entry.seq, at: entry.at, content: entry.content })}`,
      );

/**
 * Is the hash what the entry says? For a tombstone of version 1 nobody can tell without the body; only its neighbours
 * in the chain bind it.
 */
export const hasOwnHash = (entry: JournalEntry): boolean =>
  (entry.v === undefined && entry.content.type === 'tombstone') || entryHash(entry) === entry.hash;
