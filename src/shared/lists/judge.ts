import { sameName } from '../batch/rowReader';
import type { CivilDate } from '../domain/civilDate';
import type { Person } from '../domain/person';
import { cancelledItem, judgeIdentities } from './identities';
import { idle, type ListItem } from './item';
import type { ListRow, ListWord } from './listRow';
import { judgeDeath, judgeMoved, judgePaid } from './otherWords';
import { type ListSourceCode, listSource } from './sources';

/** What a list is held against. */
export interface ListWorld {
  readonly source: ListSourceCode;
  /** Business day. */
  readonly day: CivilDate;
  /** Month that the list speaks of, `YYYY-MM`. */
  readonly period: string;
  /** Insured year that payments are compared in. */
  readonly year: number;
  /** Everybody with a certificate number; of 15 digits as the 18 of the same person (`comparedNumber`). */
  readonly byNumber: (certNo: string) => readonly Person[];
  /** Everybody of the jurisdiction; asked for full lists only. */
  readonly everybody: () => Iterable<Person>;
}

const placeOf = ({ table, data }: ListRow): string => `“${table.name}”第 ${data.row} 行`;

/** What every row comes to, and of a full list also who is no longer on it. Nothing is done by it. */
export function judgeList(rows: readonly ListRow[], world: ListWorld): ListItem[] {
  const byNumber = new Map<string, ListRow[]>();
  for (const row of rows) byNumber.set(row.certNo, [...(byNumber.get(row.certNo) ?? []), row]);
  const items = rows.map((row) => judgeRow(row, byNumber.get(row.certNo) ?? [row], world));
  if (!listSource(world.source).full) return items;
  // Named is who the number is of, also where it cannot be told which of two files is meant.
  const named = new Set([...byNumber.keys()].flatMap((certNo) => world.byNumber(certNo).map(({ id }) => id)));
  const gone: ListItem[] = [];
  for (const person of world.everybody()) {
    if (named.has(person.id)) continue;
    const item = cancelledItem(person, world);
    if (item !== null) gone.push(item);
  }
  return [...items, ...gone];
}

function judgeRow(row: ListRow, ofNumber: readonly ListRow[], world: ListWorld): ListItem {
  const found = row.certNo === '' ? [] : world.byNumber(row.certNo);
  if (row.word === null || (row.faults.length > 0 && found.length === 0))
    return idle(row, null, 'wrong', row.faults.map(({ text }) => text).join(''));
  const [person, ...others] = found;
  if (person === undefined)
    return idle(row, null, 'unknown', '本机档案里没有这个证件号码，可能是外地参保或没有登记过。');
  if (others.length > 0)
    return idle(row, null, 'undecided', '本机有几份档案用这个证件号码，请先到“待办”清理重复档案。');
  if (!sameName(person.name, row.name))
    return idle(
      row,
      person,
      'undecided',
      `号码是${person.name}的，名单上写的是${row.name}，请核对是不是同一个人。`,
    );
  const good = ofNumber.filter(({ word }) => word !== null);
  const [first] = good;
  if (first !== undefined && first !== row)
    return idle(row, person, 'same', `与${placeOf(first)}是同一个人，合在一起算。`);
  const words = good.flatMap(({ word }) => word ?? []);
  const item = judgeWords(row, person, words, world);
  return row.isOldNumber && item.class !== 'same'
    ? { ...item, text: `名单上是 15 位旧号，按升位后的号码核对。${item.text}` }
    : item;
}

function judgeWords(row: ListRow, person: Person, words: readonly ListWord[], world: ListWorld): ListItem {
  const of = <K extends ListWord['kind']>(kind: K) =>
    words.filter((word): word is Extract<ListWord, { kind: K }> => word.kind === kind);
  const deaths = of('death');
  if (new Set(deaths.map(({ on }) => on)).size > 1)
    return idle(row, person, 'undecided', '名单上同一个人有几个死亡时间，请与来源单位核实。');
  const [death] = deaths;
  if (death !== undefined) return judgeDeath(row, person, death.on);
  const [moved] = of('moved');
  if (moved !== undefined) return judgeMoved(row, person, moved);
  if (of('here').length > 0) return idle(row, person, 'same', '户籍状态正常。');
  const paid = of('paid');
  if (paid.length > 0)
    return judgePaid(
      row,
      person,
      paid.reduce((sum, { personFen }) => sum + personFen, 0),
      world.year,
    );
  const said = of('identities');
  const from = said.flatMap((word) => word.from ?? []).toSorted()[0] ?? null;
  return judgeIdentities(
    row,
    person,
    { types: [...new Set(said.flatMap(({ types }) => types))], from },
    world,
  );
}
