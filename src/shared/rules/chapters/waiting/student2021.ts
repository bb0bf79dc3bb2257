import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { type CaseTerm, paidOn, parameter, v, year, yearStart } from '../facts';
import { waitAfter } from './span';

// R-WAIT-08: students who paid late for a year before 2025, in a region that let them.

interface Span {
  readonly first: string;
  readonly last: string;
}
const span = (name: 'student.window' | 'student.lateWindow'): CaseTerm<Span> =>
  parameter<Span>(name, {
    at: yearStart,
    pick: (raw) => {
      const { start, end } = raw as { start: string; end: string };
      return { first: start, last: end };
    },
  });
const inside = (text: string, term: CaseTerm<Span>) =>
  v.holds(v.derived(text, [term, paidOn], (s, day) => s.first <= day && day <= s.last));
const window = span('student.window');
const lateWindow = span('student.lateWindow');
const inWindow = inside('在学生集中缴费期内缴费', window);
const inLate = inside('在学生逾期缴费期内缴费', lateWindow);
/** The region has a late window for students of that year. */
export const studentWindowKnown = v.known(lateWindow);

const CITE = { document: 'JL-CC-2021-STU', article: '缴费期' } as const;

export const studentLate: Question<Case, 'inTime' | 'late' | 'closed'> = {
  id: 'waiting.student',
  ask: '学生是否逾期缴费',
  rules: [
    {
      id: 'R-WAIT-08#inTime',
      answer: 'inTime',
      exceptionTo: 'R-WAIT-08#closed',
      when: inWindow,
      cites: [CITE],
      clause: '在集中缴费期内缴费的，不设等待期。',
      finding: { code: 'NO_WAITING', severity: 'info', say: () => '在学生集中缴费期内缴费，不设等待期。' },
    },
    {
      id: 'R-WAIT-08',
      answer: 'late',
      exceptionTo: 'R-WAIT-08#closed',
      when: inLate,
      cites: [CITE],
      clause: '集中缴费期后、逾期缴费期内缴费的学生，设 3 个月等待期。',
      finding: {
        code: 'WAITING',
        severity: 'info',
        say: (e) => {
          const wait = e.maybe(studentWait);
          const until = wait ? `，${wait.benefitFrom} 起享受待遇` : '';
          return `${e.value(year)} 年度学生在逾期缴费期内缴费，设 3 个月等待期${until}。`;
        },
      },
    },
    {
      id: 'R-WAIT-08#closed',
      answer: 'closed',
      when: v.always,
      cites: [CITE],
      clause: '两个缴费期以外的，该年度不再缴费。',
      finding: {
        code: 'STUDENT_WINDOW_CLOSED',
        severity: 'refuse',
        say: (e) => {
          const [first, late] = [e.value(window), e.value(lateWindow)];
          return `不在 ${e.value(year)} 年度学生的两个缴费期（${first.first} 至 ${first.last}、${late.first} 至 ${late.last}）内，该年度不能缴费。`;
        },
      },
    },
  ],
};

export const studentWait = v.derived(
  '学生等待期',
  [paidOn, yearStart, parameter<number>('student.lateWaitMonths', { at: yearStart })],
  (paid, start, months) => waitAfter(paid, start, { months, days: 0 }),
);
