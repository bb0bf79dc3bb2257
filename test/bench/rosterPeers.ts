import { utils, write } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { type CellStyle, type NamedRange, type WriteSheet, writeXlsx } from 'hucre';
import { ROSTER_OUTCOMES } from '#shared/roster';
import { type RosterBook, sheetCodeText, sheetHash } from '#shared/rosterBook';
import { bookColumns } from '#shared/rosterPaper/bookColumns';
import { INDEX_NAME } from '#shared/rosterPaper/bookIndex';
import { heightsOf, linesOf, pagesOf } from '#shared/rosterPaper/bookPages';
import { BODY_SIZE } from '#shared/rosterPaper/rosterColumns';
import { bookIndexOf } from '../../src/main/workbooks/bookIndex';
import { bookSheetForm, FIRST_PERSON, headerFooterOf } from '../../src/main/workbooks/bookSheet';
import { qrPng } from '../../src/main/workbooks/qrPicture';
import { bodyStyle } from '../../src/main/workbooks/rosterParts';

type Writer = (book: RosterBook) => Promise<Uint8Array>;

/** The whole book by hucre's own writer: every row is handed to it. */
export const byHucre: Writer = (book) => {
  const sheets = book.sheets.map((sheet, i) => ({
    sheet,
    name: `第${i + 1}社`,
    n: i + 1,
    hash: sheetHash(sheet),
  }));
  const titles = ({ name }: { name: string }): NamedRange => ({
    name: '_xlnm.Print_Titles',
    range: `'${name}'!$1:$3`,
    scope: name,
  });
  return writeXlsx({
    sheets: [bookIndexOf(book, sheets), ...sheets.map((of) => wholeSheet(book, of))],
    namedRanges: [{ name: INDEX_NAME }, ...sheets].map(titles),
    defaultFont: { name: '宋体', size: BODY_SIZE },
  });
};

function wholeSheet(book: RosterBook, of: Parameters<typeof bookSheetForm>[1]): WriteSheet {
  const high = heightsOf(book, of.sheet);
  const form = bookSheetForm(book, of, high);
  const columns = bookColumns(book);
  const people = of.sheet.rows.length;
  const rows = [...(form.rows ?? [])].slice(0, FIRST_PERSON + people + 1);
  const cells: NonNullable<WriteSheet['cells']> = new Map(
    [...(form.cells ?? [])].filter(([at]) => Number(at.split(',')[0]) < rows.length),
  );
  const heights = new Map(form.rowDefs);
  const styles = new Map<string, CellStyle>();
  linesOf(book, of.sheet).forEach(({ row, opens, closes }, i) => {
    const at = FIRST_PERSON - 1 + i;
    const texts = columns.map(({ text }) => text(row));
    rows[at] = texts.map((text) => (text === '' ? null : text));
    columns.forEach((column, col) => {
      const key = `${col}/${opens}/${closes}`;
      const style = styles.get(key) ?? {
        ...bodyStyle(column, opens, closes),
        ...(column.kind === 'filled' ? { protection: { locked: false } } : {}),
      };
      styles.set(key, style);
      cells.set(`${at},${col}`, { style });
    });
    heights.set(at, { height: high[i] ?? 0 });
  });
  return { ...form, rows, cells, rowDefs: heights };
}

/** The same sheets by exceljs: fonts, rules, heights, protection, hidden columns, list, picture, repeated rows, header and footer. */
export const byExcelJs: Writer = async (book) => {
  const workbook = new ExcelJS.Workbook();
  const columns = bookColumns(book);
  const shown = columns.filter(({ kind }) => kind !== 'hidden');
  const outcome = columns.findIndex(({ header }) => header.replace('\n', '') === '核实结果');
  const { oddHeader, oddFooter } = headerFooterOf(book);
  for (const [i, sheet] of book.sheets.entries()) {
    const made = workbook.addWorksheet(`第${i + 1}社`, {
      pageSetup: {
        paperSize: 9,
        orientation: 'landscape',
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
        printTitlesRow: '1:3',
      },
      headerFooter: { oddHeader, oddFooter },
      views: [{ state: 'frozen', ySplit: 3, xSplit: 3 }],
    });
    made.columns = columns.map(({ width, kind }) => ({ width, hidden: kind === 'hidden' }));
    made.addRow([null, book.title]);
    made.addRow([null, `填报单位：${book.unit}`]);
    made.addRow(columns.map(({ header }) => header));
    const styles = new Map<string, Partial<ExcelJS.Style>>();
    const lines = linesOf(book, sheet);
    const high = heightsOf(book, sheet);
    const ends = new Set(
      pagesOf(lines, high)
        .slice(0, -1)
        .map((page) => page.at(-1)),
    );
    for (const [i, { row, opens, closes }] of lines.entries()) {
      const texts = columns.map(({ text }) => text(row));
      const added = made.addRow(texts.map((text) => (text === '' ? null : text)));
      added.height = high[i] ?? 0;
      if (ends.has(i)) added.addPageBreak();
      columns.forEach((column, col) => {
        const key = `${col}/${opens}/${closes}`;
        const style = styles.get(key) ?? excelStyle(column, opens, closes);
        styles.set(key, style);
        const cell = added.getCell(col + 1);
        cell.style = style;
        if (col === outcome)
          cell.dataValidation = {
            type: 'list',
            allowBlank: true,
            formulae: [`"${ROSTER_OUTCOMES.join(',')}"`],
          };
      });
    }
    made.mergeCells(1, 2, 1, shown.length);
    const picture = workbook.addImage({
      buffer: Buffer.from(qrPng(sheetCodeText(book.batchId, i + 1, sheetHash(sheet)))) as never,
      extension: 'png',
    });
    made.addImage(picture, 'A1:A2');
    await made.protect('', { formatColumns: true, formatRows: true, sort: true, autoFilter: true });
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
};

function excelStyle(
  column: ReturnType<typeof bookColumns>[number],
  opens: boolean,
  closes: boolean,
): Partial<ExcelJS.Style> {
  const rule = (thick: boolean): ExcelJS.Border => ({ style: thick ? 'thin' : 'hair' }) as ExcelJS.Border;
  return {
    font: { name: '宋体', size: column.size },
    numFmt: '@',
    alignment: { horizontal: column.align, vertical: 'middle', wrapText: true },
    border: { left: rule(true), right: rule(true), top: rule(opens), bottom: rule(closes) },
    protection: { locked: column.kind !== 'filled' },
  };
}

/** Texts and widths only: styles, heights, protection, lists and pictures are not in its free edition. */
export const bySheetJs: Writer = async (book) => {
  const columns = bookColumns(book);
  const workbook = utils.book_new();
  for (const [i, { rows }] of book.sheets.entries()) {
    const table = [
      columns.map(({ header }) => header),
      ...rows.map((row) => columns.map(({ text }) => text(row))),
    ];
    const sheet = utils.aoa_to_sheet(table);
    sheet['!cols'] = columns.map(({ width, kind }) => ({ wch: width, hidden: kind === 'hidden' }));
    utils.book_append_sheet(workbook, sheet, `第${i + 1}社`);
  }
  return new Uint8Array(
    write(workbook, { type: 'buffer', bookType: 'xlsx', compression: true }) as Uint8Array,
  );
};
