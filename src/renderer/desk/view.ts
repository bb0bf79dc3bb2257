import { normaliseNumber } from '#shared/codes/normalise';
import type { Household } from '#shared/domain/household';
import type { Operation } from '#shared/domain/operation';
import type { Person } from '#shared/domain/person';
import { type PlatformRecord, type RecordKind, recordKey } from '#shared/domain/record';
import type { Village } from '#shared/domain/region';
import type { Unit } from '#shared/domain/unit';
import type { Records } from '#shared/matters/matter';
import { type FoldPlace, foldOne } from '#shared/matters/view';
import type { RecordMap } from '../store/mirrorStore';
import { type Match, type SearchIndex, searchIndexOf } from '../store/searchIndex';

/** Changed persons beside the search index before it is made anew. */
const STALE_LIMIT = 2_000;

/**
 * What this desk sees: the mirror with pending operations folded in. Nothing is rolled back; an operation that leaves the
 * pending ones simply is not folded any more.
 */
export interface View {
  /** A mirror that is new as a whole (`keys` null) or in places. The map stays the receiver's. */
  mirrored(records: RecordMap, place: FoldPlace, keys: ReadonlySet<string> | null): void;
  /**
   * Folds these operations, in their order, instead of those before. `told`: records that came with verdicts; one that is newer
   * than the mirror's stands in its place until the feed has brought it (CN14).
   */
  refold(pending: readonly Operation[], told?: readonly PlatformRecord[]): void;
  /** Folds one more operation on top. */
  append(operation: Operation): void;
  /** Why an operation is not in the view although it is pending. */
  leftOut(opId: string): string | null;

  person(id: string): Person | null;
  /** The platform's own record of a person. */
  confirmed(id: string): Person | null;
  household(id: string): Household | null;
  village(code: string): Village | null;
  villages(): readonly Village[];
  units(): readonly Unit[];
  /** By empNo, also by the placeholder it was registered under. */
  unit(id: string): Unit | null;
  /** Everybody with a relation to a unit, ended ones too. */
  staffOf(empNo: string): Person[];
  personsOf(villageCode: string, group: number | null): Person[];
  members(householdId: string): Person[];
  /** Ids of the others with this certificate number. */
  sameNumber(certNo: string, exceptId: string): string[];
  /** Persons that are not as the mirror has them: pending operations, or a verdict's newer word, stand before it. */
  changed(): Person[];
  /** Every name known here. */
  names(): Set<string>;
  /** Persons of the mirror with this certificate number, whatever waits here. */
  mirrorPersons(certNo: string): Person[];
  search(query: string, limit: number): Match[];
  /** Prepares the search so that the first query is quick. */
  warmSearch(): Promise<void>;
  /** The few records that values name: what a matter reads, without walking the whole mirror. */
  named(values: Readonly<Record<string, unknown>>): Records;
}

/**
 * Ids by what persons of the mirror carry or once carried. Entries are only ever added, and every look-up checks the person
 * as they are now; so a page of the feed costs its own rows and no more.
 */
interface MirrorIndex {
  readonly byNumber: Map<string, string[]>;
  readonly byFormerId: Map<string, string[]>;
  readonly byHousehold: Map<string, string[]>;
  readonly byVillage: Map<string, string[]>;
  readonly byUnit: Map<string, string[]>;
}

