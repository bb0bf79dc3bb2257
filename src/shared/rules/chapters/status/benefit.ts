import { addToMonth, monthOf } from '../../../domain/civilDate';
import type { Case, PaymentFact } from '../../case';
import type { Question } from '../../kernel/rule';
import { type CaseTerm, isIn, payments, relations, v } from '../facts';
import { day } from './payState';

// 规程第十条: who may use benefits on a day (R-BEN-01).

const cite = [{ document: 'JL-11-2022', article: '第十条' }] as const;

const scheme = v.fact<'EMP' | 'RES'>(
  'request.scheme',
  '制度',
  '问的是职工医保还是居民医保？',
  (c) => c.request.scheme,
);
/** The first day of benefits; where nobody says otherwise there was no waiting period. */
const benefitFrom = v.fact<string | null>(
  'benefitFrom',
  '待遇开始日',
  '待遇从哪一天开始？',
  (c) => c.facts.benefitFrom ?? null,
);
/** The relation that counts on the day; benefits may reach back before its first day, as a newborn's do to birth. */
const relation = v.derived('参保关系', [relations, scheme, day, benefitFrom], (list, s, d, from) => {
  const reachesBack = from !== null && from <= d;
  const begun = list.filter((r) => r.scheme === s && (r.from === undefined || r.from <= d || reachesBack));
  const running = begun.find((r) => r.status === 'ACTIVE');
  return running ?? begun.sort((a, b) => ((a.statusFrom ?? '') < (b.statusFrom ?? '') ? 1 : -1))[0] ?? null;
});
const exists = v.derived('当日已有该制度的参保关系', [relation], (r) => r !== null);
/** The status on the day asked about: before `statusFrom` the relation was active. */
const statusThen: CaseTerm<string | null> = v.derived('当日参保状态', [relation, day], (r, d) => {
  if (r === null) return null;
  return r.statusFrom !== undefined && d < r.statusFrom ? 'ACTIVE' : r.status;
});
const terminatedSince = v.derived('现已终止参保', [relation], (r) => r?.status === 'TERMINATED');
/** Where nobody says that the retirement was completed, the person is at work. */
const retired = v.fact<boolean>(
  'person.retired',
  '已办医保退休',
  '是否已办医保退休？',
  (c) => c.request.scheme === 'EMP' && c.facts.person?.retired === true,
);
/** A period that was paid for only after the pause does not count for days of the pause; no payment day: it was paid before. */
const counting = v.derived('可计入的缴费记录', [payments, relation, day], (list, r, d) => {
  const pausedFrom =
    r?.status === 'PAUSED' && r.statusFrom !== undefined && r.statusFrom <= d ? r.statusFrom : null;
  return pausedFrom === null ? list : list.filter((p) => p.paidOn == null || p.paidOn <= pausedFrom);
});
/**
 * Whether a resident's day is paid for. Where benefits begin in the year before the one that was paid (a newborn of the
 * collective window, a first-year student), that year's payment covers those days too.
 */
function yearCovered(list: readonly PaymentFact[], d: string, from: string | null): boolean {
  const year = d.slice(0, 4);
  if (isIn(list, 'RES', year)) return true;
  const reachesBack = from !== null && from <= d && from.startsWith(year);
  return (
    reachesBack && !isIn(list, 'RES', year, ['DUE', 'BROKEN']) && isIn(list, 'RES', String(Number(year) + 1))
  );
}
/**
 * Paid for the month to come: who waits does so from the day after the payment (第十九条), and who needs not wait is covered
 * from the payment on (缴费后即可享受待遇), although the first fee period is the next month.
 */
