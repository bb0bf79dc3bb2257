import { residentPayment } from '#shared/campaign/target';
import type { CivilDate } from '#shared/domain/civilDate';
import type { Enrolment } from '#shared/domain/enrolment';
import type { Household } from '#shared/domain/household';
import type { Payment } from '#shared/domain/payment';
import type { CoverElsewhere, Person } from '#shared/domain/person';
import type { Village } from '#shared/domain/region';
import type { OperationView } from './api';
import { campaignYear } from './coverStatus';
import { isNewborn, isReturning, type MemberNext, memberNext } from './householdNext';
import { concerns } from './ledger';

/** One fact that a member's cover rests on. `here`: only this desk says so yet, the platform has not confirmed it. */
export type Evidence =
  | { readonly kind: 'payment'; readonly payment: Payment; readonly here: boolean }
  | {
      readonly kind: 'enrolment';
      readonly enrolment: Enrolment;
      readonly unit: string;
      readonly here: boolean;
    }
  | { readonly kind: 'elsewhere'; readonly elsewhere: CoverElsewhere };

export interface HouseholdMember {
  readonly person: Person;
  /** Why somebody stands on top. */
  readonly mark: 'newborn' | 'returning' | null;
  readonly departed: boolean;
  /** The platform knows them. */
  readonly confirmed: boolean;
  readonly evidence: readonly Evidence[];
  readonly next: MemberNext;
  /** Operations of this desk that are not decided, or came back. */
  readonly open: readonly OperationView[];
}

/** What the household page shows. */
export interface HouseholdSheet {
  /** Null: the household's own record is not on this desk, only people that carry its number. */
  readonly household: Household | null;
  readonly village: Village | null;
  readonly groupName: string;
  readonly head: Person | null;
  readonly members: readonly HouseholdMember[];
  readonly year: number;
}

export interface HouseholdFacts {
  readonly household: Household | null;
  readonly members: readonly Person[];
  readonly departed: readonly Person[];
  villageOf(code: string): Village | null;
  /** The unit's name. */
  unitOf(empNo: string): string | null;
  /** The platform's own record. */
  confirmed(id: string): Person | null;
  readonly operations: readonly OperationView[];
  readonly day: CivilDate;
}

const WAITING = new Set(['待上传', '上传中', '等待前一笔', '在离线包']);
const RETURNED = new Set(['平台不予受理', '有冲突', '已搁置']);
/** 户主, GB/T 4761. */
const HEAD = '02';

export function householdSheetOf(facts: HouseholdFacts): HouseholdSheet {
  const { household, members, departed, day } = facts;
  const year = campaignYear(day);
  const place = household ?? members[0] ?? departed[0];
  const village = place ? facts.villageOf(place.villageCode) : null;
  const all = [
    ...members.map((person) => memberOf(person, false, year, facts)),
    ...departed.map((person) => memberOf(person, true, year, facts)),
  ];
  return {
    household,
    village,
    groupName: village?.groups[(place?.group ?? 0) - 1] ?? '',
    head:
      members.find(({ id }) => id === household?.headPersonId) ??
      members.find(({ relation }) => relation === HEAD) ??
      null,
    members: all.toSorted((a, b) => rank(a) - rank(b) || compare(a.person, b.person)),
    year,
  };
}

function memberOf(person: Person, departed: boolean, year: number, facts: HouseholdFacts): HouseholdMember {
  const theirs = facts.operations.filter(({ operation }) => concerns(operation, person.id, person.formerId));
  const open = theirs.filter(({ stateLabel }) => WAITING.has(stateLabel) || RETURNED.has(stateLabel));
  const labels = (of: ReadonlySet<string>): string[] =>
    open.filter(({ stateLabel }) => of.has(stateLabel)).map(({ matterLabel }) => matterLabel);
  const confirmed = facts.confirmed(person.id);
  return {
    person,
    departed,
    confirmed: confirmed !== null || departed,
    mark: markOf(person, departed, year, facts.day),
    evidence: evidenceOf(person, departed ? person : confirmed, year, facts),
    next: memberNext(person, {
      day: facts.day,
      year,
      departed,
      waiting: labels(WAITING),
      returned: labels(RETURNED),
    }),
    open,
  };
}

function markOf(person: Person, departed: boolean, year: number, day: CivilDate): HouseholdMember['mark'] {
  if (departed || person.survival !== '1') return null;
  if (isNewborn(person, day)) return 'newborn';
  return isReturning(person, year) ? 'returning' : null;
}

/** The year's assessment or payment, every relation that is not ended, the last one that is where none else is, and those elsewhere. */
function evidenceOf(
  person: Person,
  confirmed: Person | null,
  year: number,
  facts: HouseholdFacts,
): Evidence[] {
  const payment = residentPayment(person, year);
  const known = confirmed && residentPayment(confirmed, year);
  const open = person.enrolments.filter(({ status }) => status !== 'TERMINATED');
  const last = person.enrolments.toSorted((a, b) => (a.statusFrom < b.statusFrom ? 1 : -1)).slice(0, 1);
  const isHere = (e: Enrolment): boolean =>
    !confirmed?.enrolments.some((c) => c.id === e.id && c.status === e.status);
  return [
    ...(payment ? [{ kind: 'payment' as const, payment, here: known?.state !== payment.state }] : []),
    ...(open.length > 0 ? open : last).map((enrolment) => ({
      kind: 'enrolment' as const,
      enrolment,
      unit: unitName(enrolment.empNo, person, facts),
      here: isHere(enrolment),
    })),
    ...person.elsewhere.map((elsewhere) => ({ kind: 'elsewhere' as const, elsewhere })),
  ];
}

function unitName(empNo: string, person: Person, facts: HouseholdFacts): string {
  const village = facts.villageOf(person.villageCode);
  return village?.empNo === empNo ? village.name : (facts.unitOf(empNo) ?? empNo);
}

/** Newborns, people who come back, everybody else, the dead, those who have moved out. */
function rank({ mark, departed, person }: HouseholdMember): number {
  if (departed) return 4;
  if (person.survival === '2') return 3;
  return mark === 'newborn' ? 0 : mark === 'returning' ? 1 : 2;
}

/** Head first, then by relation as GB/T 4761 numbers them, the eldest first. */
const compare = (a: Person, b: Person): number =>
  a.relation === b.relation ? (a.birthDate < b.birthDate ? -1 : 1) : a.relation < b.relation ? -1 : 1;
