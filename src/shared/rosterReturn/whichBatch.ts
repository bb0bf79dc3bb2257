import type { GridSheet } from '../batch/grid';
import { type ReadSheet, readSheets } from '../batch/sheet';
import { parseRowCode } from '../campaign/rowCode';
import { err, ok, type Result } from '../result';
import type { BatchOut } from './batchOut';
import { BatchIndex } from './identify';
import { readRow } from './written';

/** A returned file as it was understood: which batch it is of, and its sheets that are rosters. */
export interface ReturnedFile {
  readonly batch: BatchOut;
  readonly sheets: readonly ReadSheet[];
}

/** Finds out which batch a file is of: the one that knows most of its people. The error says in a clerk's words why it is of none. */
export function whichBatch(
  sheets: readonly GridSheet[],
  batches: readonly BatchOut[],
): Result<ReturnedFile, string> {
  const read = readSheets(sheets);
  if (!read.ok) return err(read.error);
  const rosters = read.value.filter(({ layout }) => layout === 'ROSTER');
  if (rosters.length === 0)
    return err('这不是入户花名册：表头里没有“核实结果”这一列。请选择从参保台导出、填好后交回的花名册。');
  const rows = rosters.flatMap((sheet) => sheet.rows.map((data) => readRow(sheet, data)));
  const known = batches
    .map((batch) => {
      const index = new BatchIndex(batch);
      return { batch, people: rows.filter((row) => 'of' in index.identify(row)).length };
    })
    .toSorted((a, b) => b.people - a.people);
  if (batches.length === 0)
    return err('本机还没有下放过花名册批次，没有可以对照的名单。请先在“入户专项”下放。');
  const [best] = known;
  const year = yearOf(rosters);
  const years = [...new Set(batches.map((batch) => batch.year))].toSorted((a, b) => b - a);
  const wanted = best !== undefined && best.people > 0 ? [best.batch.year] : years;
  if (year !== null && !wanted.includes(year))
    return err(
      `这是 ${year} 年度的花名册，本机正在回收的是 ${wanted.join('、')} 年度的，没有读入。请换成今年下放的那一份。`,
    );
  if (best !== undefined && best.people > 0) return ok({ batch: best.batch, sheets: rosters });
  return rows.some(({ code }) => parseRowCode(code).ok)
    ? err('这份花名册不是本机下放的批次，行码都对不上，没有读入。请核对是不是别的镇（街）或已作废的批次。')
    : err('花名册里没有一行能认出是谁：行码、人员标识和证件号码都没有或对不上。请用下放时导出的那份花名册。');
}

/** The insured year that title or headings name; null where none does. */
function yearOf(sheets: readonly ReadSheet[]): number | null {
  const text = sheets.map(({ above, headings }) => [above, ...headings].join(' ')).join(' ');
  const found = /(\d{4})\s*年度/.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}