export function createView(): View {
  let mirror: RecordMap = new Map();
  let place: FoldPlace | null = null;
  const folded = new Map<string, PlatformRecord>();
  const told = new Map<string, PlatformRecord>();
  const reasons = new Map<string, string>();
  /** Units as pending operations leave them. */
  const foldedUnits = new Map<string, Unit>();
  /** The same as `index`, of persons told or changed by pending operations. */
  let recent = emptyIndex();
  let index: MirrorIndex | null = null;
  let search: SearchIndex = searchIndexOf([]);
  /** Persons that are not as the search index has them, by id. */
  let stale = new Set<string>();
  let staleSearch: SearchIndex | null = null;
  let villages: Village[] | null = null;
  let units: Unit[] | null = null;

  /** The platform's newest word on a record; what has left the mirror does not come back. */
  const newest = (key: string): PlatformRecord | undefined => {
    const [here, heard] = [mirror.get(key), told.get(key)];
    return here && heard && heard.version > here.version ? heard : here;
  };
  const get = (kind: RecordKind, id: string): PlatformRecord | undefined => {
    const key = recordKey({ kind, id });
    return folded.get(key) ?? newest(key);
  };
  const mirrorIndex = (): MirrorIndex => {
    index ??= indexOf(mirror);
    return index;
  };
  const idOf = (id: string): string =>
    get('person', id)
      ? id
      : (mirrorIndex()
          .byFormerId.get(id)
          ?.find((now) => get('person', now)) ?? id);
  const person = (id: string): Person | null => {
    const found = get('person', idOf(id));
    return found?.kind === 'person' ? found : null;
  };
  const household = (id: string): Household | null => {
    const found = get('household', id);
    return found?.kind === 'household' ? found : null;
  };
  const village = (code: string): Village | null => {
    const found = get('village', code);
    return found?.kind === 'village' ? found : null;
  };

  /** Ordinary units of mirror and fold, in the order of their numbers. */
  const allUnits = (): Unit[] => {
    units ??= ofKind('unit').filter(({ managementType }) => managementType === '01');
    if (foldedUnits.size === 0) return units;
    const own = [...foldedUnits.values()].filter(({ managementType }) => managementType === '01');
    const now = new Map([...units, ...own].map((unit) => [unit.id, unit] as const));
    return [...now.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  };
  const unit = (id: string): Unit | null => {
    const found = get('unit', id);
    if (found?.kind === 'unit') return found;
    return id.startsWith('TMP-') ? (allUnits().find(({ formerId }) => formerId === id) ?? null) : null;
  };

  const touchPerson = (id: string): void => {
    stale.add(id);
    staleSearch = null;
  };
  const fold = (operation: Operation): void => {
    if (!place) return;
    const outcome = foldOne(named(operation.body), operation, place);
    if ('reason' in outcome) {
      reasons.set(operation.opId, outcome.reason);
      return;
    }
    for (const record of outcome.changes) {
      folded.set(recordKey(record), record);
      if (record.kind === 'unit') foldedUnits.set(record.id, record);
      if (record.kind !== 'person') continue;
      touchPerson(record.id);
      addTo(recent, record);
    }
  };

  const named = (values: Readonly<Record<string, unknown>>): Records => {
    const records = new Map<string, PlatformRecord>();
    const add = (record: PlatformRecord | null | undefined): void => {
      if (record) records.set(recordKey(record), record);
    };
    for (const id of textsIn(values)) {
      const somebody = person(id);
      add(somebody);
      if (somebody) add(household(somebody.householdId));
      add(household(id));
      add(village(id));
      add(unit(id));
    }
    // Other registrations of the same unit (R-UNIT-16-2).
    const codes = [...records.values()].flatMap((r) =>
      r.kind === 'unit' && r.uscc !== null ? [r.uscc] : [],
    );
    if (typeof values.uscc === 'string') codes.push(values.uscc);
    if (codes.length > 0) for (const one of allUnits()) if (codes.includes(one.uscc ?? '')) add(one);
    for (const record of [...records.values()]) {
      if (record.kind === 'person' || record.kind === 'household') add(village(record.villageCode));
    }
    return records;
  };

  /** The persons found in either index that are what is asked for now, each once. */
  const personsThat = (
    by: keyof MirrorIndex,
    keys: readonly string[],
    holds: (who: Person) => boolean,
  ): Person[] => {
    const found = keys.flatMap((key) => [
      ...(mirrorIndex()[by].get(key) ?? []),
      ...(recent[by].get(key) ?? []),
    ]);
    return [...new Set(found)].map(person).filter((who) => who !== null && holds(who)) as Person[];
  };
  const ofKind = <K extends RecordKind>(kind: K): Extract<PlatformRecord, { kind: K }>[] => {
    const found = [...mirror.values()].filter((record) => record.kind === kind);
    return found.toSorted((a, b) => (a.id < b.id ? -1 : 1)) as Extract<PlatformRecord, { kind: K }>[];
  };
  return {
    mirrored(records, at, keys) {
      mirror = records;
      place = at;
      villages = null;
      units = null;
      const touched = [...(keys ?? [])].filter((key) => key.startsWith('person:'));
      if (keys === null || stale.size + touched.length > STALE_LIMIT) {
        index = null;
        search = searchIndexOf(ofKind('person'));
        const others = [...told.values(), ...folded.values()];
        stale = new Set(others.filter(({ kind }) => kind === 'person').map(({ id }) => id));
      } else {
        for (const key of touched) {
          stale.add(key.slice('person:'.length));
          const record = mirror.get(key);
          if (index && record?.kind === 'person') addTo(index, record);
        }
      }
      staleSearch = null;
    },
    refold(pending, heard = []) {
      folded.clear();
      reasons.clear();
      told.clear();
      foldedUnits.clear();
      recent = emptyIndex();
      for (const record of heard) {
        const key = recordKey(record);
        if ((told.get(key)?.version ?? 0) < record.version) told.set(key, record);
        if (record.kind !== 'person') continue;
        touchPerson(record.id);
        addTo(recent, record);
      }
      for (const operation of pending.toSorted((a, b) => a.seq - b.seq)) fold(operation);
      staleSearch = null;
    },
    append: fold,
    leftOut: (opId) => reasons.get(opId) ?? null,

    person,
    confirmed(id) {
      const found = newest(recordKey({ kind: 'person', id: idOf(id) }));
      return found?.kind === 'person' ? found : null;
    },
    household,
    village,
    villages() {
      villages ??= ofKind('village');
      return villages;
    },
    units: allUnits,
    unit,
    staffOf(empNo) {
      const known = unit(empNo);
      const ids = [...new Set([empNo, known?.id ?? empNo, known?.formerId ?? empNo])];
      return personsThat('byUnit', ids, (who) =>
        who.enrolments.some((e) => e.scheme === 'EMP' && ids.includes(e.empNo)),
      );
    },
    personsOf: (villageCode, group) =>
      personsThat(
        'byVillage',
        [villageCode],
        (who) => who.villageCode === villageCode && (group === null || who.group === group),
      ),
    members: (householdId) =>
      personsThat('byHousehold', [householdId], (who) => who.householdId === householdId),
    sameNumber(certNo, exceptId) {
      const number = normaliseNumber(certNo);
      const others = personsThat(
        'byNumber',
        [number],
        (who) => who.certNo !== null && normaliseNumber(who.certNo) === number,
      );
      const except = idOf(exceptId);
      return others.map(({ id }) => id).filter((id) => id !== except);
    },
    changed: () => [...told.values(), ...folded.values()].filter((of): of is Person => of.kind === 'person'),
    names: () =>
      new Set(
        [...mirror.values(), ...folded.values()].flatMap((of) => (of.kind === 'person' ? [of.name] : [])),
      ),
    mirrorPersons(certNo) {
      const number = normaliseNumber(certNo);
      return (mirrorIndex().byNumber.get(number) ?? []).flatMap((id) => {
        const record = mirror.get(recordKey({ kind: 'person', id }));
        const isIt = record?.kind === 'person' && record.certNo !== null;
        return isIt && normaliseNumber(record.certNo ?? '') === number ? [record] : [];
      });
    },
    search(query, limit) {
      staleSearch ??= searchIndexOf([...stale].map(person).filter((who) => who !== null));
      const recent = staleSearch.find(query, limit);
      return [...recent, ...search.find(query, limit - recent.length, (who) => stale.has(who.id))];
    },
    warmSearch: () => search.warm(),
    named,
  };
}

const emptyIndex = (): MirrorIndex => ({
  byNumber: new Map(),
  byFormerId: new Map(),
  byHousehold: new Map(),
  byVillage: new Map(),
  byUnit: new Map(),
});

function indexOf(mirror: RecordMap): MirrorIndex {
  const index = emptyIndex();
  for (const record of mirror.values()) if (record.kind === 'person') addTo(index, record);
  return index;
}

function addTo(index: MirrorIndex, person: Person): void {
  const put = (map: Map<string, string[]>, key: string | null): void => {
    if (key === null) return;
    const ids = map.get(key);
    if (ids) ids.push(person.id);
    else map.set(key, [person.id]);
  };
  put(index.byNumber, person.certNo === null ? null : normaliseNumber(person.certNo));
  put(index.byFormerId, person.formerId);
  put(index.byHousehold, person.householdId);
  put(index.byVillage, person.villageCode);
  for (const { scheme, empNo } of person.enrolments) if (scheme === 'EMP') put(index.byUnit, empNo);
}

/** Every text in a value, however deep: the ids it may name. */
function textsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    if (value.length <= 40) found.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) textsIn(inner, found);
  }
  return found;
}
