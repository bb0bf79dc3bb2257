import { ListLine } from '#shared/lists/record';

/** Lists of other offices that were carried out, with everybody before and after: proof of what a file changed (LI14). */
export const LIST_FILE = {
  name: 'lists.jnl',
  kind: { magic: 'CBLIST', version: 1 },
  context: 'lists/record/1',
  line: ListLine,
} as const;
