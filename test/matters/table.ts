import { SCENARIO } from '#fixtures/township';
import type { MatterCode } from '#shared/domain/matter';
import type { Keyed } from '../support/keyboard';
import {
  adult,
  bornBefore,
  broken,
  employee,
  type Holds,
  paid,
  pausedEmployee,
  resident,
  somebody,
  unbroken,
  uninsured,
  woman,
} from './people';

/**
 * One line a walk: the matter, what the clerk types from the first question on, and how it ends. To add a matter, add two lines: one
 * that ends in `receipt`, one that does not. `typed` names the fields in the order of the form; fields that are filled in already are
 * left out, and Enter passes them. `ends` is `receipt` (accepted, uploaded, the platform's receipt shown), `article` (refused with an
 * article), or the words that stand at a field or in the panel. `somebody(…)` gives a person of the sample who stands so and
 * whom no other line has; lines that go on with the same person name it once, above.
 */
export interface Walk {
  readonly code: MatterCode;
  readonly says: string;
  readonly typed: Readonly<Record<string, Keyed>>;
  readonly ends: 'receipt' | 'article' | RegExp;
}

const text = (value: string): Keyed => ({ text: value });
const choose = (value: string): Keyed => ({ choose: value });
const find = (value: string): Keyed => ({ find: value });
const of = (certNo: string) => ({ personId: find(certNo) });
const REGION = '220299';
const UNIT = SCENARIO.unitForHire.name;
const scheduled = SCENARIO.newbornHouseholds[0];
const aResident = (...more: Holds[]) => somebody(resident, adult, ...more);

const giver = somebody(employee);
const receiver = aResident(paid(2027));
const forResume = somebody(pausedEmployee, adult);
const identified = aResident();
const left = (reason: string, day: string) => ({ reason: choose(reason), effectiveOn: text(day) });
const elderly = () => somebody(employee, woman, bornBefore('1969-01-01'));
const twice = {
  otherScheme: choose('居民医保'),
  otherRegion: text(REGION),
  otherFrom: text('20260101'),
  otherUntil: text('20261231'),
  habitualRegion: text('220199'),
};

