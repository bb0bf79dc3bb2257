import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generateTownship } from '#fixtures/township';
import { isCivilDate } from '#shared/domain/civilDate';
import type { Person } from '#shared/domain/person';
import { compare, type Likeness } from '#shared/duplicates/compare';
import { DuplicateIndex, pairKey } from '#shared/duplicates/duplicateIndex';
import { soundsOf as read } from './nameSounds';

/** Readings once a name: everybody is compared with everybody here. */
const readings = new Map<string, readonly string[]>();
const soundsOf = (name: string): readonly string[] => {
  const known = readings.get(name) ?? read(name);
  readings.set(name, known);
  return known;
};

const TOWN = [...generateTownship({ persons: 2_000 })].filter((one) => one.kind === 'person') as Person[];
const HOMOPHONES = [
  ['伟', '炜'],
  ['芳', '方'],
  ['丽', '莉'],
  ['明', '鸣'],
  ['华', '骅'],
  ['英', '瑛'],
  ['杰', '洁'],
] as const;
const digit = (text: string, at: number): string =>
  text.slice(0, at) + String((Number(text[at]) + 3) % 10) + text.slice(at + 1);
const swap = (text: string, at: number): string =>
  text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);

/** The year off by one; 29 February has no such day in most years, and nobody can enter it. */
const nextYear = (date: string): string => {
  const off = `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
  return isCivilDate(off) ? off : date;
};

/** How the same person is entered a second time by somebody in a hurry. */
const SLIPS: readonly ((person: Person) => Partial<Person>)[] = [
  ({ certNo }) => ({ certNo }),
  ({ certNo }) => ({ certNo: certNo && digit(certNo, 12) }),
  ({ certNo }) => ({ certNo: certNo && swap(certNo, 9) }),
  ({ certNo }) => ({
    certNo: certNo && certNo.slice(6, 8) === '19' ? certNo.slice(0, 6) + certNo.slice(8, 17) : certNo,
  }),
  () => ({ certNo: null }),
  ({ birthDate }) => ({ certNo: null, birthDate: nextYear(birthDate) }),
  ({ name }) => ({
    certNo: null,
    name: HOMOPHONES.reduce((text, [a, b]) => text.replace(a, b), name),
  }),
];
const entered = (person: Person, slip: number, n: number): Person => ({
  ...person,
  householdId: `again-${n}`,
  ...SLIPS[slip % SLIPS.length]?.(person),
  id: `TMP-again-${n}`,
});

function foundBy(people: readonly Person[]): Map<string, Likeness> {
  const byId = new Map(people.map((person) => [person.id, person]));
  const index = new DuplicateIndex(soundsOf, (id) => byId.get(id) ?? null);
  for (const person of people) index.add(person);
  const found = new Map<string, Likeness>();
  for (const person of people) for (const one of index.find(person)) found.set(pairKey(one.pair), one);
  return found;
}

describe('duplicates over a township', () => {
  test('[DU8] keys find exactly what comparing everybody with everybody finds', () => {
    const people = TOWN.slice(0, 500);
    const again = people.filter((_, n) => n % 9 === 0).map((person, n) => entered(person, n, n));
    const all = [...people, ...again];
    const brute = new Map<string, Likeness>();
    for (let a = 0; a < all.length; a++) {
      for (let b = a + 1; b < all.length; b++) {
        const likeness = compare(all[a] as Person, all[b] as Person, soundsOf);
        if (likeness) brute.set(pairKey(likeness.pair), likeness);
      }
    }
    expect(brute.size).toBeGreaterThan(60);
    expect([...foundBy(all)].sort()).toEqual([...brute].sort());
  });

  test('[DU9] whoever is entered again with one usual slip is found, and the pair is the same from either side', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: TOWN.length - 1 }),
        fc.integer({ min: 0, max: SLIPS.length - 1 }),
        (at, slip) => {
          const person = TOWN[at] as Person;
          const twice = entered(person, slip, at);
          const likeness = compare(person, twice, soundsOf);
          expect(compare(twice, person, soundsOf)).toEqual(likeness);
          // A slip that leaves no digit changed, or makes a foreign document, is no slip of the kind.
          if (person.certType !== '01') return;
          expect(likeness, `${person.name} ${slip}`).not.toBeNull();
        },
      ),
      { numRuns: 400 },
    );
  });

  test('[DU10] a whole sample township has few pairs, so that a clerk can go through them', () => {
    expect(foundBy(TOWN).size).toBeLessThan(TOWN.length / 20);
  });
});
