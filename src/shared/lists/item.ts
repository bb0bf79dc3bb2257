import type { RowStep } from '../batch/plan';
import type { Person } from '../domain/person';
import type { ListFault, ListRow } from './listRow';
import type { Standing } from './record';

/** What a row of a list, or somebody who is no longer on it, comes to. */
export const LIST_CLASSES = {
  added: '新增',
  changed: '变更',
  cancelled: '取消',
  ended: '终止参保',
  same: '不变',
  undecided: '需核实',
  unknown: '查无此人',
  wrong: '有误',
} as const;
export type ListClass = keyof typeof LIST_CLASSES;
export const LIST_CLASS_CODES = Object.keys(LIST_CLASSES) as ListClass[];

/** One row and what becomes of it; `row` null: somebody of whom the list says nothing any more. */
export interface ListItem {
  readonly row: ListRow | null;
  readonly person: Person | null;
  readonly class: ListClass;
  /** In a clerk's words: what is done, or why nothing is. */
  readonly text: string;
  readonly faults: readonly ListFault[];
  readonly steps: readonly RowStep[];
  /** How the person stands before and after; null where nothing changes. */
  readonly turn: { readonly before: Standing; readonly after: Standing } | null;
}

/** An item to which nothing happens. */
export const idle = (
  row: ListRow | null,
  person: Person | null,
  of: Extract<ListClass, 'same' | 'undecided' | 'unknown' | 'wrong'>,
  text: string,
): ListItem => ({ row, person, class: of, text, faults: row?.faults ?? [], steps: [], turn: null });

/** True where something is taken from somebody: an identity or the relation ends. */
export const takesAway = ({ steps }: ListItem): boolean =>
  steps.some(({ matter, fields }) => matter !== 'SPECIAL_IDENTITY' || fields.what === 'END');

/** Items by class; `read`: rows of the list, `offList`: people whom it does not name any more. */
export type ListCounts = Readonly<Record<ListClass, number>> & {
  readonly read: number;
  readonly offList: number;
};

export function countItems(items: readonly ListItem[]): ListCounts {
  const counts = Object.fromEntries(LIST_CLASS_CODES.map((code) => [code, 0])) as Record<ListClass, number>;
  for (const item of items) counts[item.class] += 1;
  const read = items.filter(({ row }) => row !== null).length;
  return { ...counts, read, offList: items.length - read };
}

/** Every row and everybody who is off the list is in exactly one class. */
export const addsUp = (counts: ListCounts): boolean =>
  counts.read + counts.offList === LIST_CLASS_CODES.reduce((sum, code) => sum + counts[code], 0);
