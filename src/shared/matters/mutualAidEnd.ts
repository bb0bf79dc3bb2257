import { mutualFacts } from './accountFacts';
import { choice, person, section, toldAs, when, yesNo } from './declare';
import { follows } from './effectWrite';
import type { Fields } from './form';
import { onlyReceiver, receiverOf } from './mutualAidFields';
import { personMatter } from './personMatter';

const willing = ({ why }: Fields) => why === 'AGREED';

const fields = {
  ...section('共济人', { personId: person('共济人') }),
  ...section('解除', {
    why: choice('为什么解除', {
      AGREED: '双方自愿',
      PAUSE: '共济人职工医保暂停',
      TERMINATE: '共济人职工医保终止',
      TRANSFER_OUT: '共济人医保关系转出',
      EMP_TO_RES: '共济人职工转居民',
      UNIT_CHANGE: '共济人换单位',
      INFORMATION_CHANGE: '共济人信息变更',
    }),
    receiver: when(willing, receiverOf),
    giverConsents: when(willing, yesNo('共济人同意')),
    receiverConsents: when(willing, yesNo('被共济人同意')),
  }),
};

/** 解除个人账户共济: by both, or by itself with the giver's insurance; what is unused is free again (R-MUT-02, 03, 07, 10). */
export const mutualAidEnd = personMatter({
  code: 'MUTUAL_AID_END',
  fields,
  touches: () => ['mutualAid', 'account', 'emp.status'],
  facts: (_, who) => ({ mutualAid: mutualFacts(who, { account: undefined, fen: null }) }),
  request: ({ why, receiver, giverConsents, receiverConsents }) => ({
    mutual: {
      event: why === 'AGREED' ? null : why,
      ...(receiver === null ? {} : { receiver }),
      ...(giverConsents === null ? {} : { giverConsents: toldAs(giverConsents) }),
      ...(receiverConsents === null ? {} : { receiverConsents: toldAs(receiverConsents) }),
    },
  }),
  apply: ({ receiver }, who, context) =>
    follows(context, 'END_MUTUAL_AID')
      ? {
          ...who,
          mutualAid: who.mutualAid.map((one) =>
            one.until === null && (receiver === null || one.receiver === receiver)
              ? { ...one, until: context.day }
              : one,
          ),
        }
      : who,
  initial: () => ({ why: 'AGREED' }),
  prefill: (typed, changed, who) => (changed === 'personId' ? onlyReceiver(typed, who) : typed),
});
