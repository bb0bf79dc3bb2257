import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { sampleBook } from '#fixtures/rosterBook';
import type { RosterBook } from '#shared/rosterBook';
import { bookColumns } from '#shared/rosterPaper/bookColumns';
import { bookWorkbook } from '../../src/main/workbooks/bookWorkbook';
import { byExcelJs, byHucre, bySheetJs } from './rosterPeers';
import { inTurns, type Other, type Row, type Spread, spreadOf } from './row';

/** Whoever writes the workbook of a dispatch batch, with the same features. */
export const WRITERS = { 参保台: bookWorkbook, hucre: byHucre, exceljs: byExcelJs } as const;
export type Writer = keyof typeof WRITERS;

/** People of a group; more make more groups. */
const GROUP = 900;

/** A book of so many people in sheets of a group's size. */
export function bookOf(people: number): RosterBook {
  const book = sampleBook(people);
  const rows = book.sheets.flatMap((sheet) => sheet.rows);
  const sheets = Array.from({ length: Math.ceil(people / GROUP) }, (_, i) => ({
    label: `第${i + 1}社`,
    rows: rows.slice(i * GROUP, (i + 1) * GROUP),
  }));
  return { ...book, sheets };
}

const RUNS = 5;
const PEOPLE = 5_000;
/** Growth is shown on three sizes. */
const SIZES = [5_000, 20_000, 50_000] as const;

/** The workbook beside the other writers', and the memory; the raw baseline is the same texts as CSV, deflated. */
export async function rosterRows(): Promise<Row[]> {
  const book = bookOf(PEOPLE);
  const timed = (write: () => unknown) => async (): Promise<number> => {
    const begun = performance.now();
    await write();
    return performance.now() - begun;
  };
  const times = await inTurns(RUNS, {
    参保台: timed(() => WRITERS.参保台(book)),
    hucre: timed(() => WRITERS.hucre(book)),
    exceljs: timed(() => WRITERS.exceljs(book)),
    sheetjs: timed(() => bySheetJs(book)),
    csv: timed(() => deflatedCsv(book)),
  });
  const peer = (what: string, spread: Spread): Other => ({ what, spread });
  const peaks = SIZES.map((people): Row => {
    const grown = (who: Writer): Spread => spreadOf(Array.from({ length: RUNS }, () => peakOf(who, people)));
    return {
      line: `memory that writing adds, ${people} people`,
      unit: 'MiB',
      ours: grown('参保台'),
      peers: [peer('hucre', grown('hucre')), peer('exceljs', grown('exceljs'))],
    };
  });
  return [
    {
      line: `dispatch workbook, ${PEOPLE} people`,
      unit: 'ms',
      ours: times.参保台,
      raw: { what: 'the same texts as CSV, deflated', spread: times.csv },
      peers: [
        peer('hucre', times.hucre),
        peer('exceljs', times.exceljs),
        peer('@e965/xlsx (texts and widths only)', times.sheetjs),
      ],
      marks: [],
    },
    ...peaks,
  ];
}

function deflatedCsv(book: RosterBook): Uint8Array {
  const columns = bookColumns(book);
  const lines = book.sheets.flatMap(({ rows }) =>
    rows.map((row) => columns.map(({ text }) => text(row)).join(',')),
  );
  return deflateRawSync(lines.join('\n'));
}

/** Peak of one book in a process of its own, MiB. */
function peakOf(who: Writer, people: number): number {
  const child = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--expose-gc', join(import.meta.dirname, 'rosterPeak.ts'), who, String(people)],
    { encoding: 'utf8', env: { ...process.env } },
  );
  const grew = Number(child.stdout.trim().split('\n').at(-1));
  if (child.status !== 0 || !Number.isFinite(grew)) throw new Error(`${who} wrote no book: ${child.stderr}`);
  return grew;
}

/** What the process of `peakOf` says. */
export async function growthOf(who: Writer, people: number): Promise<number> {
  const book = bookOf(people);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 5);
  await WRITERS[who](book);
  clearInterval(watch);
  // The highest since the process began counts where it is later than what the book took.
  return (Math.max(peak, process.resourceUsage().maxRSS * 1024) - before) / 2 ** 20;
}
