import { z } from 'zod';
import { EvidenceRef } from '../evidence/evidence';
import { canonicalJson, Sha256Hex, sha256Hex } from '../json';
import { REVIEW_CAUSES } from '../review/cause';
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

/** Stands in one commit with the operation it is about: a second clerk has to re-check it before it leaves the desk (R-WF-03). */
export const ReviewCall = z.strictObject({
  type: z.literal('review-call'),
  opId: OpId,
  cause: z.enum(REVIEW_CAUSES),
  /** The weight of the operation and the rate of the policy then, so that the choice can be computed again. */
  weight: z.number().int().positive(),
  samplePermille: z.number().int().min(0).max(1000),
  /** Version of the policy that wanted it. */
  policy: z.number().int().positive().nullable(),
});
export type ReviewCall = z.infer<typeof ReviewCall>;

/** What the second clerk says of it: it goes to the platform, or back to the clerk who entered it. */
export const Review = z.strictObject({
  type: z.literal('review'),
  opId: OpId,
  outcome: z.enum(['accepted', 'returned']),
  reviewer: z.string().min(1).max(40),
  /** Why it is returned; what was seen, where it is accepted. */
  reason: z.string().max(500),
});
export type Review = z.infer<typeof Review>;

/** What a clerk found of two records that may be of one person (疑似重复). Both are kept; the last word on a pair counts. */
export const Finding = z.strictObject({
  type: z.literal('finding'),
  /** The finding's own id, made once: the same one twice is one entry. */
  opId: OpId,
  /** Person ids, the smaller first. */
  pair: z.tuple([z.string().min(1).max(40), z.string().min(1).max(40)]),
  verdict: z.enum(['same', 'different', 'undecided']),
  reason: z.string().min(1).max(500),
  clerk: z.string().min(1).max(40),
});
export type Finding = z.infer<typeof Finding>;

/** A picture of a document (材料图片) that belongs to an operation; the picture itself lies in a file beside the journal, by its hash. */
export const Evidence = EvidenceRef.extend({
  type: z.literal('evidence'),
  opId: OpId,
  clerk: z.string().min(1).max(40),
});
export type Evidence = z.infer<typeof Evidence>;

/**
 * Stands where an operation was whose body this journal does not have: withdrawn before it was sent, lost with the disk
 * that a restored backup replaced, or let go of when its time was over. The content's hash keeps the chain verifiable without it.
 */
export const Tombstone = z.strictObject({
  type: z.literal('tombstone'),
  opId: OpId,
  contentHash: Sha256Hex,
  /**
   * Let go of by the policy of retention (到期清除), and wanted back by nobody. The journal's file says it in the file beside it
   * (`src/main/retention`), so that a program that does not know the word still reads the journal.
   */
  purged: z.literal(true).optional(),
});

export const EntryContent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('operation'), operation: Operation }),
  Withdrawal,
  Resolution,
  ReviewCall,
  Review,
  Finding,
  Evidence,
  Tombstone,
]);
export type EntryContent = z.infer<typeof EntryContent>;

/** The two kinds of content that close an operation. */
export type Closing = z.infer<typeof Withdrawal> | z.infer<typeof Resolution>;

/** One entry of the journal (流水账): append-only, chained by hash over every entry. */
export const JournalEntry = z.strictObject({
  /**
   * Entries without it were written by version 0.1 and follow its chain formula; later ones follow the second one. 3: the content
   * is of a kind that programs which know 2 cannot read (`isNote`); 4: of one that programs which know 3 cannot read.
   */
  v: z.union([z.literal(2), z.literal(3), z.literal(4)]).optional(),
  seq: z.number().int().positive(),
  prevHash: Sha256Hex,
  hash: Sha256Hex,
  at: EntryTime,
  content: EntryContent,
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** Content about operations or people that is kept on this desk and is neither an operation nor closes one. */
export type Note = ReviewCall | Review | Finding | Evidence;

export const isNote = (content: EntryContent): content is Note =>
  content.type === 'review-call' ||
  content.type === 'review' ||
  content.type === 'finding' ||
  content.type === 'evidence';

/** Let go of by the policy of retention: nothing but its place and its hash is kept, on purpose. */
export const isPurged = ({ content }: Pick<JournalEntry, 'content'>): boolean =>
  content.type === 'tombstone' && content.purged === true;

/** The version an entry is written with, by its content. */
export const entryVersion = (content: EntryContent): 2 | 3 | 4 =>
  content.type === 'evidence' ? 4 : isNote(content) ? 3 : 2;

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
  entry.v !== undefined
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
