import type { Person } from '#shared/domain/person';
import type { Likeness } from '#shared/duplicates/compare';
import { DuplicateIndex, pairKey } from '#shared/duplicates/duplicateIndex';
import type { Subject } from '#shared/duplicates/subject';
import type { RecordMap } from '../store/mirrorStore';
import { soundsOf } from '../store/nameSounds';

export interface DuplicatingWorld {
  /** The person as this desk sees them now. */
  personOf(id: string): Person | null;
  /** Persons that pending operations made or changed. */
  changed(): readonly Person[];
  /** What was found has changed. */
  found(): void;
  /** Lets the window paint and answer keys. */
  rest(): Promise<void>;
  now(): number;
}

/** Who may be entered twice, looked for in idle time over everybody on this desk. */
export interface Duplicating {
  /** A mirror that is new as a whole (`keys` null) or in places. */
  mirrored(records: RecordMap, keys: ReadonlySet<string> | null): void;
  /** Pending operations have changed somebody. */
  again(): void;
  /** Who may be the same as somebody on file or being typed. Null: not looked through everybody yet. */
  of(person: Subject): readonly Likeness[] | null;
  /** Every pair found so far, and whether everybody has been looked at. */
  all(): { readonly pairs: readonly Likeness[]; readonly done: boolean };
}

/** Longest piece of work between two rests, ms: well below what a typing clerk notices. */
const SLICE_MS = 8;

const signOf = ({ name, certNo, birthDate, sex, householdId, guardianId }: Person): string =>
  [name, certNo, birthDate, sex, householdId, guardianId].join('|');

export function duplicating(world: DuplicatingWorld): Duplicating {
  let index = new DuplicateIndex(soundsOf, world.personOf);
  let pairs = new Map<string, Likeness>();
  /** What people were looked at with: most changes are not about any of it. */
  const looked = new Map<string, string>();
  let turn = 0;
  let isBuilt = false;
  let isDone = false;

  const look = (person: Subject): void => {
    for (const likeness of index.find(person)) pairs.set(pairKey(likeness.pair), likeness);
  };

  /** Everybody is laid under their keys first, so that the counter can ask, and then looked at one by one. */
  const build = async (mine: number, records: RecordMap): Promise<void> => {
    const fresh = new DuplicateIndex(soundsOf, world.personOf);
    const sliced = async (work: (person: Person) => void, people: Iterable<Person>): Promise<boolean> => {
      let sliceFrom = world.now();
      for (const person of people) {
        work(person);
        if (world.now() - sliceFrom < SLICE_MS) continue;
        await world.rest();
        if (mine !== turn) return false;
        sliceFrom = world.now();
      }
      return mine === turn;
    };
    const people = [...records.values()].filter((one): one is Person => one.kind === 'person');
    if (!(await sliced((person) => fresh.add(person), people))) return;
    index = fresh;
    pairs = new Map();
    looked.clear();
    isBuilt = true;
    for (const person of world.changed()) fresh.add(person);
    if (!(await sliced(look, people))) return;
    for (const person of world.changed()) look(person);
    isDone = true;
    world.found();
  };

  const takeIn = (given: readonly Person[]): void => {
    if (!isBuilt) return;
    const people = given.filter((person) => looked.get(person.id) !== signOf(person));
    for (const person of people) {
      looked.set(person.id, signOf(person));
      index.add(person);
    }
    const before = pairs.size;
    for (const person of people) look(person);
    if (pairs.size !== before) world.found();
  };

  return {
    mirrored(records, keys) {
      if (keys === null || !isBuilt) {
        turn++;
        isBuilt = false;
        isDone = false;
        const mine = turn;
        void world.rest().then(() => (mine === turn ? build(mine, records) : undefined));
        return;
      }
      takeIn(
        [...keys].flatMap((key) => {
          const record = records.get(key);
          return record?.kind === 'person' ? [record] : [];
        }),
      );
    },
    again: () => takeIn(world.changed()),
    of: (person) => (isBuilt ? index.find(person) : null),
    all() {
      // People have changed since a pair was found: only what still holds is told.
      const held = [...pairs.values()].flatMap(({ pair }) => {
        const [a, b] = pair.map(world.personOf);
        if (!a || !b || a.id === b.id) return [];
        return index.find(a).find((one) => one.pair.includes(b.id)) ?? [];
      });
      const unique = new Map(held.map((one) => [pairKey(one.pair), one]));
      return { pairs: [...unique.values()], done: isDone };
    },
  };
}
