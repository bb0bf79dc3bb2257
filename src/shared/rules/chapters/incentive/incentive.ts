import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { isIn, parameter, payments, v, year, yearStart } from '../facts';

// Incentives of the resident scheme: the ceiling of major-illness insurance (R-INC).

const at = { at: yearStart };
const countFrom = parameter<number>('incentive.countFrom', at);
const minYears = parameter<number>('incentive.minYears', at);
const fundYears = v.fact<readonly number[]>(
  'incentive.fundPaidYears',
  '基金支付过的年度',
  '哪些年度报销过？',
  (c) => c.facts.incentive?.fundPaidYears,
  true,
);
const usedYears = v.fact<readonly number[]>(
  'incentive.bonusUsedYears',
  '使用过奖励额度的年度',
  '哪些年度的大病报销用到了提高的额度？',
  (c) => c.facts.incentive?.bonusUsedYears ?? [],
);

interface Run {
  /** First year of the continuous run that ends with the year asked about, not before counting began; null: not insured. */
  readonly first: number | null;
  /** Broken years right before the run, where the person had been insured earlier. */
  readonly broken: number;
}
export const run = v.derived('连续参保的年度', [payments, year, countFrom], (list, y, from): Run => {
  const insured = (n: number) => isIn(list, 'RES', String(n));
  if (!insured(y)) return { first: null, broken: 0 };
  let first = y;
  while (first - 1 >= from && insured(first - 1)) first--;
  const known = list.filter((p) => p.scheme === 'RES' && p.state === 'PAID').map((p) => Number(p.period));
  const earliest = Math.min(...known);
  let broken = 0;
  for (let n = first - 1; n >= from && n > earliest && !insured(n); n--) broken++;
  return { first, broken };
});

/** Further continuous years after the first four full ones. */
export const continuitySteps = v.derived('连续参保奖励次数', [run, year, minYears], (r, y, min) =>
  r.first === null ? 0 : Math.max(0, y - r.first + 1 - min),
);
const insuredYears = v.derived('此前参保的年度', [payments, year, countFrom], (list, y, from) => {
  const years: number[] = [];
  for (let n = from; n < y; n++) if (isIn(list, 'RES', String(n))) years.push(n);
  return years;
});
const resetOnBreak = parameter<boolean>('incentive.zeroClaimResetOnBreak', at);
const resetOnUse = parameter<boolean>('incentive.zeroClaimResetOnUse', at);
const usedBefore = v.derived('此前使用过奖励额度的年度', [usedYears, year], (used, y) =>
  used.filter((n) => n < y),
);
const claimFree = v.derived(
  '零报销的年度',
  [insuredYears, fundYears, usedBefore, resetOnUse],
  (years, paid, used, resets) => {
    const last = resets ? Math.max(0, ...used) : 0;
    return years.filter((n) => !paid.includes(n) && n > last);
  },
);
/** Claim-free years before a break count only where the region says so; where there are none nothing is asked. */
export const beforeBreak = v.derived(
  '断保前的零报销年度数',
  [claimFree, run],
  (years, r) => years.filter((n) => r.first !== null && n < r.first).length,
);
export const zeroKept = v.derived(
  '断保前的零报销奖励保留',
  [claimFree, resetOnBreak, run],
  (years, resets, r) =>
    resets ? years.filter((n) => r.first !== null && n >= r.first).length : years.length,
);
export const zeroAll = v.derived('零报销奖励次数', [claimFree], (years) => years.length);
export const step = parameter<number>('incentive.step', at);
export const original = parameter<number>('incentive.originalCeiling', at);
export const cap = v.orElse<number>(
  parameter<number>('incentive.capYuan', at),
  v.derived('提高额度上限', [original, parameter<number>('incentive.capRatio', at)], (yuan, ratio) =>
    Math.round(yuan * ratio),
  ),
);
export const reduceStep = parameter<number>('incentive.reduceStep', at);
export const reduceCap = parameter<number>('incentive.reduceCapYuan', at);
export const brokenBefore = v.derived('断保年数', [run], (r) => r.broken);

const CITES = [
  { document: 'JL-2025-RES', article: '激励' },
  { document: 'CN-38-2024', article: '激励' },
] as const;
const insured = v.holds(v.derived('该年度已参加居民医保', [run], (r) => r.first !== null));

