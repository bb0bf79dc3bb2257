import type { JournalEntry } from '../../shared/domain/journalEntry';
import type { PracticeOperation } from '../../shared/practice/lessons';
import type { Verdict } from '../../shared/protocol/verdict';

type Outcome = PracticeOperation['outcome'];

/**
 * The operations of the journal after a number, with what became of them, from the journal's own entries and the platform's verdicts:
 * what the lessons are checked against.
 */
export function practiceOperations(
  entries: readonly JournalEntry[],
  since: number,
  verdictOf: (opId: string) => Verdict | null,
): PracticeOperation[] {
  const withdrawn = new Set<string>();
  const dealtWith = new Set<string>();
  for (const { content } of entries) {
    if (content.type === 'withdrawal') withdrawn.add(content.opId);
    if (content.type === 'resolution') dealtWith.add(content.opId);
  }
  for (const { content } of entries)
    if (
      content.type === 'operation' &&
      content.operation.supersedes &&
      !withdrawn.has(content.operation.opId)
    )
      dealtWith.add(content.operation.supersedes);
  return entries.flatMap(({ seq, content }) => {
    if (content.type !== 'operation' || seq <= since) return [];
    const { operation } = content;
    const word = outcomeOf(verdictOf(operation.opId));
    const failed = word === 'refused' || word === 'conflict';
    const outcome: Outcome = withdrawn.has(operation.opId)
      ? 'withdrawn'
      : failed && dealtWith.has(operation.opId)
        ? 'settled'
        : word;
    return [{ operation, outcome }];
  });
}

function outcomeOf(verdict: Verdict | null): Outcome {
  switch (verdict?.outcome) {
    case 'applied':
    case 'refused':
    case 'conflict':
      return verdict.outcome;
    case 'invalid':
    case 'id-reused':
      return 'refused';
    default:
      return 'pending';
  }
}
