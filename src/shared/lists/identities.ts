import type { RowStep } from '../batch/plan';
import { addDays, type CivilDate } from '../domain/civilDate';
import type { Person } from '../domain/person';
import {
  SPECIAL_IDENTITY_WORDS,
  type SpecialIdentity,
  type SpecialIdentityType,
} from '../domain/specialIdentity';
import { idle, type ListItem } from './item';
import type { ListWorld } from './judge';
import type { ListRow } from './listRow';
import { standingOf } from './record';
import { isAuthority, listSource } from './sources';

type World = Pick<ListWorld, 'source' | 'day' | 'period'>;

/** Of these civil affairs confirm one at a time; the first outranks the next. */
const ONE_OF: readonly SpecialIdentityType[] = ['EXTREMELY_POOR', 'MIN_LIVING', 'LOW_INCOME_EDGE'];

const words = (types: readonly SpecialIdentityType[]): string =>
  types.map((type) => SPECIAL_IDENTITY_WORDS[type]).join('、');

/** Confirmed and not ended; a person's own word counts for nothing (R-SPC-01). */
const confirmed = (person: Person): SpecialIdentity[] =>
  person.identities.filter(({ source, until }) => source !== null && until === null);

const firstOf = (period: string): CivilDate => `${period}-01`;

/** What a list says of a person's identities, beside those that stand. */
export function judgeIdentities(
  row: ListRow,
  person: Person,
  said: { readonly types: readonly SpecialIdentityType[]; readonly from: CivilDate | null },
  world: World,
): ListItem {
  const { types } = said;
  if (types.length === 0) return idle(row, person, 'same', '不是一级、二级残疾，不算重度残疾人。');
  if (person.survival === '2')
    return idle(row, person, 'undecided', '档案里已是死亡，名单上还在，请与来源单位核实。');
  const both = ONE_OF.filter((type) => types.includes(type));
  if (both.length > 1)
    return idle(row, person, 'undecided', `名单上同时写了${words(both)}，这几种不会同时认定，请与民政核实。`);
  const held = confirmed(person);
  const entering = types.filter((type) => !held.some((one) => one.type === type));
  const { full, identities } = listSource(world.source);
  const missing = full ? held.filter(({ type }) => identities.includes(type) && !types.includes(type)) : [];
  // A list that only adds does not settle which of two holds.
  const clash = ONE_OF.filter(
    (type) =>
      [...types, ...held.map((one) => one.type)].includes(type) && !missing.some((one) => one.type === type),
  );
  if (entering.length > 0 && clash.length > 1)
    return idle(
      row,
      person,
      'undecided',
      `已有${words(clash.filter((type) => !types.includes(type)))}身份，名单说是${words(types)}，请与民政核实以哪个为准。`,
    );
  const doubtful = missing.flatMap((one) => notEnded(one, world) ?? [])[0];
  if (doubtful !== undefined) return idle(row, person, 'undecided', doubtful);
  if (entering.length + missing.length === 0)
    return idle(row, person, 'same', `${words(types)}身份已经在效。`);
  const from = said.from ?? firstOf(world.period);
  return itemOf(row, person, { ending: missing, entering, from }, world);
}

/** Somebody whom a full list does not name any more; null: nothing of theirs is this list's. */
export function cancelledItem(person: Person, world: World): ListItem | null {
  const { identities, title } = listSource(world.source);
  const ending = confirmed(person).filter(({ type }) => identities.includes(type));
  if (ending.length === 0 || person.survival === '2') return null;
  if (person.certNo === null)
    return idle(null, person, 'undecided', '本人没有证件号码，按号码的名单上对不出来，请与来源单位核实。');
  const doubtful = ending.flatMap((one) => notEnded(one, world) ?? [])[0];
  if (doubtful !== undefined) return idle(null, person, 'undecided', doubtful);
  const item = itemOf(null, person, { ending, entering: [], from: firstOf(world.period) }, world);
  return { ...item, text: `不在${title}上，${item.text}` };
}

/** Why this list cannot end an identity that stands; null: it can. */
function notEnded({ type, source, from }: SpecialIdentity, { source: list, period }: World): string | null {
  const { office } = listSource(list);
  const identity = SPECIAL_IDENTITY_WORDS[type];
  if (isAuthority(source, type) && !isAuthority(office, type))
    return `${identity}由${source}认定，这份名单上没有；以${source}为准，请与${source}核实后再终止。`;
  return from >= firstOf(period)
    ? `${identity}自 ${from} 起在效，晚于名单的月份 ${period}，这份名单说不了它。`
    : null;
}

function itemOf(
  row: ListRow | null,
  person: Person,
  of: { ending: readonly SpecialIdentity[]; entering: readonly SpecialIdentityType[]; from: CivilDate },
  { source, period }: World,
): ListItem {
  const { ending, entering, from } = of;
  const { office } = listSource(source);
  // The list of a month says who is confirmed in it: the last day of one who is not lies before it.
  const until = addDays(firstOf(period), -1);
  const steps: RowStep[] = [
    ...ending.map(({ type }) => ({
      matter: 'SPECIAL_IDENTITY' as const,
      fields: { personId: person.id, what: 'END', ending: type, until },
    })),
    ...entering.map((type) => ({
      matter: 'SPECIAL_IDENTITY' as const,
      fields: { personId: person.id, what: 'ENTER', type, source: office, from },
    })),
  ];
  const before = standingOf(person);
  const after = [
    ...before.identities
      .filter((one) => !(one.source === null && entering.includes(one.type)))
      .map((one) => (ending.includes(one) ? { ...one, until } : one)),
    ...entering.map((type) => ({ type, source: office, from, until: null })),
  ];
  const ended = ending.length > 0 ? `${words(ending.map(({ type }) => type))}身份到 ${until} 终止。` : '';
  const entered = entering.length > 0 ? `录入${words(entering)}身份，${from} 起。` : '';
  return {
    row,
    person,
    class: row === null ? 'cancelled' : ending.length === 0 ? 'added' : 'changed',
    text: `${ended}${entered}`,
    faults: [],
    steps,
    turn: { before, after: { ...before, identities: after } },
  };
}
