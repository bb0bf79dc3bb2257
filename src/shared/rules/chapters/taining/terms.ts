import { type CivilDate, yearOf } from '../../../domain/civilDate';
import type { Case } from '../../case';
import {
  birthDate,
  confirmedIdentities,
  empActive,
  on,
  paidOn,
  parameter,
  personOf,
  v,
  year,
} from '../facts';

// Facts and values of the county scheme of 2008 (R-TN).

/** The day whose value counts is far ahead: a launch day is read before it has come. */
export const latest = v.constant('9999-12-31', '最近一版');

type UrbanFacts = NonNullable<Case['facts']['urban']>;
const urban = <T>(name: string, text: string, ask: string, read: (u: UrbanFacts) => T | undefined) =>
  v.fact<T>(`urban.${name}`, text, ask, (c) => read(c.facts.urban ?? {}));

/** The hukou of another place is not local, whatever its kind. */
export const localUrbanHukou = v.fact<boolean>(
  'urban.urbanHukou',
  '具有本县城镇居民户籍',
  '是不是本县城镇居民户籍？',
  (c) => {
    const hukou = c.facts.person?.hukouRegion;
    return hukou !== undefined && hukou !== c.region ? false : c.facts.urban?.urbanHukou;
  },
);
export const employed = urban('employed', '已经就业', '本人是否已经就业？', (u) => u.employed);
export const insuredAsEmployee = empActive;
/** Nobody who goes to no school here is a pupil here. */
export const pupil = v.fact<boolean>(
  'urban.pupil',
  '在本县中小学、职业高中、中专、技校就读',
  '是不是本县中小学、职业高中、中专、技校的在校学生？',
  (c) => c.facts.urban?.pupil ?? (c.facts.person?.studentHere === false ? false : undefined),
);
export const ruralCooperative = urban<string>(
  'ruralCooperative',
  '新农合参合情况',
  '是否参加新农合，参加的是留还是转？',
  (u) => u.ruralCooperative,
);
export const handedIn = urban<readonly string[]>(
  'documents',
  '交来的材料',
  '交来了哪些材料？',
  (u) => u.documents,
);
export const designated = urban(
  'designated',
  '在定点医疗机构住院',
  '是不是定点医疗机构？',
  (u) => u.designated,
);
/** Where the person has come to; not stated: the place is not judged. */
export const at = v.fact<string>(
  'request.at',
  '办理地点',
  '在哪里办理？',
  (c) => c.request.at ?? 'NOT_STATED',
);

const sex = v.fact<'1' | '2'>('person.sex', '性别', '性别是什么？', (c) => {
  const person = personOf(c);
  if (person.sex === '1' || person.sex === '2') return person.sex;
  const digit = /^\d{16}(\d)[\dXx]$/.exec(person.certType === '01' ? (person.certNo ?? '') : '')?.[1];
  return digit === undefined ? undefined : Number(digit) % 2 === 1 ? '1' : '2';
});

/** Full years; someone born on 29 February has the birthday on 1 March in a common year. */
const fullYears = (birth: CivilDate, day: CivilDate): number =>
  yearOf(day) - yearOf(birth) - (day.slice(5) >= birth.slice(5) ? 0 : 1);
export const age = v.derived('周岁', [birthDate, on], fullYears);
interface Ages {
  elderMale: number;
  elderFemale: number;
  adult: number;
}
const ages = parameter<Ages>('tn.ages');
export const adultAge = v.derived('成年年龄', [ages], (a) => a.adult);
const elderAge = v.derived('老年年龄', [ages, sex], (a, s) => (s === '1' ? a.elderMale : a.elderFemale));
const lowestElderAge = v.derived('老年年龄中较低者', [ages], (a) => Math.min(a.elderMale, a.elderFemale));
/** Below the lower of the two ages nobody is elderly, whatever the sex. */
export const elder = v.all(v.atLeast(age, lowestElderAge), v.atLeast(age, elderAge));

export const hardship = v.derived('经确认的重度残疾人或低保对象', [confirmedIdentities], (types) =>
  types.some((t) => t === 'SEVERELY_DISABLED' || t === 'MIN_LIVING'),
);

export const launch = parameter<CivilDate>('tn.launch', { at: latest });
const launchYear = v.derived('启动年度', [launch], yearOf);
export const isLaunchYear = v.is<number>(year, launchYear);
export const beforeLaunchYear = v.less(year, launchYear);
export const beforeLaunch = v.before(paidOn, launch);
const window = parameter<{ start: string; end: string }>('tn.window');
/** The window lies in the year before the insured one; both days are in it. */
export const windowFirst = v.derived('缴费期首日', [window, year], (w, y) => `${y - 1}-${w.start}`);
export const windowLast = v.derived('缴费期末日', [window, year], (w, y) => `${y - 1}-${w.end}`);
