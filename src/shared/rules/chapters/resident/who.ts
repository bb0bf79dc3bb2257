import { yearOf } from '../../../domain/civilDate';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import {
  empActive,
  isIn,
  on,
  parameter,
  payments,
  personOf,
  resActiveElsewhere,
  resActiveHere,
  v,
  year,
} from '../facts';

// Who may enrol as a resident (R-RES-01).

const JL = 'JL-11-2022';

const hukouHere = v.fact<boolean>('person.hukouRegion', '户籍在本地', '户籍在哪里？', (c) => {
  const hukou = c.facts.person?.hukouRegion;
  return hukou === undefined ? undefined : hukou === c.region;
});
/** The residence permit for Hong Kong, Macau and Taiwan is one by itself. */
const permit = v.fact<boolean>('person.residencePermit', '持本地居住证', '有没有本地居住证？', (c) =>
  personOf(c).certType === '17' ? true : c.facts.person?.residencePermit,
);
export const studentHere = v.fact<boolean>(
  'person.studentHere',
  '在本地就读或托幼',
  '是否在本地上学或托幼？',
  (c) => c.facts.person?.studentHere,
);

/** R-RES-01: an active employee is not a resident participant. */
export const notEmployee: Question<Case, 'outside' | 'employee'> = {
  id: 'resident.employee',
  ask: '是否已正常参加职工医保',
  rules: [
    {
      id: 'R-RES-01',
      answer: 'outside',
      when: v.always,
      cites: [{ document: JL, article: '印发通知第二项' }],
      clause: '职工医保以外的居民都可以参加居民医保。',
    },
    {
      id: 'R-RES-01#employee',
      answer: 'employee',
      exceptionTo: 'R-RES-01',
      when: v.holds(empActive),
      cites: [
        { document: JL, article: '第二十条第二项' },
        { document: 'CN-33-2020', article: '重复参保' },
      ],
      clause: '职工关系为正常参保的，不再参加居民医保。',
      finding: {
        code: 'EMP_ACTIVE_NO_RES',
        severity: 'refuse',
        say: () => '本人的职工医保为正常参保，不能同时参加居民医保；已离职的请先由原单位办理暂停。',
      },
    },
  ],
};

/** R-RES-01: a local tie; a residence permit is enough, whatever the household register says. */
export const localTie: Question<Case, 'tied' | 'none'> = {
  id: 'resident.tie',
  ask: '是否有本地户籍、居住证或学籍',
  rules: [
    {
      id: 'R-RES-01#tie',
      answer: 'tied',
      when: v.always,
      cites: [
        { document: JL, article: '印发通知第二项' },
        { document: 'CN-38-2024', article: '参保范围' },
      ],
      clause: '有本地户籍、居住证或学籍的可以参保。',
    },
    {
      id: 'R-RES-01#noTie',
      answer: 'none',
      exceptionTo: 'R-RES-01#tie',
      when: v.all(
        v.not(v.any(v.holds(hukouHere), v.holds(permit), v.holds(studentHere))),
        v.holds(parameter<boolean>('resident.noLocalTieRefuses')),
      ),
      cites: [
        { document: JL, article: '印发通知第二项' },
        { document: 'CN-38-2024', article: '参保范围' },
      ],
      clause: '没有本地户籍、居住证、学籍的，不在本地登记。',
      finding: {
        code: 'NO_LOCAL_TIE',
        severity: 'refuse',
        say: () => '本人没有本地户籍、居住证或学籍，不能在本地登记；可先办居住证，或在户籍地参保。',
      },
    },
  ],
};

/** Registered for the year asked for, of a newborn for the running one, or already paid. */
const yearRegistered = v.derived('本年度已登记核定或已缴费', [payments, year], (list, y) =>
  isIn(list, 'RES', String(y), ['PAID', 'DUE']),
);
const wantedYear = v.fact<number>('request.year', '参保年度', '办理哪一个参保年度？', (c) =>
  c.matter === 'NEWBORN_REGISTER' ? yearOf(c.on) : c.request.year,
);
/** A relation elsewhere stands in the way of the year it is for; who moves enrols for the next year (R-TRN-03). */
const sameYear = v.any(v.atMost(wantedYear, v.derived('办理年度', [on], yearOf)), v.holds(yearRegistered));

