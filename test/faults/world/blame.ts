import type { OpId } from '#shared/domain/operation';
import type { Call } from '../proxy';

/** Statuses that speak of the content of a batch and may count against an operation that was sent alone. */
const BLAMES = [400, 413, 422, 500];

/** How often so far the platform itself failed on this operation alone, or answered without a word on it. */
export const timesBlamed = (calls: readonly Call[], opId: OpId): number =>
  calls.filter(
    ({ kind, operations, answer, untouched }) =>
      kind === 'push' &&
      operations.length === 1 &&
      operations[0]?.opId === opId &&
      (BLAMES.includes(answer?.status ?? 0) || (answer?.status === 200 && !untouched)),
  ).length;
