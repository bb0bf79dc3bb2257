import { addDays } from '../../../domain/civilDate';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { confirmedIdentities, parameter, v } from '../facts';

// Students: where they enrol, how cover joins in the year of entry, assistance from home (R-STU-01 to 03).

const CN = { document: 'CN-33-2020', article: '大中专学生' } as const;

const student = v.fact<boolean>(
  'person.studentHere',
  '在本地就读',
  '是否在本地上学？',
  (c) => c.facts.person?.studentHere,
);

export const schoolPlace: Question<Case, 'none' | 'school'> = {
  id: 'student.place',
  ask: '学生在哪里参保',
  rules: [
    { id: 'R-STU-01#none', answer: 'none', when: v.always, cites: [CN], clause: '不是学生的，不提示。' },
    {
      id: 'R-STU-01',
      answer: 'school',
      exceptionTo: 'R-STU-01#none',
      when: v.all(v.holds(student), v.holds(parameter<boolean>('student.schoolPlaceEncouraged'))),
      cites: [CN],
      clause: '鼓励大中专学生（含全日制研究生）在学籍地参保。',
      finding: {
        code: 'SCHOOL_PLACE_ENCOURAGED',
        severity: 'info',
        say: () => '大中专学生（含全日制研究生）鼓励在学籍地参保。',
      },
    },
  ],
};

const oldUntil = v.fact<string>(
  'school.oldCoverUntil',
  '原参保地待遇末日',
  '原参保地的待遇到哪一天？',
  (c) => c.facts.school?.oldCoverUntil,
);
const newFrom = v.fact<string>(
  'school.newCoverFrom',
  '学籍地待遇首日',
  '学籍地的待遇从哪一天起？',
  (c) => c.facts.school?.newCoverFrom,
);
/** Days that neither place covers; null where the two join. */
export const studentGap = v.derived('两地待遇之间的空档', [oldUntil, newFrom], (until, from) =>
  addDays(until, 1) >= from ? null : { first: addDays(until, 1), last: addDays(from, -1) },
);

/** R-STU-02: a region may change to calendar years only where cover joins. Asked where a change is described. */
export const coverJoins: Question<Case, 'joins' | 'gap'> = {
  id: 'student.joins',
  ask: '学年改自然年度后待遇是否衔接',
  rules: [
    {
      id: 'R-STU-02',
      answer: 'joins',
      when: v.holds(v.derived('原参保地待遇与学籍地待遇相接', [studentGap], (gap) => gap === null)),
      cites: [CN],
      clause:
        '学年改自然年度的地区，原参保地与学籍地待遇无缝衔接；入学当年在学籍地直接结算，不降低转外就医比例。',
      finding: {
        code: 'STUDENT_COVER_JOINS',
        severity: 'info',
        say: (e) =>
          `原待遇到 ${e.value(oldUntil)}，学籍地待遇从 ${e.value(newFrom)} 起，衔接无空档；入学当年在学籍地直接结算，不降低转外就医比例。`,
      },
    },
    {
      id: 'R-STU-02#gap',
      answer: 'gap',
      when: v.not(v.holds(v.derived('原参保地待遇与学籍地待遇相接', [studentGap], (gap) => gap === null))),
      cites: [CN],
      clause: '待遇有空档的，不得改为自然年度，须先补上空档。',
      finding: {
        code: 'STUDENT_COVER_GAP',
        severity: 'warn',
        say: (e) =>
          `${e.value(studentGap)?.first} 至 ${e.value(studentGap)?.last} 两地都没有待遇，不符合无缝衔接的要求，请延长原待遇或提前学籍地待遇。`,
      },
    },
  ],
};

const fromElsewhere = v.fact<boolean>('person.hukouRegion', '户籍在外地', '户籍在哪里？', (c) => {
  const hukou = c.facts.person?.hukouRegion;
  return hukou === undefined ? undefined : hukou !== null && hukou !== c.region;
});
const assisted = v.derived('有经部门确认的特殊身份', [confirmedIdentities], (types) => types.length > 0);

export const assistanceTravels: Question<Case, 'plain' | 'kept'> = {
  id: 'student.assistance',
  ask: '困难学生跨统筹地区的资助',
  rules: [
    {
      id: 'R-STU-03#none',
      answer: 'plain',
      when: v.always,
      cites: [CN],
      clause: '没有外地资助身份的，按本地规定。',
    },
    {
      id: 'R-STU-03',
      answer: 'kept',
      exceptionTo: 'R-STU-03#none',
      when: v.all(v.holds(assisted), v.holds(student), v.holds(fromElsewhere)),
      cites: [CN],
      clause: '困难学生到学籍地参保的，户籍地部门确认的资助身份可以继续使用。',
      finding: {
        code: 'ASSISTANCE_KEPT',
        severity: 'info',
        say: () => '户籍地部门确认的资助身份在学籍地继续有效，按学籍地标准资助。',
      },
    },
  ],
};
