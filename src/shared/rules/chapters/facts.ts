import { addToMonth, type CivilDate, type CivilMonth, monthOf, yearOf } from '../../domain/civilDate';
import type { SpecialIdentity } from '../../domain/specialIdentity';
import type { Case, PaymentFact, PersonFacts, RelationFact } from '../case';
import { type Term, vocabulary } from '../kernel/expression';
import { PARAM_KEYS, type ParamName } from '../params/keys';

/** The words of all chapters. */
export const v = vocabulary<Case>();

/** A term over a case. */
export type CaseTerm<T> = Term<Case, T>;

/** A parameter by its registered name; its value has the form that `params/keys.ts` demands. */
export const parameter = <T>(
  name: ParamName,
  options: {
    /** The day whose value counts; absent: the day of the case. */
    at?: CaseTerm<string>;
    by?: CaseTerm<unknown>;
    pick?: (raw: unknown, by: unknown) => T | undefined;
  } = {},
): CaseTerm<T> => {
  const { pick = (raw: unknown) => raw as T, ...rest } = options;
  return v.param<T>(name, PARAM_KEYS[name].label, pick, rest);
};

export const on = v.fact<CivilDate>('on', '办理日', '哪一天办理？', (c) => c.on);

/** The person as they will be: what is known, with the changes that are asked for. */
export function personOf(c: Case): PersonFacts {
  const person = c.facts.person ?? {};
  if (!c.request.changes) return person;
  const changed = c.request.changes.filter((x) => CHANGEABLE.has(x.field)).map((x) => [x.field, x.to]);
  return { ...person, ...(Object.fromEntries(changed) as PersonFacts) };
}
const CHANGEABLE = new Set(['certType', 'certNo', 'name', 'sex', 'birthDate', 'nationality']);

export const alive = v.fact<boolean>('person.alive', '本人健在', '参保人是否健在？', (c) => {
  const person = c.facts.person;
  if (person?.deathDate || endedByDeath(c)) return false;
  return person?.alive ?? (person?.deathDate === null ? true : undefined);
});
/** A relation that was terminated for a death says so, whatever else is known; a mistake there is put right first. */
const endedByDeath = (c: Case): boolean =>
  c.facts.relations?.some((r) => r.status === 'TERMINATED' && r.reason === 'DEATH') ?? false;
export const deathDate = v.fact<CivilDate | null>(
  'person.deathDate',
  '死亡日期',
  '死亡日期是哪一天？',
  (c) => (c.facts.person?.alive === true ? (c.facts.person.deathDate ?? null) : c.facts.person?.deathDate),
);

export const relations = v.fact<readonly RelationFact[]>(
  'relations',
  '各地参保关系',
  '本人在本地和外地有哪些参保关系？',
  (c) => c.facts.relations,
  true,
);
export const payments = v.fact<readonly PaymentFact[]>(
  'payments',
  '历年缴费记录',
  '本人历年的缴费记录是什么？',
  (c) => c.facts.payments,
  true,
);

const hasRelation = (text: string, test: (r: RelationFact) => boolean) =>
  v.derived(text, [relations], (list) => list.some(test));
export const empActive = hasRelation(
  '职工医保参保状态为正常参保',
  (r) => r.scheme === 'EMP' && r.status === 'ACTIVE',
);
export const empPaused = hasRelation(
  '职工医保参保状态为暂停参保',
  (r) => r.scheme === 'EMP' && r.status === 'PAUSED',
);
export const resActive = hasRelation(
  '居民医保参保状态为正常参保',
  (r) => r.scheme === 'RES' && r.status === 'ACTIVE',
);
const region = v.fact<string>('region', '办理地', '在哪里办理？', (c) => c.region);
const resActiveWhere = (text: string, here: boolean) =>
  v.derived(text, [relations, region], (list, place) =>
    list.some((r) => r.scheme === 'RES' && r.status === 'ACTIVE' && (r.region === place) === here),
  );
export const resActiveHere = resActiveWhere('本地居民医保为正常参保', true);
export const resActiveElsewhere = resActiveWhere('外地居民医保为正常参保', false);

/** The insured year asked for. */
export const year = v.fact<number>('request.year', '参保年度', '办理哪一个参保年度？', (c) => c.request.year);
/** The first day of the insured year: the day resident parameters are looked up for. */
export const yearStart = v.derived('参保年度首日', [year], (y) => `${y}-01-01`);
export const yearEnd = v.derived('参保年度末日', [year], (y) => `${y}-12-31`);

/**
 * The day the payment is received; expected today where it is not given. Asked about a wait that has been paid for, the
 * payment itself tells.
 */
