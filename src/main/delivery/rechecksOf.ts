import type { OpId } from '#shared/domain/operation';
import type { Recheck } from '#shared/review/recheck';
import type { Journal } from '../journal/journal';

/** The re-checks that go along with these operations; undefined where there are none, so that the message says nothing of it. */
export function rechecksOf(
  journal: Pick<Journal, 'recheckOf'>,
  opIds: readonly OpId[],
): Recheck[] | undefined {
  const rechecks = opIds.flatMap((opId): Recheck[] => {
    const word = journal.recheckOf(opId);
    return word?.outcome === 'accepted' ? [{ opId, reviewer: word.reviewer, reason: word.reason }] : [];
  });
  return rechecks.length === 0 ? undefined : rechecks;
}
