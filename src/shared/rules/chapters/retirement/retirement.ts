import {
  addDays,
  addMonths,
  addToMonth,
  type CivilDate,
  monthOf,
  monthsFrom,
} from '../../../domain/civilDate';
import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { birthDate, type CaseTerm, on, parameter, v } from '../facts';
import { countPaid } from '../years/years';

// 规程第二十七条第一款: medical retirement (R-LUMP-01).

const cites = [{ document: 'JL-11-2022', article: '第二十七条' }] as const;

const DELAY_FROM = '2025-01';
/** Ages before 2025 in years, how many months of birth add one month of delay, and the most months of delay. */
const GROUPS = {
  SIXTY: { years: 60, every: 4, most: 36 },
  FIFTY_FIVE: { years: 55, every: 4, most: 36 },
  FIFTY: { years: 50, every: 2, most: 60 },
} as const;
type Group = keyof typeof GROUPS;

/** The day statutory retirement age is reached: from January 2025 on it comes later, by month of birth. */
export function retirementDayOf(birth: CivilDate, group: Group): CivilDate {
  const { years, every, most } = GROUPS[group];
  const after = monthsFrom(DELAY_FROM, addToMonth(monthOf(birth), years * 12)) + 1;
  const delay = after <= 0 ? 0 : Math.min(most, Math.ceil(after / every));
  const day = addMonths(birth, years * 12 + delay);
  // Born on 29 February, one is a full year older on 1 March where there is no such day (口径12).
  return birth.endsWith('-02-29') && day.endsWith('-02-28') ? addDays(day, 1) : day;
}

export const male = v.fact<boolean>('person.sex', '男性', '本人的性别？', (c) => {
  const sex = c.facts.person?.sex ?? sexInNumber(c);
  return sex === '1' ? true : sex === '2' ? false : undefined;
});
const sexInNumber = ({ facts: { person } }: Case): string | undefined => {
  const m = person?.certType === '01' ? /^\d{16}(\d)[\dXx]$/.exec(person.certNo ?? '') : null;
  return m ? (Number(m[1]) % 2 === 1 ? '1' : '2') : undefined;
};
const group = v.fact<Group>(
  'retirementGroup',
  '原法定退休年龄',
  '女职工原法定退休年龄是 50 岁还是 55 岁？',
  (c) => ((c.facts.person?.sex ?? sexInNumber(c)) === '2' ? c.facts.retirementGroup : 'SIXTY'),
);
const computedDay = v.derived('推算的法定退休日', [birthDate, male, group], (birth, _, g) =>
  retirementDayOf(birth, g),
);
const fileDay = v.fact<CivilDate>(
  'retirementDay',
  '档案记载的法定退休日',
  '档案记载哪一天到法定退休年龄？',
  (c) => c.facts.retirementDay,
);
const hasFile = v.fact<boolean>(
  'retirementDay',
  '档案记载了法定退休日',
  '档案有没有记载法定退休日？',
  (c) => c.facts.retirementDay !== undefined,
);
/** The day the personnel file has; without it the computed one. */
export const reachedOn = (c: Case): CaseTerm<CivilDate> =>
  c.facts.retirementDay === undefined ? computedDay : fileDay;
const young = v.any(
  v.all(v.holds(hasFile), v.before(on, fileDay)),
  v.all(v.not(v.holds(hasFile)), v.before(on, computedDay)),
);

/** As certified, or counted from payments; recognised time besides them has to be certified first. */
export const months = v.fact<number>(
  'contributionMonths',
  '职工医保缴费月数',
  '职工医保累计缴费多少个月（含认定的视同年限）？',
  ({ facts, region, on: today }) => {
    if (facts.contributionMonths !== undefined) return facts.contributionMonths;
    if (facts.payments === undefined || facts.service?.length) return undefined;
    const paid = countPaid(facts.payments, region, today);
    return paid.here + paid.elsewhere;
  },
  true,
);
const requiredBy = {
  male: parameter<number>('lump.requiredMonths.male'),
  female: parameter<number>('lump.requiredMonths.female'),
};
type Sex = keyof typeof requiredBy;
export const sexOf = (isMale: boolean): Sex => (isMale ? 'male' : 'female');
export const required = (sex: Sex): CaseTerm<number> => requiredBy[sex];
const isSex = (sex: Sex) => (sex === 'male' ? v.holds(male) : v.not(v.holds(male)));
const short = v.any(
  v.all(isSex('male'), v.less(months, requiredBy.male)),
  v.all(isSex('female'), v.less(months, requiredBy.female)),
);

/** R-LUMP-01: has the person reached the age? */
export const ageReached: Question<Case, 'reached' | 'young'> = {
  id: 'retirement.age',
  ask: '是否达到法定退休年龄',
  rules: [
    {
      id: 'R-LUMP-01',
      answer: 'reached',
      when: v.always,
      cites,
      clause: '达到法定退休年龄且缴费达到规定年限的，单位可申请医保退休；不受养老保险退休地限制。',
    },
    {
      id: 'R-LUMP-01#young',
      answer: 'young',
      exceptionTo: 'R-LUMP-01',
      when: young,
      cites: [...cites, { document: 'CN-RETIRE-2024', article: '延迟办法' }],
      clause: '没有到法定退休年龄的不能办理医保退休。',
      finding: {
        code: 'NOT_RETIREMENT_AGE',
        severity: 'refuse',
        say: (e) =>
          `本人 ${e.value(reachedOn(e.subject))} 才到法定退休年龄，现在不能办理医保退休，到龄后再申请。`,
      },
    },
  ],
};

/** R-LUMP-02: are the months enough? */
export const monthsEnough: Question<Case, 'enough' | 'short'> = {
  id: 'retirement.months',
  ask: '缴费月数是否达到规定年限',
  rules: [
    {
      id: 'R-LUMP-01#enough',
      answer: 'enough',
      when: v.always,
      cites,
      clause: '缴费达到规定年限的，办理医保退休后不再缴纳职工医保费（补充保险除外），享受退休人员待遇。',
    },
    {
      id: 'R-LUMP-02#short',
      answer: 'short',
      exceptionTo: 'R-LUMP-01#enough',
      when: short,
      cites,
      clause: '到龄而缴费未达到规定年限的，一次性足额趸缴到规定年限后办理医保退休。',
      finding: {
        code: 'MONTHS_SHORT',
        severity: 'warn',
        say: (e) => {
          const need = e.value(requiredBy[sexOf(e.value(male))]);
          const have = e.value(months);
          return `职工医保缴费 ${have} 个月，规定 ${need} 个月，还差 ${need - have} 个月，须一次性趸缴或改按其他方式参保。`;
        },
      },
    },
  ],
};
