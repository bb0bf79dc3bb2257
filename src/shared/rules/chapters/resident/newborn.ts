import { yearOf } from '../../../domain/civilDate';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { alive, birthDate, on, parameter, v } from '../facts';
import { lastDayOf } from '../general/general';
import { dayFor } from './window';

// Newborns (R-NB-01 to R-NB-06).

const CITE = [
  { document: 'CN-33-2020', article: '新生儿' },
  { document: 'JL-NEWBORN', article: '逾期' },
] as const;

export const newbornLastDay = v.derived(
  '出生后登记期限的末日',
  [birthDate, parameter<number>('newborn.days')],
  lastDayOf,
);

/** R-NB-01, R-NB-04: registered within 90 days of birth? The day of birth is not counted. */
export const newbornInTime: Question<Case, 'inTime' | 'late' | 'unborn'> = {
  id: 'newborn.deadline',
  ask: '是否在出生后90天内登记',
  rules: [
    {
      id: 'R-NB-01',
      answer: 'inTime',
      when: v.always,
      cites: [...CITE],
      clause: '监护人在出生后 90 天内登记缴费的，从出生之日起享受待遇，不设等待期。',
      finding: {
        code: 'NEWBORN_FROM_BIRTH',
        severity: 'info',
        say: (e) =>
          `在出生后 90 天内（末日 ${e.value(newbornLastDay)}）登记，缴费后从出生之日 ${e.value(birthDate)} 起享受待遇。`,
      },
    },
    {
      id: 'R-NB-04',
      answer: 'late',
      exceptionTo: 'R-NB-01',
      when: v.after(on, newbornLastDay),
      cites: [{ document: 'JL-NEWBORN', article: '逾期' }],
      clause: '超过 90 天的按一般首次参保办理。',
      finding: {
        code: 'NEWBORN_LATE',
        severity: 'warn',
        say: (e) =>
          `已过出生后 90 天的末日 ${e.value(newbornLastDay)}，不能从出生之日起享受，按一般首次参保办理。`,
      },
    },
    {
      id: 'R-NB-01#unborn',
      answer: 'unborn',
      exceptionTo: 'R-NB-01',
      when: v.after(birthDate, on),
      cites: [...CITE],
      clause: '出生之后才能登记。',
      finding: {
        code: 'DATE_IN_FUTURE',
        severity: 'refuse',
        say: (e) => `出生日期 ${e.value(birthDate)} 晚于办理日 ${e.value(on)}，请按出生医学证明核对。`,
      },
    },
  ],
};

const underParent = v.fact<boolean>(
  'newborn.underParentName',
  '现登记在父母名下',
  '是否登记在父母名下？',
  (c) => c.facts.newborn?.underParentName ?? false,
);

/** R-NB-02: the own name and document. */
export const newbornOwnName: Question<Case, 'own' | 'parent'> = {
  id: 'newborn.name',
  ask: '是否用本人真实姓名和证件',
  rules: [
    {
      id: 'R-NB-02',
      answer: 'own',
      when: v.always,
      cites: [...CITE],
      clause: '凭新生儿本人真实姓名和有效身份证明登记。',
    },
    {
      id: 'R-NB-02#parent',
      answer: 'parent',
      exceptionTo: 'R-NB-02',
      when: v.holds(underParent),
      cites: [...CITE],
      clause: '登记在父母名下的，监护人要及时更新为本人信息。',
      finding: {
        code: 'REQUEST_UPDATE',
        severity: 'warn',
        say: () => '新生儿现登记在父母名下，请监护人及时更新为本人姓名和证件。',
      },
    },
  ],
};

