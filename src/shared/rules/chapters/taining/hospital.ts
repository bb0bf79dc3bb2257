import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { parameter, v } from '../facts';
import { shareOf } from '../general/general';
import { designated } from './terms';

// 宣传提纲第七问: what the fund pays for a stay in hospital, in fen.

const level = v.fact<string>(
  'request.hospitalLevel',
  '医院等级',
  '是哪一级医院？',
  (c) => c.request.hospitalLevel,
);
const byLevel = (name: 'tn.deductible' | 'tn.rate') =>
  parameter<number>(name, {
    by: level,
    pick: (raw, by) => (raw as Record<string, number | undefined>)[String(by)],
  });
const deductible = v.derived('起付标准', [byLevel('tn.deductible')], (yuan) => yuan * 100);
const rate = v.derived('支付比例', [byLevel('tn.rate')], String);
const eligible = v.fact<number>(
  'request.eligibleFen',
  '目录内费用（分）',
  '目录内的住院费用是多少？',
  (c) => c.request.eligibleFen,
);
/** What the catalogues leave out is the patient's; not given: nothing was left out. */
const excluded = v.fact<number>(
  'request.excludedFen',
  '目录外费用（分）',
  '目录外的费用是多少？',
  (c) => c.request.excludedFen ?? 0,
);

export const stay = v.derived(
  '住院费用分担',
  [eligible, excluded, deductible, rate],
  (fen, outside, threshold, share) => {
    const above = Math.max(0, fen - threshold);
    const fund = shareOf(above, share);
    return { fund, patient: fen - fund + outside, threshold, share, above };
  },
);

const cites = [{ document: 'FJ-TN-2008', article: '第七问' }] as const;

/** R-TN-09: does the fund pay? */
export const aboveDeductible: Question<Case, 'pays' | 'below'> = {
  id: 'taining.deductible',
  ask: '费用是否超过起付标准',
  rules: [
    {
      id: 'R-TN-09',
      answer: 'pays',
      when: v.more(eligible, deductible),
      cites,
      clause:
        '起付标准：三级 700 元、二级 500 元、乡镇和社区 200 元；其上由基金支付三级 50%、县级定点 60%、乡镇 70%；目录外自付。',
    },
    {
      id: 'R-TN-09#below',
      answer: 'below',
      when: v.atMost(eligible, deductible),
      cites,
      clause: '不超过起付标准的，全部自付。',
      finding: {
        code: 'TN_BELOW_DEDUCTIBLE',
        severity: 'info',
        say: () => '费用没有超过起付标准，由本人自付。',
      },
    },
  ],
};

/** R-TN-13: who settles what, at discharge. */
export const settled: Question<Case, 'atDischarge' | 'notDesignated'> = {
  id: 'taining.settling',
  ask: '费用由谁与医院结清',
  rules: [
    {
      id: 'R-TN-13',
      answer: 'atDischarge',
      when: v.always,
      cites,
      clause: '持医保证和 IC 卡到定点医院住院；出院时自付部分由居民结清，基金部分由经办机构与医院结清。',
      finding: {
        code: 'TN_SETTLE_AT_DISCHARGE',
        severity: 'info',
        say: () => '出院时只付自付部分，基金支付部分由经办机构与医院结清。',
      },
    },
    {
      id: 'R-TN-13#elsewhere',
      answer: 'notDesignated',
      exceptionTo: 'R-TN-13',
      when: v.not(v.holds(designated)),
      cites,
      clause: '不在定点医疗机构住院的，提纲没有规定由基金支付。',
      finding: {
        code: 'TN_NOT_DESIGNATED',
        severity: 'refuse',
        say: () =>
          '这家医院不是定点医疗机构，宣传提纲只规定定点医院的住院费用由基金支付，请向县经办机构核实。',
      },
    },
  ],
};
