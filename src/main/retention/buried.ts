import type { Codec } from '#shared/codec';
import { contentHashOf, type JournalEntry, opIdOf } from '#shared/domain/journalEntry';
import type { OpId } from '#shared/domain/operation';
import { verify } from '../journal/chain';
import { openGroup, sealGroup } from '../journal/entryGroup';

/** The head of a journal that must be the same afterwards. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** Is there anything of an operation in the entry that goes with it? A finding (疑似重复) is about people and stays. */
const isAbout = ({ content }: JournalEntry, gone: ReadonlySet<OpId>): boolean =>
  content.type !== 'tombstone' && content.type !== 'finding' && gone.has(opIdOf(content));

/** The entry without its content: the place in the chain, and the hash of what stood there. */
const buried = (entry: JournalEntry): JournalEntry => ({
  ...entry,
  content: { type: 'tombstone', opId: opIdOf(entry.content), contentHash: contentHashOf(entry.content) },
});

/**
 * The records of a journal with tombstones in the place of operations and of everything written about them: withdrawals, resolutions,
 * re-checks, pictures, with the reasons that clerks typed. Records without any of it stay byte for byte.
 */
export const withoutBodies =
  (codec: Codec, gone: ReadonlySet<OpId>) =>
  (contents: readonly Uint8Array[]): Uint8Array[] =>
    contents.map((content) => {
      const group = openGroup(codec, content);
      if (group === null || !group.some((entry) => isAbout(entry, gone))) return content;
      return sealGroup(
        codec,
        group.map((entry) => (isAbout(entry, gone) ? buried(entry) : entry)),
      );
    });

/** Do the records read back make the same chain to the same head, with nothing left of what was to go? */
export const isSameChain =
  (codec: Codec, gone: ReadonlySet<OpId>, { seq, hash }: Head) =>
  (contents: readonly Uint8Array[]): boolean => {
    const groups = contents.map((content) => openGroup(codec, content));
    if (groups.includes(null)) return false;
    const { entries, gaps, broken } = verify(groups.flatMap((group) => group ?? []));
    const last = entries.at(-1);
    return (
      gaps.length === 0 &&
      broken.length === 0 &&
      last?.seq === seq &&
      last.hash === hash &&
      !entries.some((entry) => isAbout(entry, gone))
    );
  };
