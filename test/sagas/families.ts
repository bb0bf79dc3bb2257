import type { Person } from '#shared/domain/person';
import { type Folk, folkOf } from '../faults/world/village';

/** Who lives in a village of this room: a family of three that can move, and people who change their scheme. */
export interface Families extends Folk {
  /** Head, wife and child of one household. */
  readonly family: readonly Person[];
  /** Somebody with a resident relation. */
  readonly resident: Person;
}

const HEAD = '02';
const RELATIONS = [HEAD, '10', '20', HEAD, '10', HEAD] as const;
/** Which of the households of the village each lives in. */
const HOMES = [0, 0, 0, 1, 1, 2] as const;

/** The people of village number `n`; the same `n` gives the same. */
export function familiesOf(n: number): Families {
  const folk = folkOf(n);
  const persons = folk.persons.map((person, at): Person => {
    const home = folk.households[HOMES[at] ?? 0];
    const [householdId, group] = [home?.id ?? '', home?.group ?? 1];
    return { ...person, householdId, group, relation: RELATIONS[at] ?? HEAD };
  });
  const households = folk.households.map((home) => {
    const head = persons.find(({ householdId, relation }) => householdId === home.id && relation === HEAD);
    return { ...home, headPersonId: head?.id ?? null };
  });
  const [employee, resident] = [persons.at(-1), persons[3]];
  if (employee === undefined || resident === undefined) throw new Error('six people live in a village');
  return { ...folk, persons, households, employee, family: persons.slice(0, 3), resident };
}
