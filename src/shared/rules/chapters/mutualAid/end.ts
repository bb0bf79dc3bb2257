import { formatFen } from '../../../domain/money';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { parameter, v } from '../facts';
import { agreements, balance, left, type Mutual, reserved } from './facts';

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

/** Asked only where the two want to end it. */
const which = v.fact<string | null>('request.mutual.receiver', '被共济人', '与谁解除共济？', (c) =>
  c.request.mutual?.event ? null : c.request.mutual?.receiver,
);
/** The relations that end: all of them by a change of the giver's insurance, else the one that is named. */
const ending = v.derived('要解除的共济关系', [agreements, which], (list, id) =>
  list.filter((a) => id === null || a.receiver === id),
);

export const endsBy: Question<Case, 'voluntary' | 'automatic' | 'notAChange'> = {
  id: 'mutualAid.ends',
  ask: '怎样解除',
  rules: [
    {
      id: 'R-MUT-02#end',
      answer: 'voluntary',
      when: v.always,
      cites: [RELATION],
      clause: '医保关系没有变动的，由双方自愿解除。',
    },
    {
      id: 'R-MUT-03',
      answer: 'automatic',
      exceptionTo: 'R-MUT-10',
      when: v.all(changes, v.holds(parameter<boolean>('mutual.autoEndOnRelationChange'))),
      cites: [RELATION],
      clause: '参保人医保关系变动时，共济关系自动解除。',
      finding: {
        code: 'MUTUAL_AID_ENDS',
        severity: 'info',
        // Whether there is any is another question, which may still be open.
        say: (e) => {
          const all = e.maybe(agreements);
          return `共济人的医保关系已变动，${all ? `${all.length} 个` : ''}共济关系自动解除，不需要双方同意。`;
        },
      },
    },
    {
      id: 'R-MUT-10',
      answer: 'notAChange',
      exceptionTo: 'R-MUT-02#end',
      when: hasEvent,
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
      when: v.holds(v.derived('没有要解除的共济关系', [ending], (list) => list.length === 0)),
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
export const returned = v.derived('返还额度', [ending], (list) => {
  const fen = list.reduce((sum, a) => sum + left(a), 0);
  return { fen, how: `各共济关系未用额度合计 ${formatFen(fen)}` };
});
export const accountAfter = v.derived(
  '解除后本人可用余额',
  [balance, reserved, returned],
  (all, held, back) => ({
    fen: all - held + back.fen,
    how: `${formatFen(all - held)} ＋ 返还 ${formatFen(back.fen)}`,
  }),
);
