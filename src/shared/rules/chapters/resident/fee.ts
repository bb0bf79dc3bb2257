import type { SpecialIdentityType } from '../../../domain/specialIdentity';
import type { Case, ResidentCategory } from '../../case';
import type { Question } from '../../kernel/rule';
import {
  birthDate,
  birthOf,
  type CaseTerm,
  confirmedIdentities,
  identities,
  parameter,
  v,
  year,
  yearStart,
} from '../facts';
import { shareOf } from '../general/general';
import { studentHere } from './who';

// The individual fee of a resident (R-RES-03) and who helps to pay it (R-SPC-01).

const asked = v.fact<ResidentCategory | null>(
  'request.category',
  '申报的人员类别',
  '按哪类人员缴费？',
  (c) => c.request.category ?? null,
);
/** Under 18 on the last day before the year, unless the region names another birth date (口径:费用类别). */
const bornAfter = v.orElse<string>(
  parameter<string>('resident.minorBornAfter', { at: yearStart }),
  v.derived('参保年度开始前满18周岁的出生日期界线', [year], (y) => `${y - 19}-12-31`),
);
const isMinor = v.derived(
  '出生日期在未成年界线之后',
  [birthDate, bornAfter],
  (birth, limit) => birth > limit,
);
/** Where the birth date is not known, the category that was asked for is taken at its word. */
const birthKnown = v.fact<string | null>(
  'person.birthDate',
  '出生日期',
  '出生日期是哪一天？',
  (c) => birthOf(c) ?? (c.request.category ? null : undefined),
);
const knownStudent = v.fact<boolean | null>(
  'person.studentHere',
  '在本地就读',
  '是否在本地上学？',
  (c) => c.facts.person?.studentHere ?? null,
);

export type FeeClass = 'ADULT' | 'MINOR' | 'STUDENT';
/** The class the fee is charged by: what the facts say goes before what was asked for. */
export const feeClass = v.derived(
  '缴费类别',
  [asked, birthKnown, bornAfter, knownStudent],
  (category, birth, limit, student): FeeClass => {
    if (category === 'STUDENT' && student !== false) return 'STUDENT';
    const minor = birth === null ? category === 'MINOR' || category === 'NEWBORN' : birth > limit;
    if (minor) return 'MINOR';
    return category === null && student === true ? 'STUDENT' : 'ADULT';
  },
);
const askedIs = (text: string, ...classes: ResidentCategory[]) =>
  v.holds(v.derived(text, [asked], (category) => category !== null && classes.includes(category)));

const CITE = [{ document: 'ENGINE', article: '费用类别' }] as const;

/** R-RES-03: does the category asked for agree with birth date and schooling? */
export const categoryFits: Question<Case, 'fits' | 'differs'> = {
  id: 'resident.category',
  ask: '申报类别与出生日期、学籍是否相符',
  rules: [
    {
      id: 'R-RES-03',
      answer: 'fits',
      when: v.always,
      cites: [...CITE],
      clause: '居民按年缴纳个人标准减资助后的金额，按类别定标准。',
    },
    {
      id: 'R-RES-03#category',
      answer: 'differs',
      exceptionTo: 'R-RES-03',
      when: v.any(
        v.all(askedIs('申报为成年人', 'ADULT'), v.holds(isMinor)),
        v.all(askedIs('申报为未成年人', 'MINOR'), v.not(v.holds(isMinor))),
        v.all(askedIs('申报为学生', 'STUDENT'), v.not(v.holds(studentHere))),
      ),
      cites: [...CITE],
      clause: '申报类别与出生日期或学籍不符的，提示核对，费用按核对结果计算。',
      finding: {
        code: 'CATEGORY_MISMATCH',
        severity: 'warn',
        say: () => '申报的人员类别与出生日期或学籍不符，请核对；费用按出生日期和学籍计算。',
      },
    },
  ],
};

const unverified = v.derived('有未经部门确认的特殊身份', [identities], (list) =>
  list.some((i) => i.source === null),
);
/** R-SPC-01: an identity on the person's word assists nobody. */
export const identityVerified: Question<Case, 'yes' | 'no'> = {
  id: 'resident.identity',
  ask: '特殊身份是否已确认',
  rules: [
    {
      id: 'R-SPC-01',
      answer: 'yes',
      when: v.always,
      cites: [{ document: 'JL-11-2022', article: '第十四条' }],
      clause: '特殊身份以民政、税务等部门反馈为准。',
    },
    {
      id: 'R-SPC-01#unverified',
      answer: 'no',
      exceptionTo: 'R-SPC-01',
      when: v.holds(unverified),
      cites: [{ document: 'JL-11-2022', article: '第十四条' }],
      clause: '未经确认的身份不享受资助，按全额缴费，确认后再调整。',
      finding: {
        code: 'FLAG_UNVERIFIED',
        severity: 'warn',
        say: () => '有特殊身份还没有部门确认，先按全额缴费；请向民政等部门核实，确认后再办资助。',
      },
    },
  ],
};

/** `"420.00"`, or `{"2027":"420.00"}` by insured year, as fen; not in the table: missing. */
function yuanFor(raw: unknown, insuredYear: unknown): number | undefined {
  const text =
    raw !== null && typeof raw === 'object' ? (raw as Record<string, unknown>)[String(insuredYear)] : raw;
  return typeof text === 'string' ? Number(text.replace('.', '')) : undefined;
}
const forYear = { at: yearStart, by: year, pick: yuanFor };
const studentOrMinor = parameter<number>('resident.fee.studentOrMinor', forYear);

/** The individual standard (个人缴费标准) by class, in fen a year. */
export const feeStandard = {
  ADULT: parameter<number>('resident.fee.adult', forYear),
  MINOR: studentOrMinor,
  STUDENT: v.orElse<number>(parameter<number>('resident.fee.student', forYear), studentOrMinor),
};
const shares = parameter<Partial<Record<SpecialIdentityType, string>>>('assist.personal', { at: yearStart });

/** What assistance pays of the standard: the highest share of one confirmed identity. */
const assistance = (standard: CaseTerm<number>) =>
  v.derived('资助金额', [standard, confirmedIdentities, shares], (fen, types, table) => {
    let best = { fen: 0, type: null as SpecialIdentityType | null, share: '0' };
    for (const type of types) {
      const share = table[type];
      if (share === undefined) continue;
      const part = share === 'ALL' ? fen : shareOf(fen, share);
      if (part > best.fen) best = { fen: part, type, share };
    }
    return { standard: fen, ...best };
  });
const noAssistance = (standard: CaseTerm<number>) =>
  v.derived('无资助', [standard], (fen) => ({
    standard: fen,
    fen: 0,
    type: null as SpecialIdentityType | null,
    share: '0',
  }));
export const assisted = {
  ADULT: assistance(feeStandard.ADULT),
  MINOR: assistance(feeStandard.MINOR),
  STUDENT: assistance(feeStandard.STUDENT),
};
export const unassisted = {
  ADULT: noAssistance(feeStandard.ADULT),
  MINOR: noAssistance(feeStandard.MINOR),
  STUDENT: noAssistance(feeStandard.STUDENT),
};