export const WALKS: readonly Walk[] = [
  {
    code: 'RES_REGISTER',
    says: 'somebody on file',
    typed: of(SCENARIO.adultToRegister[0]?.certNo ?? ''),
    ends: 'receipt',
  },
  {
    code: 'RES_REGISTER',
    says: 'somebody insured as an employee',
    typed: of(somebody(employee)),
    ends: 'article',
  },
  {
    code: 'NEWBORN_REGISTER',
    says: 'a child with its number',
    typed: {
      guardianId: find(scheduled?.guardian.certNo ?? ''),
      certNo: text(scheduled?.child.certNo ?? ''),
      name: text(scheduled?.child.name ?? ''),
    },
    ends: 'receipt',
  },
  {
    code: 'NEWBORN_REGISTER',
    says: 'somebody who is no child and paid already',
    typed: { who: choose('档案中已有'), guardianName: text('单禾岩'), personId: find(aResident(paid(2027))) },
    ends: 'article',
  },
  {
    code: 'RES_CHANGE',
    says: 'another telephone',
    typed: { ...of(aResident()), phone: text('15400000321') },
    ends: 'receipt',
  },
  {
    code: 'RES_CHANGE',
    says: 'a birth date that the number denies',
    typed: { ...of(aResident()), birthDate: text('19990909') },
    ends: 'article',
  },
  {
    code: 'RES_PAUSE',
    says: 'moved away',
    typed: { ...of(aResident()), ...left('迁徙', '20261120') },
    ends: 'receipt',
  },
  {
    code: 'RES_PAUSE',
    says: 'on a day to come',
    typed: { ...of(aResident()), ...left('迁徙', '20270301') },
    ends: 'article',
  },
  {
    code: 'RES_TERMINATE',
    says: 'settled abroad',
    typed: { ...of(aResident()), ...left('移民国外', '20261120') },
    ends: 'receipt',
  },
  {
    code: 'RES_TERMINATE',
    says: 'nothing to end',
    typed: { ...of(somebody(uninsured)), ...left('移民国外', '20261120') },
    ends: /没有居民参保关系/,
  },
  {
    code: 'EMP_REGISTER',
    says: 'a new employee of a unit',
    typed: { empNo: choose(UNIT), hireDate: text('20261110'), ...of(somebody(uninsured, adult)) },
    ends: 'receipt',
  },
  {
    code: 'EMP_REGISTER',
    says: 'who works elsewhere',
    typed: { empNo: choose(UNIT), hireDate: text('20261110'), ...of(somebody(employee)) },
    ends: 'article',
  },
  { code: 'EMP_RESUME', says: 'what was paused', typed: of(forResume), ends: 'receipt' },
  { code: 'EMP_RESUME', says: 'nothing paused', typed: of(aResident()), ends: 'article' },
  {
    code: 'EMP_CHANGE',
    says: 'another telephone',
    typed: { ...of(somebody(employee)), phone: text('15400000322') },
    ends: 'receipt',
  },
  {
    code: 'EMP_CHANGE',
    says: 'a birth date that the number denies',
    typed: { ...of(somebody(employee)), birthDate: text('19990909') },
    ends: 'article',
  },
  {
    code: 'EMP_PAUSE',
    says: 'resigned',
    typed: { ...of(somebody(employee)), ...left('辞职', '20261120') },
    ends: 'receipt',
  },
  {
    code: 'EMP_PAUSE',
    says: 'no employee',
    typed: { ...of(aResident()), ...left('辞职', '20261120') },
    ends: /没有职工参保关系/,
  },
  {
    code: 'EMP_TERMINATE',
    says: 'settled abroad',
    typed: { ...of(somebody(employee)), ...left('移民国外', '20261120') },
    ends: 'receipt',
  },
  {
    code: 'EMP_TERMINATE',
    says: 'on a day to come',
    typed: { ...of(somebody(employee)), ...left('移民国外', '20270301') },
    ends: 'article',
  },
  {
    code: 'EMP_BACKPAY',
    says: 'months that were never registered',
    typed: {
      empNo: choose(UNIT),
      ...of(aResident()),
      hireDate: text('20260801'),
      wagesKnown: choose('是'),
      baseFen: text('5000'),
    },
    ends: 'receipt',
  },
  {
    code: 'EMP_BACKPAY',
    says: 'work that has not begun',
    typed: { empNo: choose(UNIT), ...of(aResident()), hireDate: text('20270301'), wagesKnown: choose('否') },
    ends: /没有要改动的/,
  },
  {
    code: 'FLEX_REGISTER',
    says: 'with an account',
    typed: { ...of(somebody(uninsured, adult)), mode: choose('统账结合'), baseFen: text('4200') },
    ends: 'receipt',
  },
  {
    code: 'FLEX_REGISTER',
    says: 'insured through a unit',
    typed: { ...of(somebody(employee)), mode: choose('统账结合') },
    ends: 'article',
  },
  {
    code: 'BENEFIT_CLASS',
    says: 'another rank',
    typed: {
      ...of(somebody(employee)),
      classReason: choose('职级变动'),
      className: text('公务员医疗补助'),
      approvedOn: text('20261101'),
    },
    ends: 'receipt',
  },
  {
    code: 'BENEFIT_CLASS',
    says: 'another reason',
    typed: {
      ...of(somebody(employee)),
      classReason: choose('其他'),
      className: text('其他'),
      approvedOn: text('20261101'),
    },
    ends: 'article',
  },
  {
    code: 'MEDICAL_RETIREMENT',
    says: 'age and months are there',
    typed: { ...of(elderly()), retirementGroup: choose('50 岁'), contributionMonths: text('260') },
    ends: 'receipt',
  },
  {
    code: 'MEDICAL_RETIREMENT',
    says: 'too young',
    typed: {
      ...of(somebody(employee, adult)),
      retirementGroup: choose('55 岁'),
      contributionMonths: text('360'),
    },
    ends: 'article',
  },
  {
    code: 'LUMP_SUM',
    says: 'the missing months in one go',
    typed: {
      ...of(elderly()),
      retirementGroup: choose('50 岁'),
      contributionMonths: text('200'),
      way: choose('一次性足额趸缴'),
    },
    ends: 'receipt',
  },
  {
    code: 'LUMP_SUM',
    says: 'a part only',
    typed: {
      ...of(elderly()),
      retirementGroup: choose('50 岁'),
      contributionMonths: text('200'),
      way: choose('只能缴一部分'),
      lumpFen: text('100'),
    },
    ends: 'article',
  },
  {
    code: 'SPECIAL_IDENTITY',
    says: 'entered',
    typed: { ...of(identified), type: choose('低保对象'), source: choose('民政') },
    ends: 'receipt',
  },
  {
    code: 'SPECIAL_IDENTITY',
    says: 'entered again',
    typed: { ...of(identified), type: choose('低保对象'), source: choose('民政') },
    ends: /不需要再录入/,
  },
  {
    code: 'SPECIAL_IDENTITY',
    says: 'ended',
    typed: { ...of(identified), what: choose('终止'), until: text('20261130') },
    ends: 'receipt',
  },
  {
    code: 'MUTUAL_AID_ESTABLISH',
    says: 'for somebody on file',
    typed: {
      ...of(giver),
      hasAccount: choose('是'),
      accountFen: text('2000'),
      receiverId: find(receiver),
      relation: choose('配偶'),
      quotaFen: text('500'),
      giverConsents: choose('是'),
      receiverConsents: choose('是'),
    },
    ends: 'receipt',
  },
  {
    code: 'MUTUAL_AID_ESTABLISH',
    says: 'for a cousin elsewhere',
    typed: {
      ...of(somebody(employee)),
      hasAccount: choose('是'),
      accountFen: text('2000'),
      where: choose('在外地或没有档案'),
      receiverName: text('王满囤'),
      receiverRegion: text(REGION),
      receiverInsured: choose('是'),
      relation: choose('堂表亲'),
      quotaFen: text('500'),
      giverConsents: choose('是'),
      receiverConsents: choose('是'),
    },
    ends: 'article',
  },
  {
    code: 'MUTUAL_AID_SPEND',
    says: 'more than the quota',
    typed: { ...of(giver), use: choose('居民医保个人缴费'), useFen: text('500.01') },
    ends: 'article',
  },
  {
    code: 'MUTUAL_AID_SPEND',
    says: 'within the quota',
    typed: { ...of(giver), use: choose('居民医保个人缴费'), useFen: text('420') },
    ends: 'receipt',
  },
  {
    code: 'MUTUAL_AID_END',
    says: 'another unit is no reason',
    typed: { ...of(giver), why: choose('共济人换单位') },
    ends: 'article',
  },
  {
    code: 'MUTUAL_AID_END',
    says: 'by both',
    typed: { ...of(giver), giverConsents: choose('是'), receiverConsents: choose('是') },
    ends: 'receipt',
  },
  {
    code: 'ACCOUNT_WITHDRAWAL',
    says: 'the destination cannot take it',
    typed: {
      ...of(somebody(employee)),
      applicant: choose('本人'),
      takesAccount: choose('否'),
      accountFen: text('1234.56'),
    },
    ends: 'receipt',
  },
  {
    code: 'ACCOUNT_WITHDRAWAL',
    says: 'the destination takes it',
    typed: { ...of(somebody(employee)), applicant: choose('本人'), takesAccount: choose('是') },
    ends: 'article',
  },
  {
    code: 'REFUND',
    says: 'a year that has not begun',
    typed: { ...of(aResident(paid(2027))), refundReason: choose('重复缴费') },
    ends: 'receipt',
  },
  {
    code: 'REFUND',
    says: 'a year that runs',
    typed: { ...of(aResident(paid(2026))), refundReason: choose('重复缴费'), year: text('2026') },
    ends: 'article',
  },
  {
    code: 'RELATION_TRANSFER',
    says: 'an employee from elsewhere',
    typed: {
      ...of(somebody(employee)),
      otherRegion: text(REGION),
      fromScheme: choose('职工医保'),
      otherStatus: choose('已暂停'),
    },
    ends: 'receipt',
  },
  {
    code: 'RELATION_TRANSFER',
    says: 'still active there',
    typed: {
      ...of(somebody(employee)),
      otherRegion: text(REGION),
      fromScheme: choose('职工医保'),
      otherStatus: choose('正常参保'),
    },
    ends: 'article',
  },
  {
    code: 'WAIT_REPAIR',
    says: 'a broken year',
    typed: { ...of(aResident(broken)), repairYears: text('1') },
    ends: 'receipt',
  },
  {
    code: 'WAIT_REPAIR',
    says: 'nothing is broken',
    typed: { ...of(aResident(unbroken)), repairYears: text('1') },
    ends: 'article',
  },
  {
    code: 'DUPLICATE',
    says: 'the other one is to end',
    typed: { ...of(aResident(paid(2026))), ...twice },
    ends: 'receipt',
  },
  {
    code: 'DUPLICATE',
    says: 'the times do not meet',
    typed: {
      ...of(aResident(paid(2026))),
      ...twice,
      otherFrom: text('20290101'),
      otherUntil: text('20291231'),
    },
    ends: /没有要改动的/,
  },
  {
    code: 'SUBSIDY_DEDUCTION',
    says: 'a year paid twice',
    typed: { ...of(aResident(paid(2026))), ...twice },
    ends: 'receipt',
  },
  {
    code: 'SUBSIDY_DEDUCTION',
    says: 'the days are turned round',
    typed: {
      ...of(aResident(paid(2026))),
      ...twice,
      otherFrom: text('20261231'),
      otherUntil: text('20260101'),
    },
    ends: /末日早于首日/,
  },
];

/** Questions of 查询试算: what is typed, and what the answer shows. */
export const QUESTIONS: readonly { code: string; typed: Readonly<Record<string, Keyed>>; shows: RegExp }[] = [
  { code: 'WAITING_PERIOD', typed: of(aResident(broken)), shows: /待遇开始日/ },
  {
    code: 'LATE_FEE',
    typed: { period: text('202609'), paidOn: text('20261122'), baseFen: text('5000') },
    shows: /滞纳金/,
  },
  { code: 'IDENTIFIER_CHECK', typed: { certNo: text('220199198405170000') }, shows: /不符合规则/ },
];
