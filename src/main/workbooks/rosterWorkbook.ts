import { type WriteSheet, writeXlsx } from 'hucre';
import type { Roster } from '#shared/roster';
import { BODY_SIZE, OUTCOME_HEADER, rosterColumns } from '#shared/rosterPaper/rosterColumns';
import { byHousehold, masked, rowHeight, SIGNATURES } from '#shared/rosterPaper/rosterLines';
import { across, bodyStyle, footerText, HEADER_STYLE, outcomeList, PAGE, plain } from './rosterParts';

/**
 * A plain Han name: the writer puts the sheet's name unquoted into the defined name for the repeated rows, so a name with
 * a digit in front or a bracket would make a file that Excel repairs.
 */
const SHEET = '参保花名册';
const TITLE_ROW = 0;
const UNIT_ROW = 1;
const HEADER_ROW = 2;
const FIRST_ROW = 3;

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
    cells.set(`${HEADER_ROW},${col}`, { style: HEADER_STYLE });
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
    heights.set(at, { height: rowHeight(columns, texts) });
  });

  const sumRow = rows.length;
  rows.push(first(`合计：${households} 户，${lines.length} 人。`));
  rows.push(first(SIGNATURES));
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
        : [outcomeList(`${letter}${FIRST_ROW + 1}:${letter}${FIRST_ROW + lines.length}`)],
    pageSetup: { ...PAGE, printTitlesRow: `$${TITLE_ROW + 1}:$${HEADER_ROW + 1}` },
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
