import { generateTownship, SCENARIO } from '#fixtures/township';
import type { Person } from '#shared/domain/person';
import type { Unit } from '#shared/domain/unit';
import { alive, onlyHere, somebody } from '../people';
import { aResident, choose, find, of, text, type Walk } from './walk';

const UNITS = [...generateTownship()].filter((record): record is Unit => record.kind === 'unit');
/** Owes at least one month that bears a late fee already. */
const OWING = UNITS.find(({ assessments }) =>
  assessments.some(({ state, period }) => state === 'DUE' && period <= '2026-10'),
);
/** Employers in good standing, nobody's role, and not used by another walk. */
const OTHERS = UNITS.filter(
  ({ id, status, managementType, assessments }) =>
    id !== SCENARIO.unitForHire.id &&
    managementType === '01' &&
    status === 'ACTIVE' &&
    assessments.every(({ state }) => state !== 'DUE'),
);
const unit = (at: number): string => OTHERS[at]?.name ?? 'no such unit';
const staffOf =
  (name: string) =>
  ({ enrolments }: Person): boolean =>
    enrolments.some(
      ({ scheme, status, empNo }) =>
        scheme === 'EMP' && status === 'ACTIVE' && UNITS.find(({ id }) => id === empNo)?.name === name,
    );
const WITH_STAFF = SCENARIO.unitForHire.name;

/** Matters of units: registration, change, merger, assessment, declared bases. */
export const UNIT_WALKS: readonly Walk[] = [
  {
    code: 'UNIT_REGISTER',
    says: 'without a code yet',
    typed: {
      name: text('青禾镇走查厂'),
      establishedOn: text('20261110'),
      villageCode: choose('青禾村'),
      contactPhone: text('15400000331'),
    },
    ends: 'receipt',
  },
  {
    code: 'UNIT_REGISTER',
    says: 'under a code that another unit has',
    typed: {
      name: text('青禾镇重复厂'),
      uscc: text(OWING?.uscc ?? ''),
      establishedOn: text('20261110'),
      villageCode: choose('青禾村'),
    },
    ends: 'article',
  },
  {
    code: 'UNIT_CHANGE',
    says: 'another address',
    typed: { empNo: choose(unit(0)), changedOn: text('20261110'), address: text('青禾村一社 3 号') },
    ends: 'receipt',
  },
  {
    code: 'UNIT_CHANGE',
    says: 'to a code that another unit has',
    typed: { empNo: choose(unit(0)), changedOn: text('20261110'), uscc: text(OWING?.uscc ?? '') },
    ends: 'article',
  },
  {
    code: 'UNIT_DISSOLVE',
    says: 'merged into another',
    typed: {
      empNo: choose(unit(1)),
      reason: choose('合并'),
      approvedOn: text('20261105'),
      successor: choose(unit(2)),
    },
    ends: 'receipt',
  },
  {
    code: 'UNIT_DISSOLVE',
    says: 'before its arrears are paid',
    typed: { empNo: choose(OWING?.name ?? ''), reason: choose('注销'), approvedOn: text('20261105') },
    ends: 'article',
  },
  {
    code: 'UNIT_ASSESSMENT',
    says: 'the month to come',
    typed: { empNo: choose(unit(3)), staff: text('2'), baseSumFen: text('10000') },
    ends: 'receipt',
  },
  {
    code: 'UNIT_ASSESSMENT',
    says: 'a month too far ahead',
    typed: { empNo: choose(unit(3)), period: text('202702'), staff: text('2'), baseSumFen: text('10000') },
    ends: 'article',
  },
  {
    code: 'BASE_DECLARATION',
    says: 'from last year’s wages',
    typed: { ...of(somebody(staffOf(WITH_STAFF), alive, onlyHere)), wagesFen: text('66000') },
    ends: 'receipt',
  },
  {
    code: 'BASE_DECLARATION',
    says: 'by a unit the person does not work for',
    typed: { personId: find(aResident()), empNo: choose(unit(4)), wagesFen: text('66000') },
    ends: /没有在.*参保/,
  },
];
