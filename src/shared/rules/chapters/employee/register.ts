import { addToMonth, daysBetween } from '../../../domain/civilDate';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { empActive, empPaused, isIn, on, parameter, payments, resActive, thisMonth, v } from '../facts';
import { lastDayOf } from '../general/general';

// 规程第十九条、第二十条: registering an employee (R-EMP-19-1, R-EMP-20-1 to 20-4).

const JL = 'JL-11-2022';

export const hireDate = v.fact<string>(
  'request.hireDate',
  '用工之日',
  '哪一天开始用工？',
  (c) => c.request.hireDate ?? (c.request.subKind === 'FLEX' ? c.on : undefined),
);
export const registerLastDay = v.derived(
  '用工之日起满期限的末日',
  [hireDate, parameter<number>('emp.deadlineDays')],
  lastDayOf,
);

/** R-EMP-19-1: is the employer in time? */
export const employerInTime: Question<Case, 'inTime' | 'late'> = {
  id: 'employee.deadline',
  ask: '是否在用工之日起30日内办理',
  rules: [
    {
      id: 'R-EMP-19-1',
      answer: 'inTime',
      when: v.always,
      cites: [{ document: JL, article: '第十九条' }],
      clause: '参保单位自用工之日起 30 日内为职工申请参保登记。',
    },
    {
      id: 'R-EMP-19-1#late',
      answer: 'late',
      exceptionTo: 'R-EMP-19-1',
      when: v.after(on, registerLastDay),
      cites: [{ document: JL, article: '第十九条' }],
      clause: '逾期的仍予登记，并核定用工以来的医保费和滞纳金。',
      finding: {
        code: 'EMP_REG_LATE',
        severity: 'warn',
        say: (e) => {
          const last = e.value(registerLastDay);
          return `应在 ${last} 前（含当日）登记，已逾期 ${daysBetween(last, e.value(on))} 天；用工以来未缴的月份须补缴，并按日加收滞纳金。`;
        },
      },
    },
    {
      id: 'R-EMP-19-1#future',
      answer: 'late',
      exceptionTo: 'R-EMP-19-1',
      when: v.after(hireDate, on),
      cites: [{ document: JL, article: '第十九条' }],
      clause: '用工之后才办理登记。',
      finding: {
        code: 'HIRE_DATE_IN_FUTURE',
        severity: 'warn',
        say: (e) => `用工之日 ${e.value(hireDate)} 晚于办理日，请核对日期。`,
      },
    },
  ],
};

/** R-EMP-20-1: an active employee relation must be paused first. */
export const noActiveEmployee: Question<Case, 'none' | 'active'> = {
  id: 'employee.active',
  ask: '职工医保是否已正常参保',
  rules: [
    {
      id: 'R-EMP-20-1#none',
      answer: 'none',
      when: v.always,
      cites: [{ document: JL, article: '第二十条第一项' }],
      clause: '无职工关系、已终止，或已暂停且无该期实缴记录的，可以登记。',
    },
    {
      id: 'R-EMP-20-1',
      answer: 'active',
      exceptionTo: 'R-EMP-20-1#none',
      when: v.holds(empActive),
      cites: [{ document: JL, article: '第二十条第一项' }],
      clause: '职工关系为正常参保的，不能再登记，告知本人先办暂停。',
      finding: {
        code: 'EMP_ACTIVE',
        severity: 'refuse',
        say: () => '本人的职工医保在另一单位为正常参保，请先由原单位办理暂停，再来登记。',
      },
    },
  ],
};

const normalFirst = v.derived(
  '按月核定的首个费款所属期',
  [thisMonth, parameter<number>('assess.monthsAhead')],
  addToMonth,
);
const askedFirst = v.fact<string | null>(
  'request.firstPeriod',
  '申报的首个费款所属期',
  '从哪个月起参保？',
  (c) => c.request.firstPeriod ?? null,
);
const requested = v.derived(
  '申请的首个费款所属期',
  [askedFirst, normalFirst],
  (asked, normal) => asked ?? normal,
);
/** The first month from the one asked for that is not paid and begun: those that are, are not assessed again. */
const firstOpen = v.derived(
  '首个未缴或未开始的费款所属期',
  [payments, requested, thisMonth],
  (list, asked, now) => {
    let month = asked;
    while (month <= now && isIn(list, 'EMP', month)) month = addToMonth(month, 1);
    return month;
  },
);
/** It is paid all the same, so it has not begun. */
const openPaid = v.derived('该期已在别处实缴', [payments, firstOpen], (list, month) =>
  isIn(list, 'EMP', month),
);

/**
 * R-EMP-20-2, 20-3: a period that the paused relation has already paid. Where the month asked for has begun, the next one is
 * the first to be assessed; if that is paid as well, it is the one to be refunded first.
 */
