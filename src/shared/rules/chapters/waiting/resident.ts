import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import {
  type CaseTerm,
  isCoveredYear,
  lastPaidMonth,
  laterOf,
  paidOn,
  parameter,
  payments,
  runOfMonths,
  v,
  year,
  yearEnd,
  yearStart,
} from '../facts';
import { gapMonths } from '../general/general';
import { inWindow } from '../resident/window';
import { exemptions } from './exempt';
import { type Wait, waitAfter } from './span';

// 国办发〔2024〕38号: the waiting period of residents from insured year 2025 (R-WAIT-03 to 06).

const atYear = { at: yearStart };

const continuous = v.derived('上一年度已参保缴费', [payments, year], (list, y) => isCoveredYear(list, y - 1));
/** The first insured year known, or null; only years before the one asked for. */
const firstYear = v.derived('最早的参保年度', [payments, year], (list, y) => {
  const years = list.filter((p) => p.state === 'PAID').map((p) => Number(p.period.slice(0, 4)));
  const first = Math.min(...years);
  return first < y ? first : null;
});
const insuredBefore = v.derived('此前参加过基本医保', [firstYear], (first) => first !== null);
/** Years in a row without cover that end with the year before; counted from the year the rule began (口径14). */
export const brokenYears = v.derived(
  '连续断保年数',
  [payments, year, firstYear, parameter<number>('resident.wait.brokenFromYear', atYear)],
  (list, y, first, countFrom) => {
    if (first === null) return 0;
    let n = 0;
    while (y - 1 - n >= Math.max(countFrom, first + 1) && !isCoveredYear(list, y - 1 - n)) n++;
    return n;
  },
);

const startMonth = v.derived('居民待遇起算月', [paidOn, yearStart], (paid, first) =>
  laterOf(paid, first).slice(0, 7),
);
const lastEmployee = v.derived('职工医保最后实缴月', [payments, startMonth], (list, month) =>
  lastPaidMonth(list, ['EMP'], month),
);
const leftEmployee = v.derived('参加过职工医保', [lastEmployee], (m) => m !== null);
const gap = v.derived('退出职工医保后的中断月数', [lastEmployee, startMonth], (last, month) =>
  last === null ? Number.POSITIVE_INFINITY : gapMonths(last, month),
);
const neededRun = v.derived(
  '所需连续月数',
  [parameter<number>('seamless.continuousYears')],
  (years) => years * 12,
);
const run = v.derived('中断前连续参保月数', [payments, lastEmployee], (list, month) =>
  month === null ? 0 : runOfMonths(list, month, 132),
);

/** The wait in words, where it can be computed. */
const spanOf = (wait: Wait | undefined) =>
  wait ? `：${wait.waitingFirst} 至 ${wait.waitingLast}，${wait.benefitFrom} 起享受待遇` : '';

const WAIT_38 = [
  { document: 'JL-2025-RES', article: '等待期' },
  { document: 'CN-38-2024', article: '等待期' },
] as const;

