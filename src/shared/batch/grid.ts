import { z } from 'zod';

/** The most a workbook may hold; beyond that the clerk is asked to split it. */
export interface WorkbookLimits {
  readonly bytes: number;
  readonly rows: number;
  readonly columns: number;
  readonly sheets: number;
  readonly cell: number;
  readonly unpacked: number;
  readonly cells: number;
  readonly strings: number;
}
export const WORKBOOK_LIMITS: WorkbookLimits = {
  bytes: 15_000_000,
  /** Data rows of one sheet. */
  rows: 20_000,
  columns: 120,
  /** An index and a sheet for each group of a village. */
  sheets: 64,
  /** Characters of one cell; longer text is cut, which no field takes. */
  cell: 1_000,
  /** Bytes that the parts of an .xlsx may unpack to. */
  unpacked: 120_000_000,
  /** Cells with something in them, of all sheets together. */
  cells: 800_000,
  /** Bytes of the table of texts of an .xlsx. */
  strings: 40_000_000,
};

/**
 * A cell as it was read: text; a number with the text the sheet shows for it; a day where the cell is formatted as one.
 * Empty cells are null.
 */
export const GridCell = z.union([
  z.null(),
  z.string(),
  z.strictObject({ n: z.number(), shown: z.string() }),
  z.strictObject({ day: z.string() }),
]);
export type GridCell = z.infer<typeof GridCell>;

/** A sheet from its first row and column; `rows[0]` is row 1 of the sheet. */
export const GridSheet = z.strictObject({
  name: z.string(),
  hidden: z.boolean(),
  rows: z.array(z.array(GridCell)),
});
export type GridSheet = z.infer<typeof GridSheet>;

/** What stands in the cell, in words; empty text where nothing does. */
export function cellText(cell: GridCell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string')
    return cell
      .normalize('NFC')
      .replace(/[\s\u3000]+/gu, ' ')
      .trim();
  return 'day' in cell ? cell.day : cell.shown.trim();
}
