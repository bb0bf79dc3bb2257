import type { Person } from '#shared/domain/person';
import { outcomeOf, type Standing } from './ledger';

const UNSETTLED: ReadonlySet<string> = new Set(['pending', 'refused', 'conflict', 'quarantined', 'returned']);

/**
 * Who the desk's unsettled operations are about, as last seen here: they stay in sight when the mirror has them no more, over a
 * restart too, since neither mirror nor platform would tell of them again (JM7).
 */
export interface Departed {
  /** Those whom an earlier run of the program had noted. */
  restore(people: readonly Person[]): void;
  /** Looks at everybody concerned; to be called whenever operations or mirror changed. True where others are gone than before. */
  note(standings: readonly Standing[], personOf: (id: string) => Person | null): boolean;
  /** Somebody with unsettled operations who is not in the mirror any more. */
  get(id: string): Person | null;
  all(): Person[];
}

export function departedPeople(): Departed {
  let seen = new Map<string, Person>();
  let gone = new Set<string>();
  return {
    restore(people) {
      seen = new Map([...people.map((person) => [person.id, person] as const), ...seen]);
      gone = new Set([...people.map(({ id }) => id), ...gone]);
    },
    note(standings, personOf) {
      const now = new Map<string, Person>();
      const missing = new Set<string>();
      for (const standing of standings) {
        if (!UNSETTLED.has(outcomeOf(standing))) continue;
        for (const { kind, id } of standing.operation.subjects) {
          if (kind !== 'person' || now.has(id)) continue;
          const here = personOf(id);
          const person = here ?? seen.get(id);
          if (person === undefined) continue;
          now.set(id, person);
          if (here === null) missing.add(id);
        }
      }
      const isNews = missing.size !== gone.size || [...missing].some((id) => !gone.has(id));
      seen = now;
      gone = missing;
      return isNews;
    },
    get: (id) => (gone.has(id) ? (seen.get(id) ?? null) : null),
    all: () => [...gone].flatMap((id) => seen.get(id) ?? []),
  };
}
