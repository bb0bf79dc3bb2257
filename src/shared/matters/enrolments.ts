import { addDays, addToMonth, ageOn, type CivilDate, monthOf } from '../domain/civilDate';
import type { Enrolment, Scheme, StatusReason } from '../domain/enrolment';
import type { Payment } from '../domain/payment';
import type { Person } from '../domain/person';
import type { ResidentCategory } from '../rules/case';

/** The relation of a scheme that counts now: the active one, else the paused one, else the one that ended last. */
export function currentEnrolment(person: Person, scheme: Scheme): Enrolment | null {
  const rank = { ACTIVE: 2, PAUSED: 1, TERMINATED: 0 } as const;
  return person.enrolments
    .filter((e) => e.scheme === scheme)
    .reduce<Enrolment | null>((best, e) => {
      if (best === null || rank[e.status] > rank[best.status]) return e;
      return rank[e.status] === rank[best.status] && e.statusFrom > best.statusFrom ? e : best;
    }, null);
}

/** The person with one enrolment put in the place of the one with its id, or added. */
export function withEnrolment(person: Person, enrolment: Enrolment): Person {
  const there = person.enrolments.some((e) => e.id === enrolment.id);
  return {
    ...person,
    enrolments: there
      ? person.enrolments.map((e) => (e.id === enrolment.id ? enrolment : e))
      : [...person.enrolments, enrolment],
  };
}

/** psn_type of a resident by fee category and full age on the day: 老年 from 60, 学龄前 below 6, 大学生 from 18. */
export function residentPersonType(category: ResidentCategory, birthDate: CivilDate, day: CivilDate): string {
  const age = ageOn(birthDate, day);
  switch (category) {
    case 'NEWBORN':
      return '1401';
    case 'STUDENT':
      return age >= 18 ? '1404' : '1403';
    case 'MINOR':
      return age < 6 ? '1402' : '1405';
    case 'ADULT':
      return age >= 60 ? '1601' : '1501';
  }
}

const firstDay = (period: string): CivilDate => (period.length === 4 ? `${period}-01-01` : `${period}-01`);

/**
 * What an ending relation leaves of the assessed, unpaid periods of its scheme (R-END-03, R-PAY-01): those that begin on
 * or after `end` are withdrawn, the one that runs on that day is broken; paid ones stay.
 */
export function endDues(payments: readonly Payment[], scheme: Scheme, end: CivilDate): Payment[] {
  return payments.flatMap((payment): Payment[] => {
    if (payment.scheme !== scheme || payment.state !== 'DUE') return [payment];
    if (firstDay(payment.period) >= end) return [];
    const broken: Payment = { ...payment, state: 'BROKEN' };
    if (payment.until === null || payment.until.length === 4) return [broken];
    const last = firstDay(monthOf(end)) === end ? addToMonth(monthOf(end), -1) : monthOf(end);
    return [payment.until > last ? { ...broken, until: last } : broken];
  });
}

/** Pauses or terminates the current relation of a scheme from `on`; the person unchanged when there is none to end. */
export function endEnrolment(
  person: Person,
  scheme: Scheme,
  status: 'PAUSED' | 'TERMINATED',
  on: CivilDate,
  reason: StatusReason,
): Person {
  const current = currentEnrolment(person, scheme);
  if (current === null || current.status === 'TERMINATED') return person;
  const ended = withEnrolment(person, { ...current, status, statusFrom: on, reason });
  return { ...ended, payments: endDues(ended.payments, scheme, on) };
}

/** The first day without the relation: the day itself, but after a death the next one (R-STA-03). */
export const endsOn = (reason: StatusReason, effectiveOn: CivilDate): CivilDate =>
  reason === 'DEATH' ? addDays(effectiveOn, 1) : effectiveOn;

/** The assessment of a fee period put in; one that is already paid stays as it is. */
export function withDue(person: Person, due: Payment): Person {
  const same = (p: Payment) => p.scheme === due.scheme && p.period === due.period;
  if (person.payments.some((p) => same(p) && p.state === 'PAID')) return person;
  return { ...person, payments: [...person.payments.filter((p) => !same(p)), due] };
}
