import { readDay, readMoney } from '../batch/cells';
import { cellText, type GridCell, type GridSheet } from '../batch/grid';
import { type DataRow, type PeopleTable, readTable, readTables } from '../batch/table';
import type { CivilDate } from '../domain/civilDate';
import type { Fen } from '../domain/money';
import type { SpecialIdentityType } from '../domain/specialIdentity';
import { lackOf } from '../migration/columns';
import { numberOf, readWrittenNumber } from '../migration/writtenNumber';
import { ok, type Result } from '../result';
import { LIST_COLUMNS, type ListColumn, listColumnOf } from './columns';
import { identitiesIn } from './identityWords';
import { type ListSourceCode, listSource } from './sources';

export type ListTable = PeopleTable<ListColumn>;
/** Why a row is not understood: the column (null: the row as a whole), and what to do. */
export interface ListFault {
  readonly column: ListColumn | null;
  readonly text: string;
}

/** What a list says of somebody. */
export type ListWord =
  /** `from`: since when; null: the list does not say. No types: a disability that is not severe. */
  | {
      readonly kind: 'identities';
      readonly types: readonly SpecialIdentityType[];
      readonly from: CivilDate | null;
    }
  | { readonly kind: 'death'; readonly on: CivilDate }
  | { readonly kind: 'moved'; readonly on: CivilDate | null; readonly to: string }
  /** The register says nothing that matters here. */
  | { readonly kind: 'here' }
  | { readonly kind: 'paid'; readonly personFen: Fen };

export interface ListRow {
  readonly table: ListTable;
  readonly data: DataRow;
  /** 18 digits, also where 15 were written; as written where it cannot be a citizen's number; empty where it is lost. */
  readonly certNo: string;
  readonly isOldNumber: boolean;
  readonly name: string;
  readonly village: string;
  /** Null: what it says is not understood. */
  readonly word: ListWord | null;
  readonly faults: readonly ListFault[];
}

/** `on`: the business day, after which nothing has happened. */
export function readList(
  sheets: readonly GridSheet[],
  source: ListSourceCode,
  on: CivilDate,
): Result<{ readonly tables: readonly ListTable[]; readonly rows: readonly ListRow[] }, string> {
  const { title, needs } = listSource(source);
  const tables = readTables(sheets, (sheet) =>
    readTable<ListColumn>(sheet, {
      columnOf: listColumnOf,
      missing: (columns) =>
        lackOf(
          title,
          LIST_COLUMNS,
          needs.filter((key) => !columns.has(key)),
        ),
    }),
  );
  if (!tables.ok) return tables;
  const rows = tables.value.flatMap((table) => table.rows.map((data) => readRow(table, data, source, on)));
  return ok({ tables: tables.value, rows });
}

function readRow(table: ListTable, data: DataRow, source: ListSourceCode, on: CivilDate): ListRow {
  const faults: ListFault[] = [];
  const fault = (column: ListColumn | null, text: string): null => {
    faults.push({ column, text });
    return null;
  };
  const cell = (key: ListColumn): GridCell | undefined => {
    const at = table.at.get(key);
    return at === undefined ? undefined : data.cells[at];
  };
  const text = (key: ListColumn): string => cellText(cell(key)).slice(0, 100);
  const day = (key: ListColumn, label: string): CivilDate | null => {
    const read = readDay(cell(key), label);
    if (!read.ok) return fault(key, read.error);
    if (read.value === null) return null;
    if (read.value.date > on) return fault(key, `${label} ${read.value.date} 还没有到，请核对。`);
    return read.value.date;
  };

  const written = readWrittenNumber(cell('certNo'), on);
  // One that cannot be a citizen's number may still be what the record has.
  const certNo = numberOf(written) ?? ('text' in written ? written.written : '');
  if (written.kind === 'none') fault('certNo', '没有身份证号，认不出是谁。');
  else if (written.kind === 'lost')
    fault(
      'certNo',
      `身份证号被表格当成数字存成了 ${written.written}，后几位已经丢失，请向来源单位要文本格式的名单。`,
    );
  else if ('text' in written) fault('certNo', `身份证号不对：${written.text}`);
  const name = text('name');
  if (name === '') fault('name', '没有姓名，无法核对是不是同一个人。');

  const wordIn = (): ListWord | null => {
    switch (source) {
      case 'DEATHS': {
        const died = day('deathDate', '死亡时间');
        if (died !== null) return { kind: 'death', on: died };
        return faults.some(({ column }) => column === 'deathDate')
          ? null
          : fault('deathDate', '没有死亡时间。');
      }
      case 'POLICE':
        return policeWord(text('status').normalize('NFKC'), text('movedTo'), day, fault);
      case 'TAX': {
        const paid = readMoney(cell('paid'), '个人缴费金额');
        if (!paid.ok) return fault('paid', paid.error);
        return paid.value === null
          ? fault('paid', '没有个人缴费金额。')
          : { kind: 'paid', personFen: paid.value };
      }
      case 'DISABLED':
        return disabledWord(text('level') || text('identity'), day, fault);
      default:
        return identityWord(text('identity'), source, day, fault);
    }
  };
  const word = wordIn();
  return {
    table,
    data,
    certNo,
    isOldNumber: written.kind === 'old',
    name,
    village: text('village'),
    word: faults.some(({ column }) => column !== 'certNo') ? null : word,
    faults,
  };
}

type DayOf = (key: ListColumn, label: string) => CivilDate | null;
type FaultAt = (column: ListColumn | null, text: string) => null;

function identityWord(text: string, source: ListSourceCode, day: DayOf, fault: FaultAt): ListWord | null {
  const { types, unknown } = identitiesIn(text);
  const { identities, title } = listSource(source);
  const from = day('from', '纳入时间');
  if (unknown.length > 0)
    return fault('identity', `身份“${unknown.join('、')}”不在对照表里，请与来源单位核对写法。`);
  if (types.length === 0) return fault('identity', '没有写身份。');
  const foreign = types.find((type) => !identities.includes(type));
  return foreign === undefined
    ? { kind: 'identities', types, from }
    : fault('identity', `“${text.slice(0, 20)}”不是${title}能认定的身份，请核对是不是选错了名单。`);
}

function disabledWord(level: string, day: DayOf, fault: FaultAt): ListWord | null {
  const from = day('from', '发证日期');
  const found = /([一二三四1234])级?/.exec(level.normalize('NFKC'))?.[1];
  if (found === undefined && !/重度|重残/.test(level)) return fault('level', '没有写残疾等级。');
  const severe = found === undefined || '一二12'.includes(found);
  return { kind: 'identities', types: severe ? ['SEVERELY_DISABLED'] : [], from };
}

const DEAD = /死亡|亡故|已故|去世/;
const MOVED = /迁出|迁移|迁往|迁走|移居|出国定居/;
const HERE = /^(正常|在册|有效|常住|常住人口|迁入|出生|未注销|恢复)$/;

function policeWord(status: string, to: string, day: DayOf, fault: FaultAt): ListWord | null {
  if (DEAD.test(status)) {
    const on = day('deathDate', '死亡时间') ?? day('statusDate', '变动日期');
    return on === null ? fault('deathDate', '户籍状态是死亡，但没有死亡或注销日期。') : { kind: 'death', on };
  }
  if (MOVED.test(status)) return { kind: 'moved', on: day('statusDate', '变动日期'), to };
  return HERE.test(status)
    ? { kind: 'here' }
    : fault(
        'status',
        status === '' ? '没有写户籍状态。' : `户籍状态“${status.slice(0, 20)}”看不懂，不能当作在册。`,
      );
}
