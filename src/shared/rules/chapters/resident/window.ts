import { lastDayOfMonth } from '../../../domain/civilDate';
import type { SpecialIdentityType } from '../../../domain/specialIdentity';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { confirmedIdentities, paidOn, parameter, payments, v, year, yearEnd, yearStart } from '../facts';

// 规程第十二条: the collective window (R-PRE-01).

/** `02-END`, `09-01` with a year's offset, or a whole date, as a day for an insured year. */
export function dayFor(raw: unknown, insuredYear: number): string | undefined {
  if (typeof raw === 'string') {
    const text = /^\d{4}-/.test(raw) ? raw : `${insuredYear}-${raw}`;
    return text.endsWith('-END') ? lastDayOfMonth(text.slice(0, 7)) : text;
  }
  if (raw !== null && typeof raw === 'object' && 'day' in raw && 'yearOffset' in raw) {
    return dayFor(raw.day, insuredYear + Number(raw.yearOffset));
  }
  return undefined;
}
const forYear = { at: yearStart, by: year, pick: (raw: unknown, by: unknown) => dayFor(raw, Number(by)) };

export const windowFirst = parameter<string>('resident.window.start', forYear);
export const windowLast = parameter<string>('resident.window.end', forYear);
/** A prolongation that counts as the window; null where there is none. */
const extension = parameter<{ first: string; last: string } | null>('resident.extension', {
  at: yearStart,
  by: year,
  pick: (raw, by) => {
    if (raw === 'NONE') return null;
    const { start, end } = raw as { start: string; end: string };
    const [first, last] = [dayFor(start, Number(by)), dayFor(end, Number(by))];
    return first && last ? { first, last } : undefined;
  },
});
const inExtension = v.derived(
  '缴费日在延长期内',
  [extension, paidOn],
  (e, day) => e !== null && e.first <= day && day <= e.last,
);

/** Where only the last day is published, the window has begun by the first day of the year: it is there to pay beforehand. */
const begunWithYear = parameter<string>('resident.window.end', {
  at: yearStart,
  by: v.derived('年度开始后的缴费', [paidOn, yearStart], (day, first) => (day >= first ? first : null)),
  pick: (_last, first) => (typeof first === 'string' ? first : undefined),
});
/** The first day of the window, as far as a payment on the day asked about needs it. */
const begins = v.orElse<string>(windowFirst, v.orElse<string>(begunWithYear, windowFirst));
/** In the window or its prolongation; in the window proper alone. */
export const inWindowProper = v.all(v.notBefore(paidOn, begins), v.notAfter(paidOn, windowLast));
export const inWindow = v.any(inWindowProper, v.holds(inExtension));
const beforeWindow = v.before(paidOn, begins);

const NOT_STATED = 'NOT_STATED';
const why = v.fact<string>(
  'request.outsideWindowReason',
  '期外办理的原因',
  '为什么在集中缴费期外办理？',
  (c) => c.request.outsideWindowReason ?? NOT_STATED,
);
/** Who has never paid enrols for the first time, whatever is said. */
const firstTime = v.derived(
  '此前没有缴费记录',
  [payments, year],
  (list, y) => !list.some((p) => p.state === 'PAID' && p.period !== String(y)),
);
const listed = v.derived('期外原因属于转移接续、首次参保或新生儿', [why], (reason) =>
  ['TRANSFER', 'FIRST_ENROLMENT', 'NEWBORN'].includes(reason),
);
const FREE: readonly SpecialIdentityType[] = ['LIFTED_OUT_OF_POVERTY'];
const ignoresWindow = v.all(
  v.holds(
    v.derived('经确认为贫困（脱贫）人口', [confirmedIdentities], (types) =>
      types.some((t) => FREE.includes(t)),
    ),
  ),
  v.holds(parameter<boolean>('resident.povertyIgnoresWindow')),
);

const CITE = [
  { document: 'JL-11-2022', article: '第十二条' },
  { document: 'FJ-3-2025', article: '集中参保期' },
] as const;

/** R-RES-02: a year that is over is not sold any more; broken years are repaired (R-WAIT-07). */
export const yearRunning: Question<Case, 'open' | 'over'> = {
  id: 'resident.yearRunning',
  ask: '参保年度是否已过',
  rules: [
    {
      id: 'R-RES-02#open',
      answer: 'open',
      when: v.always,
      cites: [...CITE],
      clause: '居民医保按年缴费、按年享受待遇。',
    },
    {
      id: 'R-RES-02#over',
      answer: 'over',
      exceptionTo: 'R-RES-02#open',
      when: v.after(paidOn, yearEnd),
      cites: [...CITE],
      clause: '参保年度已过的，不再登记缴费。',
      finding: {
        code: 'YEAR_OVER',
        severity: 'refuse',
        say: (e) =>
          `${e.value(year)} 年度已于 ${e.value(yearEnd)} 结束，不能再登记缴费；请改办当年度，断保的年度可以办缴费修复。`,
      },
    },
  ],
};

/** R-PRE-01: is the payment inside the collective window? */
export const collectiveWindow: Question<Case, 'inside' | 'outside' | 'early'> = {
  id: 'resident.window',
  ask: '是否在居民集中缴费期内',
  rules: [
    {
      id: 'R-PRE-01#outside',
      answer: 'outside',
      when: v.all(v.not(inWindow), v.not(beforeWindow)),
      cites: [...CITE],
      clause: '因转移接续、首次参保等原因，可在集中缴费期外申请。',
      finding: {
        code: 'OUTSIDE_WINDOW',
        severity: 'info',
        say: (e) => `${e.value(year)} 年度集中缴费期已于 ${e.value(windowLast)} 结束，按期外参保办理。`,
      },
    },
    {
      id: 'R-PRE-01',
      answer: 'inside',
      when: inWindow,
      cites: [...CITE],
      clause: '居民在集中预缴期内缴纳当年或次年的医保费。',
    },
    {
      id: 'R-PRE-01#early',
      answer: 'early',
      when: beforeWindow,
      cites: [...CITE],
      clause: '集中缴费期未开始的，到期再办；期外办理只给没有赶上集中缴费期的人。',
      finding: {
        code: 'WINDOW_NOT_OPEN',
        severity: 'refuse',
        say: (e) =>
          `${e.value(year)} 年度集中缴费期从 ${e.value(windowFirst)} 开始，现在还没有开始，请到时再来；现在就要参保的，请办当年度。`,
      },
    },
    {
      id: 'R-PRE-01#poverty',
      answer: 'outside',
      exceptionTo: 'R-PRE-01#early',
      when: v.all(beforeWindow, ignoresWindow),
      cites: [{ document: 'CN-33-2020', article: '贫困人口' }],
      clause: '建档立卡贫困（脱贫）人口不受缴费时间限制。',
    },
    {
      id: 'R-PRE-01#reason',
      answer: 'outside',
      exceptionTo: 'R-PRE-01#outside',
      when: v.all(
        v.not(inWindow),
        v.not(beforeWindow),
        v.not(v.any(v.holds(listed), v.holds(firstTime))),
        v.not(ignoresWindow),
      ),
      cites: [...CITE],
      clause: '期外办理的原因不在列举之内的，提示并记录原因。',
      finding: {
        code: 'REASON_NOT_LISTED',
        severity: 'warn',
        say: (e) =>
          `${e.value(year)} 年度集中缴费期已于 ${e.value(windowLast)} 结束，${e.value(why) === NOT_STATED ? '没有说明期外办理的原因' : '所报原因不属于转移接续、首次参保等情形'}；可以参保，是否等待另行认定，请记录原因。`,
      },
    },
  ],
};
