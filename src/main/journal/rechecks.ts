import type { EntryContent, JournalEntry, Review, ReviewCall } from '#shared/domain/journalEntry';
import { type Operation, type OperationDraft, type OpId, sagaOf } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { recheckRefusal } from '#shared/review/mayRecheck';
import type { ReviewPolicy } from '#shared/review/policy';
import { reviewCause } from '#shared/review/selection';
import { weightOf } from '#shared/review/weight';

/** The policy in use, as far as it wants re-checks; null: it wants none. */
export interface ReviewRule {
  readonly policy: ReviewPolicy;
  readonly version: number | null;
}

/** A second clerk's word, with who gives it: the clerk signed in at this desk. */
export interface RecheckWord {
  readonly opId: OpId;
  readonly outcome: Review['outcome'];
  readonly reason: string;
  readonly reviewer: string;
  /** Region of the desk's jurisdiction, for the rules. */
  readonly region: string;
  readonly day: string;
}

const refuse = (code: string, text: string): Result<never, Trouble> => err({ code, text });

/** Which operations of the journal a second clerk was asked about, and what was answered. */
export class Rechecks {
  private readonly calls = new Set<OpId>();
  private readonly words = new Map<OpId, JournalEntry>();
  private readonly operations = new Map<OpId, Operation>();

  /** What stands in one commit with these drafts: a call for each that has to be re-checked. */
  callsFor(drafts: readonly OperationDraft[], rule: ReviewRule | null): ReviewCall[] {
    const returned = (draft: OperationDraft) =>
      draft.supersedes !== null && this.wordOn(draft.supersedes)?.outcome === 'returned';
    const causes = drafts.map(
      (draft) => reviewCause(rule?.policy, draft) ?? (returned(draft) ? 'again' : null),
    );
    // A saga is re-checked whole: half of one that was looked at helps nobody.
    const whole = drafts.length > 1 && causes.some((cause) => cause !== null);
    return drafts.flatMap((draft, i): ReviewCall[] => {
      const cause = causes[i] ?? (whole ? 'saga' : null);
      if (cause === null) return [];
      const samplePermille = rule?.policy.samplePermille ?? 0;
      return [
        {
          type: 'review-call',
          opId: draft.opId,
          cause,
          weight: weightOf(draft),
          samplePermille,
          policy: rule?.version ?? null,
        },
      ];
    });
  }

  /**
   * What is to be written for a word on an operation: one entry, or one for each open step of its saga. The same word again
   * asks for nothing. `closed`: the clerk took it back or gave it up.
   */
  wanted(
    word: RecheckWord,
    closed: (opId: OpId) => boolean,
  ): Result<
    { readonly write: readonly EntryContent[] } | { readonly there: readonly JournalEntry[] },
    Trouble
  > {
    const operation = this.called(word.opId);
    if (operation === null)
      return refuse('NOT_CALLED', '这一笔不在待复核之列，什么都没有改变。请刷新待办后再看。');
    const said = this.words.get(word.opId);
    if (said !== undefined) {
      if (this.wordOn(word.opId)?.outcome === word.outcome) return ok({ there: [said] });
      return refuse('ALREADY_RECHECKED', `第 ${operation.seq} 笔已经复核过了，什么都没有改变。`);
    }
    if (closed(word.opId))
      return refuse('ALREADY_SETTLED', `第 ${operation.seq} 笔已经撤回或放弃，不用再复核。`);
    const { reviewer, outcome, region, day } = word;
    const not = recheckRefusal({ region, day, enteredBy: operation.clerk, reviewer, outcome });
    if (not !== null) return refuse('RECHECK_REFUSED', `没有保存：${not}`);
    const saga = sagaOf(operation)?.id ?? null;
    const together = [...this.calls].flatMap((opId): Operation[] => {
      const one = this.called(opId);
      if (one === null || one === operation) return one === null ? [] : [one];
      const isOpen = !this.words.has(opId) && !closed(opId);
      return saga !== null && sagaOf(one)?.id === saga && isOpen ? [one] : [];
    });
    return ok({
      write: together.map(
        ({ opId }): Review => ({ type: 'review', opId, outcome, reviewer, reason: word.reason }),
      ),
    });
  }

  index(entry: JournalEntry): void {
    const { content } = entry;
    if (content.type === 'operation') this.operations.set(content.operation.opId, content.operation);
    if (content.type === 'review-call') this.calls.add(content.opId);
    if (content.type === 'review') this.words.set(content.opId, entry);
  }

  unindex({ content }: JournalEntry): void {
    if (content.type === 'operation') this.operations.delete(content.operation.opId);
    if (content.type === 'review-call') this.calls.delete(content.opId);
    if (content.type === 'review') this.words.delete(content.opId);
  }

  private called(opId: OpId): Operation | null {
    return (this.calls.has(opId) ? this.operations.get(opId) : undefined) ?? null;
  }

  /** The re-check that goes with an operation to the platform; null where none was made. */
  wordOn(opId: OpId): Review | null {
    const content = this.words.get(opId)?.content;
    return content?.type === 'review' ? content : null;
  }
}
