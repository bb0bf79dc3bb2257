import { arrearsDay } from '../chapters/arrears/arrears';
import { v, year } from '../chapters/facts';
import {
  dailyCharge,
  gap,
  gapSide,
  inScope,
  periodOfDays,
  periodOfMonths,
} from '../chapters/general/general';
import { benefitState } from '../chapters/status/benefit';
import { dueOn, payState } from '../chapters/status/payState';
import { employeeWaiting } from './employee';
import { book } from './identity';
import { studentWaiting } from './keyGroups';
import { residentWaiting } from './resident';
import type { Step } from './step';

const scheme = v.fact<'EMP' | 'RES'>(
  'request.scheme',
  '制度',
  '职工医保还是居民医保？',
  (c) => c.request.scheme,
);

export const benefit: readonly Step[] = [
  book,
  (s) => {
    const owes = s.subject.facts.unit?.firstUnpaid !== undefined && s.subject.request.scheme === 'EMP';
    if (owes) s.ask(arrearsDay);
  },
  (s) => void s.ask(benefitState),
];

export const pay: readonly Step[] = [
  book,
  (s) => void s.ask(payState),
  (s) => {
    const due = s.e.maybe(dueOn);
    if (due !== undefined) s.date('dueOn', '缴费期限', due);
  },
];

export const waiting: readonly Step[] = [
  book,
  (s) => {
    const which = s.need(scheme, 'gate');
    if (which === 'EMP') employeeWaiting(s);
    if (which !== 'RES' || s.need(year, 'gate') === undefined) return;
    if (!studentWaiting(s)) residentWaiting(s);
  },
];

/** R-GEN-01 to 03: whichever of the three is asked for. */
export const arithmetic: readonly Step[] = [
  (s) => {
    const { request } = s.subject;
    if (request.from !== undefined && request.days !== undefined) {
      s.date('lastDay', '期间末日', s.e.value(periodOfDays));
    }
    if (request.from !== undefined && request.months !== undefined) {
      s.date('lastDayByMonths', '按月计算的期间末日', s.e.value(periodOfMonths));
    }
    if (s.e.maybe(gap) !== undefined) s.ask(gapSide);
    if (request.amountFen !== undefined) s.amount('charge', '按日加收金额', dailyCharge, (charge) => charge);
  },
];

export const other: readonly Step[] = [(s) => void s.ask(inScope)];
