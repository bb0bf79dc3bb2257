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

export const EntryContent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('operation'), operation: Operation }),
  Withdrawal,
  Resolution,
]);
export type EntryContent = z.infer<typeof EntryContent>;

/** One entry of the journal (流水账): append-only, chained by hash over every entry. */
export const JournalEntry = z.strictObject({
  seq: z.number().int().positive(),
  prevHash: Sha256Hex,
  hash: Sha256Hex,
  at: EntryTime,
  content: EntryContent,
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** The `prevHash` of the first entry. */
export const CHAIN_START = '0'.repeat(64);

/** Chain hash of an entry: domain-separated SHA-256 over the previous hash and the canonical entry without its own hash. */
export const entryHash = (entry: Omit<JournalEntry, 'hash'>): string =>
  sha256Hex(
    `canbao-journal-v1\n${entry.prevHash}\n${canonicalJson({ seq: entry.seq, at: entry.at, content: entry.content })}`,
  );
