import { ageOn, type CivilDate, monthOf, yearOf } from '../domain/civilDate';
import type { MatterCode } from '../domain/matter';
import type { Person } from '../domain/person';
import { hasAccount } from './accountFacts';
import { currentEnrolment } from './enrolments';

/** Nobody retires before this age, so the matter is not offered; who may is decided by R-LUMP-01. */
const RETIREMENT_IN_SIGHT = 49;

/** A paid fee period that has not ended: only of such a one a refund is asked for. */
const paidAhead = (person: Person, day: CivilDate): boolean =>
  person.payments.some(
    ({ state, period, until }) =>
      state === 'PAID' &&
      (period.length === 4 ? (until ?? period) >= String(yearOf(day)) : (until ?? period) >= monthOf(day)),
  );

/** Resident years missing between the first that was paid and this one. */
function hasBroken(person: Person, day: CivilDate): boolean {
  const years = person.payments.filter((p) => p.scheme === 'RES');
  if (years.some(({ state }) => state === 'BROKEN')) return true;
  const paid = new Set(years.filter(({ state }) => state === 'PAID').map(({ period }) => Number(period)));
  const first = Math.min(...paid);
  if (!Number.isFinite(first)) return false;
  for (let year = first; year <= yearOf(day); year++) if (!paid.has(year)) return true;
  return false;
}

/**
 * The matters that make sense for somebody as the records are, the likeliest first: nothing is resumed where nothing is paused.
 * Whether one is allowed is the rules' to say.
 */
export function startableFor(person: Person, day: CivilDate): MatterCode[] {
  const [work, home] = [currentEnrolment(person, 'EMP'), currentEnrolment(person, 'RES')];
  const open = (one: typeof work) => one !== null && one.status !== 'TERMINATED';
  const given = person.mutualAid.some(({ until }) => until === null);
  const account = hasAccount(person) ?? open(work);
  const found: (MatterCode | false)[] = [];
  if (person.survival === '2') {
    found.push(
      open(home) && 'RES_TERMINATE',
      open(work) && 'EMP_TERMINATE',
      person.payments.some(({ state }) => state === 'PAID') && 'REFUND',
      work !== null && account && 'ACCOUNT_WITHDRAWAL',
      given && 'MUTUAL_AID_END',
    );
    return found.filter((code) => code !== false);
  }
  const employee: (MatterCode | false)[] = [
    work?.status === 'PAUSED' && 'EMP_RESUME',
    open(work) && 'EMP_CHANGE',
    work?.status === 'ACTIVE' && 'EMP_PAUSE',
    open(work) && 'EMP_TERMINATE',
    work?.status !== 'ACTIVE' && 'EMP_REGISTER',
    work?.status !== 'ACTIVE' && 'FLEX_REGISTER',
  ];
  const resident: (MatterCode | false)[] = [
    'RES_REGISTER',
    open(home) && 'RES_CHANGE',
    home?.status === 'ACTIVE' && 'RES_PAUSE',
    open(home) && 'RES_TERMINATE',
  ];
  found.push(...(open(work) && !open(home) ? [...employee, ...resident] : [...resident, ...employee]));
  const retirable =
    open(work) && person.retirement?.from == null && ageOn(person.birthDate, day) >= RETIREMENT_IN_SIGHT;
  found.push(
    retirable && 'MEDICAL_RETIREMENT',
    retirable && 'LUMP_SUM',
    open(work) && 'EMP_BACKPAY',
    open(work) && 'BENEFIT_CLASS',
    'SPECIAL_IDENTITY',
    work?.status === 'ACTIVE' && account && 'MUTUAL_AID_ESTABLISH',
    given && 'MUTUAL_AID_SPEND',
    given && 'MUTUAL_AID_END',
    work !== null && work.status !== 'ACTIVE' && account && 'ACCOUNT_WITHDRAWAL',
    paidAhead(person, day) && 'REFUND',
    (person.elsewhere.length > 0 || work?.status === 'PAUSED') && 'RELATION_TRANSFER',
    open(home) && hasBroken(person, day) && 'WAIT_REPAIR',
    person.elsewhere.some(({ status }) => status === 'ACTIVE') && (open(work) || open(home)) && 'DUPLICATE',
    person.elsewhere.some(({ status }) => status === 'ACTIVE') && open(home) && 'SUBSIDY_DEDUCTION',
  );
  return found.filter((code) => code !== false);
}
