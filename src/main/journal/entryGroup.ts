import type { Codec } from '#shared/codec';
import type { JournalEntry } from '#shared/domain/journalEntry';
import { parseEntry } from './chain';

export const ENTRY_CONTEXT = 'journal/entry/1';

/**
 * The content of one record: an entry as it is, or several that are only whole together (the steps of a saga), as a list. A
 * record has one checksum, so a write that was torn leaves all of a group or nothing of it.
 */
export const sealGroup = (codec: Codec, group: readonly JournalEntry[]): Uint8Array =>
  codec.seal(group.length === 1 ? group[0] : group, ENTRY_CONTEXT);

/** The entries of a record; null when it cannot be opened or one of them is not what its hash says. */
export function openGroup(codec: Codec, content: Uint8Array): JournalEntry[] | null {
  let value: unknown;
  try {
    value = codec.open(content, ENTRY_CONTEXT);
  } catch {
    return null;
  }
  const entries: JournalEntry[] = [];
  for (const one of Array.isArray(value) ? value : [value]) {
    const entry = parseEntry(one);
    if (entry === null) return null;
    entries.push(entry);
  }
  return entries.length === 0 ? null : entries;
}
