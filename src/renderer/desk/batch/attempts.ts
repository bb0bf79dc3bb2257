import type { NewDraft, OpId } from '#shared/domain/operation';
import { receiptNo } from '#shared/papers/receiptNo';
import type { DeskJournal } from '../journal';
import { outcomeOf, type Standing } from '../ledger';

type StandingOf = (opId: string) => Standing | null;

/** The id of a row's operation: that of the last attempt, or of a new one where the last was withdrawn or given up. */
export function opIdOfAttempt(standingOf: StandingOf, idOf: (attempt: number) => OpId): OpId {
  for (let attempt = 0; ; attempt++) {
    const opId = idOf(attempt);
    const standing = standingOf(opId);
    if (standing === null || !['withdrawn', 'resolved'].includes(outcomeOf(standing))) return opId;
  }
}

/** What this desk made of the very same wish before, in words; null where it is to be made (again). */
export function madeBefore(
  standing: Standing | null,
): { readonly stands: boolean; readonly text: string } | null {
  if (standing === null) return null;
  switch (outcomeOf(standing)) {
    case 'pending':
    case 'applied':
      return { stands: true, text: `本机已受理过，回执号 ${receiptNo(standing.entry)}。` };
    case 'refused':
    case 'conflict':
    case 'quarantined':
      return {
        stands: false,
        text: `本机已受理过（回执号 ${receiptNo(standing.entry)}），被平台退回，请到“待办”处理。`,
      };
    default:
      return null;
  }
}

/** Hands rows' operations to the journal in order; what arrives while the disk is busy is written together. */
export function acceptTogether<R>(
  journal: Pick<DeskJournal, 'accept'>,
  asked: readonly { readonly row: R; readonly drafts: readonly NewDraft[] }[],
  words: { readonly stopped: string },
) {
  return Promise.all(
    asked.map(async ({ row, drafts }) => {
      const answers = await Promise.all(drafts.map((draft) => journal.accept(draft)));
      const entries = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
      const failed = answers.find((answer) => !answer.ok);
      const [first] = entries;
      const done = failed === undefined && first !== undefined;
      return {
        row,
        made: entries.flatMap(({ content }) => (content.type === 'operation' ? [content.operation] : [])),
        state: done ? ('accepted' as const) : ('skipped' as const),
        text: done
          ? `回执号 ${receiptNo(first)}`
          : entries.length > 0
            ? `只受理了一部分。${words.stopped}`
            : words.stopped,
        trouble: failed && !failed.ok ? failed.error : null,
      };
    }),
  );
}
