import type { CivilDate } from '../domain/civilDate';
import type { Enrolment, EnrolmentStatus, Scheme } from '../domain/enrolment';
import type { Payment, PayState } from '../domain/payment';
import type { Person } from '../domain/person';
import type { Village } from '../domain/region';

/** One insurance relation as a certificate (参保凭证) says it. */
export interface CertifiedRelation {
  readonly scheme: Scheme;
  readonly status: EnrolmentStatus;
  /** The employer's name, or the village for residents; the number where the name is not known here. */
  readonly unit: string;
  readonly personType: string;
  readonly from: CivilDate;
  readonly statusFrom: CivilDate;
}

/** A run of fee periods of one scheme in one state. */
export interface CertifiedPeriods {
  readonly scheme: Scheme;
  readonly state: PayState;
  readonly from: string;
  readonly until: string;
  /** Last payment in the run; null where nothing of it is paid. */
  readonly paidOn: CivilDate | null;
}

/** What a certificate says: only what the platform's own record holds, as of its last word. */
export interface CertificateContent {
  readonly person: Person;
  /** Township, village and group. */
  readonly place: string;
  readonly relations: readonly CertifiedRelation[];
  readonly periods: readonly CertifiedPeriods[];
  readonly day: CivilDate;
  readonly asOf: string;
}

export function certificateOf(of: {
  /** The platform's record, without anything this desk has pending. */
  readonly person: Person;
  readonly village: Village | null;
  unitOf(empNo: string): string | null;
  readonly day: CivilDate;
  readonly asOf: string;
}): CertificateContent {
  const { person, village, unitOf, day, asOf } = of;
  const place = village
    ? `${village.townName}${village.name}${village.groups[person.group - 1] ?? ''}`
    : person.villageCode;
  const unit = (e: Enrolment): string =>
    village?.empNo === e.empNo ? `${village.townName}${village.name}` : (unitOf(e.empNo) ?? e.empNo);
  return {
    person,
    place,
    relations: person.enrolments
      .toSorted((a, b) => (a.from < b.from ? 1 : -1))
      .map((e) => ({
        scheme: e.scheme,
        status: e.status,
        unit: unit(e),
        personType: e.personType,
        from: e.from,
        statusFrom: e.statusFrom,
      })),
    periods: (['RES', 'EMP'] as const).flatMap((scheme) => runsOf(person.payments, scheme)),
    day,
    asOf,
  };
}

/** Fee periods that follow one another in the same state become one line, the latest first. */
function runsOf(payments: readonly Payment[], scheme: Scheme): CertifiedPeriods[] {
  const runs: CertifiedPeriods[] = [];
  const own = payments.filter((p) => p.scheme === scheme).toSorted((a, b) => (a.period < b.period ? -1 : 1));
  for (const { period, until, state, paidOn } of own) {
    const last = runs.at(-1);
    if (last && last.state === state && next(last.until) === period) {
      const later = [last.paidOn, paidOn].filter((day) => day !== null).sort();
      runs[runs.length - 1] = { ...last, until: until ?? period, paidOn: later.at(-1) ?? null };
    } else runs.push({ scheme, state, from: period, until: until ?? period, paidOn });
  }
  return runs.reverse();
}

/** `2026` → `2027`, `2026-12` → `2027-01`. */
function next(period: string): string {
  const [year = 0, month] = period.split('-').map(Number);
  if (month === undefined) return String(year + 1);
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
}