/** R-WAIT-03, 05, 06: does a resident wait, and for which parts? */
export const residentWaits: Question<Case, 'FULL' | 'FIXED' | 'NONE'> = {
  id: 'waiting.resident',
  ask: '居民是否设待遇享受等待期',
  rules: [
    {
      id: 'R-WAIT-06',
      answer: 'FULL',
      when: v.always,
      cites: [...WAIT_38],
      clause: '未在集中期参保或未连续参保的，设固定等待期；断保的，每断一年再加变动等待期。',
      finding: {
        code: 'WAITING',
        severity: 'info',
        say: (e) => {
          const n = e.maybe(brokenYears);
          const why = n
            ? `断保 ${n} 年，设固定等待期，并按断保年数加变动等待期`
            : '没有在集中缴费期内连续参保，设固定等待期';
          return `${why}${spanOf(e.maybe(residentWait.FULL))}。`;
        },
      },
    },
    {
      id: 'R-WAIT-06#window',
      answer: 'NONE',
      exceptionTo: 'R-WAIT-06',
      when: v.all(inWindow, v.holds(continuous)),
      cites: [...WAIT_38],
      clause: '在集中期内缴费且连续参保的，不设等待期。',
      finding: {
        code: 'NO_WAITING',
        severity: 'info',
        say: () => '在集中缴费期内缴费，上一年度已参保，不设等待期。',
      },
    },
    {
      id: 'R-WAIT-06#first',
      answer: 'NONE',
      exceptionTo: 'R-WAIT-06',
      when: v.all(
        inWindow,
        v.not(v.holds(insuredBefore)),
        v.not(v.holds(parameter<boolean>('resident.wait.firstEnrolmentInsideWindow', atYear))),
      ),
      cites: [...WAIT_38],
      clause: '在集中期内首次参保的，默认不设等待期。',
      finding: { code: 'NO_WAITING', severity: 'info', say: () => '在集中缴费期内首次参保，不设等待期。' },
    },
    {
      id: 'R-WAIT-06#fixedInside',
      answer: 'FIXED',
      exceptionTo: 'R-WAIT-06',
      when: v.all(
        inWindow,
        v.holds(insuredBefore),
        v.not(v.holds(continuous)),
        v.not(v.holds(parameter<boolean>('resident.wait.variableInsideWindow', atYear))),
      ),
      cites: [...WAIT_38],
      clause: '有的地区集中期内续保只设固定等待期。',
      finding: {
        code: 'WAITING',
        severity: 'info',
        say: (e) => `断保后在集中缴费期内续保，只设固定等待期${spanOf(e.maybe(residentWait.FIXED))}。`,
      },
    },
    {
      id: 'R-WAIT-05#leftEmp',
      answer: 'NONE',
      exceptionTo: 'R-WAIT-06',
      when: v.all(v.holds(leftEmployee), v.atMost(gap, parameter<number>('waiting.leftEmpMaxGapMonths'))),
      cites: [{ document: 'LOW-INCOME-2021', article: '不设等待期' }],
      clause: '退出职工医保后 3 个月内参加居民医保的，不设等待期。',
      finding: {
        code: 'NO_WAITING',
        severity: 'info',
        say: (e) => `退出职工医保后中断 ${Math.max(0, e.value(gap))} 个月，未超过 3 个月，不设等待期。`,
      },
    },
    {
      id: 'R-WAIT-03#resident',
      answer: 'NONE',
      exceptionTo: 'R-WAIT-06',
      when: v.all(
        v.holds(leftEmployee),
        v.atMost(gap, parameter<number>('seamless.maxGapMonths')),
        v.atLeast(run, neededRun),
      ),
      cites: [{ document: 'CN-33-2020', article: '待遇衔接' }],
      clause: '连续参保 2 年以上、切换制度且中断不超过 3 个月的，缴费即享待遇。',
      finding: {
        code: 'NO_WAITING',
        severity: 'info',
        say: () => '此前已连续参保 2 年以上，由职工医保转居民医保，中断不超过 3 个月，缴费即享待遇。',
      },
    },
    ...exemptions('R-WAIT-06'),
  ],
};

interface Length {
  readonly months: number;
  readonly days: number;
}
const unit = parameter<'DAY' | 'MONTH'>('waiting.unit');
/** Thirty days for a month where the region counts in days. */
const inUnit = (months: number, counts: 'DAY' | 'MONTH'): Length =>
  counts === 'DAY' ? { months: 0, days: months * 30 } : { months, days: 0 };
const part = (text: string, days: 'fixed' | 'perBrokenYear') =>
  v.orElse<Length>(
    v.derived(text, [parameter<number>(`resident.wait.${days}Days`, atYear)], (n) => ({
      months: 0,
      days: n,
    })),
    v.derived(text, [parameter<number>(`resident.wait.${days}Months`, atYear), unit], inUnit),
  );
const fixed = part('固定等待期', 'fixed');
const perYear = part('每断保一年的变动等待期', 'perBrokenYear');

const period = (text: string, length: CaseTerm<Length>) =>
  v.derived(text, [length, paidOn, yearStart], (l, paid, first) => waitAfter(paid, first, l));
const full = v.derived(
  '固定和变动等待期',
  [fixed, perYear, brokenYears],
  (f, p, n): Length => ({
    months: f.months + n * p.months,
    days: f.days + n * p.days,
  }),
);
/** The waiting period by what has to be waited for; it starts the day after payment, not before the year (口径13). */
export const residentWait = {
  FULL: period('居民等待期', full),
  FIXED: period('居民固定等待期', fixed),
};
export const residentNoWait = v.derived('居民待遇开始日', [paidOn, yearStart], laterOf);

/** R-RES-02 with R-WAIT-06: does the wait leave anything of the insured year? */
export const waitEnds: Question<Case, 'inYear' | 'after'> = {
  id: 'waiting.insideYear',
  ask: '等待期结束时参保年度是否已过',
  rules: [
    {
      id: 'R-RES-02',
      answer: 'inYear',
      when: v.always,
      cites: [{ document: 'ENGINE', article: '口径13' }],
      clause: '居民待遇享受期到参保年度末日为止。',
    },
    {
      id: 'R-RES-02#after',
      answer: 'after',
      exceptionTo: 'R-RES-02',
      when: v.after(
        v.derived('待遇开始日', [residentWait.FULL], (wait) => wait.benefitFrom),
        yearEnd,
      ),
      cites: [{ document: 'ENGINE', article: '口径13' }],
      clause: '等待期结束时参保年度已过的，提示该年度缴费不能享受待遇。',
      finding: {
        code: 'WAIT_OUTLASTS_YEAR',
        severity: 'warn',
        say: (e) =>
          `等待期到 ${e.value(residentWait.FULL).waitingLast} 才结束，${e.value(year)} 年度已过，这一年的缴费不能享受待遇；请告知本人，可改办下一年度。`,
      },
    },
  ],
};
