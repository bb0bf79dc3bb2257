import { WORKBOOK_LIMITS, type WorkbookLimits } from '../batch/grid';

/** A town's old records in one file: 70,000 people, and twice as many of them with room. */
export const MIGRATION_LIMITS: WorkbookLimits = {
  ...WORKBOOK_LIMITS,
  bytes: 40_000_000,
  rows: 150_000,
  columns: 60,
  unpacked: 600_000_000,
  cells: 6_000_000,
  strings: 120_000_000,
};
/** People of one answer to the window, and of one page that the main process keeps. */
export const PAGE_PEOPLE = 1_000;
