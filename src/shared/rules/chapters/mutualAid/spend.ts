import { formatFen } from '../../../domain/money';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { type CaseTerm, parameter, v } from '../facts';
import { agreement, asked, free, left, type Mutual, sameProvince } from './facts';

// Spending from a reserved quota (R-MUT-05, 06, 08).

const USE = { document: 'CN-MUTUAL-2026', article: '资金使用' } as const;

const use = asked('use', '用途', '用在什么上面？');
export const useFen = asked('useFen', '使用金额（分）', '用多少钱？');
type Spender = NonNullable<Mutual['spender']>;
const spender = v.fact<Spender>(
  'request.mutual.spender',
  '使用人',
  '谁来用？',
  (c) => c.request.mutual?.spender ?? 'RECEIVER',
);
export const byGiver = v.is(spender, v.constant<Spender>('GIVER', '共济人'));
const remaining = v.derived('共济额度余额（分）', [agreement], (a) => (a === null ? 0 : left(a)));

export const useAllowed: Question<Case, 'yes' | 'no'> = {
  id: 'mutualAid.use',
  ask: '用途是否在范围内',
  rules: [
    {
      id: 'R-MUT-05',
      answer: 'yes',
      when: v.always,
      cites: [USE],
      clause: '用于定点医疗机构个人负担、定点药店药品器械耗材、居民医保和长护险个人缴费。',
    },
    {
      id: 'R-MUT-05#other',
      answer: 'no',
      exceptionTo: 'R-MUT-05',
      when: v.all(
        v.not(byGiver),
        v.not(v.among(use as CaseTerm<string>, parameter<readonly string[]>('mutual.uses'))),
      ),
      cites: [USE],
      clause: '其他用途不能使用共济资金。',
      finding: {
        code: 'USE_NOT_ALLOWED',
        severity: 'refuse',
        say: () => '共济资金只能用于定点就医购药的个人负担、居民医保和长护险个人缴费，这个用途不能支付。',
      },
    },
  ],
};

export const enoughQuota: Question<Case, 'yes' | 'noRelation' | 'over' | 'reserved'> = {
  id: 'mutualAid.spend',
  ask: '额度够不够',
  rules: [
    {
      id: 'R-MUT-06#enough',
      answer: 'yes',
      when: v.any(v.all(byGiver, v.atMost(useFen, free)), v.all(v.not(byGiver), v.atMost(useFen, remaining))),
      cites: [USE],
      clause: '在共济额度内使用；共济人只用未预留的部分。',
    },
    {
      id: 'R-MUT-06#reserved',
      answer: 'reserved',
      when: v.all(byGiver, v.more(useFen, free)),
      cites: [USE],
      clause: '共济人不能使用已经预留的共济额度。',
      finding: {
        code: 'QUOTA_RESERVED',
        severity: 'refuse',
        say: (e) => `本人可用余额只有 ${formatFen(e.value(free))}，其余已预留给被共济人，不能使用。`,
      },
    },
    {
      id: 'R-MUT-06#noRelation',
      answer: 'noRelation',
      when: v.all(v.not(byGiver), v.is(agreement as CaseTerm<unknown>, v.constant(null, '无'))),
      cites: [USE],
      clause: '没有共济关系的，不能使用他人账户。',
      finding: {
        code: 'NO_AGREEMENT',
        severity: 'refuse',
        say: () => '此人与共济人之间没有共济关系，不能使用其个人账户。',
      },
    },
    {
      id: 'R-MUT-06#exceeded',
      answer: 'over',
      when: v.all(
        v.not(byGiver),
        v.isNot(agreement as CaseTerm<unknown>, v.constant(null, '无')),
        v.more(useFen, remaining),
      ),
      cites: [USE],
      clause: '超过共济额度的部分不能支付。',
      finding: {
        code: 'QUOTA_EXCEEDED',
        severity: 'refuse',
        say: (e) => `共济额度还剩 ${formatFen(e.value(remaining))}，不够支付 ${formatFen(e.value(useFen))}。`,
      },
    },
  ],
};

export const clearing: Question<Case, 'none' | 'monthly'> = {
  id: 'mutualAid.clearing',
  ask: '是否跨省清算',
  rules: [
    {
      id: 'R-MUT-08#none',
      answer: 'none',
      when: v.always,
      cites: [{ document: 'CN-MUTUAL-2026', article: '资金清算' }],
      clause: '省内使用的，不做跨省清算。',
    },
    {
      id: 'R-MUT-08',
      answer: 'monthly',
      exceptionTo: 'R-MUT-08#none',
      when: v.all(
        v.not(v.holds(sameProvince)),
        v.is(parameter<string>('mutual.clearingCycle'), v.constant('MONTHLY_FULL', '按月全额')),
      ),
      cites: [{ document: 'CN-MUTUAL-2026', article: '资金清算' }],
      clause: '跨省共济费用按月全额清算，国家统一清分、省市分级清算，可用预付金。',
      finding: {
        code: 'CLEARED_MONTHLY',
        severity: 'info',
        say: () => '跨省共济费用列入本月清算，按月全额清算。',
      },
    },
  ],
};
