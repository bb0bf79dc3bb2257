import { monthOf, yearOf } from '../../domain/civilDate';
import {
  choice,
  count,
  day,
  money,
  month,
  optional,
  person,
  section,
  text,
  when,
  year,
  yesNo,
} from '../declare';
import { currentEnrolment } from '../enrolments';
import { personFacts } from '../facts';
import type { Fields } from '../form';
import { campaignYear } from '../forms/parts';
import { inquiry } from './inquiry';
import { yearList, yearsIn } from './years';

// Questions about somebody's cover: benefits, waiting, years, fees, incentives, key groups.

const SCHEMES = { RES: '居民医保', EMP: '职工医保' } as const;
const resident = ({ scheme }: Fields) => scheme === 'RES';
const employee = ({ scheme }: Fields) => scheme === 'EMP';
/** The scheme somebody is in now. */
const ownScheme = (
  typed: Fields,
  changed: string,
  who: Parameters<typeof currentEnrolment>[0] | null,
): Fields =>
  changed !== 'personId' || who === null
    ? typed
    : { ...typed, scheme: currentEnrolment(who, 'EMP')?.status === 'ACTIVE' ? 'EMP' : 'RES' };

export const benefitState = inquiry({
  code: 'BENEFIT_STATE',
  about: '某人某日能不能享受待遇；等待期不在这里推算，登记时核定过的请填待遇开始日。',
  fields: {
    ...section('人员', { personId: person() }),
    ...section('问题', {
      scheme: choice('制度', SCHEMES),
      day: day('哪一天'),
      benefitFrom: optional(day('登记时核定的待遇开始日', { hint: '没有等待期的不填' })),
    }),
  },
  initial: (today) => ({ day: today, scheme: 'RES' }),
  prefill: ownScheme,
  facts: ({ benefitFrom }) => (benefitFrom === null ? {} : { benefitFrom }),
  request: ({ scheme, day: asked }) => ({ scheme, day: asked }),
});

export const waitingPeriod = inquiry({
  code: 'WAITING_PERIOD',
  about: '缴费后要不要等、等到哪一天。',
  fields: {
    ...section('人员', { personId: person() }),
    ...section('问题', {
      scheme: choice('制度', SCHEMES),
      year: when(resident, year('参保年度')),
      firstPeriod: when(employee, month('首个缴费月份')),
      paidOn: optional(day('缴费日', { hint: '不填为今天；该期已缴的按缴费记录' })),
    }),
  },
  initial: (today) => ({ scheme: 'RES', year: campaignYear(today), firstPeriod: monthOf(today) }),
  prefill: ownScheme,
  request: ({ scheme, year: y, firstPeriod, paidOn }) => ({
    scheme,
    ...(y === null ? {} : { year: y }),
    ...(firstPeriod === null ? {} : { firstPeriod }),
    ...(paidOn === null ? {} : { paidOn }),
  }),
});

const served = ({ service }: Fields) => service !== null && service !== 'NONE' && service !== undefined;
export const contributionYears = inquiry({
  code: 'CONTRIBUTION_YEARS',
  about: '职工医保的缴费月数和年限，重叠的月份只计一次。',
  fields: {
    ...section('人员', { personId: person() }),
    ...section('其他应认定的年限', {
      service: choice('有没有', {
        NONE: '没有',
        WORK: '工龄或工作年限',
        MILITARY: '军龄',
        SPOUSE: '随军未就业',
        OTHER: '国家、省规定的其他',
      }),
      serviceFrom: when(served, month('首月')),
      serviceUntil: when(served, month('末月')),
    }),
  },
  initial: () => ({ service: 'NONE' }),
  facts: ({ service, serviceFrom, serviceUntil }) =>
    service === 'NONE' || serviceFrom === null || serviceUntil === null
      ? {}
      : { service: [{ kind: service, from: serviceFrom, until: serviceUntil }] },
  request: () => ({}),
});

export const payState = inquiry({
  code: 'PAY_STATE',
  about: '一期费款在某日是应缴、实缴还是中断。',
  fields: {
    ...section('人员', { personId: optional(person('人员', { hint: '不填则不看参保关系的变动' })) }),
    ...section('费款', {
      scheme: choice('制度', SCHEMES),
      year: when(resident, year('参保年度')),
      period: when(employee, month('费款所属期')),
      assessedFen: money('核定金额'),
      receivedFen: money('到账金额', { hint: '没有到账的填 0' }),
      dueOn: optional(day('缴费期限', { hint: '不填则职工为所属期上月末日' })),
      day: day('哪一天'),
    }),
  },
  initial: (today) => ({ scheme: 'RES', year: yearOf(today), day: today }),
  prefill: ownScheme,
  request: ({ scheme, year: y, period, assessedFen, receivedFen, dueOn, day: asked }) => ({
    scheme,
    period: String(y ?? period),
    assessedFen,
    receivedFen,
    day: asked,
    ...(dueOn === null ? {} : { dueOn }),
  }),
});