/** R-NB-05: a newborn who died before registration. */
export const newbornAlive: Question<Case, 'alive' | 'died'> = {
  id: 'newborn.alive',
  ask: '新生儿是否健在',
  rules: [
    {
      id: 'R-NB-05#alive',
      answer: 'alive',
      when: v.always,
      cites: [{ document: 'JL-NEWBORN', article: '未登记死亡' }],
      clause: '健在的新生儿按本章登记。',
    },
    {
      id: 'R-NB-05',
      answer: 'died',
      exceptionTo: 'R-NB-05#alive',
      when: v.not(v.holds(alive)),
      cites: [{ document: 'JL-NEWBORN', article: '未登记死亡' }],
      clause: '未登记即死亡的，可凭父母信息参保报销，细则未取得。',
      finding: {
        code: 'NEWBORN_DECEASED',
        severity: 'warn',
        say: () => '新生儿在登记前已死亡：凭父母信息和死亡证明登记，须请主管人员决定。',
      },
    },
  ],
};

const birthYear = v.derived('出生年度', [birthDate], yearOf);
const nextYear = v.derived('出生次年', [birthDate], (birth) => yearOf(birth) + 1);
const nextYearStart = v.derived('出生次年首日', [nextYear], (y) => `${y}-01-01`);
const atNextYear = {
  at: nextYearStart,
  by: nextYear,
  pick: (raw: unknown, y: unknown) => dayFor(raw, Number(y)),
};
const windowFirst = parameter<string>('resident.window.start', atNextYear);
const windowLast = parameter<string>('resident.window.end', atNextYear);
/** Born in the window that collects for the year after birth. */
const bornInWindow = v.all(
  v.notBefore(birthDate, windowFirst),
  v.notAfter(birthDate, windowLast),
  v.holds(parameter<boolean>('newborn.windowBirthPaysNextYearOnly')),
);
const sameYear = v.is(v.derived('办理年度', [on], yearOf), birthYear);

/** R-NB-03, R-NB-06: which year's fee is due? */
export const newbornYear: Question<Case, 'BIRTH' | 'NEXT' | 'PACK'> = {
  id: 'newborn.year',
  ask: '缴哪一年度的医保费',
  rules: [
    {
      id: 'R-NB-06#birthYear',
      answer: 'BIRTH',
      when: sameYear,
      cites: [...CITE],
      clause: '当年出生当年登记的，缴当年医保费。',
    },
    {
      id: 'R-NB-06',
      answer: 'PACK',
      when: v.not(sameYear),
      cites: [...CITE],
      clause: '登记期限跨年的，缴哪一年由当地规定。',
    },
    {
      id: 'R-NB-03',
      answer: 'NEXT',
      exceptionTo: 'R-NB-06#birthYear',
      when: bornInWindow,
      cites: [{ document: 'JL-NEWBORN', article: '集中期出生' }],
      clause: '集中参保期内出生的，当年不缴费，预缴次年。',
      finding: {
        code: 'NEWBORN_NEXT_YEAR',
        severity: 'info',
        say: (e) => `出生在集中缴费期内：${e.value(birthYear)} 年不缴费，预缴 ${e.value(nextYear)} 年度。`,
      },
    },
    {
      id: 'R-NB-03#crossYear',
      answer: 'NEXT',
      exceptionTo: 'R-NB-06',
      when: bornInWindow,
      cites: [{ document: 'JL-NEWBORN', article: '集中期出生' }],
      clause: '集中参保期内出生、次年登记的，同样只缴次年。',
      finding: {
        code: 'NEWBORN_NEXT_YEAR',
        severity: 'info',
        say: (e) => `出生在集中缴费期内：${e.value(birthYear)} 年不缴费，只缴 ${e.value(nextYear)} 年度。`,
      },
    },
  ],
};
const crossYear = v.derived(
  '跨年登记所缴年度',
  [parameter<'BIRTH_YEAR' | 'NEXT_YEAR'>('newborn.crossYear'), birthYear],
  (which, y) => (which === 'BIRTH_YEAR' ? y : y + 1),
);
export const newbornFeeYear = { BIRTH: birthYear, NEXT: nextYear, PACK: crossYear };
export const newbornBirth = birthDate;
