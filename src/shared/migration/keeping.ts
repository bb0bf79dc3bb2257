import { plainName } from '../duplicates/names';
import type { MemberRow } from './households';
import type { PoliceBook } from './police';
import { numberOf } from './writtenNumber';

/** By what one of several entries of a person is kept, in the order in which they are asked. */
export const KEEP_RULES = {
  name: '姓名与公安户籍一致的一条',
  household: '与公安户籍同户的家人较多的一条',
  number: '写有 18 位号码的一条',
  order: '登记在前的一条',
} as const;
export type KeepRule = keyof typeof KEEP_RULES;

/** One entry among several of the same person. */
export interface Kept {
  readonly kept: MemberRow;
  /** What decided between the kept one and the others; of the kept one itself, against the nearest of them. */
  readonly by: KeepRule;
}

/** For each entry of somebody who is entered more than once: which one is kept, and why. */
export function keptOnes(
  entries: readonly (readonly MemberRow[])[],
  households: ReadonlyMap<string, readonly MemberRow[]>,
  police: PoliceBook,
): ReadonlyMap<MemberRow, Kept> {
  const found = new Map<MemberRow, Kept>();
  for (const rows of entries) {
    const ranked = rows
      .map((row) => ({ row, marks: marksOf(row, households.get(row.household) ?? [], police) }))
      .toSorted((a, b) => Math.sign(compare(b.marks, a.marks)));
    const [first, second] = ranked;
    if (first === undefined || second === undefined) continue;
    found.set(first.row, { kept: first.row, by: ruleBetween(first.marks, second.marks) });
    for (const other of ranked.slice(1))
      found.set(other.row, { kept: first.row, by: ruleBetween(first.marks, other.marks) });
  }
  return found;
}

type Marks = readonly [name: number, household: number, number: number];
const RULES = ['name', 'household', 'number'] as const satisfies readonly KeepRule[];

function marksOf(row: MemberRow, family: readonly MemberRow[], police: PoliceBook): Marks {
  const number = numberOf(row.number);
  const word = number === null ? null : police.find(number);
  const home = word?.row.household ?? '';
  const sharing = family.filter((other) => {
    const theirs = numberOf(other.number);
    return (
      other !== row && theirs !== null && theirs !== number && police.find(theirs)?.row.household === home
    );
  });
  return [
    word !== null && plainName(word.row.name) === plainName(row.name) ? 1 : 0,
    home === '' ? 0 : sharing.length,
    row.number.kind === 'good' ? 1 : 0,
  ];
}

/** Above 0 where `a` goes before `b`; equal marks leave the order of the file, for the sort is stable. */
const compare = (a: Marks, b: Marks): number => {
  const at = a.findIndex((mark, i) => mark !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
};
const ruleBetween = (a: Marks, b: Marks): KeepRule =>
  RULES[a.findIndex((mark, i) => mark !== b[i])] ?? 'order';
