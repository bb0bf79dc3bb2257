import { ASSISTED } from '../campaign/priority';
import { labelOf } from '../codes/tables/index';
import { currentPersonType } from '../domain/personType';
import type { Village } from '../domain/region';
import { SPECIAL_IDENTITY_WORDS } from '../domain/specialIdentity';
import type { Counted } from './counted';
import type { StatisticsRow } from './row';

/** Lines and the line of everybody in them. */
export interface StatisticsTable {
  readonly rows: readonly StatisticsRow[];
  readonly whole: StatisticsRow;
  /** Each person of `whole` stands in exactly one row. */
  readonly addsUp: boolean;
}

const tableOf = (
  rows: readonly StatisticsRow[],
  members: readonly Counted[],
  label = '合计',
  addsUp = true,
): StatisticsTable => ({ rows, whole: { key: 'whole', label, members }, addsUp });

function groupBy(people: readonly Counted[], keyOf: (one: Counted) => string): Map<string, Counted[]> {
  const groups = new Map<string, Counted[]>();
  for (const one of people) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

/** 按村: every village of the desk, an empty one too. */
export function byVillage(people: readonly Counted[], villages: readonly Village[]): StatisticsTable {
  const found = groupBy(people, ({ person }) => person.villageCode);
  const rows = villages.map(({ id, name }) => ({ key: id, label: name, members: found.get(id) ?? [] }));
  return tableOf(rows, people);
}

/** 按社: the groups of one village. */
export function byGroup(people: readonly Counted[], village: Village): StatisticsTable {
  const here = people.filter(({ person }) => person.villageCode === village.id);
  const found = groupBy(here, ({ person }) => String(person.group));
  const numbers = new Set([...village.groups.keys()].map((at) => String(at + 1)).concat(...found.keys()));
  const rows = [...numbers]
    .toSorted((a, b) => Number(a) - Number(b))
    .map((key) => ({
      key,
      label: village.groups[Number(key) - 1] ?? `${key}社`,
      members: found.get(key) ?? [],
    }));
  return tableOf(rows, here, `${village.name}合计`);
}

/** 按人员类别 of the relation that counts. */
export function byCategory(people: readonly Counted[]): StatisticsTable {
  const found = groupBy(people, ({ person }) => currentPersonType(person) ?? '');
  const rows = [...found]
    .toSorted(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1))
    .map(([key, members]) => ({
      key,
      label: key === '' ? '没有参保关系' : labelOf('personType', key),
      members,
    }));
  return tableOf(rows, people);
}

/** 资助对象: by identity; somebody with two stands in two rows, and in the whole once. */
export function byIdentity(people: readonly Counted[]): StatisticsTable {
  const rows = ASSISTED.map((type) => ({
    key: type,
    label: SPECIAL_IDENTITY_WORDS[type],
    members: people.filter(({ assisted }) => assisted.includes(type)),
  }));
  const anyone = people.filter(({ assisted }) => assisted.length > 0);
  return tableOf(rows, anyone, '资助对象（每人计一次）', false);
}

/** Who registered somebody for the year at this desk. */
export interface Registering {
  readonly personId: string;
  readonly clerk: string;
}

/**
 * 按经办人: people by the clerk of this desk who registered them last for the year, and those whom this desk did not register, so that
 * it adds up. `registered` in the order of acceptance.
 */
export function byClerk(
  people: readonly Counted[],
  registered: readonly Registering[],
  nameOf: (clerk: string) => string,
): StatisticsTable {
  const clerkOf = new Map(registered.map(({ personId, clerk }) => [personId, clerk] as const));
  const found = groupBy(people, ({ person }) => clerkOf.get(person.id) ?? '');
  const rows = [...found]
    .toSorted(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1))
    .map(([key, members]) => ({
      key,
      label: key === '' ? '不是本机受理' : nameOf(key),
      members,
    }));
  return tableOf(rows, people);
}
