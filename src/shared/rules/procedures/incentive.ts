import { formatFen } from '../../domain/money';
import { year } from '../chapters/facts';
import { capped, ceilingParts, reduced } from '../chapters/incentive/ceiling';
import {
  beforeBreak,
  bonusUsed,
  brokenBefore,
  continuity,
  original,
  restarted,
  zeroClaim,
} from '../chapters/incentive/incentive';
import { book } from './identity';
import type { Step } from './step';

const amounts: Step = (s) => {
  const parts = ceilingParts(s.e.maybe(brokenBefore) ?? 0, s.e.maybe(beforeBreak) ?? 0);
  s.amount('ceilingOriginal', '原封顶线', original, (yuan) => ({
    fen: yuan * 100,
    how: `大病保险原最高支付限额 ${formatFen(yuan * 100)}`,
  }));
  s.amount('bonusContinuity', '连续参保奖励', parts.continuity, (part) => part);
  s.amount('bonusZeroClaim', '零报销奖励', parts.zeroClaim, (part) => part);
  s.amount('bonus', '奖励额度合计', parts.bonus, (part) => part);
  s.amount('reduction', '断保降低额度', parts.reduction, (part) => part);
  s.amount('ceiling', '大病保险最高支付限额', parts.ceiling, (part) => part);
};

/** The ceiling of an insured year. */
export const incentive: readonly Step[] = [
  book,
  (s) => void s.need(year, 'gate'),
  (s) => void s.ask(continuity),
  (s) => void s.ask(restarted, 'output'),
  (s) => void s.ask(zeroClaim, 'output'),
  (s) => void s.ask(bonusUsed, 'output'),
  (s) => {
    // Where it is not known what was claimed, that is what is missing, not what a break does to it.
    if (s.e.maybe(beforeBreak) !== undefined) s.ask(capped, 'output');
  },
  (s) => void s.ask(reduced, 'output'),
  amounts,
];
