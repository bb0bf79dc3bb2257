import { type CellStyle, type MergeRange, type WriteSheet, writeXlsx } from 'hucre';
import { maskCertNo, maskPhone } from '#shared/codes/masking';
import { ROSTER_OUTCOMES, type Roster, type RosterRow } from '#shared/roster';
import { BODY_SIZE, linesIn, OUTCOME_HEADER, type RosterColumn, rosterColumns } from './rosterColumns';

/**
 * A plain Han name: the writer puts the sheet's name unquoted into the defined name for the repeated rows, so a name with
 * a digit in front or a bracket would make a file that Excel repairs.
 */
const SHEET = '参保花名册';
const TITLE_ROW = 0;
const UNIT_ROW = 1;
const HEADER_ROW = 2;
const FIRST_ROW = 3;

const LINE_HEIGHT = 13.5;
/** Points; room enough to write in by hand. */
const LOWEST_ROW = 22;

const thin = { style: 'thin' } as const;
/** Between members of one household. */
const hair = { style: 'hair', color: { rgb: '808080' } } as const;

/** Rows with households together, in the order in which the households first appear. */
function byHousehold(rows: readonly RosterRow[]): { row: RosterRow; opens: boolean; closes: boolean }[] {
  const households = new Map<string, RosterRow[]>();
  for (const row of rows) {
    const members = households.get(row.household);
    if (members) members.push(row);
    else households.set(row.household, [row]);
  }
  return [...households.values()].flatMap((members) =>
    members.map((row, i) => ({ row, opens: i === 0, closes: i === members.length - 1 })),
  );
}

/** Neither masked already nor a word such as 无证件. */
const isWhole = (text: string): boolean => !text.includes('*') && /\p{Nd}/u.test(text);

/** A masked roster never carries a whole number, whatever its rows hold. */
const masked = (row: RosterRow): RosterRow => ({
  ...row,
  certNo: isWhole(row.certNo) ? maskCertNo(row.certNo) : row.certNo,
  phone: isWhole(row.phone) ? maskPhone(row.phone) : row.phone,
});

const bodyStyle = (column: RosterColumn, opens: boolean, closes: boolean): CellStyle => ({
  font: { name: '宋体', size: column.size },
  numFmt: '@',
  alignment: { horizontal: column.align, vertical: 'center', wrapText: true },
  border: { left: thin, right: thin, top: opens ? thin : hair, bottom: closes ? thin : hair },
});

const plain = (size: number, horizontal: 'left' | 'center' | 'right', name = '宋体'): CellStyle => ({
  font: { name, size },
  alignment: { horizontal, vertical: 'center' },
});

const across = (row: number, startCol: number, endCol: number): MergeRange => ({
  startRow: row,
  endRow: row,
  startCol,
  endCol,
});

/** `&` begins a code in headers and footers. */
const footerText = (text: string): string => text.replaceAll('&', '&&');

/** What must be known about the sheet of paper itself: invented data, whole numbers. */
function caution(roster: Roster): string {
  const parts = [
    roster.synthetic ? '【虚构数据，仅供试用】' : '',
    roster.masked ? '' : '【含完整证件号码，仅限内部使用，用后收回】',
  ];
  return parts.join('');
}

