import { z } from 'zod';
import type { Json } from '../json';
import { FeedPage, MAX_FEED_ROWS, PROTOCOL, SnapshotManifest } from './messages';

/** Fields nested deeper than this in one another are not looked for one by one. */
const MOST_ROUNDS = 20;

/** Values that were read with something left aside, and what they were read from. */
const WHOLE = new WeakMap<object, Json>();

/** Everything a newer platform said of a value, known or not; undefined where nothing was left aside. */
export const wholeOf = (value: object): Json | undefined => WHOLE.get(value);

/** The value as it is kept: whole, so that the program that knows its fields finds them (SY14). */
export const asKept = <T extends object>(value: T): T | Json => WHOLE.get(value) ?? value;

/**
 * Reads what a newer platform said: fields this program does not know are left aside, everything else is as strict as ever.
 * Null where what is left does not fit. The parsed value keeps its whole text (`wholeOf`).
 */
export function readNewer<T>(schema: z.ZodType<T>, given: unknown): T | null {
  let value = given;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const parsed = schema.safeParse(value);
    if (parsed.success) {
      const { data } = parsed;
      if (round > 0 && typeof data === 'object' && data !== null) WHOLE.set(data, given as Json);
      return data;
    }
    const copy: unknown = structuredClone(value);
    for (const issue of parsed.error.issues) {
      if (issue.code !== 'unrecognized_keys') return null;
      leaveOut(copy, issue.path, issue.keys);
    }
    value = copy;
  }
  return null;
}

function leaveOut(value: unknown, path: readonly PropertyKey[], keys: readonly string[]): void {
  let at = value;
  for (const step of path) at = (at as Record<PropertyKey, unknown> | undefined)?.[step];
  if (typeof at !== 'object' || at === null) return;
  for (const key of keys) delete (at as Record<string, unknown>)[key];
}

/** A page of the feed of a newer platform: its rows are read one by one where they are stored. */
export const NewerFeedPage = z.object({
  ...FeedPage.shape,
  protocol: z.number().int().gt(PROTOCOL),
  rows: z.array(z.json()).max(MAX_FEED_ROWS),
});
export const AnyFeedPage = z.union([NewerFeedPage, FeedPage]);
export type AnyFeedPage = z.infer<typeof AnyFeedPage>;

/** A manifest as it is, or of a newer platform with what this program does not know of it. */
export const AnySnapshotManifest = z.union([
  SnapshotManifest.extend({ protocol: z.literal(PROTOCOL) }),
  z.looseObject({ ...SnapshotManifest.shape, protocol: z.number().int().gt(PROTOCOL) }),
]);
export type AnySnapshotManifest = z.infer<typeof AnySnapshotManifest>;
