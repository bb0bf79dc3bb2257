import type { MUTUAL_USES } from '../rules/caseRelations';
import { mutualFacts } from './accountFacts';
import { amountOf } from './answerRead';
import { choice, money, person, section, when } from './declare';
import type { Fields } from './form';
import { inForce, onlyReceiver, receiverOf } from './mutualAidFields';
import { personMatter } from './personMatter';

const byReceiver = ({ spender }: Fields) => spender === 'RECEIVER';
const USE_WORDS: Readonly<Record<(typeof MUTUAL_USES)[number] | 'OTHER', string>> = {
  OWN_SHARE_HOSPITAL: '定点医疗机构个人负担',
  PHARMACY_DRUG_DEVICE_CONSUMABLE: '定点药店药品、器械、耗材',
  RES_PREMIUM: '居民医保个人缴费',
  LTC_PREMIUM: '长护险个人缴费',
  OTHER: '其他',
};

const fields = {
  ...section('共济人', { personId: person('共济人') }),
  ...section('使用', {
    spender: choice('谁来用', { RECEIVER: '被共济人', GIVER: '共济人本人' }),
    receiver: when(byReceiver, receiverOf),
    use: when(byReceiver, choice('用途', USE_WORDS)),
    useFen: money('使用金额'),
  }),
};

/** 使用个人账户共济: spent from a reserved quota, or by the giver from what is not reserved (R-MUT-05, 06, 08). */
export const mutualAidSpend = personMatter({
  code: 'MUTUAL_AID_SPEND',
  fields,
  touches: () => ['mutualAid', 'account'],
  facts: (_, who) => ({ mutualAid: mutualFacts(who, { account: undefined, fen: null }) }),
  request: ({ spender, receiver, use, useFen }, who) => {
    const agreement = inForce(who).find((one) => one.receiver === receiver);
    return {
      mutual: {
        spender,
        ...(receiver === null ? {} : { receiver }),
        ...(agreement === undefined ? {} : { receiverRegion: agreement.region }),
        ...(use === null ? {} : { use }),
        ...(useFen > 0 ? { useFen } : {}),
      },
    };
  },
  fit: ({ useFen, spender }, who) => {
    if (useFen === 0) return '使用金额应大于 0 元。';
    return spender === 'GIVER' && who.account?.balanceFen == null
      ? `平台没有给出${who.name}的个人账户余额，不能在这里使用。`
      : null;
  },
  apply: ({ spender, receiver }, who, { answer, day }) => {
    const spent = amountOf(answer, 'spent');
    if (spent === null) return who;
    const { account } = who;
    return {
      ...who,
      account:
        account?.balanceFen == null
          ? account
          : { ...account, balanceFen: account.balanceFen - spent, asOf: day },
      mutualAid: who.mutualAid.map((one) =>
        spender === 'RECEIVER' && one.receiver === receiver && one.until === null
          ? { ...one, spentFen: one.spentFen + spent }
          : one,
      ),
    };
  },
  initial: () => ({ spender: 'RECEIVER' }),
  prefill: (typed, changed, who) => (changed === 'personId' ? onlyReceiver(typed, who) : typed),
});
