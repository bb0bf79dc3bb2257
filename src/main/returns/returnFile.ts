import { ReturnLine } from '#shared/rosterReturn/recorded';

/** What went out on rosters and what was taken back: an outcome of the door is often no operation, and nobody else has it. */
export const RETURN_FILE = {
  name: 'returns.jnl',
  kind: { magic: 'CBRETN', version: 1 },
  context: 'returns/record/1',
  line: ReturnLine,
} as const;