export const periodFree: Question<Case, 'free' | 'refundFirst' | 'begun'> = {
  id: 'employee.period',
  ask: '申请的费款所属期是否已缴',
  rules: [
    {
      id: 'R-EMP-20-2#free',
      answer: 'free',
      when: v.always,
      cites: [{ document: JL, article: '第二十条第一项' }],
      clause: '该期没有实缴记录的，按月核定。',
    },
    {
      id: 'R-EMP-20-2',
      answer: 'refundFirst',
      exceptionTo: 'R-EMP-20-2#free',
      when: v.all(v.holds(empPaused), v.holds(openPaid)),
      cites: [{ document: JL, article: '第二十条第一项' }],
      clause: '已暂停、该期已缴且尚未开始的，先退该期医保费再登记。',
      finding: {
        code: 'REFUND_FIRST',
        severity: 'refuse',
        say: (e) =>
          `${e.value(firstOpen)} 的职工医保费已由原单位缴纳且尚未开始，请先办理该期退费，再来登记。`,
      },
    },
    {
      id: 'R-EMP-20-3',
      answer: 'begun',
      exceptionTo: 'R-EMP-20-2#free',
      when: v.all(v.holds(empPaused), v.before(requested, firstOpen), v.not(v.holds(openPaid))),
      cites: [{ document: JL, article: '第二十条第一项' }],
      clause: '已暂停、该期已缴且已开始的，可以登记，当月不再核定。',
      finding: {
        code: 'PERIOD_ALREADY_PAID',
        severity: 'info',
        say: (e) =>
          `${e.value(requested)} 已由原单位缴费并已开始，当月不再核定，从 ${e.value(firstOpen)} 起核定。`,
      },
    },
  ],
};
/** Matters that begin or take up an employee relation. */
export const REGISTERING: ReadonlySet<string> = new Set(['EMP_REGISTER', 'EMP_RESUME', 'FLEX_REGISTER']);
const registers = v.fact<boolean>('matter', '办理职工参保登记', '办理什么？', (c) =>
  REGISTERING.has(c.matter),
);
/** The first fee period that is assessed: where it is being registered, a month that is paid and begun is passed over. */
export const firstPeriod = v.derived(
  '首个核定的费款所属期',
  [requested, firstOpen, registers],
  (month, open, registering) => (registering ? open : month),
);
/** The first fee period as far as it is known without the payment history. */
export const firstPeriodAsked = requested;

const resPaidAhead = v.derived('居民医保下一年度已缴费', [payments, on], (list, day) =>
  isIn(list, 'RES', String(Number(day.slice(0, 4)) + 1)),
);

/** R-EMP-20-4: what becomes of an active resident relation. */
export const residentRelation: Question<Case, 'none' | 'ends'> = {
  id: 'employee.resident',
  ask: '是否有正常的居民关系',
  rules: [
    {
      id: 'R-EMP-20-4#none',
      answer: 'none',
      when: v.always,
      cites: [{ document: JL, article: '第二十条第二项' }],
      clause: '没有正常居民关系的，直接登记。',
    },
    {
      id: 'R-EMP-20-4',
      answer: 'ends',
      exceptionTo: 'R-EMP-20-4#none',
      when: v.holds(resActive),
      cites: [
        { document: JL, article: '第二十条第二项' },
        { document: 'CN-33-2020', article: '重复参保' },
      ],
      clause: '居民关系为正常参保的，职工登记成功后居民关系自动终止。',
      finding: {
        code: 'RES_ENDS',
        severity: 'info',
        say: () => '本人的居民医保为正常参保，职工登记成功后居民关系自动结束。',
      },
    },
  ],
};

/** R-REF-01, offered: a resident year that is paid and has not begun can be refunded. */
export const refundOffer: Question<Case, 'no' | 'offer'> = {
  id: 'employee.refund',
  ask: '是否可退下一年度居民医保费',
  rules: [
    {
      id: 'R-EMP-20-4#noRefund',
      answer: 'no',
      when: v.always,
      cites: [{ document: JL, article: '第二十条第二项' }],
      clause: '年度已开始的居民医保费不退。',
    },
    {
      id: 'R-EMP-20-4#refund',
      answer: 'offer',
      exceptionTo: 'R-EMP-20-4#noRefund',
      when: v.all(v.holds(resActive), v.holds(resPaidAhead)),
      cites: [{ document: JL, article: '第二十条第二项' }],
      clause: '居民年度已缴费而未开始的，可申请退费。',
      finding: {
        code: 'OFFER_REFUND',
        severity: 'info',
        say: (e) =>
          `${Number(e.value(on).slice(0, 4)) + 1} 年度居民医保费已缴且年度未开始，本人可在年度开始前申请退费。`,
      },
    },
  ],
};
