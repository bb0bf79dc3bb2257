import { likeBirths } from './births';
import { compare, type Likeness, WEIGHTS } from './compare';
import { nameKeys } from './names';
import { comparedNumber, rightNumbersNear } from './numbers';
import type { SoundsOf, Subject } from './subject';

/**
 * Finds who may be the same person without comparing everybody with everybody: people are laid under keys of which two that are
 * alike always share one. Keys are only ever added; each find looks at the people as they are now.
 */
export class DuplicateIndex {
  private readonly byKey = new Map<string, string[]>();
  /** Numbers that cannot be right are few; each is looked for from both sides. */
  private readonly known = new Set<string>();

  constructor(
    private readonly soundsOf: SoundsOf,
    /** The person as they are now; null: gone. */
    private readonly personOf: (id: string) => Subject | null,
  ) {}

  add(person: Subject): void {
    this.known.add(person.id);
    for (const key of this.ownKeys(person)) {
      const ids = this.byKey.get(key);
      if (ids === undefined) this.byKey.set(key, [person.id]);
      else if (!ids.includes(person.id)) ids.push(person.id);
    }
  }

  ids(): Iterable<string> {
    return this.known;
  }

  /** Who may be the same person as this one, on file or being typed; the strongest first. */
  find(person: Subject): Likeness[] {
    const ids = new Set<string>();
    for (const key of this.askedKeys(person)) for (const id of this.byKey.get(key) ?? []) ids.add(id);
    ids.delete(person.id);
    return [...ids]
      .flatMap((id) => {
        const other = this.personOf(id);
        return (other && compare(person, other, this.soundsOf)) ?? [];
      })
      .sort(strongerFirst);
  }

  private ownKeys({ name, birthDate, certNo }: Subject): string[] {
    const number = comparedNumber(certNo);
    const keys = nameKeys(name, this.soundsOf).map((key) => `${key}|${birthDate}`);
    if (number === null) return keys;
    keys.push(`n${number.key}`);
    if (number.isWrong) for (const near of rightNumbersNear(number.key)) keys.push(`w${near}`);
    return keys;
  }

  private askedKeys({ name, birthDate, certNo }: Subject): string[] {
    const number = comparedNumber(certNo);
    const births = [...likeBirths(birthDate).keys()];
    const keys = nameKeys(name, this.soundsOf).flatMap((key) => births.map((birth) => `${key}|${birth}`));
    if (number === null) return keys;
    keys.push(`n${number.key}`, `w${number.key}`);
    if (number.isWrong) for (const near of rightNumbersNear(number.key)) keys.push(`n${near}`);
    return keys;
  }
}

export const strongerFirst = (a: Likeness, b: Likeness): number =>
  WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight) ||
  (pairKey(a.pair) < pairKey(b.pair) ? -1 : pairKey(a.pair) > pairKey(b.pair) ? 1 : 0);

/** One name for a pair. */
export const pairKey = ([a, b]: readonly [string, string]): string => `${a} ${b}`;
