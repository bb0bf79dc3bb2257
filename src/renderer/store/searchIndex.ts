import type { Person } from '#shared/domain/person';
import { breathe } from './breathe';
import { isLatin, type Romanised, romanise } from './pinyin';

/** What matched, in the words the window shows. */
export type MatchedBy =
  | '证件号码'
  | '证件号码后几位'
  | '手机'
  | '手机后几位'
  | '户号'
  | '人员编号'
  | '姓名'
  | '拼音'
  | '首字母';

export interface Match {
  readonly person: Person;
  readonly by: MatchedBy;
}

/** Sorted keys with, for each, the person's place; a prefix is a run found by binary search. */
interface Column {
  readonly keys: readonly string[];
  readonly places: Uint32Array;
}

/** Fewer digits than this match too many numbers to be worth a list of tails. */
const MIN_TAIL = 4;
/** Persons between two breaths while the index is built. */
const CHUNK = 5_000;

/** Full-width digits and letters become plain, case and spaces go, and so does the dot of minority names. */
export const normaliseQuery = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s·•・‧∙.\-—]/gu, '');

const hasSurname = (name: string): boolean => !/[·•・‧∙]/u.test(name);
const reversed = (text: string): string => Array.from(text).reverse().join('');

/** One way in which a person can be found. */
interface Way {
  readonly by: MatchedBy;
  keysOf(person: Person): readonly string[];
}

const digitsOf = (text: string | null): readonly string[] => {
  const key = text === null ? '' : normaliseQuery(text);
  return key === '' ? [] : [key];
};

const WAYS = {
  certNo: { by: '证件号码', keysOf: (person) => digitsOf(person.certNo) },
  certTail: { by: '证件号码后几位', keysOf: (person) => digitsOf(person.certNo).map(reversed) },
  phone: { by: '手机', keysOf: (person) => digitsOf(person.phone) },
  phoneTail: { by: '手机后几位', keysOf: (person) => digitsOf(person.phone).map(reversed) },
  household: { by: '户号', keysOf: (person) => digitsOf(person.householdId) },
  personId: { by: '人员编号', keysOf: (person) => digitsOf(person.id) },
  name: { by: '姓名', keysOf: (person) => [normaliseQuery(person.name)] },
} as const satisfies Record<string, Way>;
type WayName = keyof typeof WAYS;
const WAY_NAMES = Object.keys(WAYS) as WayName[];

/** Finds persons in memory: whole matches before beginnings before parts; says what matched. */
export interface SearchIndex {
  /** At most `limit` persons, without those that `skip` names. A column that is not there yet is made first. */
  find(query: string, limit: number, skip?: (person: Person) => boolean): Match[];
  /** Makes the columns ahead of the first query, with breaks in which the window can answer. */
  warm(): Promise<void>;
}

export function searchIndexOf(persons: readonly Person[]): SearchIndex {
  const nameKeys = persons.map(({ name }) => normaliseQuery(name));
  const columns = new Map<WayName, Column>();
  const column = (name: WayName): Column => {
    let made = columns.get(name);
    if (!made) {
      made = columnOf(persons, WAYS[name].keysOf);
      columns.set(name, made);
    }
    return made;
  };

  const readings: Romanised[][] = [];
  const readUpTo = (end: number): void => {
    for (const { name } of persons.slice(readings.length, end)) {
      readings.push(romanise(normaliseQuery(name), hasSurname(name)));
    }
  };
  let roman: { full: Column; initials: Column } | null = null;
  const romanColumns = (): { full: Column; initials: Column } => {
    readUpTo(persons.length);
    roman ??= {
      full: columnOf(persons, (_, at) => (readings[at] ?? []).map(({ full }) => full)),
      initials: columnOf(persons, (_, at) => (readings[at] ?? []).map(({ initials }) => initials)),
    };
    return roman;
  };

  return {
    find(query, limit, skip = () => false) {
      const text = normaliseQuery(query);
      const found = new Map<string, Match>();
      const take = (place: number, by: MatchedBy): void => {
        const person = persons[place];
        if (person && !found.has(person.id) && !skip(person)) found.set(person.id, { person, by });
      };
      const run = (of: Column, key: string, by: MatchedBy, whole: boolean): void => {
        for (let at = lowerBound(of.keys, key); found.size < limit; at++) {
          const here = of.keys[at];
          if (here === undefined || !(whole ? here === key : here.startsWith(key))) return;
          take(of.places[at] ?? 0, by);
        }
      };
      if (text === '') return [];
      if (/\d/.test(text)) {
        for (const way of ['certNo', 'phone', 'household', 'personId'] as const)
          run(column(way), text, WAYS[way].by, false);
        if (text.length >= MIN_TAIL) {
          for (const way of ['certTail', 'phoneTail'] as const)
            run(column(way), reversed(text), WAYS[way].by, false);
        }
      } else if (isLatin(text)) {
        const { full, initials } = romanColumns();
        for (const whole of [true, false]) {
          run(full, text, '拼音', whole);
          run(initials, text, '首字母', whole);
        }
        for (const way of ['certNo', 'personId'] as const) run(column(way), text, WAYS[way].by, false);
      }
      run(column('name'), text, '姓名', false);
      for (let place = 0; place < persons.length && found.size < limit; place++) {
        if (nameKeys[place]?.includes(text)) take(place, '姓名');
      }
      return [...found.values()];
    },
    async warm() {
      for (const name of WAY_NAMES) {
        column(name);
        await breathe();
      }
      for (let end = CHUNK; readings.length < persons.length; end += CHUNK) {
        readUpTo(end);
        await breathe();
      }
      romanColumns();
    },
  };
}

function columnOf(
  persons: readonly Person[],
  keysOf: (person: Person, at: number) => readonly string[],
): Column {
  const pairs: { key: string; place: number }[] = [];
  persons.forEach((person, place) => {
    for (const key of keysOf(person, place)) pairs.push({ key, place });
  });
  // Code unit order, as the binary search compares; equal keys keep the order of the list.
  pairs.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.place - b.place));
  return { keys: pairs.map(({ key }) => key), places: Uint32Array.from(pairs, ({ place }) => place) };
}

function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
