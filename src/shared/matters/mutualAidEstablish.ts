import { MUTUAL_RELATION_WORDS } from '../domain/mutualAid';
import { fromAccount, mutualFacts } from './accountFacts';
import { amountOf } from './answerRead';
import {
  type BodyOf,
  choice,
  money,
  optional,
  person,
  region,
  section,
  text,
  toldAs,
  when,
  yesNo,
} from './declare';
import { follows } from './effectWrite';
import type { Fields } from './form';
import { findPerson } from './lookup';
import type { Records } from './matter';
import { personMatter } from './personMatter';

const onFile = ({ where }: Fields) => where === 'FILE';
const elsewhere = ({ where }: Fields) => where === 'OTHER';

const fields = {
  ...section('共济人', {
    personId: person('共济人'),
    hasAccount: yesNo('有没有个人账户'),
    accountFen: when(({ hasAccount }) => hasAccount === 'YES', optional(money('个人账户余额'))),
  }),
  ...section('被共济人', {
    where: choice('被共济人在哪里', { FILE: '本辖区档案中有', OTHER: '在外地或没有档案' }),
    receiverId: when(onFile, person('被共济人')),
    receiverName: when(elsewhere, text('被共济人姓名', 40)),
    receiverRegion: when(elsewhere, region('被共济人参保地')),
    receiverInsured: when(elsewhere, yesNo('被共济人是否已参保')),
    relation: choice('是共济人的', MUTUAL_RELATION_WORDS),
  }),
  ...section('约定', {
    quotaFen: money('共济额度'),
    giverConsents: yesNo('共济人同意'),
    receiverConsents: yesNo('被共济人同意'),
  }),
};
type Body = BodyOf<typeof fields>;

/** Who receives, with what the record or the counter tells of their insurance. */
function receiverOf(body: Body, records: Records, here: string) {
  if (body.where === 'OTHER')
    return {
      receiver: String(body.receiverName),
      name: String(body.receiverName),
      region: String(body.receiverRegion),
      insured: toldAs(body.receiverInsured),
    };
  const found = findPerson(records, String(body.receiverId));
  return {
    receiver: found?.id ?? String(body.receiverId),
    name: found?.name ?? '',
    region: here,
    insured: found?.enrolments.some(({ status }) => status === 'ACTIVE'),
  };
}

/** 建立个人账户共济: a quota is reserved for a near relative, with both consents (R-MUT-01, 02, 04, 06, 09). */
export const mutualAidEstablish = personMatter({
  code: 'MUTUAL_AID_ESTABLISH',
  fields,
  touches: () => ['mutualAid', 'account', 'emp.status', 'emp.mode'],
  facts: (body, who) => ({
    mutualAid: mutualFacts(who, { account: toldAs(body.hasAccount), fen: body.accountFen }),
  }),
  request: (body, _, context, records) => {
    const found = receiverOf(body, records, context.jurisdiction.region);
    const { relation, quotaFen, giverConsents, receiverConsents } = body;
    return {
      mutual: {
        receiver: found.receiver,
        receiverRegion: found.region,
        ...(found.insured === undefined ? {} : { receiverInsured: found.insured }),
        relation,
        // A quota of nothing is refused as a field that is not right, not by a rule.
        ...(quotaFen > 0 ? { quotaFen } : {}),
        giverConsents: giverConsents === 'YES',
        receiverConsents: receiverConsents === 'YES',
      },
    };
  },
  fit: (body, who, records) => {
    if (body.quotaFen === 0) return '共济额度应大于 0 元。';
    if (body.where !== 'FILE') return null;
    const found = findPerson(records, String(body.receiverId));
    if (found === null) return '被共济人在本辖区档案中没有找到，请重新查找，或选“在外地或没有档案”。';
    return found.id === who.id ? '共济人和被共济人是同一个人，请重新选择被共济人。' : null;
  },
  apply: (body, who, context, records) => {
    if (!follows(context, 'ESTABLISH_MUTUAL_AID')) return who;
    const found = receiverOf(body, records, context.jurisdiction.region);
    const agreement = {
      id: context.opId,
      receiver: found.receiver,
      receiverName: found.name,
      relation: body.relation,
      region: found.region,
      quotaFen: amountOf(context.answer, 'reserved') ?? body.quotaFen,
      spentFen: 0,
      from: context.day,
      until: null,
    };
    return { ...who, mutualAid: [...who.mutualAid, agreement] };
  },
  initial: () => ({ where: 'FILE' }),
  prefill: (typed, changed, who) => (changed === 'personId' ? fromAccount(typed, who) : typed),
});
