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
  /** Folds these operations, in their order, instead of those before. */
  refold(pending: readonly Operation[]): void;
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
  personsOf(villageCode: string, group: number | null): Person[];
  members(householdId: string): Person[];
  /** Ids of the others with this certificate number. */
  sameNumber(certNo: string, exceptId: string): string[];
  search(query: string, limit: number): Match[];
  /** Prepares the search so that the first query is quick. */
  warmSearch(): Promise<void>;
  /** The few records that values name: what a matter reads, without walking the whole mirror. */
  named(values: Readonly<Record<string, unknown>>): Records;
}

/** Look-ups over the mirror alone, made when first needed after a change. */
interface MirrorIndex {
  readonly byNumber: ReadonlyMap<string, readonly string[]>;
  readonly byFormerId: ReadonlyMap<string, string>;
  readonly byHousehold: ReadonlyMap<string, readonly string[]>;
}

export function createView(): View {
  let mirror: RecordMap = new Map();
  let place: FoldPlace | null = null;
  const folded = new Map<string, PlatformRecord>();
  const reasons = new Map<string, string>();
  let index: MirrorIndex | null = null;
  let search: SearchIndex = searchIndexOf([]);
  /** Persons that are not as the search index has them, by id. */
  let stale = new Set<string>();
  let staleSearch: SearchIndex | null = null;

  const get = (kind: RecordKind, id: string): PlatformRecord | undefined => {
    const key = recordKey({ kind, id });
    return folded.get(key) ?? mirror.get(key);
  };
  const mirrorIndex = (): MirrorIndex => {
    index ??= indexOf(mirror);
    return index;
  };
  const idOf = (id: string): string => (get('person', id) ? id : (mirrorIndex().byFormerId.get(id) ?? id));
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
      if (record.kind === 'person') touchPerson(record.id);
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
      add(get('unit', id));
    }
    for (const record of [...records.values()]) {
      if (record.kind === 'person' || record.kind === 'household') add(village(record.villageCode));
    }
    return records;
  };

  const persons = function* (): Generator<Person> {
    for (const [key, record] of mirror) {
      if (record.kind === 'person' && !folded.has(key)) yield record;
    }
    for (const record of folded.values()) if (record.kind === 'person') yield record;
  };
  const ofKind = <K extends RecordKind>(kind: K): Extract<PlatformRecord, { kind: K }>[] => {
    const found = [...mirror.values()].filter((record) => record.kind === kind);
    return found.toSorted((a, b) => (a.id < b.id ? -1 : 1)) as Extract<PlatformRecord, { kind: K }>[];
  };
  let villages: Village[] | null = null;
  let units: Unit[] | null = null;

  return {
    mirrored(records, at, keys) {
      mirror = records;
      place = at;
      index = null;
      villages = null;
      units = null;
      const touched = [...(keys ?? [])].filter((key) => key.startsWith('person:'));
      if (keys === null || stale.size + touched.length > STALE_LIMIT) {
        search = searchIndexOf(ofKind('person'));
        stale = new Set([...folded.values()].filter(({ kind }) => kind === 'person').map(({ id }) => id));
      } else {
        for (const key of touched) stale.add(key.slice('person:'.length));
      }
      staleSearch = null;
    },
    refold(pending) {
      folded.clear();
      reasons.clear();
      for (const operation of pending.toSorted((a, b) => a.seq - b.seq)) fold(operation);
      staleSearch = null;
    },
    append: fold,
    leftOut: (opId) => reasons.get(opId) ?? null,

    person,
    confirmed(id) {
      const found = mirror.get(recordKey({ kind: 'person', id: idOf(id) }));
      return found?.kind === 'person' ? found : null;
    },
    household,
    village,
    villages() {
      villages ??= ofKind('village');
      return villages;
    },
    units() {
      units ??= ofKind('unit').filter(({ managementType }) => managementType === '01');
      return units;
    },
    personsOf(villageCode, group) {
      return [...persons()].filter(
        (who) => who.villageCode === villageCode && (group === null || who.group === group),
      );
    },
    members(householdId) {
      const ids = new Set(mirrorIndex().byHousehold.get(householdId));
      for (const record of folded.values()) {
        if (record.kind === 'person' && record.householdId === householdId) ids.add(record.id);
      }
      return [...ids]
        .map(person)
        .filter((who) => who !== null && who.householdId === householdId) as Person[];
    },
    sameNumber(certNo, exceptId) {
      const number = normaliseNumber(certNo);
      const ids = new Set(mirrorIndex().byNumber.get(number));
      for (const record of folded.values()) {
        if (record.kind === 'person' && record.certNo !== null && normaliseNumber(record.certNo) === number)
          ids.add(record.id);
      }
      const except = idOf(exceptId);
      return [...ids].filter((id) => id !== except);
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

function indexOf(mirror: RecordMap): MirrorIndex {
  const byNumber = new Map<string, string[]>();
  const byFormerId = new Map<string, string>();
  const byHousehold = new Map<string, string[]>();
  const put = (map: Map<string, string[]>, key: string, id: string): void => {
    const ids = map.get(key);
    if (ids) ids.push(id);
    else map.set(key, [id]);
  };
  for (const record of mirror.values()) {
    if (record.kind !== 'person') continue;
    if (record.certNo !== null) put(byNumber, normaliseNumber(record.certNo), record.id);
    if (record.formerId !== null) byFormerId.set(record.formerId, record.id);
    put(byHousehold, record.householdId, record.id);
  }
  return { byNumber, byFormerId, byHousehold };
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