export const paidOn = v.fact<CivilDate>(
  'request.paidOn',
  '缴费日',
  '哪一天缴费？',
  (c) => c.request.paidOn ?? paidBefore(c) ?? c.on,
);
function paidBefore({ matter, request, facts }: Case): CivilDate | undefined {
  if (matter !== 'WAITING_PERIOD') return undefined;
  const period = request.scheme === 'EMP' ? request.firstPeriod : String(request.year);
  if (period === undefined) return undefined;
  const payment = facts.payments?.find(
    (p) => p.scheme === request.scheme && p.period === period && p.state === 'PAID',
  );
  return payment?.paidOn ?? undefined;
}

/** A run of fee periods as single ones: months for employees, years for residents. */
export function periodsOf(payment: PaymentFact): string[] {
  const last = payment.until ?? payment.period;
  const periods: string[] = [];
  for (let p = payment.period; p <= last && periods.length < 1200; p = next(p)) periods.push(p);
  return periods;
}
const next = (period: string): string =>
  period.length === 4 ? String(Number(period) + 1) : addToMonth(period, 1);

/** True when a fee period of the scheme is in one of the states. */
export const isIn = (
  list: readonly PaymentFact[],
  scheme: 'EMP' | 'RES',
  period: string,
  states: readonly PaymentFact['state'][] = ['PAID'],
): boolean =>
  list.some(
    (p) =>
      p.scheme === scheme &&
      p.period.length === period.length &&
      states.includes(p.state) &&
      p.period <= period &&
      period <= (p.until ?? p.period),
  );

/** True when the month is covered by a paid fee period of either scheme; a resident year covers its twelve months. */
const isCoveredMonth = (list: readonly PaymentFact[], month: CivilMonth): boolean =>
  isIn(list, 'EMP', month) || isIn(list, 'RES', month.slice(0, 4));

/** True when the year is a paid resident year or has a paid employee month. */
export const isCoveredYear = (list: readonly PaymentFact[], y: number): boolean =>
  isIn(list, 'RES', String(y)) ||
  list.some(
    (p) =>
      p.scheme === 'EMP' &&
      p.state === 'PAID' &&
      yearOf(`${p.period}-01`) <= y &&
      y <= yearOf(`${p.until ?? p.period}-01`),
  );

/** The last month before `before` that is paid in one of the schemes, or null. */
export function lastPaidMonth(
  list: readonly PaymentFact[],
  schemes: readonly ('EMP' | 'RES')[],
  before: CivilMonth,
): CivilMonth | null {
  let last: CivilMonth | null = null;
  const limit = addToMonth(before, -1);
  for (const p of list) {
    if (p.state !== 'PAID' || !schemes.includes(p.scheme)) continue;
    const first = p.scheme === 'RES' ? `${p.period}-01` : p.period;
    const end = p.scheme === 'RES' ? `${p.until ?? p.period}-12` : (p.until ?? p.period);
    if (first > limit) continue;
    const reached = [end, limit].sort()[0] ?? end;
    if (last === null || reached > last) last = reached;
  }
  return last;
}

/** The number of consecutive covered months that end with `month`, counted up to `most`. */
export function runOfMonths(list: readonly PaymentFact[], month: CivilMonth, most: number): number {
  let n = 0;
  for (let m = month; n < most && isCoveredMonth(list, m); m = addToMonth(m, -1)) n++;
  return n;
}

/**
 * Special identities. Nobody is assisted or exempted before an authority confirms it (R-SPC-01), so where none is known the
 * ordinary rule applies; `decide()` still lists the question.
 */
export const identities = v.fact<readonly SpecialIdentity[]>(
  'person.identities',
  '特殊身份',
  '本人有没有民政、残联、乡村振兴等部门认定的特殊身份？',
  (c) => c.facts.person?.identities ?? [],
);
/** Types of identity that an authority confirmed and that are in force on the payment day. */
export const confirmedIdentities = v.derived('经部门确认的特殊身份', [identities, paidOn], (list, day) =>
  list
    .filter((i) => i.source !== null && i.from <= day && (i.until === null || day <= i.until))
    .map((i) => i.type),
);

/** The birth date as given, or as the number says. */
export const birthOf = (c: Case): CivilDate | undefined => {
  const person = personOf(c);
  return person.birthDate ?? birthInNumber(person);
};
export const birthDate = v.fact<CivilDate>('person.birthDate', '出生日期', '出生日期是哪一天？', birthOf);
const birthInNumber = (p: PersonFacts): CivilDate | undefined => {
  const m = p.certType === '01' ? /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dXx]$/.exec(p.certNo ?? '') : null;
  return m ? `${m[1]}-${m[2]}-${m[3]}` : undefined;
};

export const thisMonth = v.derived('办理月', [on], (day) => monthOf(day));

/** The later of two days, written as text. */
export const laterOf = (a: CivilDate, b: CivilDate): CivilDate => (a > b ? a : b);