function sheetOf(roster: Roster): WriteSheet {
  const columns = rosterColumns(roster);
  const last = columns.length - 1;
  const lines = byHousehold(roster.masked ? roster.rows.map(masked) : roster.rows);
  const households = lines.filter(({ opens }) => opens).length;
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  const heights = new Map<number, { height: number }>();
  const blank = (): (string | null)[] => columns.map(() => null);
  const first = (text: string): (string | null)[] => [text, ...blank().slice(1)];

  const middle = 6;
  const rows: (string | null)[][] = [
    first(roster.title),
    blank()
      .with(0, `填报单位：${roster.unit}`)
      .with(middle, caution(roster))
      .with(last - 3, `制表日期：${roster.date}`),
    columns.map(({ header }) => header),
  ];
  cells.set(`${TITLE_ROW},0`, { style: plain(18, 'center', '黑体') });
  cells.set(`${UNIT_ROW},0`, { style: plain(10.5, 'left') });
  cells.set(`${UNIT_ROW},${middle}`, { style: plain(10.5, 'center', '黑体') });
  cells.set(`${UNIT_ROW},${last - 3}`, { style: plain(10.5, 'right') });
  columns.forEach((_, col) => {
    const alignment = { horizontal: 'center', vertical: 'center', wrapText: true } as const;
    const border = { left: thin, right: thin, top: thin, bottom: thin };
    const fill = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EDEDED' } } as const;
    cells.set(`${HEADER_ROW},${col}`, {
      style: { font: { name: '黑体', size: BODY_SIZE }, alignment, border, fill },
    });
  });
  heights.set(TITLE_ROW, { height: 30 });
  heights.set(UNIT_ROW, { height: 20 });
  heights.set(HEADER_ROW, { height: 32 });

  lines.forEach(({ row, opens, closes }, index) => {
    const at = FIRST_ROW + index;
    const texts = columns.map(({ text }) => text(row, index));
    rows.push(texts.map((text) => (text === '' ? null : text)));
    columns.forEach((column, col) => {
      cells.set(`${at},${col}`, { style: bodyStyle(column, opens, closes) });
    });
    const tallest = Math.max(...columns.map((column, col) => linesIn(texts[col] ?? '', column)));
    heights.set(at, { height: Math.min(400, Math.max(LOWEST_ROW, tallest * LINE_HEIGHT + 3)) });
  });

  const sumRow = rows.length;
  rows.push(first(`合计：${households} 户，${lines.length} 人。`));
  rows.push(
    first(
      '经办人（签字）：＿＿＿＿＿＿＿＿　　　入户人员（签字）：＿＿＿＿＿＿＿＿　　　村（社区）负责人（签字）：＿＿＿＿＿＿＿＿　　　日期：＿＿＿＿年＿＿月＿＿日',
    ),
  );
  cells.set(`${sumRow},0`, { style: plain(10.5, 'left') });
  cells.set(`${sumRow + 1},0`, { style: plain(10.5, 'left') });
  heights.set(sumRow, { height: 24 });
  heights.set(sumRow + 1, { height: 36 });

  const outcome = columns.findIndex(({ header }) => header === OUTCOME_HEADER);
  const letter = String.fromCharCode(65 + outcome);
  return {
    name: SHEET,
    rows,
    cells,
    columns: columns.map(({ width }) => ({ width })),
    rowDefs: heights,
    merges: [
      across(TITLE_ROW, 0, last),
      across(UNIT_ROW, 0, middle - 1),
      across(UNIT_ROW, middle, last - 4),
      across(UNIT_ROW, last - 3, last),
      across(sumRow, 0, last),
      across(sumRow + 1, 0, last),
    ],
    freezePane: { rows: FIRST_ROW, columns: 4 },
    dataValidations:
      lines.length === 0
        ? []
        : [
            {
              type: 'list',
              values: [...ROSTER_OUTCOMES],
              allowBlank: true,
              showErrorMessage: true,
              errorStyle: 'stop',
              errorTitle: '核实结果',
              errorMessage: '请从下拉列表中选择；列表里没有的情况选“其他”，在备注栏写明。',
              range: `${letter}${FIRST_ROW + 1}:${letter}${FIRST_ROW + lines.length}`,
            },
          ],
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.65, header: 0.3, footer: 0.3 },
      printTitlesRow: `$${TITLE_ROW + 1}:$${HEADER_ROW + 1}`,
    },
    headerFooter: {
      oddFooter: `&L经办人：${footerText(roster.clerk)}&C第 &P 页 共 &N 页&R打印时间：&D &T`,
    },
  };
}

/**
 * The roster (入户花名册) as an .xlsx file for A4 landscape: title, unit, date and header repeated on every page,
 * households together, numbers as text, a drop-down for the outcome, a signature line after the last row.
 */
export const rosterWorkbook = (roster: Roster): Promise<Uint8Array> =>
  writeXlsx({
    sheets: [sheetOf(roster)],
    defaultFont: { name: '宋体', size: BODY_SIZE },
    properties: {
      title: roster.title,
      creator: '参保台',
      created: new Date(`${roster.date}T00:00:00Z`),
      modified: new Date(`${roster.date}T00:00:00Z`),
    },
  });
