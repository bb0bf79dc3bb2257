import { formatFen } from '../../../domain/money';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { parameter, v } from '../facts';
import { agreement, agreements, balance, left, type Mutual, reserved } from './facts';

// The end of mutual aid (R-MUT-02, 03, 07, 10).

const RELATION = { document: 'CN-MUTUAL-2026', article: '共济关系' } as const;
const USE = { document: 'CN-MUTUAL-2026', article: '资金使用' } as const;

type Event = NonNullable<Mutual['event']>;
const event = v.fact<Event | null>(
  'request.mutual.event',
  '医保关系变动',
  '共济人的医保关系有没有变动（暂停、终止、转出、转居民）？',
  (c) => c.request.mutual?.event ?? null,
);
const changes = v.among(event, parameter<readonly (Event | null)[]>('mutual.relationChangeEvents'));
const hasEvent = v.isNot(event, v.constant<Event | null>(null, '无'));

export const endsBy: Question<Case, 'voluntary' | 'automatic' | 'notAChange'> = {
  id: 'mutualAid.ends',
  ask: '怎样解除',
  rules: [
    {
      id: 'R-MUT-02#end',
      answer: 'voluntary',
      when: v.not(hasEvent),
      cites: [RELATION],
      clause: '医保关系没有变动的，由双方自愿解除。',
    },
    {
      id: 'R-MUT-03',
      answer: 'automatic',
      when: v.all(hasEvent, changes, v.holds(parameter<boolean>('mutual.autoEndOnRelationChange'))),
      cites: [RELATION],
      clause: '参保人医保关系变动时，共济关系自动解除。',
      finding: {
        code: 'MUTUAL_AID_ENDS',
        severity: 'info',
        say: (e) =>
          `共济人的医保关系已变动，${e.value(agreements).length} 个共济关系自动解除，不需要双方同意。`,
      },
    },
    {
      id: 'R-MUT-10',
      answer: 'notAChange',
      when: v.all(
        hasEvent,
        v.not(v.all(changes, v.holds(parameter<boolean>('mutual.autoEndOnRelationChange')))),
      ),
      cites: [RELATION],
      clause: '暂停、终止、转出、职工转居民算作医保关系变动（默认口径）；单位或信息变更不算。',
      finding: {
        code: 'NOT_A_RELATION_CHANGE',
        severity: 'refuse',
        say: () => '这项变更不属于医保关系变动，共济关系不自动解除；要解除的，由双方自愿申请。',
      },
    },
  ],
};

export const thereIsOne: Question<Case, 'yes' | 'no'> = {
  id: 'mutualAid.exists',
  ask: '有没有共济关系',
  rules: [
    {
      id: 'R-MUT-07',
      answer: 'yes',
      when: v.always,
      cites: [USE],
      clause: '解除后未使用的额度返还共济人账户。',
    },
    {
      id: 'R-MUT-07#none',
      answer: 'no',
      exceptionTo: 'R-MUT-07',
      when: v.any(
        v.all(hasEvent, v.holds(v.derived('没有共济关系', [agreements], (list) => list.length === 0))),
        v.all(v.not(hasEvent), v.holds(v.derived('与此人没有共济关系', [agreement], (a) => a === null))),
      ),
      cites: [RELATION],
      clause: '没有共济关系的，不需要解除。',
      finding: {
        code: 'NO_AGREEMENT',
        severity: 'refuse',
        say: () => '没有可以解除的共济关系，请核对。',
      },
    },
  ],
};

/** What returns and what the giver may use again; the money never left the account, so its balance is the same. */
export const returnedAll = v.derived('返还额度', [reserved], (fen) => ({
  fen,
  how: `各共济关系未用额度合计 ${formatFen(fen)}`,
}));
export const returnedOne = v.derived('返还额度', [agreement], (a) => ({
  fen: a === null ? 0 : left(a),
  how: a === null ? '没有额度' : `${formatFen(a.quotaFen)} － 已用 ${formatFen(a.spentFen)}`,
}));
export const accountAfter = (returned: typeof returnedAll) =>
  v.derived('解除后本人可用余额', [balance, reserved, returned], (all, held, back) => ({
    fen: all - held + back.fen,
    how: `${formatFen(all - held)} ＋ 返还 ${formatFen(back.fen)}`,
  }));
