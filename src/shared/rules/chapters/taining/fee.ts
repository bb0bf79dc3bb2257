import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { parameter, v } from '../facts';
import { hardship } from './terms';

// 宣传提纲第六问: the fee and who pays which part of it, in fen a year.

interface Yuan {
  total: number;
  government: number;
  person: number;
}
export interface FeeParts {
  total: number;
  government: number;
  extra: number;
  payable: number;
}
const standard = {
  ADULT: parameter<Yuan>('tn.fee.adult'),
  MINOR: parameter<Yuan>('tn.fee.minor'),
};
const extraYuan = parameter<number>('tn.extra');

/** The additional help pays at most what the person would pay. */
export const partsOf = (fee: Yuan, help: number): FeeParts => {
  const extra = Math.min(help, fee.person);
  return {
    total: fee.total * 100,
    government: fee.government * 100,
    extra: extra * 100,
    payable: (fee.person - extra) * 100,
  };
};
const plain = (which: 'ADULT' | 'MINOR') =>
  v.derived('筹资构成', [standard[which]], (fee) => partsOf(fee, 0));
const helped = (which: 'ADULT' | 'MINOR') => v.derived('筹资构成', [standard[which], extraYuan], partsOf);
export const feeParts = {
  plain: { ADULT: plain('ADULT'), MINOR: plain('MINOR') },
  helped: { ADULT: helped('ADULT'), MINOR: helped('MINOR') },
};

const cites = [{ document: 'FJ-TN-2008', article: '第六问' }] as const;

/** R-TN-04 and R-TN-05: is there additional help? */
export const feeHelp: Question<Case, 'plain' | 'helped'> = {
  id: 'taining.fee',
  ask: '个人缴费部分是否再补助',
  rules: [
    {
      id: 'R-TN-04',
      answer: 'plain',
      when: v.always,
      cites,
      clause: '成年人每年 240 元（政府 100、个人 140），未成年人每年 80 元（政府 40、个人 40）。',
    },
    {
      id: 'R-TN-05',
      answer: 'helped',
      exceptionTo: 'R-TN-04',
      when: v.holds(hardship),
      cites,
      clause:
        '持证的重度残疾人、低保人员，个人缴纳部分由政府再补助 90 元；两种身份只补一次，不超过个人部分。',
      finding: {
        code: 'TN_EXTRA',
        severity: 'info',
        say: () => '本人是重度残疾人或低保人员，个人缴费部分由政府再补助，只补一次，不超过个人应缴。',
      },
    },
  ],
};
