import { RolloverLine } from '#shared/rollover/record';

/** Turns of the year that were carried out; which year is read only must not depend on the window's store (RL5). */
export const ROLLOVER_FILE = {
  name: 'rollover.jnl',
  kind: { magic: 'CBROLL', version: 1 },
  context: 'rollover/record/1',
  line: RolloverLine,
} as const;
