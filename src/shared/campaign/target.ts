import type { CivilDate } from '../domain/civilDate';
import type { Enrolment, StatusReason } from '../domain/enrolment';
import type { Payment } from '../domain/payment';
import type { Person } from '../domain/person';
import { type DoorReport, EXCLUDED_AT_THE_DOOR } from './doorReport';

/** Why somebody is not asked to enrol here: insured elsewhere, or not to be reached by any campaign (不计入应参保). */
export const EXCLUSION_KINDS = [
  'deceased', // 死亡
  'employee', // 职工参保
  'elsewhere', // 外地参保
  'student', // 在外地学校参保
  'soldier', // 服役
  'sentenced', // 服刑
  'moved', // 户口迁出
] as const;
export type ExclusionKind = (typeof EXCLUSION_KINDS)[number];

export const EXCLUSION_WORDS: Readonly<Record<ExclusionKind, string>> = {
  deceased: '死亡',
  employee: '职工参保',
  elsewhere: '外地参保',
  student: '在校参保',
  soldier: '服役',
  sentenced: '服刑',
  moved: '户口迁出',
};

/**
 * Where a person of the list stands in an insured year; everybody in exactly one: enrolled and paid (已缴费), registered and unpaid
 * (催缴), neither (未参保), not to be asked here (已在别处参保等), or not to be decided from what is known (待核).
 */
export const CAMPAIGN_CLASSES = ['paid', 'unpaid', 'missing', 'excluded', 'undecided'] as const;
export type CampaignClass = (typeof CAMPAIGN_CLASSES)[number];

/** What it is read from, so that a clerk can look at it and a household can be told. */
export interface Evidence {
  /** Which fact of the record; `door`: what an assistant reported; `none`: there is nothing. */
  readonly fact: 'survival' | 'payment' | 'enrolment' | 'elsewhere' | 'schooling' | 'hukou' | 'door' | 'none';
  readonly words: string;
  /** Who says so. */
  readonly source: string;
  /** Since when, or on which day it was said; null: the record has no date. */
  readonly on: CivilDate | null;
}

export interface CampaignStanding {
  readonly class: CampaignClass;
  /** Set exactly where `class` is `excluded`. */
  readonly kind: ExclusionKind | null;
  readonly evidence: Evidence;
}

/** What a standing is asked for. */
export interface StandingAsk {
  /** The insured year. */
  readonly year: number;
  readonly day: CivilDate;
  /** The last thing reported of the person in this year's campaign. */
  readonly report?: DoorReport | null;
}

const RECORD = '参保登记';
const TAX = '税务回传';

/** The residents' assessment or payment of a year. */
export const residentPayment = (person: Person, year: number): Payment | undefined =>
  person.payments.find(({ scheme, period }) => scheme === 'RES' && period === String(year));

/**
 * The first that holds: a death ends everything; a year paid for here is paid for; then cover that the platform tells of, what the
 * door and the record say of people not to be asked; an assessment that is not paid; what must be looked into; the rest is missing.
 */
export function campaignStanding(person: Person, ask: StandingAsk): CampaignStanding {
  const { year, report = null } = ask;
  if (person.survival === '2')
    return excluded('deceased', fact('survival', '档案登记为死亡', RECORD, person.deathDate));
  const payment = residentPayment(person, year);
  const here = payment?.state === 'PAID' && !isPaidElsewhere(person);
  if (payment && here) {
    if (report?.outcome === '死亡')
      return undecided(doorSays(report, `${year} 年度已缴费，入户反馈却是死亡，请核实`));
    return standing('paid', fact('payment', `${year} 年度已缴费`, TAX, payment.paidOn));
  }
  const covered = coverElsewhere(person) ?? atTheDoor(report) ?? inTheRecord(person);
  if (covered) return covered;
  if (payment?.state === 'DUE')
    return standing('unpaid', fact('payment', `${year} 年度已登记，还没有缴费`, TAX, null));
  const none = payment
    ? fact('payment', `${year} 年度中断缴费`, TAX, null)
    : fact('none', `没有 ${year} 年度的登记`, RECORD, null);
  return toLookInto(person, ask) ?? standing('missing', none);
}

const standing = (of: Exclude<CampaignClass, 'excluded'>, evidence: Evidence): CampaignStanding => ({
  class: of,
  kind: null,
  evidence,
});
const excluded = (kind: ExclusionKind, evidence: Evidence): CampaignStanding => ({
  class: 'excluded',
  kind,
  evidence,
});
const undecided = (evidence: Evidence): CampaignStanding => standing('undecided', evidence);
const fact = (of: Evidence['fact'], words: string, source: string, on: CivilDate | null): Evidence => ({
  fact: of,
  words,
  source,
  on,
});
const doorSays = ({ by, batchNo, on }: DoorReport, words: string): Evidence =>
  fact('door', words, `${by}入户反馈（第 ${batchNo} 批）`, on);

