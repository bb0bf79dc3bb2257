import { accountFacts } from './accountFacts';
import { amountOf, dateOf } from './answerRead';
import {
  type BodyOf,
  choice,
  day,
  money,
  month,
  optional,
  person,
  region,
  section,
  toldAs,
  when,
  year,
  yesNo,
} from './declare';
import { follows } from './effectWrite';
import { currentEnrolment } from './enrolments';
import { factsOf } from './facts';
import type { Fields } from './form';
import { personMatter } from './personMatter';

const SCHEMES = { EMP: '职工医保', RES: '居民医保' } as const;
const residents = ({ fromScheme, toScheme }: Fields) => fromScheme === 'RES' && toScheme === 'RES';
const paysByMonth = (typed: Fields) => !residents(typed);
const fromEmployee = ({ fromScheme }: Fields) => fromScheme === 'EMP';

const fields = {
  ...section('人员', { personId: person() }),
  ...section('转移', {
    direction: choice('方向', { IN: '转入本地', OUT: '从本地转出' }),
    otherRegion: region('对方统筹地区'),
    fromScheme: choice('转出的制度', SCHEMES),
    toScheme: choice('转入的制度', SCHEMES),
    otherStatus: choice('对方关系的状态', {
      ACTIVE: '正常参保',
      PAUSED: '已暂停',
      TERMINATED: '已终止',
    }),
    acceptedOn: day('受理日'),
    retired: when(fromEmployee, yesNo('已享受职工退休待遇')),
    year: when(residents, year('转入地参保年度')),
    firstPeriod: when(paysByMonth, optional(month('转入地首个缴费月份'))),
    accountFen: when(fromEmployee, optional(money('个人账户余额', { hint: '不知道的不填' }))),
  }),
};
type Body = BodyOf<typeof fields>;

/** The region of the desk is not in the body: where the relation leaves it, the other one is the destination. */
const destination = ({ direction, otherRegion }: Body): string | null =>
  direction === 'OUT' ? otherRegion : null;

/** The other place's relation as it was told, where the record does not have one; a record that says otherwise stands. */
function otherRelation(body: Body, known: readonly { scheme: string; region: string }[]) {
  const scheme = body.direction === 'IN' ? body.fromScheme : body.toScheme;
  const there = known.some((one) => one.scheme === scheme && one.region === body.otherRegion);
  return there ? [] : [{ scheme, region: body.otherRegion, status: body.otherStatus }];
}

/** 医保关系转移接续, in or out: an application with the days both places have (R-TRN). The relation itself ends when it is done. */
export const relationTransfer = personMatter({
  code: 'RELATION_TRANSFER',
  fields,
  touches: () => ['transfers', 'emp.status', 'res.status', 'elsewhere', 'account'],
  facts: (body, who, _, context) => {
    const known = factsOf(who, context);
    const relations = known.relations ?? [];
    const retired = toldAs(body.retired);
    return {
      ...accountFacts(who, body.accountFen),
      relations: [...relations, ...otherRelation(body, relations)],
      person: { ...(retired === undefined ? {} : { retired }), ...known.person },
    };
  },
  request: (
    { direction, otherRegion, fromScheme, toScheme, acceptedOn, year: y, firstPeriod },
    _,
    context,
  ) => ({
    originRegion: direction === 'IN' ? otherRegion : context.jurisdiction.region,
    fromScheme,
    toScheme,
    acceptedOn,
    ...(y === null ? {} : { year: y }),
    ...(firstPeriod === null ? {} : { firstPeriod }),
  }),
  region: destination,
  fit: ({ otherRegion, fromScheme, toScheme }, who) => {
    const running = who.transfers.find(
      (one) =>
        one.state === 'ACCEPTED' &&
        one.fromScheme === fromScheme &&
        one.toScheme === toScheme &&
        [one.fromRegion, one.toRegion].includes(otherRegion),
    );
    return running === undefined
      ? null
      : `${who.name}与 ${otherRegion} 之间的转移已于 ${running.acceptedOn} 受理，正在办理，不重复申请。`;
  },
  apply: (body, who, context) => {
    if (!follows(context, 'TRANSFER_OUT')) return who;
    const here = context.jurisdiction.region;
    const inwards = body.direction === 'IN';
    return {
      ...who,
      transfers: [
        ...who.transfers,
        {
          id: context.opId,
          fromRegion: inwards ? body.otherRegion : here,
          toRegion: inwards ? here : body.otherRegion,
          fromScheme: body.fromScheme,
          toScheme: body.toScheme,
          acceptedOn: body.acceptedOn,
          originLastDay: dateOf(context.answer, 'originLastDay'),
          destinationLastDay: dateOf(context.answer, 'destinationLastDay'),
          benefitFrom: dateOf(context.answer, 'benefitFrom') ?? dateOf(context.answer, 'transferFrom'),
          accountFen: amountOf(context.answer, 'accountTransferred'),
          state: 'ACCEPTED' as const,
        },
      ],
    };
  },
  initial: (today) => ({ direction: 'IN', acceptedOn: today }),
  prefill: (typed, changed, who) => {
    if (changed !== 'personId' || who === null) return typed;
    const other = who.elsewhere.at(-1);
    const own = currentEnrolment(who, 'EMP') ?? currentEnrolment(who, 'RES');
    return {
      ...typed,
      otherRegion: other?.region ?? null,
      otherStatus: other?.status ?? null,
      fromScheme: other?.scheme ?? typed.fromScheme ?? null,
      toScheme: own?.scheme ?? typed.toScheme ?? null,
      retired: who.retirement?.from != null ? 'YES' : 'NO',
    };
  },
});
