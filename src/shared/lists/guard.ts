import type { Person } from '../domain/person';
import { type ListItem, takesAway } from './item';
import type { ListWorld } from './judge';
import type { ListTable } from './listRow';
import type { ListImport } from './record';
import { listSource } from './sources';

/** A full list with fewer rows than this share of the one before it is taken for a part. */
const FEWEST_SHARE = 0.7;
/** So many of one village gone at once, and nobody left: its sheet is missing. */
const FEWEST_OF_VILLAGE = 3;
/** So many people unknown here, and the list is another place's. */
const MOST_UNKNOWN = 0.5;

export interface GuardFacts {
  readonly tables: readonly ListTable[];
  readonly items: readonly ListItem[];
  /** Imports of the past, the last first. */
  readonly past: readonly ListImport[];
  /** Names by village code. */
  readonly villageName: (code: string) => string;
}

/**
 * Why a full list may take nothing from anybody (peers lost people by a broken file, G.1): each reason a sentence; empty: the list is
 * whole, or takes nothing away by silence. What it adds is not concerned.
 */
export function guardOf(
  { tables, items, past, villageName }: GuardFacts,
  world: Pick<ListWorld, 'source' | 'period'>,
): string[] {
  const { source, period } = world;
  if (!listSource(source).full) return [];
  const reasons: string[] = [];
  const rows = items.filter(({ row }) => row !== null);
  const count = (of: ListItem['class']): number => rows.filter((item) => item.class === of).length;
  const wrong = count('wrong');
  if (wrong > 0)
    reasons.push(`有 ${wrong} 行有误（没有号码、身份或读不出来）：不知道是谁，就不能当作不在名单上。`);
  const unknown = count('unknown');
  if (rows.length > 0 && unknown / rows.length > MOST_UNKNOWN)
    reasons.push(`${rows.length} 行里有 ${unknown} 人本机没有档案，可能是别的乡镇的名单。`);
  const years = yearsAbove(tables);
  if (years.length > 0 && !years.includes(period.slice(0, 4)))
    reasons.push(`名单标题写的是 ${years.join('、')} 年，选的月份是 ${period}。`);
  const before = past.find((one) => one.source === source);
  if (before !== undefined && before.period > period)
    reasons.push(`已经办理过 ${before.period} 的名单，这份 ${period} 的更旧。`);
  if (before !== undefined && rows.length < before.rows * FEWEST_SHARE)
    reasons.push(`上一份（${before.period}）有 ${before.rows} 行，这份只有 ${rows.length} 行，可能不完整。`);
  reasons.push(
    ...emptyVillages(items).map(
      (code) => `${villageName(code)}现有资助对象，名单上却一个也没有，可能少了一张表。`,
    ),
  );
  return reasons;
}

/** Years that stand above the headings, `2026年` or `2026-11`. */
const yearsAbove = (tables: readonly ListTable[]): string[] => [
  ...new Set(
    tables.flatMap(({ above }) =>
      [...above.normalize('NFKC').matchAll(/(20\d\d)(?=\s*年|[-./]\d)/g)].map(([, year = '']) => year),
    ),
  ),
];

/** Villages of which several people would lose an identity and nobody is on the list. */
function emptyVillages(items: readonly ListItem[]): string[] {
  const named = new Set(
    items.flatMap(({ row, person }) => (row !== null && person ? [person.villageCode] : [])),
  );
  const losing = new Map<string, number>();
  for (const item of items)
    if (item.row === null && item.person && takesAway(item))
      losing.set(item.person.villageCode, (losing.get(item.person.villageCode) ?? 0) + 1);
  return [...losing]
    .flatMap(([code, n]) => (n >= FEWEST_OF_VILLAGE && !named.has(code) ? [code] : []))
    .toSorted();
}

/** How many lose something in a village, of how many who have it. */
export interface VillageLoss {
  readonly villageCode: string;
  readonly losing: number;
  readonly having: number;
}

/** Whether a change is so large that a second person has to look at it (熔断). */
export interface Breaker {
  readonly trips: boolean;
  readonly losses: readonly VillageLoss[];
  readonly total: number;
}

/**
 * Losses over which a list stops, unless a county says otherwise: no document sets a figure; ten of a hundred is far above what a
 * month changes, and three people of a small village are no sign of anything.
 */
export const BREAKER = { total: 20, share: 0.1, atLeast: 3 } as const;

/** `having`: whether somebody has what the list may take. */
export function breakerOf(
  items: readonly ListItem[],
  people: Iterable<Person>,
  having: (person: Person) => boolean,
): Breaker {
  const losing = new Map<string, number>();
  for (const item of items)
    if (item.person !== null && takesAway(item))
      losing.set(item.person.villageCode, (losing.get(item.person.villageCode) ?? 0) + 1);
  const have = new Map<string, number>();
  for (const person of people)
    if (losing.has(person.villageCode) && having(person))
      have.set(person.villageCode, (have.get(person.villageCode) ?? 0) + 1);
  const losses = [...losing]
    .map(([villageCode, n]) => ({ villageCode, losing: n, having: Math.max(n, have.get(villageCode) ?? 0) }))
    .toSorted((a, b) => b.losing - a.losing);
  const total = losses.reduce((sum, { losing: n }) => sum + n, 0);
  const trips =
    total > BREAKER.total ||
    losses.some(({ losing: n, having: all }) => n >= BREAKER.atLeast && n > all * BREAKER.share);
  return { trips, losses, total };
}