const countyOf = ({ villageCode }: Person): string => villageCode.slice(0, 6);
const activeOf = (person: Person, scheme: 'EMP' | 'RES'): Enrolment[] =>
  person.enrolments.filter((one) => one.scheme === scheme && one.status === 'ACTIVE');

/** The only resident relation that goes on is another county's: what was paid was paid there. */
function isPaidElsewhere(person: Person): boolean {
  const active = activeOf(person, 'RES');
  return active.length > 0 && active.every(({ region }) => region !== countyOf(person));
}

function coverElsewhere(person: Person): CampaignStanding | null {
  const [work] = activeOf(person, 'EMP');
  if (work)
    return excluded(
      'employee',
      fact('enrolment', `职工医保正常参保（单位 ${work.empNo}）`, RECORD, work.from),
    );
  if (isPaidElsewhere(person)) {
    const [there] = activeOf(person, 'RES');
    if (there)
      return excluded('elsewhere', fact('enrolment', `居民医保在 ${there.region} 参保`, RECORD, there.from));
  }
  const told = person.elsewhere.find(({ status }) => status === 'ACTIVE');
  if (!told) return null;
  const scheme = told.scheme === 'EMP' ? '职工医保' : '居民医保';
  const evidence = fact('elsewhere', `${scheme}在 ${told.region} 参保`, told.source, told.from);
  const atSchool = told.scheme === 'RES' && person.schooling?.region === told.region;
  return excluded(atSchool ? 'student' : 'elsewhere', evidence);
}

function atTheDoor(report: DoorReport | null): CampaignStanding | null {
  const kind = report && EXCLUDED_AT_THE_DOOR[report.outcome];
  return kind ? excluded(kind, doorSays(report, report.outcome + (report.note && `：${report.note}`))) : null;
}

/** Reasons of an ended or paused relation that say where the person went. */
const WENT: Partial<Record<StatusReason, readonly [ExclusionKind, string]>> = {
  SENTENCED: ['sentenced', '居民参保关系因判刑暂停'],
  SETTLED_ABROAD: ['moved', '居民参保关系因移民国外终止'],
};

function inTheRecord(person: Person): CampaignStanding | null {
  if (person.survival === '3')
    return excluded('sentenced', fact('survival', '档案登记为被判刑收监', RECORD, null));
  const last = lastEnded(person);
  if (!last?.reason) return null;
  if (last.reason === 'MOVED' && person.hukouRegion !== null && person.hukouRegion !== countyOf(person))
    return excluded(
      'moved',
      fact('hukou', `户籍地 ${person.hukouRegion}，居民参保关系因迁徙停保`, RECORD, last.statusFrom),
    );
  const [kind, words] = WENT[last.reason] ?? [];
  return kind && words ? excluded(kind, fact('enrolment', words, RECORD, last.statusFrom)) : null;
}

/** The resident relation whose state changed last; null while one goes on. */
function lastEnded(person: Person): Enrolment | null {
  if (activeOf(person, 'RES').length > 0) return null;
  return person.enrolments
    .filter(({ scheme }) => scheme === 'RES')
    .reduce<Enrolment | null>((last, one) => (last && last.statusFrom >= one.statusFrom ? last : one), null);
}

/** What speaks against asking and does not prove cover: a clerk or the door has to find out. */
function toLookInto(person: Person, { day, report = null }: StandingAsk): CampaignStanding | null {
  if (report?.outcome === '已参保') return undecided(doorSays(report, '入户反馈已参保，平台还没有缴费记录'));
  if (report?.outcome === '失踪') return undecided(doorSays(report, '入户反馈失踪'));
  if (person.survival === '4') return undecided(fact('survival', '档案登记为失踪', RECORD, null));
  if (person.survival === '9') return undecided(fact('survival', '档案登记为状态不明', RECORD, null));
  const last = lastEnded(person);
  if (last?.reason === 'MISSING')
    return undecided(fact('enrolment', '居民参保关系因失踪停保', RECORD, last.statusFrom));
  if (last?.reason === 'TRANSFERRED_OUT')
    return undecided(fact('enrolment', '医保关系已转出，没有转入地的参保记录', RECORD, last.statusFrom));
  if (last?.reason === 'MOVED')
    return undecided(fact('enrolment', '居民参保关系因迁徙停保，户籍仍登记在本地', RECORD, last.statusFrom));
  const { schooling, hukouRegion } = person;
  if (schooling && schooling.region !== countyOf(person) && (schooling.until ?? day) >= day)
    return undecided(
      fact(
        'schooling',
        `在 ${schooling.region} ${schooling.school}上学，没有那里的参保记录`,
        '学籍',
        schooling.from,
      ),
    );
  if (hukouRegion !== null && hukouRegion !== countyOf(person) && !person.residencePermit)
    return undecided(fact('hukou', `户籍地 ${hukouRegion}，没有居住证`, RECORD, null));
  return null;
}
