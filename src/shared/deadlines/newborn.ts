import { addDays, type CivilDate, yearOf } from '../domain/civilDate';
import type { Person } from '../domain/person';
import { lastDayOf } from '../rules/chapters/general/general';
import { type Deadline, type DeadlineAt, type DeadlineRule, parameterOf, reasonOf } from './deadline';

/** Newborns whose deadline passed longer ago are ordinary first registrations, days. */
const PASSED_SHOWN_DAYS = 30;
/** No pack may set more days than a year has. */
const YEARS_AT_MOST = 2;

const MATTER = 'NEWBORN_REGISTER';
const RULE = 'R-NB-01';

function deadlineOf(birthDate: CivilDate, at: DeadlineAt): Deadline | null {
  const days = parameterOf<number>(at, 'newborn.days', birthDate);
  if (days === null) return null;
  const last = lastDayOf(birthDate, days);
  return {
    kind: 'newborn',
    last,
    lost: '不能从出生之日起享受待遇，出生以来的医疗费不报，还要等待',
    reason: reasonOf(
      RULE,
      'NEWBORN_FROM_BIRTH',
      `${birthDate} 出生，出生后 ${days} 天的末日是 ${last}。`,
      at,
    ),
    matter: MATTER,
  };
}

const isRegistered = ({ enrolments, payments }: Person): boolean =>
  enrolments.some(({ status }) => status !== 'TERMINATED') || payments.length > 0;

/** Day 90 of a newborn (R-NB-01): after it the cover no longer begins with the birth. */
export const newborn: DeadlineRule = {
  matter: MATTER,
  rule: RULE,
  ofPerson(person, at) {
    // Nearly everybody is far too old: looked at without a parameter, because a whole township is gone through.
    if (yearOf(person.birthDate) < yearOf(at.day) - YEARS_AT_MOST || person.birthDate > at.day) return null;
    if (person.survival === '2') return null;
    const deadline = deadlineOf(person.birthDate, at);
    if (deadline === null || addDays(deadline.last, PASSED_SHOWN_DAYS) < at.day) return null;
    return isRegistered(person) ? null : deadline;
  },
  ofWork({ matter, fields, person }, at) {
    if (matter !== 'NEWBORN_REGISTER') return null;
    const birthDate = typeof fields.birthDate === 'string' ? fields.birthDate : person?.birthDate;
    return birthDate === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(birthDate)
      ? null
      : deadlineOf(birthDate, at);
  },
};
