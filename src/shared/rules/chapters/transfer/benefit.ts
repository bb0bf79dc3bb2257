import { addToMonth, type CivilMonth, monthOf } from '../../../domain/civilDate';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { confirmedIdentities, lastPaidMonth, paidOn, parameter, payments, runOfMonths, v } from '../facts';
import { gapMonths } from '../general/general';
import { bothEmp } from './transfer';

// How benefits join after a transfer (R-TRN-07), and poor people, who never wait (R-KEY-01).

const first = v.fact<CivilMonth>(
  'request.firstPeriod',
  '转入地首个费款所属期',
  '转入地从哪个月起缴费？',
  (c) => c.request.firstPeriod,
);
const last = v.derived('转出地最后实缴月', [payments, first], (list, month) =>
  lastPaidMonth(list, ['EMP', 'RES'], month),
);
const gap = v.derived('中断月数', [last, first], (month, f) =>
  month === null ? Number.POSITIVE_INFINITY : Math.max(0, gapMonths(month, f)),
);
const run = v.derived('中断前连续参保月数', [payments, last], (list, month) =>
  month === null ? 0 : runOfMonths(list, month, 132),
);
const needed = v.derived(
  '跨制度衔接所需连续月数',
  [parameter<number>('transfer.crossSystemYears')],
  (years) => years * 12,
);
const lifted = v.all(
  v.holds(
    v.derived('经确认为建档立卡贫困（脱贫）人口', [confirmedIdentities], (types) =>
      types.includes('LIFTED_OUT_OF_POVERTY'),
    ),
  ),
  v.holds(parameter<boolean>('waiting.povertyExempt')),
);
export const shortGap = v.all(
  v.atMost(gap, parameter<number>('transfer.maxGapMonths')),
  v.any(bothEmp, v.atLeast(run, needed)),
);

/** Months of the gap that may be paid for afterwards; null where there is none. */
export const gapSpan = v.derived('中断的月份', [last, first, gap], (month, f, n) =>
  month === null || n <= 0 ? null : { first: addToMonth(month, 1), last: addToMonth(f, -1), months: n },
);
export const benefitMonth = v.derived('缴费当月', [paidOn], (day) => `${monthOf(day)}-01`);
export const paymentDay = paidOn;

const ART11 = { document: 'CN-43-2021', article: '第十一条' } as const;

export const transferBenefit: Question<Case, 'wait' | 'retroactive'> = {
  id: 'transfer.benefit',
  ask: '转移后待遇怎样衔接',
  rules: [
    {
      id: 'R-TRN-07',
      answer: 'retroactive',
      exceptionTo: 'R-TRN-07#wait',
      when: shortGap,
      cites: [ART11],
      clause:
        '中断 3 个月以内（含）的，可按转入地规定补缴，缴费当月起享受待遇，中断期待遇补享；跨制度的须此前连续参保 2 年。',
      finding: {
        code: 'GAP_RETROACTIVE',
        severity: 'info',
        say: (e) =>
          `中断 ${e.value(gap)} 个月，未超过 3 个月，缴费当月起享受待遇；中断的月份可以补缴，补缴后待遇补享。`,
      },
    },
    {
      id: 'R-TRN-07#wait',
      answer: 'wait',
      when: v.always,
      cites: [ART11],
      clause: '中断超过 3 个月的，设不超过 6 个月的待遇享受等待期。',
      finding: {
        code: 'TRANSFER_WAIT',
        severity: 'info',
        say: (e) =>
          Number.isFinite(e.value(gap))
            ? `中断 ${e.value(gap)} 个月，按转入地规定设待遇享受等待期（不超过 6 个月）。`
            : '此前没有缴费记录，按转入地规定设待遇享受等待期（不超过 6 个月）。',
      },
    },
  ],
};

/** R-KEY-01: poor people do not wait, whatever the gap. */
export const povertyMoves: Question<Case, 'no' | 'exempt'> = {
  id: 'transfer.poverty',
  ask: '是否贫困（脱贫）人口转移',
  rules: [
    {
      id: 'R-KEY-01#other',
      answer: 'no',
      when: v.always,
      cites: [ART11],
      clause: '其他人员按中断月数衔接。',
    },
    {
      id: 'R-KEY-01',
      answer: 'exempt',
      exceptionTo: 'R-KEY-01#other',
      when: lifted,
      cites: [{ document: 'CN-33-2020', article: '贫困人口' }],
      clause: '贫困（脱贫）人口切换、转移关系不设等待期，不受缴费期限制，缴费即享待遇，原关系及时暂停。',
      finding: {
        code: 'WAIT_EXEMPT',
        severity: 'info',
        say: () => '本人是贫困（脱贫）人口，转移不设等待期，缴费后即享受待遇；原关系及时暂停。',
      },
    },
  ],
};
