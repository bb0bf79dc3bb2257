import { type Fen, formatFen } from '../../../domain/money';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { type CaseTerm, v } from '../facts';
import {
  beforeBreak,
  brokenBefore,
  cap,
  continuitySteps,
  original,
  reduceCap,
  reduceStep,
  step,
  zeroAll,
  zeroKept,
} from './incentive';

// The ceiling in force: what is added at most, what a break takes away (R-INC-03, 06).

const CITES = [
  { document: 'JL-2025-RES', article: '激励' },
  { document: 'CN-38-2024', article: '激励' },
] as const;

const bonusOf = (zero: CaseTerm<number>) =>
  v.derived('两项奖励合计（元）', [continuitySteps, zero, step], (a, b, yuan) => (a + b) * yuan);
const rawAll = bonusOf(zeroAll);
const rawKept = bonusOf(zeroKept);
const noneBefore = v.is(beforeBreak, v.constant(0));

export const capped: Question<Case, 'within' | 'capped'> = {
  id: 'incentive.cap',
  ask: '奖励额度是否到顶',
  rules: [
    {
      id: 'R-INC-03',
      answer: 'within',
      when: v.always,
      cites: [...CITES],
      clause: '两项奖励分别累计、合并计算，合计不超过原封顶线的 20%。',
    },
    {
      id: 'R-INC-03#capped',
      answer: 'capped',
      exceptionTo: 'R-INC-03',
      when: v.any(v.all(noneBefore, v.more(rawAll, cap)), v.all(v.not(noneBefore), v.more(rawKept, cap))),
      cites: [...CITES],
      clause: '合计超过上限的，按上限计算。',
      finding: {
        code: 'BONUS_CAPPED',
        severity: 'info',
        say: (e) => `两项奖励合计超过上限，按上限 ${formatFen(e.value(cap) * 100)} 计算。`,
      },
    },
  ],
};

export const reduced: Question<Case, 'no' | 'reduced'> = {
  id: 'incentive.reduce',
  ask: '断保后封顶线是否降低',
  rules: [
    {
      id: 'R-INC-06#none',
      answer: 'no',
      when: v.always,
      cites: [...CITES],
      clause: '没有断保的，封顶线不降低。',
    },
    {
      id: 'R-INC-06',
      answer: 'reduced',
      exceptionTo: 'R-INC-06#none',
      when: v.more(brokenBefore, v.constant(0)),
      cites: [...CITES],
      clause: '断保后再次参保的，每断一年降低一次封顶线，降低总额有上限。',
      finding: {
        code: 'CEILING_REDUCED',
        severity: 'info',
        say: (e) => `再次参保前断保 ${e.value(brokenBefore)} 年，大病保险最高支付限额相应降低。`,
      },
    },
  ],
};

export interface Part {
  readonly fen: Fen;
  readonly how: string;
}
const steps = (text: string, count: CaseTerm<number>) =>
  v.derived(
    text,
    [count, step],
    (n, yuan): Part => ({
      fen: n * yuan * 100,
      how: `${n} 次 × ${formatFen(yuan * 100)}`,
    }),
  );
const none = v.constant<Part>({ fen: 0, how: '没有断保，不降低' }, '没有断保');
const reductionPart = v.derived(
  '断保降低额度',
  [brokenBefore, reduceStep, reduceCap],
  (n, yuan, most): Part => ({
    fen: Math.min(n * yuan, most) * 100,
    how: `断保 ${n} 年 × ${formatFen(yuan * 100)}，最多 ${formatFen(most * 100)}`,
  }),
);

/** The parts of the ceiling; which terms are needed depends on whether there was a break. */
export function ceilingParts(brokenYears: number, zeroBeforeBreak: number) {
  const zero = zeroBeforeBreak > 0 ? zeroKept : zeroAll;
  const continuity = steps('连续参保奖励', continuitySteps);
  const zeroClaim = steps('零报销奖励', zero);
  const bonus = v.derived('奖励额度', [continuity, zeroClaim, cap], (a, b, most): Part => {
    const fen = Math.min(a.fen + b.fen, most * 100);
    return { fen, how: `${formatFen(a.fen)} ＋ ${formatFen(b.fen)}，不超过 ${formatFen(most * 100)}` };
  });
  const reduction: CaseTerm<Part> = brokenYears > 0 ? reductionPart : none;
  const ceiling = v.derived(
    '大病保险最高支付限额',
    [original, bonus, reduction],
    (yuan, b, r): Part => ({
      fen: yuan * 100 + b.fen - r.fen,
      how: `${formatFen(yuan * 100)} ＋ ${formatFen(b.fen)} － ${formatFen(r.fen)}`,
    }),
  );
  return { continuity, zeroClaim, bonus, reduction, ceiling };
}