export const incentive = inquiry({
  code: 'INCENTIVE',
  about: '大病保险封顶线：连续参保和零报销奖励多少，断保降低多少。',
  fields: {
    ...section('人员', { personId: person() }),
    ...section('问题', {
      year: year('参保年度'),
      fundPaid: yearList('基金支付过的年度'),
      bonusUsed: optional(yearList('用过奖励额度的年度')),
    }),
  },
  initial: (today) => ({ year: yearOf(today) }),
  facts: ({ fundPaid, bonusUsed }) => ({
    incentive: {
      fundPaidYears: yearsIn(fundPaid),
      ...(bonusUsed === null ? {} : { bonusUsedYears: yearsIn(bonusUsed) }),
    },
  }),
  request: ({ year: y }) => ({ scheme: 'RES', year: y }),
});

const pupil = ({ atSchool }: Fields) => atSchool === 'YES';
export const keyGroup = inquiry({
  code: 'KEY_GROUP',
  about: '对困难人员、学生、季节性务工、退役军人、断保人员要当面说的话。',
  fields: {
    ...section('人员', { personId: person() }),
    ...section('情况', {
      seasonal: optional(yesNo('短期季节性务工')),
      soldier: optional(yesNo('退役军人')),
      atSchool: optional(yesNo('在校学生，正由学年转为自然年度参保')),
      oldCoverUntil: when(pupil, day('原保障期末日')),
      newCoverFrom: when(pupil, day('学校所在地保障期首日')),
    }),
  },
  facts: ({ seasonal, soldier, oldCoverUntil, newCoverFrom }, who, context) => ({
    person: {
      ...(who === null ? {} : personFacts(who, context)),
      ...(seasonal === null ? {} : { seasonalWorker: seasonal === 'YES' }),
      ...(soldier === null ? {} : { dischargedSoldier: soldier === 'YES' }),
    },
    ...(oldCoverUntil === null || newCoverFrom === null ? {} : { school: { oldCoverUntil, newCoverFrom } }),
  }),
  request: () => ({}),
});

const aPerson = ({ what }: Fields) => what === 'PERSON';
const aUnit = ({ what }: Fields) => what === 'UNIT';
export const identifierCheck = inquiry({
  code: 'IDENTIFIER_CHECK',
  about: '号码的位数、校验位对不对，号码里写着什么；本机资料里有没有同号的人。',
  fields: {
    ...section('号码', {
      what: choice('核对什么', { PERSON: '人员证件号码', UNIT: '统一社会信用代码' }),
      certType: when(
        aPerson,
        choice('证件类型', {
          '01': '居民身份证',
          '17': '港澳台居民居住证',
          '04': '港澳居民来往内地通行证',
          '06': '台湾居民来往大陆通行证',
          '07': '外国人永久居留证',
          '08': '外国护照',
        }),
      ),
      certNo: when(aPerson, text('证件号码', 40)),
      sex: when(
        aPerson,
        optional(choice<'1' | '2'>('性别', { 1: '男', 2: '女' }, { hint: '填了就核对与号码是否一致' })),
      ),
      birthDate: when(aPerson, optional(day('出生日期', { hint: '填了就核对与号码是否一致' }))),
      uscc: when(aUnit, text('统一社会信用代码', 40, { isCode: true })),
    }),
  },
  initial: () => ({ what: 'PERSON', certType: '01' }),
  facts: ({ certType, certNo, sex, birthDate }, _, { sameNumber }) =>
    certNo === null
      ? {}
      : {
          person: {
            certType,
            certNo,
            ...(sex === null ? {} : { sex }),
            ...(birthDate === null ? {} : { birthDate }),
          },
          ...(sameNumber === null ? {} : { sameNumber: [...sameNumber], samePerson: [] }),
        },
  request: ({ uscc }) => (uscc === null ? {} : { uscc }),
});

const figure = (label: string) => optional(count(label, 100_000_000));
export const campaign = inquiry({
  code: 'CAMPAIGN',
  about: '参保专项的完成率、还差多少人、学生是否全部参保、参保率是否达到目标。',
  fields: section('数字', {
    target: figure('目标人数'),
    enrolled: figure('已参保人数'),
    registered: figure('户籍或常住人数'),
    employees: figure('其中参加职工医保'),
    pupils: figure('在校学生'),
    pupilsEnrolled: figure('其中已参保'),
  }),
  facts: (figures) => ({
    campaign: Object.fromEntries(
      Object.entries(figures).filter(([, value]) => value !== null && value !== 0),
    ),
  }),
  request: () => ({}),
});
