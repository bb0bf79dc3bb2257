import type { CellStyle, WriteSheet } from 'hucre';

/** Row of the headings, below the title and the line that says what the table is; counted from 0. */
export const HEADING_ROW = 2;

const thin = { style: 'thin', color: { rgb: 'BFBFBF' } } as const;
const border = { left: thin, right: thin, top: thin, bottom: thin };
export const fill = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } }) as const;

export const BODY: CellStyle = {
  font: { name: '宋体', size: 10 },
  alignment: { vertical: 'center', wrapText: true },
  border,
};
/** Text that looks like a number stays text. */
export const TEXT: CellStyle = { ...BODY, numFmt: '@' };
export const HEADING: CellStyle = {
  font: { name: '黑体', size: 10 },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  border,
  fill: fill('EDEDED'),
};

/** A4 across, one page wide, the headings on every page and its number below. */
export const PRINTED = {
  freezePane: { rows: HEADING_ROW + 1, columns: 0 },
  pageSetup: {
    paperSize: 'a4',
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    printTitlesRow: `$${HEADING_ROW + 1}:$${HEADING_ROW + 1}`,
  },
  headerFooter: { oddFooter: '&C第 &P 页 共 &N 页' },
} as const satisfies Partial<WriteSheet>;
