import { SCENARIO } from '#fixtures/township';
import { broken, employee, paid, somebody, unbroken, uninsured } from '../people';
import { aResident, choose, find, left, of, REGION, text, type Walk } from './walk';

const scheduled = SCENARIO.newbornHouseholds[0];
const identified = aResident();
const twice = {
  otherScheme: choose('居民医保'),
  otherRegion: text(REGION),
  otherFrom: text('20260101'),
  otherUntil: text('20261231'),
  habitualRegion: text('220199'),
};

/** Matters of residents, of special identities, and of money and years of a resident. */
export const RESIDENT_WALKS: readonly Walk[] = [
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