export const continuity: Question<Case, 'none' | 'bonus' | 'notInsured'> = {
  id: 'incentive.continuity',
  ask: '有没有连续参保奖励',
  rules: [
    {
      id: 'R-INC-01#none',
      answer: 'none',
      when: v.always,
      cites: [...CITES],
      clause: '连续参保未满 4 年后再多一年的，没有连续参保奖励。',
      finding: {
        code: 'NO_CONTINUITY_BONUS',
        severity: 'info',
        say: (e) => `连续参保还没有超过 ${e.value(minYears)} 年，暂无连续参保奖励。`,
      },
    },
    {
      id: 'R-INC-01',
      answer: 'bonus',
      exceptionTo: 'R-INC-01#none',
      when: v.more(continuitySteps, v.constant(0)),
      cites: [...CITES],
      clause: '连续参保满 4 年后，每再多一年，大病保险最高支付限额提高一次。',
      finding: {
        code: 'CONTINUITY_BONUS',
        severity: 'info',
        say: (e) =>
          `自 ${e.value(run).first} 年起连续参保，满 4 年后多 ${e.value(continuitySteps)} 年，各提高一次额度。`,
      },
    },
    {
      id: 'R-INC-01#notInsured',
      answer: 'notInsured',
      exceptionTo: 'R-INC-01#none',
      when: v.not(insured),
      cites: [...CITES],
      clause: '该年度没有参加居民医保的，没有奖励。',
      finding: {
        code: 'NOT_INSURED_THAT_YEAR',
        severity: 'refuse',
        say: (e) => `${e.value(year)} 年度没有居民医保缴费，没有大病保险额度。`,
      },
    },
  ],
};

/** R-INC-05: does a break start the count anew? */
export const restarted: Question<Case, 'no' | 'yes'> = {
  id: 'incentive.restart',
  ask: '断保后连续年数是否重新计算',
  rules: [
    {
      id: 'R-INC-05#none',
      answer: 'no',
      when: v.always,
      cites: [...CITES],
      clause: '没有断保的，连续年数累计。',
    },
    {
      id: 'R-INC-05',
      answer: 'yes',
      exceptionTo: 'R-INC-05#none',
      when: v.all(
        v.more(brokenBefore, v.constant(0)),
        v.holds(parameter<boolean>('incentive.continuityResetOnBreak', at)),
      ),
      cites: [...CITES],
      clause: '断保之后再次参保的，连续参保年数重新计算。',
      finding: {
        code: 'CONTINUITY_RESTARTED',
        severity: 'info',
        say: (e) => `断保 ${e.value(brokenBefore)} 年，连续参保年数从 ${e.value(run).first} 年起重新计算。`,
      },
    },
  ],
};

/** R-INC-02, 04: claim-free years, and what using the bonus does to them. */
export const zeroClaim: Question<Case, 'none' | 'bonus'> = {
  id: 'incentive.zeroClaim',
  ask: '有没有零报销奖励',
  rules: [
    {
      id: 'R-INC-02#none',
      answer: 'none',
      when: v.always,
      cites: [...CITES],
      clause: '当年报销过的，次年没有零报销奖励。',
    },
    {
      id: 'R-INC-02',
      answer: 'bonus',
      exceptionTo: 'R-INC-02#none',
      when: v.more(zeroAll, v.constant(0)),
      cites: [...CITES],
      clause: '当年基金零报销的，次年大病保险最高支付限额提高一次。',
      finding: {
        code: 'ZERO_CLAIM_BONUS',
        severity: 'info',
        say: (e) => `${e.value(claimFree).join('、')} 年度没有报销，次年起各提高一次额度。`,
      },
    },
  ],
};
export const bonusUsed: Question<Case, 'no' | 'reset'> = {
  id: 'incentive.used',
  ask: '零报销奖励是否因使用清零',
  rules: [
    {
      id: 'R-INC-04#none',
      answer: 'no',
      when: v.always,
      cites: [...CITES],
      clause: '没有用到奖励额度的，继续累计。',
    },
    {
      id: 'R-INC-04',
      answer: 'reset',
      exceptionTo: 'R-INC-04#none',
      when: v.all(
        v.holds(v.derived('此前用过奖励额度', [usedBefore], (used) => used.length > 0)),
        v.holds(resetOnUse),
      ),
      cites: [...CITES],
      clause: '大病报销用到奖励额度的，前期积累的零报销奖励清零。',
      finding: {
        code: 'ZERO_CLAIM_RESET',
        severity: 'info',
        say: (e) =>
          `${Math.max(...e.value(usedBefore))} 年的报销用到了奖励额度，此前的零报销奖励清零，重新积累。`,
      },
    },
  ],
};
