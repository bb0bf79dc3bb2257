import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { crossPairs, employeeMonths, residentPairs, residentTwice } from '../duplicate/records';
import { residentRegions, schoolRegion } from '../duplicate/sameScheme';
import { type CaseTerm, parameter, v } from '../facts';

// What fiscal subsidy is deducted where a resident relation was one too many (R-SUB, R-STU-04).

const CN = { document: 'CN-33-2020', article: '财政补助' } as const;

/** Years in which a resident relation was one too many, once for every relation that ends, oldest first. */
const years = (from: string, until: string) => {
  const list: number[] = [];
  for (let y = Number(from.slice(0, 4)); y <= Number(until.slice(0, 4)); y++) list.push(y);
  return list;
};
const residentYears = v.derived('居民重复的年度', [residentPairs], (pairs) =>
  [...new Set(pairs.flatMap((o) => years(o.from, o.until)))].sort((a, b) => a - b),
);
const crossYears = v.derived('跨制度重复的年度', [crossPairs], (pairs) =>
  [...new Set(pairs.flatMap((o) => years(o.from, o.until)))].sort((a, b) => a - b),
);
/** Resident relations beyond the first, in the same scheme. */
const surplus = v.derived('多出的居民关系数', [residentRegions], (list) => Math.max(1, list.length - 1));

const entryYear = v.fact<number | null>(
  'person.schoolEntryYear',
  '入学年份',
  '哪一年入学？',
  (c) => c.facts.person?.schoolEntryYear ?? (c.facts.person?.schoolRegion ? undefined : null),
);
const entryOnly = v.all(
  v.among(schoolRegion as CaseTerm<string>, residentRegions),
  v.holds(
    v.derived('重复的年度就是入学当年', [residentYears, entryYear], (list, entry) =>
      list.every((y) => y === entry),
    ),
  ),
);

/** R-SUB-01: is a subsidy deducted where two resident relations are paid? */
export const residentDeducted: Question<Case, 'none' | 'resident'> = {
  id: 'subsidy.resident',
  ask: '居民重复是否扣减财政补助',
  rules: [
    {
      id: 'R-SUB-01#none',
      answer: 'none',
      when: v.always,
      cites: [CN],
      clause: '没有重复参加居民医保的，不扣减。',
      finding: {
        code: 'NO_DEDUCTION',
        severity: 'info',
        say: () => '没有多出的居民参保关系，不扣减财政补助。',
      },
    },
    {
      id: 'R-SUB-01',
      answer: 'resident',
      exceptionTo: 'R-SUB-01#none',
      when: v.all(residentTwice, v.holds(parameter<boolean>('subsidy.deductResidentDuplicate'))),
      cites: [CN],
      clause: '居民重复参保的，终止多出的关系，扣减重复当年的各级财政补助。',
      finding: {
        code: 'SUBSIDY_DEDUCTED',
        severity: 'info',
        say: (e) => `居民重复参保，扣减 ${e.value(residentYears).join('、')} 年度多拨的各级财政补助。`,
      },
    },
    {
      id: 'R-STU-04',
      answer: 'none',
      exceptionTo: 'R-SUB-01',
      when: v.all(entryOnly, v.holds(parameter<boolean>('subsidy.exemptStudentEntryYear'))),
      cites: [CN, { document: 'CN-33-2020', article: '大中专学生' }],
      clause: '学生入学当年重复参保的，保留学籍地关系，不扣减财政补助。',
      finding: {
        code: 'STUDENT_ENTRY_YEAR',
        severity: 'info',
        say: (e) => `${e.value(entryYear)} 年是入学当年，保留学籍地关系，不扣减财政补助。`,
      },
    },
  ],
};

/** R-SUB-02: is a subsidy deducted where both schemes are paid? */
export const crossDeducted: Question<Case, 'none' | 'cross'> = {
  id: 'subsidy.cross',
  ask: '跨制度重复是否扣减财政补助',
  rules: [
    {
      id: 'R-SUB-02#under',
      answer: 'none',
      when: v.always,
      cites: [CN],
      clause: '跨制度重复而连续参加职工医保不满一年的，不扣减。',
      finding: {
        code: 'NO_DEDUCTION',
        severity: 'info',
        say: (e) => `连续参加职工医保 ${e.value(employeeMonths)} 个月，不满一年，不扣减财政补助。`,
      },
    },
    {
      id: 'R-SUB-02',
      answer: 'cross',
      exceptionTo: 'R-SUB-02#under',
      when: v.atLeast(employeeMonths, parameter<number>('subsidy.deductCrossAfterMonths')),
      cites: [CN],
      clause: '跨制度重复、连续参加职工医保一年以上且状态正常的，扣减重复当年居民医保的各级财政补助。',
      finding: {
        code: 'SUBSIDY_DEDUCTED',
        severity: 'info',
        say: (e) =>
          `连续参加职工医保 ${e.value(employeeMonths)} 个月，扣减 ${e.value(crossYears).join('、')} 年度居民医保的各级财政补助。`,
      },
    },
  ],
};

/** R-SUB-03: what is reported to finance. */
export const subsidyReport: Question<Case, 'report'> = {
  id: 'subsidy.report',
  ask: '扣减什么、扣减多少',
  rules: [
    {
      id: 'R-SUB-03',
      answer: 'report',
      when: v.always,
      cites: [CN],
      clause: '扣减清单写明本人、年度、终止的关系和补助金额；金额为当年人均财政补助标准。',
      finding: {
        code: 'SUBSIDY_REPORT',
        severity: 'info',
        say: () => '列入扣减清单：本人、重复年度、终止的关系、当年人均财政补助。',
      },
    },
  ],
};

/** The subsidy a head, summed over the years, in fen; missing where one of the years has none. */
const sumOf = (raw: unknown, by: unknown): number | undefined => {
  const sum = (by as number[]).map((y) => {
    const text = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[y] : raw;
    return typeof text === 'string' ? Number(text.replace('.', '')) : undefined;
  });
  return sum.every((n) => n !== undefined) ? sum.reduce((a, b) => a + b, 0) : undefined;
};
const lastDay = (term: CaseTerm<number[]>) =>
  v.derived('最后一个重复年度首日', [term], (list) => `${list.at(-1)}-01-01`);
const perHead = (term: CaseTerm<number[]>) =>
  parameter<number>('subsidy.perHead', { at: lastDay(term), by: term, pick: sumOf });
const one = v.constant(1);
const deduction = (term: CaseTerm<number[]>, times: CaseTerm<number>) =>
  v.derived('扣减的财政补助', [perHead(term), term, times], (fen, list, n) => ({
    fen: fen * n,
    how: `${list.join('、')} 年度财政补助合计 ${(fen / 100).toFixed(2)} 元${n > 1 ? ` × ${n} 条关系` : ''}`,
  }));
export const subsidyAmount = {
  resident: deduction(residentYears, surplus),
  cross: deduction(crossYears, one),
};
