import { monthsFrom } from '../../../domain/civilDate';
import type { Case, PaymentFact } from '../../case';
import type { Question } from '../../kernel/rule';
import { isIn, laterOf, parameter, payments, v } from '../facts';

// Which fee is paid back, and when it is too late (R-REF-01, 02, 04, 05, 06).

export type RefundReason = NonNullable<Case['request']['refundReason']>;

export const refundScheme = v.fact<'EMP' | 'RES'>(
  'request.scheme',
  '退哪个制度的费',
  '退职工医保费还是居民医保费？',
  (c) => c.request.scheme,
);
export const reason = v.fact<RefundReason>(
  'request.refundReason',
  '退费原因',
  '为什么申请退费？',
  (c) => c.request.refundReason,
);
const reasonIs = (text: string, ...list: RefundReason[]) =>
  v.holds(v.derived(text, [reason], (why) => list.includes(why)));
const moved = reasonIs('职工换单位', 'MOVED_UNIT');
const died = reasonIs('参保人死亡', 'DEATH');
const resident = v.is(refundScheme, v.constant<'EMP' | 'RES'>('RES', '居民'));

/** The period that was paid and is to be paid back: a resident year or an employee month. */
export const refundPeriod = v.fact<string>(
  'request.period',
  '退费的费款所属期',
  '退哪一年（月）的费？',
  (c) =>
    c.request.scheme === 'RES' && c.request.year !== undefined
      ? String(c.request.year)
      : (c.request.period ?? undefined),
);
/** First period of the unit that the flexible worker joined. */
export const unitFirst = v.fact<string>(
  'request.firstPeriod',
  '单位首个费款所属期',
  '单位从哪个月起缴费？',
  (c) => c.request.firstPeriod,
);

const paymentOf = (list: readonly PaymentFact[], scheme: 'EMP' | 'RES', period: string) =>
  list.find(
    (p) =>
      p.scheme === scheme &&
      p.state === 'PAID' &&
      p.period.length === period.length &&
      p.period <= period &&
      period <= (p.until ?? p.period),
  );
const paidPeriod = v.derived('该期已实缴', [payments, refundScheme, refundPeriod], isIn);

const coverageStart = parameter<string>('resident.coverage', {
  by: refundPeriod,
  pick: (raw, by) => `${String(by)}-${(raw as { start: string }).start}`,
});
const benefitFrom = v.fact<string | null>(
  'benefitFrom',
  '登记时核定的待遇开始日',
  '登记时核定的待遇从哪天开始？',
  (c) => c.facts.benefitFrom ?? null,
);
/** First day of the cover that was paid for: a month's first, or as decided at registration, else by the region's cover. */
const cover = v.derived(
  '待遇享受期首日',
  [refundPeriod, coverageStart, benefitFrom],
  (period, start, from) => (period.length === 7 ? `${period}-01` : (from ?? start)),
);
/** The day that must come before the cover begins: of the application, for a death of the death (口径19). */
const eventDay = v.fact<string>('person.deathDate', '申请日（死亡的为死亡日）', '死亡日期是哪一天？', (c) =>
  c.request.refundReason === 'DEATH' ? (c.facts.person?.deathDate ?? undefined) : c.on,
);
const notBegun = v.before(eventDay, cover);

const listed = v.among(reason, parameter<readonly RefundReason[]>('refund.beforeCoverageStart'));
const provincial = v.among(reason, parameter<readonly RefundReason[]>('refund.otherCases'));

const CN = { document: 'CN-33-2020', article: '退费' } as const;
const ART16 = { document: 'CN-11-2021', article: '第十六条' } as const;