/** R-RES-01 with R-DUP: a resident relation elsewhere; a student's school place comes first. */
export const notElsewhere: Question<Case, 'no' | 'yes' | 'school'> = {
  id: 'resident.elsewhere',
  ask: '是否已在外地参加居民医保',
  rules: [
    {
      id: 'R-RES-01#here',
      answer: 'no',
      when: v.always,
      cites: [{ document: 'ENGINE', article: '居民参保地' }],
      clause: '一个人同一年度只在一地参加居民医保。',
    },
    {
      id: 'R-RES-01#elsewhere',
      answer: 'yes',
      exceptionTo: 'R-RES-01#here',
      when: v.all(v.holds(resActiveElsewhere), sameYear),
      cites: [{ document: 'CN-33-2020', article: '重复参保' }],
      clause: '外地居民关系当年仍为正常的，先在外地终止，再在本地登记同一年度。',
      finding: {
        code: 'RES_ACTIVE_ELSEWHERE',
        severity: 'refuse',
        say: () => '本人在外地的居民医保为正常参保，不能重复参保；请先到外地办理终止，再来登记。',
      },
    },
    {
      id: 'R-RES-01#school',
      answer: 'school',
      exceptionTo: 'R-RES-01#elsewhere',
      when: v.all(v.holds(resActiveElsewhere), sameYear, v.holds(studentHere)),
      cites: [{ document: 'CN-33-2020', article: '重复参保' }],
      clause: '学生以就读地的关系为准。',
      finding: {
        code: 'RES_ACTIVE_ELSEWHERE',
        severity: 'warn',
        say: () => '学生在外地还有正常的居民关系，以就读地为准；请告知监护人到外地终止原关系。',
      },
    },
    {
      id: 'R-RES-01#moves',
      answer: 'no',
      exceptionTo: 'R-RES-01#here',
      when: v.all(v.holds(resActiveElsewhere), v.not(sameYear)),
      cites: [{ document: 'CN-43-2021', article: '转移情形' }],
      clause: '外地关系只到当年的，可以在本地登记下一年度。',
      finding: {
        code: 'RES_ACTIVE_ELSEWHERE',
        severity: 'info',
        say: (e) =>
          `本人在外地的居民医保当年仍为正常参保，待遇享受到 ${e.value(on).slice(0, 4)}-12-31；${e.value(wantedYear)} 年度在本地登记，请告知本人不要再在外地缴费。`,
      },
    },
  ],
};

/** True when the year asked for is paid already. */
export const yearPaid = v.derived('本年度已缴费', [payments, year], (list, y) =>
  isIn(list, 'RES', String(y)),
);

/** The same year is registered once. */
export const yearFree: Question<Case, 'free' | 'registered'> = {
  id: 'resident.year',
  ask: '该年度是否已登记',
  rules: [
    {
      id: 'R-RES-01#yearFree',
      answer: 'free',
      when: v.always,
      cites: [{ document: 'ENGINE', article: '同年重复登记' }],
      clause: '关系正常、该年度尚未核定的，续保登记。',
    },
    {
      id: 'R-RES-01#year',
      answer: 'registered',
      exceptionTo: 'R-RES-01#yearFree',
      when: v.all(v.holds(resActiveHere), v.holds(yearRegistered)),
      cites: [{ document: 'ENGINE', article: '同年重复登记' }],
      clause: '该年度已登记核定的，不再登记。',
      finding: {
        code: 'RES_YEAR_REGISTERED',
        severity: 'refuse',
        say: (e) =>
          e.value(yearPaid)
            ? `${e.value(year)} 年度居民医保已登记并已缴费，不需要再办。`
            : `${e.value(year)} 年度居民医保已登记核定，尚待缴费，不需要再登记，请尽快缴费。`,
      },
    },
  ],
};
