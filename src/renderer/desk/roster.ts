import { residentPayment } from '#shared/campaign/target';
import { maskCertNo, maskPhone } from '#shared/codes/masking';
import { labelOf } from '#shared/codes/tables/index';
import type { CivilDate } from '#shared/domain/civilDate';
import type { Fen } from '#shared/domain/money';
import type { Person } from '#shared/domain/person';
import { currentPersonType } from '#shared/domain/personType';
import type { Village } from '#shared/domain/region';
import type { SpecialIdentityType } from '#shared/domain/specialIdentity';
import type { Roster, RosterRow } from '#shared/roster';
import { coverStatus } from './coverStatus';

/** What a roster is made from; `dueFen` answers for somebody who is not assessed yet, null where no pack says. */
export interface RosterAsk {
  readonly village: Village;
  /** Null: the whole village. */
  readonly group: number | null;
  readonly persons: readonly Person[];
  readonly year: number;
  readonly masked: boolean;
  readonly day: CivilDate;
  readonly clerk: string;
  readonly synthetic: boolean;
  dueFen(person: Person): Fen | null;
}

const HEAD = '02';
const IDENTITY_WORDS: Readonly<Record<SpecialIdentityType, string>> = {
  EXTREMELY_POOR: '特困人员',
  ORPHAN: '孤儿',
  MIN_LIVING: '低保对象',
  SEVERELY_DISABLED: '重度残疾人',
  LOW_INCOME_EDGE: '低保边缘',
  RETURN_TO_POVERTY_RISK: '防返贫监测',
  LIFTED_OUT_OF_POVERTY: '脱贫人口',
  LAND_EXPROPRIATED: '被征地农民',
};

/** The sheet for the door (入户花名册): one line a person, households together, the head first. */
export function rosterOf(ask: RosterAsk): Roster {
  const { village, group } = ask;
  const place = group === null ? village.name : `${village.name}${village.groups[group - 1] ?? `${group}社`}`;
  return {
    title: `${village.townName}${place}${ask.year}年度城乡居民医保入户花名册`.slice(0, 100),
    unit: `${village.townName}${village.name}`,
    date: ask.day,
    year: ask.year,
    clerk: ask.clerk,
    masked: ask.masked,
    synthetic: ask.synthetic,
    rows: ask.persons.toSorted(byDoor).map((person) => rowOf(person, ask)),
  };
}

/** Group, household number, the head, then by relation and age: as one stands at the door. */
export const byDoor = (a: Person, b: Person): number =>
  a.group - b.group ||
  compareText(a.householdId, b.householdId) ||
  Number(b.relation === HEAD) - Number(a.relation === HEAD) ||
  compareText(a.birthDate, b.birthDate) ||
  compareText(a.id, b.id);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The line of one person. */
export function rowOf(person: Person, ask: RosterAsk): RosterRow {
  const status = coverStatus(person, ask.year);
  const type = currentPersonType(person);
  return {
    household: person.householdId,
    group: ask.village.groups[person.group - 1] ?? String(person.group),
    name: person.name,
    relation: labelOf('relation', person.relation).slice(0, 30),
    sex: labelOf('sex', person.sex).slice(0, 1),
    birthDate: person.birthDate,
    certNo: person.certNo === null ? '无证件' : ask.masked ? maskCertNo(person.certNo) : person.certNo,
    phone: ask.masked ? maskPhone(person.phone) : (person.phone ?? ''),
    personType: type === null ? '' : labelOf('personType', type).slice(0, 40),
    identity: identityWords(person, ask.day).slice(0, 60),
    status,
    dueYuan: dueYuan(person, status, ask),
    outcome: '',
    note: person.version === 0 ? '本机已登记，待平台确认' : '',
  };
}

const identityWords = (person: Person, day: CivilDate): string =>
  person.identities
    .filter(({ from, until }) => from <= day && (until === null || until >= day))
    .map(({ type, source }) => (source === null ? `${IDENTITY_WORDS[type]}(待核)` : IDENTITY_WORDS[type]))
    .join('、');

/** What is asked for at the door, yuan with two decimals; empty for those who have nothing to pay here. */
function dueYuan(person: Person, status: string, ask: RosterAsk): string {
  if (status !== '已登记未缴' && status !== '未参保' && status !== '已缴费') return '';
  const fen = residentPayment(person, ask.year)?.personFen ?? ask.dueFen(person);
  return fen === null ? '' : (fen / 100).toFixed(2);
}
