import { addDays } from '../../../domain/civilDate';
import type { Case } from '../../case';
import type { Evaluation } from '../../kernel/evaluate';
import type { Question } from '../../kernel/rule';
import { firstPeriod } from '../employee/register';
import { lastPaidMonth, laterOf, paidOn, parameter, payments, runOfMonths, v } from '../facts';
import { gapMonths } from '../general/general';
import { exemptions } from './exempt';

// 规程第十九条 and the link of benefits: does a new employee wait? (R-WAIT-01 to 05)

const lastEmployee = v.derived('职工医保最后实缴月', [payments, firstPeriod], (list, month) =>
  lastPaidMonth(list, ['EMP'], month),
);
const lastOfAny = v.derived('基本医保最后实缴月', [payments, firstPeriod], (list, month) =>
  lastPaidMonth(list, ['EMP', 'RES'], month),
);
const gapFrom = (text: string, last: typeof lastEmployee) =>
  v.derived(text, [last, firstPeriod], (month, first) => (month === null ? null : gapMonths(month, first)));
/** Months without payment in the employee scheme; null for somebody who never paid there. */
export const employeeGap = gapFrom('职工医保中断月数', lastEmployee);
const anyGap = gapFrom('基本医保中断月数', lastOfAny);
/** At most this number of months in a row is counted; more changes nothing. */
const RUN_LIMIT = 132;
const run = v.derived('中断前连续参保月数', [payments, lastOfAny], (list, month) =>
  month === null ? 0 : runOfMonths(list, month, RUN_LIMIT),
);
const neededRun = v.derived(
  '所需连续月数',
  [parameter<number>('seamless.continuousYears')],
  (years) => years * 12,
);
const paidBefore = (last: typeof lastEmployee, text: string) =>
  v.holds(v.derived(text, [last], (m) => m !== null));

/** R-WAIT-01 to 05: must a newly registered employee wait? */
export const employeeWaits: Question<Case, 'WAIT' | 'NONE'> = {
  id: 'waiting.employee',
  ask: '职工是否设待遇享受等待期',
  rules: [
    {
      id: 'R-WAIT-01',
      answer: 'WAIT',
      when: v.always,
      cites: [
        { document: 'JL-11-2022', article: '第十九条' },
        { document: 'CN-33-2020', article: '待遇衔接' },
      ],
      clause: '首次参保或中断缴费超过 3 个月的职工设等待期，以天计，从缴费成功次日起算。',
      finding: {
        code: 'WAITING',
        severity: 'info',
        say: (e) => {
          const gap = e.value(employeeGap);
          return `${gap === null ? '首次参加职工医保' : `职工医保已中断 ${gap} 个月`}，设待遇享受等待期${spanInWords(e)}。`;
        },
      },
    },
    {
      id: 'R-WAIT-02',
      answer: 'NONE',
      exceptionTo: 'R-WAIT-01',
      when: v.all(
        paidBefore(lastEmployee, '曾缴纳职工医保'),
        v.atMost(employeeGap as typeof neededRun, parameter<number>('employee.waitGapMonths')),
      ),
      cites: [
        { document: 'JL-11-2022', article: '第十九条' },
        { document: 'CN-43-2021', article: '第十一条' },
      ],
      clause: '职工医保中断不超过 3 个月（含 3 个月）的，不设等待期。',
      finding: {
        code: 'NO_WAITING',
        severity: 'info',
        say: (e) => `职工医保中断 ${e.value(employeeGap)} 个月，未超过 3 个月，不设等待期。`,
      },
    },
    {
      id: 'R-WAIT-03',
      answer: 'NONE',
      exceptionTo: 'R-WAIT-01',
      when: v.all(
        paidBefore(lastOfAny, '曾参加基本医保'),
        v.atMost(anyGap as typeof neededRun, parameter<number>('seamless.maxGapMonths')),
        v.atLeast(run, neededRun),
      ),
      cites: [{ document: 'CN-33-2020', article: '待遇衔接' }],
      clause: '已连续参加基本医保 2 年以上、因就业等变化切换制度且中断不超过 3 个月的，缴费即享待遇。',
      finding: {
        code: 'NO_WAITING',
        severity: 'info',
        say: (e) =>
          `此前已连续参保 ${e.value(neededRun)} 个月以上，中断 ${e.value(anyGap)} 个月，缴费即享待遇。`,
      },
    },
    ...exemptions('R-WAIT-01'),
  ],
};

/** The wait in words, where it can be computed. */
function spanInWords(e: Evaluation<Case>): string {
  const wait = e.maybe(employeeWait);
  return wait ? `：${wait.waitingFirst} 至 ${wait.waitingLast}，${wait.benefitFrom} 起享受待遇` : '';
}

/** Waiting days, the first and last of them, and the first day of benefits (口径6). */
export const employeeWait = v.derived(
  '职工等待期',
  [paidOn, parameter<number>('employee.waitingDays'), firstPeriod],
  (paid, days, first) => {
    const waitingLast = addDays(paid, days);
    return {
      waitingFirst: addDays(paid, 1),
      waitingLast,
      benefitFrom: laterOf(addDays(waitingLast, 1), `${first}-01`),
    };
  },
);
/**
 * The first day of benefits of somebody who does not wait: who goes on in the employee scheme is covered from the first
 * period, who changes over or is exempt from the payment on (缴费后即可享受待遇), so that no days are left open between.
 */
export const employeeNoWait = v.derived(
  '职工待遇开始日',
  [paidOn, firstPeriod, employeeGap, parameter<number>('seamless.maxGapMonths')],
  (paid, first, gap, most) => (gap !== null && gap <= most ? laterOf(paid, `${first}-01`) : paid),
);