/** Is there anything paid to give back? */
export const wasPaid: Question<Case, 'paid' | 'notPaid'> = {
  id: 'refund.paid',
  ask: '申请退费的费款是否已实缴',
  rules: [
    {
      id: 'R-REF-01#paid',
      answer: 'paid',
      when: v.always,
      cites: [CN],
      clause: '已实缴的费款才有退费。',
    },
    {
      id: 'R-REF-01#notPaid',
      answer: 'notPaid',
      exceptionTo: 'R-REF-01#paid',
      when: v.not(v.holds(paidPeriod)),
      cites: [CN],
      clause: '没有实缴记录的，无费可退。',
      finding: {
        code: 'NOTHING_PAID',
        severity: 'refuse',
        say: (e) => `${e.value(refundPeriod)} 期没有实缴记录，没有可退的费款，请核对缴费凭证。`,
      },
    },
  ],
};

/** R-REF-01, 02, 05, 06: may the fee come back? Asked of a resident year or one employee month. */
export const refundable: Question<Case, 'full' | 'no'> = {
  id: 'refund.may',
  ask: '是否可以退费',
  rules: [
    {
      id: 'R-REF-02',
      answer: 'no',
      exceptionTo: 'R-REF-06',
      when: v.not(notBegun),
      cites: [CN, ART16],
      clause: '待遇享受期开始后不退费；暂停的关系没有终止，需要时可以恢复。',
      finding: {
        code: 'BENEFIT_PERIOD_STARTED',
        severity: 'refuse',
        say: (e) => {
          const begunOn = `${e.value(refundPeriod)} 期的待遇享受期从 ${e.value(cover)} 开始`;
          return e.value(reason) === 'DEATH'
            ? `${begunOn}，参保人 ${e.value(eventDay)} 死亡时已经开始，不予退费；请继承人办理终止参保。`
            : `${begunOn}，已经开始的不予退费；关系可以办理暂停，需要时恢复使用。`;
        },
      },
    },
    {
      id: 'R-REF-01',
      answer: 'full',
      exceptionTo: 'R-REF-06',
      when: v.all(resident, notBegun, listed),
      cites: [CN, ART16],
      clause: '居民待遇享受期开始前重复缴费、参加职工医保、在外地参加居民医保的，依申请终止关系并全额退费。',
      finding: {
        code: 'FULL_REFUND',
        severity: 'info',
        say: (e) => `${e.value(refundPeriod)} 年度待遇享受期还没有开始，终止该年度关系，全额退费。`,
      },
    },
    {
      id: 'R-REF-01#death',
      answer: 'full',
      exceptionTo: 'R-REF-06',
      when: v.all(died, notBegun),
      cites: [ART16, { document: 'ENGINE', article: '口径19' }],
      clause: '待遇享受期开始前死亡的，由继承人申请全额退费；以死亡日为准，可在其后申请。',
      finding: {
        code: 'FULL_REFUND',
        severity: 'info',
        say: (e) => `参保人在 ${e.value(refundPeriod)} 年度待遇享受期开始前死亡，全额退费。`,
      },
    },
    {
      id: 'R-REF-05',
      answer: 'full',
      exceptionTo: 'R-REF-06',
      when: v.all(moved, notBegun),
      cites: [{ document: 'JL-11-2022', article: '第二十条第一项' }],
      clause: '职工该期已缴、尚未开始又到另一单位的，退该期医保费后再登记。',
      finding: {
        code: 'FULL_REFUND',
        severity: 'info',
        say: (e) => `${e.value(refundPeriod)} 期还没有开始，退该期职工医保费后，由新单位登记。`,
      },
    },
    {
      id: 'R-REF-06',
      answer: 'no',
      when: v.always,
      cites: [{ document: 'ENGINE', article: '省级退费' }, CN],
      clause: '其余情形由省级确定，不在省级规定之内的不退。',
      finding: {
        code: 'REFUND_NOT_LISTED',
        severity: 'refuse',
        say: () => '退费原因不在国家和省的规定之内，不予退费。',
      },
    },
    {
      id: 'R-REF-06#listed',
      answer: 'full',
      exceptionTo: 'R-REF-06',
      when: v.all(notBegun, provincial),
      cites: [{ document: 'ENGINE', article: '省级退费' }, CN],
      clause: '省级规定可以退费的其他情形，依规定退费。',
      finding: { code: 'FULL_REFUND', severity: 'info', say: () => '属于省级规定可以退费的情形，全额退费。' },
    },
  ],
};

