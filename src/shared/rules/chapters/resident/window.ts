import { lastDayOfMonth } from '../../../domain/civilDate';
import type { SpecialIdentityType } from '../../../domain/specialIdentity';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { confirmedIdentities, paidOn, parameter, v, year, yearStart } from '../facts';

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

export const inWindow = v.any(
  v.all(v.notBefore(paidOn, windowFirst), v.notAfter(paidOn, windowLast)),
  v.holds(inExtension),
);
const beforeWindow = v.before(paidOn, windowFirst);

const why = v.fact<string>(
  'request.outsideWindowReason',
  '期外办理的原因',
  '为什么在集中缴费期外办理？',
  (c) => c.request.outsideWindowReason ?? 'NOT_STATED',
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

const JL = 'JL-11-2022';

/** R-PRE-01: is the payment inside the collective window? */
export const collectiveWindow: Question<Case, 'inside' | 'outside' | 'early'> = {
  id: 'resident.window',
  ask: '是否在居民集中缴费期内',
  rules: [
    {
      id: 'R-PRE-01#outside',
      answer: 'outside',
      when: v.all(v.not(inWindow), v.not(beforeWindow)),
      cites: [{ document: JL, article: '第十二条' }],
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
      cites: [{ document: JL, article: '第十二条' }],
      clause: '居民在集中预缴期内缴纳当年或次年的医保费。',
    },
    {
      id: 'R-PRE-01#early',
      answer: 'early',
      when: beforeWindow,
      cites: [{ document: JL, article: '第十二条' }],
      clause: '集中缴费期未开始的，到期再办。',
      finding: {
        code: 'WINDOW_NOT_OPEN',
        severity: 'warn',
        say: (e) => `${e.value(year)} 年度集中缴费期从 ${e.value(windowFirst)} 开始，现在还没有开始。`,
      },
    },
    {
      id: 'R-PRE-01#reason',
      answer: 'outside',
      exceptionTo: 'R-PRE-01#outside',
      when: v.all(v.not(inWindow), v.not(beforeWindow), v.not(v.holds(listed)), v.not(ignoresWindow)),
      cites: [{ document: JL, article: '第十二条' }],
      clause: '期外办理的原因不在列举之内的，提示并记录原因。',
      finding: {
        code: 'REASON_NOT_LISTED',
        severity: 'warn',
        say: (e) =>
          `${e.value(year)} 年度集中缴费期已于 ${e.value(windowLast)} 结束，所报原因不属于转移接续、首次参保等情形；可以参保，但要设等待期，请记录原因。`,
      },
    },
  ],
};
