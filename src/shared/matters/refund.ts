import type { StatusReason } from '../domain/enrolment';
import { REFUND_REASON_WORDS, type RefundReason } from '../domain/refund';
import type { PaymentFact } from '../rules/case';
import { amountOf } from './answerRead';
import { type BodyOf, choice, money, month, optional, person, section, when, year } from './declare';
import { follows, withEnds } from './effectWrite';
import { factsOf } from './facts';
import type { Fields } from './form';
import { campaignYear } from './forms/parts';
import { personMatter } from './personMatter';

const resident = ({ scheme }: Fields) => scheme === 'RES';
const byYear = ({ refundReason }: Fields) => refundReason === 'FLEX_TO_UNIT';
const employee = (fields: Fields) => fields.scheme === 'EMP';
const oneMonth = (fields: Fields) => employee(fields) && !byYear(fields);

const fields = {
  ...section('人员', { personId: person() }),
  ...section('退费', {
    scheme: choice('退哪个制度的费', { RES: '居民医保', EMP: '职工医保' }),
    refundReason: choice('退费原因', REFUND_REASON_WORDS),
    applicant: choice('申请人', { SELF: '本人', HEIR: '继承人', UNIT: '单位', AGENT: '代办人' }),
    year: when(resident, year('退费的参保年度')),
    period: when(oneMonth, month('退费的月份')),
    firstPeriod: when((typed) => employee(typed) && byYear(typed), month('单位首个缴费月份')),
    personFen: when(employee, optional(money('个人实缴金额', { hint: '按缴费凭证；按年缴的填全年' }))),
    unitFen: when(oneMonth, optional(money('单位缴费金额', { hint: '单位没有缴的不填' }))),
  }),
};
type Body = BodyOf<typeof fields>;

/** The period as the record writes it. */
const periodOf = ({ year: y, period, firstPeriod }: Body): string => String(y ?? period ?? firstPeriod);

/** Why the relation ends with the refund. */
const ENDS: Readonly<Record<RefundReason, StatusReason>> = {
  DEATH: 'DEATH',
  DUPLICATE_PAYMENT: 'DUPLICATE_CLEANUP',
  JOINED_EMP: 'EMP_REGISTRATION',
  OTHER_AREA_RES: 'DUPLICATE_CLEANUP',
  FLEX_TO_UNIT: 'EMPLOYMENT',
  MOVED_UNIT: 'JOB_TRANSFER',
  OTHER: 'OTHER_PAUSE',
};

/** The payments with what is known of the amounts: of a resident year from the record, of months from the voucher at the counter. */
const paymentsWith = (
  body: Body,
  facts: readonly PaymentFact[],
  own: readonly { personFen: number; assistFen: number }[],
) =>
  facts.map((payment, at): PaymentFact => {
    const row = own[at];
    if (payment.scheme === 'RES' && row !== undefined)
      return { ...payment, personFen: row.personFen, assistFen: row.assistFen };
    const whole = byYear(body) ? payment.period.slice(0, 4) === body.firstPeriod?.slice(0, 4) : true;
    if (payment.scheme !== 'EMP' || payment.state !== 'PAID' || !whole) return payment;
    return {
      ...payment,
      ...(body.personFen === null ? {} : { personFen: body.personFen }),
      ...(body.unitFen === null ? {} : { unitFen: body.unitFen }),
    };
  });

/** 退费: what goes back to whom, and the end of the relation it was paid for; the money moves at the tax office (R-REF). */
export const refund = personMatter({
  code: 'REFUND',
  fields,
  touches: (body) => {
    const key = body.scheme === 'RES' ? 'res' : 'emp';
    return ['refunds', 'deathDate', `${key}.status`, `${key}.payment.${periodOf(body)}`];
  },
  facts: (body, who, _, context) => ({
    payments: paymentsWith(body, factsOf(who, context).payments ?? [], who.payments),
  }),
  request: ({ scheme, refundReason, applicant, year: y, period, firstPeriod }) => ({
    scheme,
    refundReason,
    applicant,
    ...(y === null ? {} : { year: y }),
    ...(period === null ? {} : { period }),
    ...(firstPeriod === null ? {} : { firstPeriod }),
  }),
  fit: (body, who) => {
    const again = who.refunds.find((one) => one.scheme === body.scheme && one.period === periodOf(body));
    return again === undefined
      ? null
      : `${who.name} ${again.period} 期已于 ${again.requestedOn} 申请退费，不能重复申请。`;
  },
  apply: (body, who, context) => {
    const { answer } = context;
    if (!follows(context, 'REFUND')) return who;
    const { scheme, refundReason: reason, applicant } = body;
    const asked = {
      ...who,
      refunds: [
        ...who.refunds,
        {
          id: context.opId,
          scheme,
          period: periodOf(body),
          reason,
          applicant,
          personFen: amountOf(answer, 'refundPerson'),
          assistFen: amountOf(answer, 'refundAssistance'),
          unitFen: amountOf(answer, 'refundUnit'),
          requestedOn: context.day,
          state: 'REQUESTED' as const,
        },
      ],
    };
    return withEnds(asked, scheme, ENDS[reason], context);
  },
  initial: (today) => ({ scheme: 'RES', applicant: 'SELF', year: campaignYear(today) }),
  prefill: (typed, changed, who) => {
    if (changed === 'personId' && who?.deathDate != null)
      return { ...typed, refundReason: 'DEATH', applicant: 'HEIR' };
    return changed === 'refundReason' && typed.refundReason === 'DEATH'
      ? { ...typed, applicant: 'HEIR' }
      : typed;
  },
});