/** The payment to be given back, in its parts; each part is its own fact. */
const partOf = (
  name: string,
  text: string,
  ask: string,
  part: 'personFen' | 'assistFen' | 'unitFen',
  none?: number,
) =>
  v.fact<number>(name, text, ask, ({ request, facts }) => {
    const { scheme } = request;
    const period = scheme === 'RES' ? String(request.year ?? '') : request.period;
    const paid = scheme && period ? paymentOf(facts.payments ?? [], scheme, period) : undefined;
    return paid === undefined ? undefined : (paid[part] ?? none);
  });
export const personPart = partOf('payments.personFen', '个人实缴金额', '本人实际缴了多少钱？', 'personFen');
/** Not given: nothing was assisted, or no unit paid. */
export const assistPart = partOf('payments.assistFen', '资助金额', '资助了多少钱？', 'assistFen', 0);
export const unitPart = partOf('payments.unitFen', '单位缴费金额', '单位缴了多少钱？', 'unitFen', 0);

interface Rest {
  readonly months: number;
  readonly of: number;
  readonly personFen: number;
}
/** The run of months a flexible worker paid for in one, in the year of the unit's first period. */
const annualRun = ({ facts, request }: Case): PaymentFact | undefined =>
  facts.payments?.find(
    (p) =>
      p.scheme === 'EMP' &&
      p.state === 'PAID' &&
      p.period < (p.until ?? '') &&
      p.until?.slice(0, 4) === request.firstPeriod?.slice(0, 4),
  );
const flexRun = v.fact<PaymentFact | null>(
  'payments',
  '按年缴纳的灵活就业医保费',
  '灵活就业医保费缴了哪几个月、多少钱？',
  (c) => (c.facts.payments === undefined ? undefined : (annualRun(c) ?? null)),
  true,
);
const runMonths = v.derived('剩余月份', [flexRun, unitFirst], (run, first) => {
  if (run?.until == null) return { left: 0, of: 1 };
  const from = laterOf(first, run.period);
  return { left: Math.max(0, monthsFrom(from, run.until) + 1), of: monthsFrom(run.period, run.until) + 1 };
});
const runPaid = v.fact<number>(
  'payments.personFen',
  '个人实缴金额',
  '本人全年实际缴了多少钱？',
  (c) => annualRun(c)?.personFen,
);
export const remaining = v.derived(
  '剩余月份医保费',
  [runMonths, runPaid],
  (run, fen): Rest => ({
    months: run.left,
    of: run.of,
    personFen: Number((2n * BigInt(fen) * BigInt(run.left) + BigInt(run.of)) / (2n * BigInt(run.of))),
  }),
);

/** R-REF-04: the remaining months of a year paid in one. */
export const flexRefund: Question<Case, 'months' | 'none'> = {
  id: 'refund.flex',
  ask: '灵活就业按年缴费的剩余月份是否可退',
  rules: [
    {
      id: 'R-REF-04#none',
      answer: 'none',
      when: v.always,
      cites: [CN],
      clause: '没有剩余月份的，不退。',
      finding: {
        code: 'NO_MONTHS_LEFT',
        severity: 'refuse',
        say: () => '单位首个缴费月以后没有已按灵活就业缴纳的月份，没有可退的费款。',
      },
    },
    {
      id: 'R-REF-04',
      answer: 'months',
      exceptionTo: 'R-REF-04#none',
      when: v.all(
        v.more(
          v.derived('剩余月数', [runMonths], (run) => run.left),
          v.constant(0),
        ),
        v.holds(parameter<boolean>('refund.flexAnnualRemainingMonths')),
      ),
      cites: [CN],
      clause: '灵活就业人员按年缴费后随单位参保的，依申请退就业后当年剩余月份的医保费。',
      finding: {
        code: 'REMAINING_MONTHS',
        severity: 'info',
        say: (e) => `从单位首个缴费月 ${e.value(unitFirst)} 起，退剩余 ${e.value(runMonths).left} 个月。`,
      },
    },
  ],
};
