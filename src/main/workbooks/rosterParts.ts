import type { CellStyle, DataValidation, MergeRange, PageSetup } from 'hucre';
import { ROSTER_OUTCOMES } from '#shared/roster';
import { BODY_SIZE, type RosterColumn } from '#shared/rosterPaper/rosterColumns';

/** What the sheets of every roster share: how cells look, how pages are set up. */

export const thin = { style: 'thin' } as const;
/** Between members of one household. */
const hair = { style: 'hair', color: { rgb: '808080' } } as const;

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

export const across = (row: number, startCol: number, endCol: number): MergeRange => ({
  startRow: row,
  endRow: row,
  startCol,
  endCol,
});

/** `&` begins a code in headers and footers. */
export const footerText = (text: string): string => text.replaceAll('&', '&&');

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
