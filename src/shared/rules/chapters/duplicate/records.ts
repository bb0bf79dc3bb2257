import { addDays, type CivilDate, lastDayOfMonth, monthOf, monthsFrom } from '../../../domain/civilDate';
import type { PaymentFact, RelationFact } from '../../case';
import { laterOf, on, periodsOf, relations, runOfMonths, v } from '../facts';

// Which relations are active and paid at the same time (R-DUP-01).

/** A relation with the time it is paid for. */
export interface PaidRelation extends RelationFact {
  readonly paidFrom: CivilDate;
  readonly paidUntil: CivilDate;
}
export interface Overlap {
  readonly from: CivilDate;
  readonly until: CivilDate;
}

const firstDay = (period: string) => (period.length === 4 ? `${period}-01-01` : `${period}-01`);
const lastDay = (period: string) => (period.length === 4 ? `${period}-12-31` : lastDayOfMonth(period));

/** The time a relation is paid for as given, or from the payments where no other relation of its scheme could own them. */
function spanOf(r: RelationFact, all: readonly RelationFact[], paid: readonly PaymentFact[] | null) {
  if (r.paidFrom !== undefined && r.paidUntil !== undefined) {
    return { paidFrom: r.paidFrom, paidUntil: r.paidUntil };
  }
  if (paid === null || all.filter((x) => x.scheme === r.scheme).length > 1) return undefined;
  const periods = paid
    .filter((p) => p.scheme === r.scheme && p.state === 'PAID')
    .flatMap(periodsOf)
    .sort();
  const [first, last] = [periods[0], periods.at(-1)];
  return first === undefined || last === undefined
    ? null
    : { paidFrom: firstDay(first), paidUntil: lastDay(last) };
}

/** Paid relations; undefined when the paid time of an active one is not known and more than one is active. */
function paidRelations(all: readonly RelationFact[], paid: readonly PaymentFact[] | null) {
  const active = all.filter((r) => r.status === 'ACTIVE');
  const found: PaidRelation[] = [];
  for (const r of active) {
    const span = spanOf(r, all, paid);
    if (span === undefined && active.length > 1) return undefined;
    if (span) found.push({ ...r, ...span });
  }
  return found;
}

/** Active relations that are paid (重复参保 looks at nothing else). */
export const paidActive = v.fact<readonly PaidRelation[]>(
  'relations.paidUntil',
  '正常参保且已缴费的关系',
  '各条正常的参保关系缴费到哪一天（从哪一天起）？',
  (c) =>
    c.facts.relations === undefined ? undefined : paidRelations(c.facts.relations, c.facts.payments ?? null),
  true,
);

export const overlapOf = (a: PaidRelation, b: PaidRelation): Overlap | null => {
  const from = laterOf(a.paidFrom, b.paidFrom);
  const until = laterOf(a.paidUntil, b.paidUntil) === a.paidUntil ? b.paidUntil : a.paidUntil;
  return from <= until ? { from, until } : null;
};

/** All pairs that overlap in time. */
export function overlaps(list: readonly PaidRelation[], kind: (a: PaidRelation, b: PaidRelation) => boolean) {
  return list.flatMap((a, i) =>
    list.slice(i + 1).flatMap((b) => {
      const overlap = overlapOf(a, b);
      return overlap && kind(a, b) ? [{ pair: [a, b] as const, ...overlap }] : [];
    }),
  );
}
const both = (scheme: 'EMP' | 'RES') => (a: PaidRelation, b: PaidRelation) =>
  a.scheme === scheme && b.scheme === scheme;

// The list of relations itself is asked for first: without it there is nothing to ask about.
const pairs = (text: string, kind: (a: PaidRelation, b: PaidRelation) => boolean) =>
  v.derived(text, [relations, paidActive], (_, list) => overlaps(list, kind));
export const employeePairs = pairs('职工医保重复的关系', both('EMP'));
export const residentPairs = pairs('居民医保重复的关系', both('RES'));
export const crossPairs = pairs('职工与居民重复的关系', (a, b) => a.scheme !== b.scheme);

const some = (text: string, term: typeof employeePairs) => v.derived(text, [term], (list) => list.length > 0);
export const employeeTwice = v.holds(some('两条以上职工关系在同一时间正常且已缴费', employeePairs));
export const residentTwice = v.holds(some('两条以上居民关系在同一时间正常且已缴费', residentPairs));
export const acrossSchemes = v.holds(some('职工与居民关系在同一时间正常且已缴费', crossPairs));

/** The earliest and last day of every overlap, and the months of them counted once. */
export const overlapTime = v.derived(
  '重叠的时间',
  [employeePairs, residentPairs, crossPairs],
  (employee, resident, cross) => {
    const all = [...employee, ...resident, ...cross];
    const from = all.map((o) => o.from).sort()[0];
    const until = all
      .map((o) => o.until)
      .sort()
      .at(-1);
    return from === undefined || until === undefined
      ? null
      : { from, until, months: monthsFrom(monthOf(from), monthOf(until)) + 1 };
  },
);

const history = v.fact<readonly PaymentFact[]>(
  'payments',
  '历年缴费记录',
  '本人历年的缴费记录是什么？',
  (c) => c.facts.payments ?? [],
);
/**
 * Whole months of employee insurance without a break up to the month before the duplicate was found, or to the last paid
 * one: from the payments where there are any, else from the day the paid time began.
 */
export const employeeMonths = v.derived(
  '连续参加职工医保的月数',
  [crossPairs, history, on],
  (cross, list, day) => {
    const emp = cross.flatMap((o) => o.pair).find((r) => r.scheme === 'EMP');
    if (emp === undefined) return 0;
    const end = emp.paidUntil < day ? monthOf(addDays(emp.paidUntil, 1)) : monthOf(day);
    const months = list.filter((p) => p.scheme === 'EMP' && p.state === 'PAID');
    const before = monthOf(addDays(`${end}-01`, -1));
    const run = runOfMonths(months, before, 1200);
    return run > 0 ? run : Math.max(0, monthsFrom(monthOf(emp.paidFrom), end));
  },
);