function paidAhead(list: readonly PaymentFact[], d: string, from: string | null): boolean {
  const next = addToMonth(monthOf(d), 1);
  const first = list
    .filter((p) => p.scheme === 'EMP' && p.state === 'PAID' && p.period >= next)
    .sort((a, b) => (a.period < b.period ? -1 : 1))[0];
  if (from === null || first === undefined) return false;
  const waits = d < from && (first.paidOn ?? '') < d;
  return waits || (d >= from && first.period === next && monthOf(from) === monthOf(d));
}
/** A retiree pays no more and is covered all the same (第二十七条). */
const periodPaid = v.holds(
  v.derived(
    '当日所在费款所属期为实缴',
    [counting, scheme, day, benefitFrom, retired],
    (list, s, d, from, atRest) =>
      s === 'RES'
        ? yearCovered(list, d, from)
        : atRest || isIn(list, s, monthOf(d)) || paidAhead(list, d, from),
  ),
);
const begun = v.any(v.is(benefitFrom, v.constant(null, '未设')), v.notAfter(benefitFrom as typeof day, day));

/** R-BEN-01: the benefit state of one scheme on a day. */
export const benefitState: Question<
  Case,
  'NOT_COVERED' | 'ELIGIBLE_DIRECT' | 'ELIGIBLE_REIMBURSE' | 'WAITING'
> = {
  id: 'status.benefit',
  ask: '当日的待遇状态',
  rules: [
    {
      id: 'R-BEN-01',
      answer: 'NOT_COVERED',
      when: v.always,
      cites: [...cite],
      clause: '没有参保关系、当期未实缴，或发生日在终止之后的，不享受待遇。',
      finding: {
        code: 'NOT_COVERED',
        severity: 'refuse',
        say: (e) => {
          const found = e.maybe(relation);
          const ended = e.maybe(statusThen) === 'TERMINATED';
          const unpaid = '当期没有可以享受待遇的实缴记录，请核对缴费';
          const left = ended ? `参保关系自 ${found?.statusFrom ?? '当日以前'} 起已终止` : unpaid;
          return `${e.value(day)} 不在待遇享受期：${found === null ? '当日没有该制度的参保关系' : left}。`;
        },
      },
    },
    {
      id: 'R-BEN-01#direct',
      answer: 'ELIGIBLE_DIRECT',
      exceptionTo: 'R-BEN-01',
      when: v.all(
        v.holds(exists),
        v.isNot(statusThen, v.constant('TERMINATED', '终止参保')),
        v.not(v.holds(terminatedSince)),
        periodPaid,
        begun,
      ),
      cites: [...cite],
      clause:
        '正常参保且当期实缴的享受待遇，已办医保退休的不再缴费而享受；暂停前当期已实缴的，该期内照常享受。',
      finding: {
        code: 'ELIGIBLE_DIRECT',
        severity: 'info',
        say: (e) => `${e.value(day)} 可直接结算享受待遇。`,
      },
    },
    {
      id: 'R-BEN-01#reimburse',
      answer: 'ELIGIBLE_REIMBURSE',
      exceptionTo: 'R-BEN-01',
      when: v.all(
        v.holds(exists),
        v.holds(terminatedSince),
        v.is(statusThen, v.constant('ACTIVE', '正常参保')),
        periodPaid,
        begun,
      ),
      cites: [...cite],
      clause: '终止参保前发生、当期实缴的费用，可以手工报销。',
      finding: {
        code: 'ELIGIBLE_REIMBURSE',
        severity: 'info',
        say: (e) => `${e.value(day)} 早于终止日，该日费用可以申请报销。`,
      },
    },
    {
      id: 'R-BEN-01#waiting',
      answer: 'WAITING',
      exceptionTo: 'R-BEN-01',
      when: v.all(
        v.holds(exists),
        v.isNot(statusThen, v.constant('TERMINATED', '终止参保')),
        periodPaid,
        v.not(begun),
      ),
      cites: [...cite],
      clause: '等待期内不享受待遇。',
      finding: {
        code: 'WAITING',
        severity: 'refuse',
        say: (e) => `${e.value(day)} 在待遇享受等待期内，待遇从 ${e.value(benefitFrom)} 开始。`,
      },
    },
  ],
};
