import { isTicked, readDay } from '../batch/cells';
import { cellText, type GridCell, type GridSheet } from '../batch/grid';
import { type PeopleTable, readTable, readTables } from '../batch/table';
import type { CivilDate } from '../domain/civilDate';
import { plainName } from '../duplicates/names';
import { ok, type Result } from '../result';
import { lackOf, POLICE_COLUMNS, type PoliceColumn, policeColumnOf } from './columns';
import { type BookFacts, dayOf, factsOf } from './households';
import { birthIn, numberOf, readWrittenNumber } from './writtenNumber';

/** Somebody in the police register (公安户籍). */
export interface PoliceRow {
  readonly row: number;
  readonly number: string;
  readonly name: string;
  readonly birth: CivilDate | null;
  readonly household: string;
  readonly village: string;
  /** `unclear`: a word for their standing that is not known here. */
  readonly state: 'here' | 'dead' | 'moved' | 'unclear';
  readonly stateText: string;
  readonly stateDay: CivilDate | null;
  readonly movedTo: string;
}

/** What the register says of a number; `unclear`: it contradicts itself, or says something that is not understood. */
export type PoliceWord =
  | { readonly kind: 'here' | 'dead' | 'moved'; readonly row: PoliceRow }
  | { readonly kind: 'unclear'; readonly row: PoliceRow; readonly text: string };

export interface PoliceBook extends BookFacts {
  /** Rows whose number cannot be read: nobody is matched with them. */
  readonly unreadable: number;
  find(number: string): PoliceWord | null;
  /** Everybody of this name, blanks and dots aside. */
  named(name: string): readonly PoliceRow[];
  /** Numbers of those who are registered here now. */
  present(): Iterable<string>;
}

const DEAD = /死亡|亡故|已故|去世|宣告死亡/;
const MOVED = /迁出|迁移|迁往|迁走|移居|出国定居/;
const HERE = /^(正常|在册|有效|常住|常住人口|迁入|出生|未注销|否|0|有|是户籍人口)$/;

const readSheet = (sheet: GridSheet) =>
  readTable<PoliceColumn>(sheet, {
    columnOf: policeColumnOf,
    missing: (columns) =>
      lackOf(
        '公安户籍数据',
        POLICE_COLUMNS,
        (['certNo', 'name'] as const).filter((key) => !columns.has(key)),
      ),
  });

function stateOf(text: string, died: GridCell | undefined, moved: GridCell | undefined): PoliceRow['state'] {
  const filled = (cell: GridCell | undefined): boolean => isTicked(cell) || dayIn(cell) !== null;
  if (DEAD.test(text) || filled(died)) return 'dead';
  if (MOVED.test(text) || filled(moved)) return 'moved';
  return text === '' || HERE.test(text) ? 'here' : 'unclear';
}

const dayIn = (cell: GridCell | undefined): CivilDate | null => {
  const read = readDay(cell, '日期');
  return read.ok && read.value !== null ? read.value.date : null;
};

function* rowsOf(table: PeopleTable<PoliceColumn>, on: CivilDate): Generator<PoliceRow | null> {
  for (const { row, cells } of table.rows) {
    const cell = (key: PoliceColumn): GridCell | undefined => {
      const at = table.at.get(key);
      return at === undefined ? undefined : cells[at];
    };
    const text = (key: PoliceColumn): string => cellText(cell(key)).slice(0, 120);
    const written = readWrittenNumber(cell('certNo'), on);
    const number = numberOf(written);
    if (number === null) {
      yield null;
      continue;
    }
    const stateText = text('status').normalize('NFKC');
    yield {
      row,
      number,
      name: text('name'),
      birth: birthIn(written) ?? dayOf(cell('birthDate')),
      household: text('householdId'),
      village: text('village'),
      state: stateOf(stateText, cell('deathDate'), cell('movedDate')),
      stateText,
      stateDay: dayIn(cell('deathDate')) ?? dayIn(cell('movedDate')) ?? dayIn(cell('statusDate')),
      movedTo: text('movedTo'),
    };
  }
}

const add = (to: Map<string, PoliceRow[]>, key: string, row: PoliceRow): void => {
  const there = to.get(key);
  if (there === undefined) to.set(key, [row]);
  else there.push(row);
};

/** One word out of all rows with a number: somebody who moved within the area is here, whatever the older row says. */
function wordOf(rows: readonly PoliceRow[]): PoliceWord | null {
  const [first] = rows;
  if (first === undefined) return null;
  const of = (state: PoliceRow['state']) => rows.filter((row) => row.state === state);
  const [here, dead, moved, unclear] = [of('here'), of('dead'), of('moved'), of('unclear')];
  const clash = (text: string): PoliceWord => ({ kind: 'unclear', row: first, text });
  if (here[0] && dead[0])
    return clash(`公安户籍中这个号码既有在册（第 ${here[0].row} 行）又有死亡（第 ${dead[0].row} 行）。`);
  if (new Set(here.map(({ name }) => plainName(name))).size > 1)
    return clash(`公安户籍中这个号码登记了不同的姓名：${here.map(({ name }) => name).join('、')}。`);
  if (dead[0]) return { kind: 'dead', row: dead[0] };
  if (here[0]) return { kind: 'here', row: here[0] };
  const last = moved.toSorted((a, b) => ((a.stateDay ?? '') < (b.stateDay ?? '') ? 1 : -1))[0];
  if (last && unclear.length === 0) return { kind: 'moved', row: last };
  return clash(`公安户籍状态“${(unclear[0] ?? first).stateText.slice(0, 20)}”看不懂，不能当作在册。`);
}

/** Reads the police register; every visible sheet that is a table of people. */
export function readPolice(sheets: readonly GridSheet[], on: CivilDate): Result<PoliceBook, string> {
  const tables = readTables(sheets, readSheet);
  if (!tables.ok) return tables;
  const byNumber = new Map<string, PoliceRow[]>();
  const byName = new Map<string, PoliceRow[]>();
  let unreadable = 0;
  for (const table of tables.value) {
    for (const row of rowsOf(table, on)) {
      if (row === null) unreadable += 1;
      else {
        add(byNumber, row.number, row);
        add(byName, plainName(row.name), row);
      }
    }
  }
  return ok({
    ...factsOf(tables.value),
    unreadable,
    find: (number) => wordOf(byNumber.get(number) ?? []),
    named: (name) => byName.get(plainName(name)) ?? [],
    *present() {
      for (const [number, rows] of byNumber) if (rows.some(({ state }) => state === 'here')) yield number;
    },
  });
}
