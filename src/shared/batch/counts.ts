/**
 * Where a row stands. `ready` and `warned` will be accepted, `warned` under the clerk's reason; `open` has not been looked at.
 */
export type RowState = 'open' | 'ready' | 'warned' | 'refused' | 'skipped' | 'accepted';

/** How the rows of a workbook stand. While a run goes on `read` is the sum of all; afterwards `waiting` is 0. */
export interface BatchCounts {
  readonly read: number;
  readonly accepted: number;
  readonly refused: number;
  readonly skipped: number;
  /** Not decided yet, or decided and not accepted yet. */
  readonly waiting: number;
  /** Of `waiting`, those that will be accepted. */
  readonly ready: number;
  /** Of `ready`, those for which the clerk has to give a reason. */
  readonly warned: number;
}

export function countRows(states: Iterable<RowState>): BatchCounts {
  const found: Record<RowState, number> = {
    open: 0,
    ready: 0,
    warned: 0,
    refused: 0,
    skipped: 0,
    accepted: 0,
  };
  for (const state of states) found[state] += 1;
  const { open, ready, warned, refused, skipped, accepted } = found;
  return {
    read: open + ready + warned + refused + skipped + accepted,
    accepted,
    refused,
    skipped,
    waiting: open + ready + warned,
    ready: ready + warned,
    warned,
  };
}

/** read = accepted + refused + skipped + waiting, at every moment. */
export const addsUp = ({ read, accepted, refused, skipped, waiting }: BatchCounts): boolean =>
  read === accepted + refused + skipped + waiting;
