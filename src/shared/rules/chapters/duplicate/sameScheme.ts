import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { parameter, v } from '../facts';
import { employeePairs, residentPairs } from './records';

// Which of several relations of one scheme is kept (R-DUP-02, 03, 04, 06).

export const workRegion = v.fact<string | null>(
  'person.workRegion',
  '就业地',
  '现在在哪里就业？',
  (c) => c.facts.person?.workRegion,
);
export const habitualRegion = v.fact<string>(
  'person.habitualRegion',
  '常住地',
  '本人常住在哪里？',
  (c) => c.facts.person?.habitualRegion,
);
/** Asked of those who are at school; nobody else has one. */
export const schoolRegion = v.fact<string | null>(
  'person.schoolRegion',
  '学籍地',
  '本人是否在校？学籍在哪里？',
  (c) => c.facts.person?.schoolRegion ?? null,
);
export const keepRegion = v.fact<string | null>(
  'request.keepRegion',
  '本人要求保留的参保地',
  '本人要求保留哪里的参保关系？',
  (c) => c.request.keepRegion ?? null,
);
const statement = v.fact<string | null>(
  'request.statementRegion',
  '书面声明提交的参保地',
  '书面声明交给了哪里的经办机构？',
  (c) => c.request.statementRegion ?? null,
);

const regions = (text: string, term: typeof employeePairs) =>
  v.derived(text, [term], (list) => [...new Set(list.flatMap((o) => o.pair.map((r) => r.region)))]);
export const employeeRegions = regions('重复的职工关系所在地', employeePairs);
export const residentRegions = regions('重复的居民关系所在地', residentPairs);

const CN = { document: 'CN-33-2020', article: '重复参保' } as const;
const prov = (article: string) => ({ document: 'PROV-DUP', article });

/** R-DUP-02: two employee relations. */
export const keepEmployee: Question<Case, 'work' | 'ask'> = {
  id: 'duplicate.employee',
  ask: '保留哪条职工关系',
  rules: [
    {
      id: 'R-DUP-02#ask',
      answer: 'ask',
      when: v.always,
      cites: [prov('职工重复')],
      clause: '就业地没有参保关系的，核实就业地后再清理。',
      finding: {
        code: 'PLACE_TO_VERIFY',
        severity: 'warn',
        say: () => '现就业地不在重复的参保地之中，请核实就业地后再清理，暂不终止任何关系。',
      },
    },
    {
      id: 'R-DUP-02',
      answer: 'work',
      exceptionTo: 'R-DUP-02#ask',
      when: v.all(
        v.among(workRegion as typeof habitualRegion, employeeRegions),
        v.is(parameter<string>('dup.employeeKeep'), v.constant('PLACE_OF_EMPLOYMENT', '就业地')),
      ),
      cites: [prov('职工重复'), CN],
      clause: '职工医保重复参保的，保留现就业地的关系，终止其他关系。',
      finding: {
        code: 'KEEP_WORKPLACE',
        severity: 'info',
        say: (e) => `保留现就业地（${e.value(workRegion)}）的职工关系，其他职工关系终止。`,
      },
    },
  ],
};

const isStudent = v.among(schoolRegion as typeof habitualRegion, residentRegions);
const assistedSomewhere = v.holds(
  v.derived('重复的关系中有资助参保的', [residentPairs], (list) =>
    list.some((o) => o.pair.some((r) => r.assisted === true)),
  ),
);
const chosen = v.among(keepRegion as typeof habitualRegion, residentRegions);
const statedElsewhere = v.all(
  v.among(statement as typeof habitualRegion, residentRegions),
  v.isNot(statement, keepRegion),
);
const choiceAllowed = v.is(
  parameter<string>('dup.residentKeep'),
  v.constant('HABITUAL_RESIDENCE_OR_STATED_CHOICE', '常住地或本人声明'),
);
const habitualHasOne = v.among(habitualRegion, residentRegions);

/** The person chose one of the places, and the agency of another one received the statement. */
const stated = v.all(chosen, statedElsewhere);

/** R-DUP-06: nothing of an assisted person is ended without a statement. */
export const keepAssisted: Question<Case, 'none' | 'await' | 'choice'> = {
  id: 'duplicate.assisted',
  ask: '有没有资助参保的关系',
  rules: [
    {
      id: 'R-DUP-06#none',
      answer: 'none',
      when: v.always,
      cites: [prov('资助对象重复')],
      clause: '没有资助参保的，按学生、本人选择、常住地的次序确定。',
    },
    {
      id: 'R-DUP-06',
      answer: 'await',
      exceptionTo: 'R-DUP-06#none',
      when: assistedSomewhere,
      cites: [prov('资助对象重复')],
      clause: '有资助参保的，未收到本人的书面声明之前不终止任何关系。',
      finding: {
        code: 'AWAIT_STATEMENT',
        severity: 'warn',
        say: () =>
          '其中有资助参保的关系：请本人选择保留哪一地，并向放弃的一方经办机构提交书面声明；收到之前不终止任何关系。',
      },
    },
    {
      id: 'R-DUP-06#stated',
      answer: 'choice',
      exceptionTo: 'R-DUP-06',
      when: v.all(assistedSomewhere, stated),
      cites: [prov('资助对象重复')],
      clause: '资助对象重复参保的，按本人同意保留的一方，凭交给放弃一方的书面声明终止。',
      finding: {
        code: 'KEEP_CHOICE',
        severity: 'info',
        say: (e) =>
          `资助对象已书面声明，保留 ${e.value(keepRegion)} 的居民关系，由 ${e.value(statement)} 的经办机构终止其关系。`,
      },
    },
  ],
};

