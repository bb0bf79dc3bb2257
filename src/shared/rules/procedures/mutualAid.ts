import { lastDayOfMonth, monthOf } from '../../domain/civilDate';
import { formatFen } from '../../domain/money';
import { accountAfter, endsBy, returned, thereIsOne } from '../chapters/mutualAid/end';
import {
  bothConsent,
  inScope,
  mayGive,
  mayReceive,
  quotaFits,
  several,
} from '../chapters/mutualAid/establish';
import { free, quota, receiver } from '../chapters/mutualAid/facts';
import { byGiver, clearing, enoughQuota, useAllowed, useFen } from '../chapters/mutualAid/spend';
import { book } from './identity';
import type { Step } from './step';

export const mutualAidEstablish: readonly Step[] = [
  book,
  (s) => void s.ask(mayGive),
  (s) => void s.ask(mayReceive),
  (s) => void s.ask(inScope),
  (s) => void s.ask(bothConsent),
  (s) => void s.need(receiver, 'gate'),
  (s) => void s.ask(several),
  (s) => void s.ask(quotaFits),
  (s) => {
    const given = s.e.maybe(quota);
    if (given === undefined) return;
    s.amount('reserved', '预留额度', quota, (fen) => ({ fen, how: `预留给被共济人 ${formatFen(fen)}` }));
    s.amount('ownUse', '本人可用余额', free, (fen) => ({
      fen: fen - given,
      how: `${formatFen(fen)} － ${formatFen(given)}`,
    }));
    s.effect('ESTABLISH_MUTUAL_AID', s.subject.on, '建立共济关系，额度预留，共济人不再使用');
  },
];

export const mutualAidSpend: readonly Step[] = [
  book,
  (s) => void s.ask(useAllowed),
  (s) => void s.ask(enoughQuota),
  (s) => {
    s.amount('spent', '个人账户支付', useFen, (fen) => ({ fen, how: `支付 ${formatFen(fen)}` }));
    if (s.e.judge(byGiver).value === true) return;
    if (s.ask(clearing, 'output') === 'monthly') {
      const day = lastDayOfMonth(monthOf(s.subject.on));
      s.effect('CLEAR_MONTHLY', day, '跨省共济费用列入本月全额清算');
    }
  },
];

export const mutualAidEnd: readonly Step[] = [
  book,
  (s) => void s.ask(thereIsOne),
  (s) => {
    const how = s.ask(endsBy);
    if (how === 'voluntary') s.ask(bothConsent);
    if (s.refused || (how !== 'voluntary' && how !== 'automatic')) return;
    s.amount('returned', '返还共济人账户', returned, (value) => value);
    s.amount('ownUse', '解除后本人可用余额', accountAfter, (value) => value);
    s.effect('END_MUTUAL_AID', s.subject.on, '共济关系解除，未用额度返还共济人账户');
  },
];
