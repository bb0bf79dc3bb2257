import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { type CaseTerm, paidOn, parameter, v, yearStart } from '../facts';
import { brokenYears } from './resident';
import { waitAfter } from './span';

// R-WAIT-07: paying for broken years (缴费修复) takes variable waiting months away.

const at = { at: yearStart };
export const repairYears = v.fact<number>(
  'request.repairYears',
  '补缴修复的年数',
  '要补缴修复几年？',
  (c) => c.request.repairYears,
);

const CITE = { document: 'CN-38-2024', article: '缴费修复' } as const;

export const repairAllowed: Question<Case, 'yes' | 'nothing' | 'tooMany'> = {
  id: 'waiting.repair',
  ask: '能否补缴修复等待期',
  rules: [
    {
      id: 'R-WAIT-07',
      answer: 'yes',
      when: v.always,
      cites: [CITE],
      clause: '断保人员每按参保地当年个人标准多缴一年，减少一个变动等待期；固定等待期不减。',
      finding: {
        code: 'WAIT_REPAIRED',
        severity: 'info',
        say: (e) => {
          const wait = e.maybe(repairedWait);
          const until = wait ? `；等到 ${wait.waitingLast}，${wait.benefitFrom} 起享受待遇` : '';
          return `断保 ${e.value(brokenYears)} 年，补缴修复 ${e.value(repairYears)} 年，变动等待期按剩余 ${e.value(brokenYears) - e.value(repairYears)} 年计，固定等待期不减${until}。`;
        },
      },
    },
    {
      id: 'R-WAIT-07#nothing',
      answer: 'nothing',
      exceptionTo: 'R-WAIT-07',
      when: v.not(v.more(brokenYears, v.constant(0))),
      cites: [CITE],
      clause: '没有断保年度的，没有可修复的等待期。',
      finding: {
        code: 'NOTHING_TO_REPAIR',
        severity: 'refuse',
        say: () => '没有断保年度，没有变动等待期可以修复，不需要补缴。',
      },
    },
    {
      id: 'R-WAIT-07#tooMany',
      answer: 'tooMany',
      exceptionTo: 'R-WAIT-07',
      when: v.all(v.more(brokenYears, v.constant(0)), v.more(repairYears, brokenYears)),
      cites: [CITE],
      clause: '补缴修复的年数不超过断保年数。',
      finding: {
        code: 'REPAIR_EXCEEDS_BREAK',
        severity: 'refuse',
        say: (e) => `断保 ${e.value(brokenYears)} 年，最多补缴修复 ${e.value(brokenYears)} 年。`,
      },
    },
  ],
};

interface Length {
  readonly months: number;
  readonly days: number;
}
const unit = parameter<'DAY' | 'MONTH'>('waiting.unit');
const inUnit = (months: number, counts: 'DAY' | 'MONTH'): Length =>
  counts === 'DAY' ? { months: 0, days: months * 30 } : { months, days: 0 };
const part = (text: string, name: 'fixed' | 'perBrokenYear') =>
  v.orElse<Length>(
    v.derived(text, [parameter<number>(`resident.wait.${name}Days`, at)], (days) => ({ months: 0, days })),
    v.derived(text, [parameter<number>(`resident.wait.${name}Months`, at), unit], inUnit),
  );
const perYearPaid = parameter<number>('resident.wait.repairMonthsPerYearPaid', at);
const least = v.derived(
  '长期断保修复后的最短等待期',
  [
    parameter<{ brokenYears: number; totalMonths: number }>('resident.wait.minTotalAfterBrokenYears', at),
    brokenYears,
    unit,
  ],
  (rule, broken, counts) => (broken >= rule.brokenYears ? inUnit(rule.totalMonths, counts) : null),
);
/** Fixed part and what is left of the variable part, at least six months after four broken years. */
export const repairedLength = v.derived(
  '修复后的等待期长度',
  [
    part('固定等待期', 'fixed'),
    part('每断保一年的变动等待期', 'perBrokenYear'),
    brokenYears,
    repairYears,
    perYearPaid,
    least,
  ],
  (fixed, per, broken, repaired, removed, floor): Length => {
    const left = Math.max(0, broken - repaired * removed);
    const total = { months: fixed.months + left * per.months, days: fixed.days + left * per.days };
    const size = (l: Length) => l.months * 30 + l.days;
    return floor !== null && size(total) < size(floor) ? floor : total;
  },
);
export const repairedWait = v.derived(
  '修复后的等待期',
  [repairedLength, paidOn, yearStart],
  (length, paid, start) => waitAfter(paid, start, length),
);
/** What the repair costs, on top of the year's own fee. */
export const repairCost = (standard: CaseTerm<number>) =>
  v.derived('补缴修复费用', [standard, repairYears], (fen, n) => ({
    fen: fen * n,
    how: `${(fen / 100).toFixed(2)} 元 × ${n} 年`,
  }));
