import { accountFacts, fromAccount } from './accountFacts';
import { amountOf } from './answerRead';
import { choice, money, optional, person, section, toldAs, when, yesNo } from './declare';
import { follows } from './effectWrite';
import { currentEnrolment } from './enrolments';
import { personMatter } from './personMatter';

const fields = {
  ...section('人员', { personId: person() }),
  ...section('支取', {
    applicant: choice('申请人', { SELF: '本人', HEIR: '继承人' }),
    takesAccount: when(({ applicant }) => applicant === 'SELF', yesNo('转入地能否接收个人账户')),
    accountFen: optional(money('个人账户余额', { hint: '本金和利息；不知道的不填，由平台核定' })),
  }),
};

/** 个人账户支取: paid out where the destination cannot take it, or inherited (R-ACC). */
export const accountWithdrawal = personMatter({
  code: 'ACCOUNT_WITHDRAWAL',
  fields,
  touches: () => ['account', 'emp.mode', 'deathDate'],
  facts: ({ takesAccount, accountFen }, who) => {
    const takes = toldAs(takesAccount);
    return {
      ...accountFacts(who, accountFen),
      ...(takes === undefined ? {} : { destinationTakesAccount: takes }),
    };
  },
  request: ({ applicant }) => ({ scheme: 'EMP', applicant }),
  fit: (_, who) => {
    if (currentEnrolment(who, 'EMP') === null && who.account === null)
      return `${who.name}没有职工参保关系，没有个人账户。`;
    const last = who.account?.payouts.at(-1);
    return last !== undefined && who.account?.balanceFen === 0
      ? `${who.name}的个人账户已于 ${last.on} 支取，没有余额。`
      : null;
  },
  apply: ({ applicant }, who, context) => {
    if (!follows(context, 'PAY_OUT_ACCOUNT') && !follows(context, 'INHERIT_ACCOUNT')) return who;
    const payout = {
      id: context.opId,
      on: context.day,
      to: applicant,
      fen: amountOf(context.answer, 'payOut'),
    };
    return {
      ...who,
      account: { balanceFen: 0, asOf: context.day, payouts: [...(who.account?.payouts ?? []), payout] },
    };
  },
  prefill: (typed, changed, who) => {
    if (changed !== 'personId') return typed;
    const filled = fromAccount(typed, who);
    return who?.deathDate == null ? filled : { ...filled, applicant: 'HEIR' };
  },
});
