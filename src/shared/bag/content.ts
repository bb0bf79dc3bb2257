import { z } from 'zod';
import { ChainLink, ChainPart, ChainWord } from '../protocol/chain';
import { Verdict } from '../protocol/verdict';
import { err, ok, type Result } from '../result';
import { Recheck } from '../review/recheck';
import type { BagFault } from './bag';

/** What one bag holds at most; what is left goes into the next one. */
export const MAX_BAG_OPERATIONS = 5_000;
/** Bytes of operations and of links in one bag: sealed and in hex it stays below what a platform takes. */
export const MAX_BAG_OPERATION_BYTES = 10 * 1024 * 1024;
export const MAX_BAG_LINKS = 10_000;
export const MAX_BAG_LINK_BYTES = 5 * 1024 * 1024;
/** Length of a bag's text on the line; a platform takes no more. */
export const MAX_DELIVERED_BYTES = 34 * 1024 * 1024;

const version = { v: z.literal(1) };

/** Inside a delivery bag: whole lane prefixes of operations, read one by one like a push, and the links of the chain. */
export const BagLoad = z.strictObject({
  ...version,
  operations: z.array(z.unknown()).min(1).max(MAX_BAG_OPERATIONS),
  /** Null: the desk's chain forked, so nothing is said of it. */
  chain: ChainPart.extend({ links: z.array(ChainLink).max(MAX_BAG_LINKS) }).nullable(),
  /** Which of them a second clerk of the desk has re-checked (复核); left out where none was. */
  rechecks: z.array(Recheck).max(MAX_BAG_OPERATIONS).optional(),
});
export type BagLoad = z.infer<typeof BagLoad>;

/** Inside an answer bag. */
export const BagAnswer = z.strictObject({
  ...version,
  /** Read one by one: a verdict that cannot be read must not keep the others from counting (SY9). */
  verdicts: z.array(z.unknown()).max(MAX_BAG_OPERATIONS),
  /** The platform's word on the chain, where the bag said something of it. */
  chain: ChainWord.nullable(),
  /** Nothing of the bag was taken: why, and what to do. */
  refused: z.strictObject({ code: z.string().min(1).max(60), text: z.string().min(1) }).nullable(),
  /** Numbers of earlier bags of this desk that never arrived, at most the last twenty. */
  missing: z.array(z.number().int().positive()).max(20),
});
export type BagAnswer = z.infer<typeof BagAnswer>;

const Version = z.looseObject({ v: z.number().int() });

/** Parses what a bag held; a content of a later version is told apart from a broken one. */
export function parseContent<T>(schema: z.ZodType<T>, content: unknown): Result<T, BagFault> {
  const parsed = schema.safeParse(content);
  if (parsed.success) return ok(parsed.data);
  const said = Version.safeParse(content);
  return err(said.success && said.data.v > 1 ? 'newer' : 'damaged');
}

/** The verdicts of an answer that can be read. */
export const verdictsIn = ({ verdicts }: BagAnswer): Verdict[] =>
  verdicts.flatMap((raw) => Verdict.safeParse(raw).data ?? []);
