import type { CellStyle, DataValidation, MergeRange, PageSetup } from 'hucre';
import { maskCertNo, maskPhone } from '#shared/codes/masking';
import { ROSTER_OUTCOMES, type RosterRow } from '#shared/roster';
import { BODY_SIZE, linesIn, type RosterColumn } from './rosterColumns';

/** What the sheets of every roster share: how households stand, how cells look, how pages are set up. */

const LINE_HEIGHT = 13.5;
/** Points; room enough to write in by hand. */
const LOWEST_ROW = 22;
const TALLEST_ROW = 400;

export const thin = { style: 'thin' } as const;
/** Between members of one household. */
const hair = { style: 'hair', color: { rgb: '808080' } } as const;

/** A row as it stands among its household's. */
export interface Line<R> {
  readonly row: R;
  readonly opens: boolean;
  readonly closes: boolean;
}

/** Rows with households together, in the order in which the households first appear. */
export function byHousehold<R extends { readonly household: string }>(rows: readonly R[]): Line<R>[] {
  const households = new Map<string, R[]>();
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
export const masked = <R extends Pick<RosterRow, 'certNo' | 'phone'>>(row: R): R => ({
  ...row,
  certNo: isWhole(row.certNo) ? maskCertNo(row.certNo) : row.certNo,
  phone: isWhole(row.phone) ? maskPhone(row.phone) : row.phone,
});

export const bodyStyle = (
  column: Pick<RosterColumn, 'size' | 'align'>,
  opens: boolean,
  closes: boolean,
): CellStyle => ({
  font: { name: '宋体', size: column.size },
  numFmt: '@',
  alignment: { horizontal: column.align, vertical: 'center', wrapText: true },
  border: { left: thin, right: thin, top: opens ? thin : hair, bottom: closes ? thin : hair },
});

export const HEADER_STYLE: CellStyle = {
  font: { name: '黑体', size: BODY_SIZE },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  border: { left: thin, right: thin, top: thin, bottom: thin },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EDEDED' } },
};

export const plain = (size: number, horizontal: 'left' | 'center' | 'right', name = '宋体'): CellStyle => ({
  font: { name, size },
  alignment: { horizontal, vertical: 'center' },
});

/** Points that a row needs for what its cells say. */
export const rowHeight = (
  columns: readonly Pick<RosterColumn, 'width' | 'size'>[],
  texts: readonly string[],
): number => {
  const tallest = Math.max(...columns.map((column, col) => linesIn(texts[col] ?? '', column)));
  return Math.min(TALLEST_ROW, Math.max(LOWEST_ROW, tallest * LINE_HEIGHT + 3));
};

export const across = (row: number, startCol: number, endCol: number): MergeRange => ({
  startRow: row,
  endRow: row,
  startCol,
  endCol,
});

/** `&` begins a code in headers and footers. */
export const footerText = (text: string): string => text.replaceAll('&', '&&');

export const SIGNATURES =
  '经办人（签字）：＿＿＿＿＿＿＿＿　　　入户人员（签字）：＿＿＿＿＿＿＿＿　　　村（社区）负责人（签字）：＿＿＿＿＿＿＿＿　　　日期：＿＿＿＿年＿＿月＿＿日';

/** The drop-down of outcomes over a range such as `N4:N99`. */
export const outcomeList = (range: string): DataValidation => ({
  type: 'list',
  values: [...ROSTER_OUTCOMES],
  allowBlank: true,
  showErrorMessage: true,
  errorStyle: 'stop',
  errorTitle: '核实结果',
  errorMessage: '请从下拉列表中选择；列表里没有的情况选“其他”，在备注栏写明。',
  range,
});

/** A4 landscape, one page wide. */
export const PAGE: PageSetup = {
  paperSize: 'a4',
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  horizontalCentered: true,
  margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.65, header: 0.3, footer: 0.3 },
};
