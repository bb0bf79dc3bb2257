import { addToMonth, type CivilMonth, monthOf, yearOf } from '../../../domain/civilDate';
import type { Case } from '../../case';
import type { WageFact } from '../../caseContribution';
import type { Question } from '../../kernel/rule';
import { hireDate } from '../employee/register';
import { type CaseTerm, laterOf, on, paidOn, parameter, v } from '../facts';
import { shareOf } from '../general/general';
import { nextPeriod } from './assess';
import { monthly, wages } from './base';
import { dailyRate, lateDays, lateFeeOf, paymentDayCounts, rate, yuan, yuanToFen } from './parts';

// 规程第十九条: months of work that were never registered are paid for afterwards (R-EMP-19-2, 19-3).

const cites = [{ document: 'JL-11-2022', article: '第十九条' }] as const;

const schemeStart = parameter<string>('years.schemeStart');
const paid = v.fact<NonNullable<Case['facts']['payments']>>(
  'payments',
  '已缴的月份',
  '哪些月份已经缴费？',
  (c) => c.facts.payments ?? [],
);
/** Every fee period from the month of hire to the month before the first that is assessed normally, without those paid. */
export const owedPeriods: CaseTerm<readonly CivilMonth[]> = v.derived(
  '应补缴的费款所属期',
  [hireDate, schemeStart, nextPeriod, paid, on],
  (hire, start, next, list, today) => {
    const months: CivilMonth[] = [];
    // Nothing is owed for work that has not begun.
    if (hire > today) return months;
    let month = monthOf(laterOf(hire, start));
    for (; month < next && months.length < 1200; month = addToMonth(month, 1)) {
      const done = list.some(
        (p) =>
          p.scheme === 'EMP' && p.state === 'PAID' && p.period <= month && month <= (p.until ?? p.period),
      );
      if (!done) months.push(month);
    }
    return months;
  },
);

export interface OwedMonth {
  readonly month: CivilMonth;
  readonly unit: number;
  readonly person: number;
  readonly fee: number;
}

const givenBase = v.fact<number | null>(
  'request.baseFen',
  '已核定的补缴基数',
  '补缴基数是多少？',
  (c) => c.request.baseFen ?? null,
);
const wagesIfNeeded = v.fact<readonly WageFact[]>(
  wages.name,
  wages.text,
  '补缴各年的本人工资是多少？',
  (c) => (c.request.baseFen === undefined ? c.facts.wages : []),
);
/** Wages of the year; where none is established, that year's local average. */
const baseIn = (month: CivilMonth, c: Case): CaseTerm<number> => {
  const year = yearOf(`${month}-01`);
  if (c.request.baseFen !== undefined) return v.derived('补缴基数', [givenBase], (fen) => fen ?? 0);
  if (c.facts.wages?.some((w) => w.year === year)) {
    return v.derived(`${year} 年本人月工资`, [wagesIfNeeded], (list) => {
      const found = list.find((w) => w.year === year);
      return found ? monthly(found) : 0;
    });
  }
  const average = parameter<number>('base.average', { at: v.constant(`${month}-01`), pick: yuanToFen });
  return v.derived(`${year} 年当地平均工资`, [wagesIfNeeded, average], (_, fen) => fen);
};

/** What one month costs: unit part, personal part and the late fee on the unit part. */
export const owedMonth = (month: CivilMonth, c: Case): CaseTerm<OwedMonth> => {
  const at = v.constant(`${month}-01`);
  return v.derived(
    `${month} 的补缴`,
    [baseIn(month, c), rate('rates.unit', at), rate('rates.person', at), dailyRate, paidOn, paymentDayCounts],
    (base, unitRate, personRate, share, day, counts) => {
      const unit = shareOf(base, unitRate);
      return {
        month,
        unit,
        person: shareOf(base, personRate),
        fee: lateFeeOf(unit, share, lateDays(month, day, counts)),
      };
    },
  );
};

const total = (list: readonly OwedMonth[], pick: (m: OwedMonth) => number) =>
  list.reduce((sum, m) => sum + pick(m), 0);
/** The amounts of a back-payment, by name. */
export function backpayAmounts(list: readonly OwedMonth[]) {
  const unit = total(list, (m) => m.unit);
  const person = total(list, (m) => m.person);
  const fee = total(list, (m) => m.fee);
  const each = list.map((m) => `${m.month} ${yuan(m.fee)} 元`).join('、');
  return [
    { name: 'backpayUnit', label: '补缴单位部分', fen: unit, how: `${list.length} 个月合计` },
    { name: 'backpayPerson', label: '补缴个人部分', fen: person, how: `${list.length} 个月合计` },
    { name: 'backpay', label: '补缴医保费', fen: unit + person, how: '单位部分与个人部分之和' },
    { name: 'lateFee', label: '滞纳金', fen: fee, how: `只按单位部分计收：${each}` },
    { name: 'total', label: '合计', fen: unit + person + fee, how: '补缴医保费与滞纳金之和' },
  ];
}

const owesNothing = v.derived('没有应补缴的月份', [owedPeriods], (list) => list.length === 0);
/** R-EMP-19-2: is anything owed? */
export const backpayOwed: Question<Case, 'owed' | 'nothing'> = {
  id: 'contribution.backpay',
  ask: '用工以来有没有应补缴的月份',
  rules: [
    {
      id: 'R-EMP-19-2',
      answer: 'owed',
      when: v.always,
      cites,
      clause:
        '未登记缴费的，自用工之日起按历年工资（无法核定的按当地历年社平工资）补缴，单位部分按日加收万分之五滞纳金，不超过单位部分本金。',
      finding: {
        code: 'BACKPAY_OWED',
        severity: 'warn',
        say: (e) => {
          const months = e.maybe(owedPeriods);
          const which =
            months === undefined
              ? '用工以来未缴的月份'
              : `${months[0]} 至 ${months.at(-1)} 共 ${months.length} 个月`;
          return `${which}须补缴，并按单位部分加收滞纳金。`;
        },
      },
    },
    {
      id: 'R-EMP-19-2#nothing',
      answer: 'nothing',
      exceptionTo: 'R-EMP-19-2',
      // Where the scheme's first day is not set, the months cannot be counted, but they are owed.
      when: v.all(v.known(owedPeriods), v.holds(owesNothing)),
      cites,
      clause: '各月都已缴费，或者还没有用工的，没有补缴。',
      finding: {
        code: 'NOTHING_OWED',
        severity: 'info',
        say: (e) =>
          e.value(hireDate) > e.value(on)
            ? '还没有用工，没有应补缴的月份。'
            : '用工以来各月都已缴费，没有应补缴的月份。',
      },
    },
  ],
};

/** R-EMP-19-3: what a back-payment brings and what it does not. */
export const backpayEffect: Question<Case, 'years'> = {
  id: 'contribution.backpayEffect',
  ask: '补缴后补记什么',
  rules: [
    {
      id: 'R-EMP-19-3',
      answer: 'years',
      when: v.always,
      cites,
      clause: '补缴后补记缴费年限和个人账户，补缴期间其他待遇不追溯，不论长短。',
      finding: {
        code: 'NOT_RETROACTIVE',
        severity: 'info',
        say: () => '补缴后补记缴费年限和个人账户；补缴期间发生的医疗费用不追溯报销。',
      },
    },
  ],
};
