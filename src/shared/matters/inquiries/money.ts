import { monthOf } from '../../domain/civilDate';
import { choice, count, day, money, month, optional, region, section, text, when, yesNo } from '../declare';
import type { Fields } from '../form';
import { inquiry } from './inquiry';

// Questions about money and dates: late fees, arrears, a span of days, and the county scheme of 2008.

const byBase = ({ by }: Fields) => by === 'BASE';
const byAmount = ({ by }: Fields) => by === 'AMOUNT';
export const lateFee = inquiry({
  code: 'LATE_FEE',
  about: '一期职工医保费在某日缴纳，要不要滞纳金、多少。',
  fields: section('费款', {
    period: month('费款所属期'),
    paidOn: day('缴费日'),
    dueOn: optional(day('缴费期限', { hint: '不填为所属期上月末日' })),
    by: choice('按什么算', { BASE: '缴费基数', AMOUNT: '已核定的金额' }),
    baseFen: when(byBase, money('月缴费基数合计')),
    unitPartFen: when(byAmount, money('单位部分')),
    personPartFen: when(byAmount, optional(money('个人部分'))),
  }),
  initial: (today) => ({ period: monthOf(today), paidOn: today, by: 'BASE' }),
  request: ({ period, paidOn, dueOn, baseFen, unitPartFen, personPartFen }) => ({
    scheme: 'EMP',
    period,
    paidOn,
    ...(dueOn === null ? {} : { dueOn }),
    ...(baseFen === null ? {} : { baseFen }),
    ...(unitPartFen === null ? {} : { unitPartFen }),
    ...(personPartFen === null ? {} : { personPartFen }),
  }),
});

export const arrears = inquiry({
  code: 'ARREARS',
  about: '单位欠费期间和补缴以后职工的待遇；填了日期就只问那一天发生的费用。',
  fields: section('欠费', {
    firstUnpaid: month('首个未缴的费款所属期'),
    paidOn: optional(day('足额补缴日', { hint: '还没有补缴的不填' })),
    day: optional(day('医疗费用发生日', { hint: '不填则说明整个欠费期间' })),
    retired: yesNo('是否退休人员'),
  }),
  initial: () => ({ retired: 'NO' }),
  facts: ({ firstUnpaid, retired }) => ({ unit: { firstUnpaid }, person: { retired: retired === 'YES' } }),
  request: ({ paidOn, day: asked }) => ({
    scheme: 'EMP',
    ...(paidOn === null ? {} : { paidOn }),
    ...(asked === null ? {} : { day: asked }),
  }),
});

const is =
  (...kinds: readonly string[]) =>
  ({ what }: Fields) =>
    kinds.includes(String(what));
export const arithmetic = inquiry({
  code: 'ARITHMETIC',
  about: '期间的末日、两次缴费之间断了几个月、按日加收的金额。',
  fields: section('计算', {
    what: choice('算什么', {
      DAYS: '若干天的末日',
      MONTHS: '若干月的末日',
      GAP: '中断月数',
      CHARGE: '按日加收',
    }),
    from: when(is('DAYS', 'MONTHS'), day('首日')),
    days: when(is('DAYS', 'CHARGE'), count('天数', 100_000)),
    months: when(is('MONTHS'), count('月数', 2_400)),
    lastPaid: when(is('GAP'), month('中断前最后缴费月')),
    firstPaid: when(is('GAP'), month('中断后首个缴费月')),
    amountFen: when(is('CHARGE'), money('金额')),
    dailyRate: when(is('CHARGE'), text('每日比率', 10, { hint: '小数，如 0.0005' })),
  }),
  initial: (today) => ({ what: 'DAYS', from: today }),
  request: ({ what: _, ...asked }) =>
    Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null)),
});

/** The county of the scheme of 2008; its texts name no other. */
const TAINING = '350429';
const where = section('县和日期', {
  region: region('区划代码'),
  on: day('办理或出院日', { hint: '这套办法自 2008 年起' }),
});
export const tainingFee = inquiry({
  code: 'TAINING_FEE',
  about: '2008 年县级城镇居民医保：能不能参加、缴多少、什么时候生效。',
  fields: {
    ...where,
    ...section('本人', {
      birthDate: day('出生日期'),
      sex: choice<'1' | '2'>('性别', { 1: '男', 2: '女' }),
      alive: yesNo('本人健在'),
      urbanHukou: yesNo('本县城镇居民户籍'),
      employed: yesNo('已就业'),
      pupil: yesNo('本县中小学、职高、中专、技校学生'),
      ruralCooperative: choice('新农合', { NONE: '没有参加', LEAVES: '参加了，转出', STAYS: '参加了，不转' }),
      help: choice('困难情况', { NONE: '没有', MIN_LIVING: '低保对象', SEVERELY_DISABLED: '重度残疾人' }),
    }),
    ...section('缴费', {
      year: count('参保年度', 2_200),
      at: choice('在哪里办', {
        COMMUNITY: '社区',
        TOWNSHIP: '乡镇',
        SCHOOL: '学校',
        AGENCY: '经办机构',
        ENTRUSTED: '受托单位',
        OTHER: '其他',
      }),
      renews: yesNo('以前参加过'),
    }),
  },
  initial: () => ({ region: TAINING, alive: 'YES', ruralCooperative: 'NONE', help: 'NONE', renews: 'NO' }),
  facts: ({ birthDate, sex, urbanHukou, employed, pupil, ruralCooperative, help, on, renews, alive }) => ({
    person: {
      birthDate,
      sex,
      alive: alive === 'YES',
      identities:
        help === 'NONE' ? [] : [{ type: help, source: '民政', from: `${on.slice(0, 4)}-01-01`, until: null }],
    },
    relations: [],
    ...(renews === 'NO' ? { payments: [] } : {}),
    urban: {
      urbanHukou: urbanHukou === 'YES',
      employed: employed === 'YES',
      pupil: pupil === 'YES',
      ruralCooperative,
    },
  }),
  request: ({ year, at, on }) => ({ scheme: 'RES', year, at, paidOn: on }),
  at: ({ region: place, on }) => ({ region: place, on }),
});

export const tainingHospital = inquiry({
  code: 'TAINING_HOSPITAL',
  about: '2008 年县级城镇居民医保：一次住院基金付多少、本人付多少。',
  fields: {
    ...where,
    ...section('住院', {
      hospitalLevel: choice('医院级别', {
        L3: '三级',
        L2: '二级',
        TOWNSHIP: '乡镇卫生院',
        COMMUNITY: '社区卫生服务机构',
      }),
      designated: yesNo('是不是定点医疗机构'),
      eligibleFen: money('目录内费用'),
      excludedFen: money('目录外费用'),
    }),
  },
  initial: () => ({ region: TAINING, designated: 'YES', excludedFen: 0 }),
  facts: ({ designated }) => ({ urban: { designated: designated === 'YES' } }),
  request: ({ hospitalLevel, eligibleFen, excludedFen }) => ({ hospitalLevel, eligibleFen, excludedFen }),
  at: ({ region: place, on }) => ({ region: place, on }),
});
