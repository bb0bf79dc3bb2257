import { SCENARIO } from '#fixtures/township';
import { adult, bornBefore, employee, pausedEmployee, somebody, uninsured, woman } from '../people';
import { aResident, choose, left, of, REGION, text, type Walk } from './walk';

const UNIT = SCENARIO.unitForHire.name;
const forResume = somebody(pausedEmployee, adult);
const elderly = () => somebody(employee, woman, bornBefore('1969-01-01'));

/** Matters of employees, of flexible employment and of retirement. */
export const EMPLOYEE_WALKS: readonly Walk[] = [
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
];
