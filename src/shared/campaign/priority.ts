import { ageOn, type CivilDate, daysBetween } from '../domain/civilDate';
import type { Person } from '../domain/person';
import {
  SPECIAL_IDENTITY_WORDS,
  type SpecialIdentity,
  type SpecialIdentityType,
} from '../domain/specialIdentity';
import { lapseOf, paidYears } from './lapse';
import type { CampaignStanding, StandingAsk } from './target';

/** How somebody is best reached (联系方式): by telephone, at home, through the school, or first in the records of other offices. */
export const CHANNELS = ['电话', '入户', '学校', '查证'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Who comes first and how, with the reasons in words; the smaller rank first. */
export interface Priority {
  readonly rank: number;
  /** Never empty; the reason for the rank first. */
  readonly reasons: readonly string[];
  readonly channel: Channel;
}

/** Fees are assisted for these (R-SPC, R-CMP-04): whoever is left out loses more than others. */
export const ASSISTED: readonly SpecialIdentityType[] = [
  'EXTREMELY_POOR',
  'ORPHAN',
  'MIN_LIVING',
  'SEVERELY_DISABLED',
  'LOW_INCOME_EDGE',
  'RETURN_TO_POVERTY_RISK',
  'LIFTED_OUT_OF_POVERTY',
];
/** Day 90 of a newborn loses the cover from birth (R-NB-01). */
const NEWBORN_DAYS = 90;
/** R-CMP-04 speaks of old people from 60. */
const OLD_FROM = 60;
const ADULT_FROM = 18;

const RANKS = { assisted: 1, newborn: 2, lapsed: 3, visit: 4, refused: 5, pupil: 6, other: 7 } as const;

/** Priority and channel of somebody who is to be asked. */
export function priorityOf(person: Person, at: CampaignStanding, ask: StandingAsk): Priority {
  const { year, day, report = null } = ask;
  const age = ageOn(person.birthDate, day);
  const found: { rank: number; words: string }[] = [];
  for (const words of assistedWords(person, day)) found.push({ rank: RANKS.assisted, words });
  const days = daysBetween(person.birthDate, day);
  if (days >= 0 && days <= NEWBORN_DAYS)
    found.push({ rank: RANKS.newborn, words: `新生儿，出生第 ${days} 天` });
  const lapse = lapseOf(person, { year, day });
  if (lapse?.kind === 'earlier')
    found.push({ rank: RANKS.lapsed, words: `往年断保，最近参保 ${lapse.last} 年度` });
  const old = age >= OLD_FROM;
  if (old) found.push({ rank: RANKS.visit, words: `${age} 岁` });
  if (report?.outcome === '拒参' || report?.outcome === '无法联系')
    found.push({ rank: RANKS.refused, words: `上次${report.outcome}` });
  const pupil = isPupilHere(person, day);
  if (pupil) found.push({ rank: RANKS.pupil, words: '在校学生' });
  if (found.length === 0)
    found.push({ rank: RANKS.other, words: firstTime(person) ? '从未参保' : '尚未续保' });
  const reasons = found.toSorted((a, b) => a.rank - b.rank);
  const disabled = person.identities.some(
    ({ type, ...held }) => type === 'SEVERELY_DISABLED' && inForce(held, day),
  );
  return {
    rank: reasons[0]?.rank ?? RANKS.other,
    reasons: reasons.map(({ words }) => words),
    channel: channelOf({
      lookUp: at.class === 'undecided' && at.evidence.fact !== 'door',
      visit: old || disabled || report?.outcome === '无法联系',
      pupil: pupil && age < ADULT_FROM,
      phone: person.phone !== null,
    }),
  };
}

function channelOf(is: { lookUp: boolean; visit: boolean; pupil: boolean; phone: boolean }): Channel {
  if (is.lookUp) return '查证';
  if (is.visit) return '入户';
  if (is.pupil) return '学校';
  return is.phone ? '电话' : '入户';
}

const inForce = ({ from, until }: { from: CivilDate; until: CivilDate | null }, day: CivilDate): boolean =>
  from <= day && (until === null || until >= day);

/** Identities that assist with the fee. Only what an office confirmed counts; the person's own word counts for nothing. */
export const assistedIdentities = ({ identities }: Person, day: CivilDate): SpecialIdentity[] =>
  identities.filter((one) => one.source !== null && ASSISTED.includes(one.type) && inForce(one, day));
const assistedWords = (person: Person, day: CivilDate): string[] =>
  assistedIdentities(person, day).map(({ type, source }) => `${SPECIAL_IDENTITY_WORDS[type]}（${source}）`);

const firstTime = (person: Person): boolean =>
  paidYears(person).length === 0 && person.enrolments.length === 0;

const isPupilHere = ({ schooling, villageCode }: Person, day: CivilDate): boolean =>
  schooling !== null &&
  schooling.region === villageCode.slice(0, 6) &&
  schooling.from <= day &&
  (schooling.until ?? day) >= day;

/** First by rank, then as one walks: group, household, the older first. */
export const byPriority = (
  a: { readonly person: Person; readonly priority: Priority },
  b: { readonly person: Person; readonly priority: Priority },
): number =>
  a.priority.rank - b.priority.rank ||
  a.person.group - b.person.group ||
  compare(a.person.householdId, b.person.householdId) ||
  compare(a.person.birthDate, b.person.birthDate) ||
  compare(a.person.id, b.person.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
