import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { paidOn, v } from '../facts';
import { shareOf } from '../general/general';
import { dailyRate, days, due, feeFrom, period } from './parts';

// 规程第二十三条: the late fee (R-FEE-01 to 05).

const LAW = { document: 'SOCIAL-INSURANCE-LAW', article: '第八十六条' };
const cites = [{ document: 'JL-11-2022', article: '第二十三条' }, LAW] as const;

const reachesCap = v.derived('滞纳金达到单位缴费部分本金', [dailyRate, days], (share, n) => {
  const whole = 10 ** 8;
  return shareOf(whole, share, n) >= whole;
});

/** R-FEE-01 to 03: was the period paid in time, late, or so late that a fee is charged? */
export const lateness: Question<Case, 'inTime' | 'late' | 'fee' | 'capped'> = {
  id: 'contribution.late',
  ask: '是否逾期缴费',
  rules: [
    {
      id: 'R-FEE-01',
      answer: 'inTime',
      when: v.always,
      cites,
      clause: '单位和职工共同缴费，个人部分由单位代扣；当月核定并预缴次月费款，即上月末日以前缴清。',
      finding: {
        code: 'PAID_IN_TIME',
        severity: 'info',
        say: (e) => `${e.value(period)} 的费款在期限 ${e.value(due)} 以前缴纳，没有滞纳金。`,
      },
    },
    {
      id: 'R-FEE-01#late',
      answer: 'late',
      exceptionTo: 'R-FEE-01',
      when: v.after(paidOn, due),
      cites,
      clause: '过了上月末日未足额缴纳的，该期为中断缴费。',
      finding: {
        code: 'PAID_LATE',
        severity: 'warn',
        say: (e) => `${e.value(period)} 的费款应在 ${e.value(due)} 前（含当日）缴清，已逾期。`,
      },
    },
    {
      id: 'R-FEE-02',
      answer: 'fee',
      exceptionTo: 'R-FEE-01#late',
      when: v.more(days, v.constant(0, '零')),
      cites,
      clause: '自费款所属期次月 1 日起，按日加收单位缴费部分万分之五的滞纳金，算到缴费当日。',
      finding: {
        code: 'LATE_FEE',
        severity: 'warn',
        say: (e) =>
          `${e.value(period)} 的费款逾期，自 ${e.value(feeFrom)} 起计收滞纳金，共 ${e.value(days)} 天。`,
      },
    },
    {
      id: 'R-FEE-03',
      answer: 'capped',
      exceptionTo: 'R-FEE-02',
      when: v.holds(reachesCap),
      cites,
      clause: '滞纳金最高不超过单位缴费部分本金。',
      finding: {
        code: 'LATE_FEE_CAPPED',
        severity: 'warn',
        say: (e) => `${e.value(period)} 的滞纳金已满 ${e.value(days)} 天，按单位缴费部分本金封顶。`,
      },
    },
  ],
};

/** R-FEE-04, 05: who bears the fee, who assesses and who collects. */
export const feeBearer: Question<Case, 'unit'> = {
  id: 'contribution.bearer',
  ask: '滞纳金由谁承担、由谁核定征收',
  rules: [
    {
      id: 'R-FEE-04',
      answer: 'unit',
      when: v.always,
      cites: [{ document: 'JL-11-2022', article: '第二十三条' }],
      clause: '滞纳金只按单位缴费部分计收，个人缴费部分不计，也不得转由职工承担。',
      finding: {
        code: 'UNIT_BEARS_LATE_FEE',
        severity: 'info',
        say: () => '滞纳金由单位承担，个人缴费部分不计滞纳金，不得从职工工资扣缴。',
      },
    },
    {
      id: 'R-FEE-05',
      answer: 'unit',
      when: v.always,
      cites: [{ document: 'JL-11-2022', article: '第二十三条' }],
      clause: '缴费金额和滞纳金由医保部门核定，税务部门征收。',
      finding: {
        code: 'TAX_COLLECTS',
        severity: 'info',
        say: () => '缴费金额和滞纳金由医保经办机构核定，由税务部门征收，到账以税务回传为准。',
      },
    },
  ],
};