/** R-DUP-04: a student's school place. */
export const keepSchool: Question<Case, 'none' | 'school'> = {
  id: 'duplicate.school',
  ask: '学生的学籍地是否在重复的参保地之中',
  rules: [
    {
      id: 'R-DUP-04#none',
      answer: 'none',
      when: v.always,
      cites: [prov('学生重复')],
      clause: '学籍地没有参保关系的，不按学生处理。',
    },
    {
      id: 'R-DUP-04',
      answer: 'school',
      exceptionTo: 'R-DUP-04#none',
      when: isStudent,
      cites: [prov('学生重复'), CN],
      clause: '学生重复参保的，保留学籍地的关系。',
      finding: {
        code: 'KEEP_SCHOOL',
        severity: 'info',
        say: (e) => `本人在校，保留学籍地（${e.value(schoolRegion)}）的居民关系，其他居民关系终止。`,
      },
    },
  ],
};

/** R-DUP-03: the person's own choice, where the region allows one. */
export const keepChosen: Question<Case, 'none' | 'choice'> = {
  id: 'duplicate.choice',
  ask: '本人有没有有效的书面选择',
  rules: [
    {
      id: 'R-DUP-03#noChoice',
      answer: 'none',
      when: v.always,
      cites: [prov('居民重复')],
      clause: '没有有效书面声明的，看常住地。',
    },
    {
      id: 'R-DUP-03#choice',
      answer: 'choice',
      exceptionTo: 'R-DUP-03#noChoice',
      when: v.all(stated, choiceAllowed),
      cites: [prov('居民重复')],
      clause: '本人书面声明选择一地，并交给不保留一方经办机构的，按声明保留，由该机构终止其关系。',
      finding: {
        code: 'KEEP_CHOICE',
        severity: 'info',
        say: (e) => `已收到书面声明，按本人选择保留 ${e.value(keepRegion)} 的居民关系，其他居民关系终止。`,
      },
    },
  ],
};

/** R-DUP-03: the place where the person lives. */
export const keepHabitual: Question<Case, 'habitual' | 'ask'> = {
  id: 'duplicate.habitual',
  ask: '常住地是否有参保关系',
  rules: [
    {
      id: 'R-DUP-03#ask',
      answer: 'ask',
      when: v.always,
      cites: [prov('居民重复')],
      clause: '常住地没有参保关系又没有书面声明的，请本人选择并提交声明。',
      finding: {
        code: 'PLACE_TO_VERIFY',
        severity: 'warn',
        say: () => '常住地不在重复的参保地之中，请本人选择保留哪一地并提交书面声明，暂不终止任何关系。',
      },
    },
    {
      id: 'R-DUP-03',
      answer: 'habitual',
      exceptionTo: 'R-DUP-03#ask',
      when: habitualHasOne,
      cites: [prov('居民重复'), CN],
      clause: '居民重复参保而没有有效书面声明的，保留常住地的关系。',
      finding: {
        code: 'KEEP_HABITUAL',
        severity: 'info',
        say: (e) =>
          `没有有效的书面声明，保留常住地（${e.value(habitualRegion)}）的居民关系，其他居民关系终止。`,
      },
    },
  ],
};

/** R-DUP-03: a statement that was handed to the agency whose relation is kept does nothing. */
export const statementPlace: Question<Case, 'fine' | 'wrong'> = {
  id: 'duplicate.statement',
  ask: '书面声明是否交对了地方',
  rules: [
    {
      id: 'R-DUP-03#statementFine',
      answer: 'fine',
      when: v.always,
      cites: [prov('居民重复')],
      clause: '书面声明交给不保留的一方。',
    },
    {
      id: 'R-DUP-03#statementWrong',
      answer: 'wrong',
      exceptionTo: 'R-DUP-03#statementFine',
      when: v.all(chosen, v.is(statement, keepRegion)),
      cites: [prov('居民重复')],
      clause: '书面声明交给了保留一方的，不发生终止另一方的效力。',
      finding: {
        code: 'STATEMENT_WRONG_PLACE',
        severity: 'warn',
        say: () => '书面声明应交给不保留的一方经办机构，现在交给了要保留的一方，暂不能据以终止另一方的关系。',
      },
    },
  ],
};
