import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { isCoveredYear, parameter, payments, v, year, yearStart } from '../facts';
import { inWindowProper } from './window';

// First-year students of a region that joins their cover to the day they enter (R-RES-02, R-STU-02).

const region = v.fact<string>('region', '办理地', '在哪里办理？', (c) => c.region);
/** Where nobody says that the person has just entered a school here, the ordinary year applies. */
const entry = v.fact<{ readonly year: number | null; readonly place: string | null }>(
  'person.schoolEntryYear',
  '入学年份和学籍地',
  '哪一年入学，学籍在哪里？',
  (c) => {
    const person = c.facts.person ?? {};
    const place = person.schoolRegion ?? (person.studentHere ? c.region : null);
    return { year: person.schoolEntryYear ?? null, place };
  },
);
const entersNow = v.derived(
  '参保年度的前一年入学，学籍在本地',
  [entry, year, region],
  (e, y, here) => e.year === y - 1 && e.place === here,
);
const continuous = v.derived('上一年度已参保缴费', [payments, year], (list, y) => isCoveredYear(list, y - 1));

/** First day of a first-year student's cover: in the year of entry, the year before the one that is paid. */
export const newEntrantFrom = parameter<string>('student.newEntrant.coverage', {
  at: yearStart,
  by: year,
  pick: (raw, by) => `${Number(by) - 1}-${(raw as { start: string }).start}`,
});

/** Does the cover begin with the school year? */
export const newEntrant: Question<Case, 'ordinary' | 'entrant'> = {
  id: 'resident.newEntrant',
  ask: '是否为当年入学、待遇从入学起算的学生',
  rules: [
    {
      id: 'R-RES-02#year',
      answer: 'ordinary',
      when: v.always,
      cites: [
        { document: 'FJ-3-2025', article: '集中参保期' },
        { document: 'JL-11-2022', article: '第十二条' },
      ],
      clause: '集中缴费期内缴费的，从参保年度首日享受；参保年度内缴费的，从缴费之日享受。',
    },
    {
      id: 'R-RES-02#entrant',
      answer: 'entrant',
      exceptionTo: 'R-RES-02#year',
      when: v.all(v.known(newEntrantFrom), v.holds(entersNow), v.holds(continuous), inWindowProper),
      cites: [{ document: 'FJ-3-2025', article: '新入学大学生' }],
      clause: '连续参保的新生在学籍地缴下一年度医保费的，从入学当年的规定日享受。',
      finding: {
        code: 'NEW_ENTRANT_COVER',
        severity: 'info',
        say: (e) =>
          `新入学学生在学籍地缴 ${e.value(year)} 年度医保费，从 ${e.value(newEntrantFrom)} 起享受到 ${e.value(year)}-12-31。`,
      },
    },
  ],
};
