import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { sampleBook } from '#fixtures/rosterBook';
import type { RosterBook } from '#shared/rosterBook';
import { bookWorkbook } from '../../src/main/workbooks/bookWorkbook';
import { byExcelJs, byHucre } from './rosterPeers';

/** Whoever writes the workbook of a dispatch batch, with the same features. */
export const WRITERS = { 参保台: bookWorkbook, hucre: byHucre, exceljs: byExcelJs } as const;
export type Writer = keyof typeof WRITERS;

export interface RosterBench {
  readonly people: number;
  readonly runs: number;
  /** Milliseconds a book. */
  readonly times: readonly { who: Writer; median: number; least: number; most: number; bytes: number }[];
  /** The fastest other writer's median over ours. */
  readonly ratio: number;
  /** MiB that a process of its own grew by while it wrote a book, beyond what the book itself takes. */
  readonly peaks: readonly { who: Writer; people: number; grew: number }[];
}

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

export async function benchRoster(
  people: number,
  runs: number,
  sizes: readonly number[],
): Promise<RosterBench> {
  const book = bookOf(people);
  const taken = new Map<Writer, { ms: number[]; bytes: number }>();
  // In turns, so that a slow moment of the machine is everybody's; the first turn is not counted.
  for (let run = 0; run <= runs; run++)
    for (const who of Object.keys(WRITERS) as Writer[]) {
      const begun = performance.now();
      const { length } = await WRITERS[who](book);
      const ms = performance.now() - begun;
      if (run > 0) taken.set(who, { ms: [...(taken.get(who)?.ms ?? []), ms], bytes: length });
    }
  const times = [...taken].map(([who, { ms, bytes }]) => {
    const sorted = ms.toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
    return { who, median: at(0.5), least: at(0), most: at(1), bytes };
  });
  const ours = times.find(({ who }) => who === '参保台')?.median ?? 0;
  const others = times.filter(({ who }) => who !== '参保台').map(({ median }) => median);
  const peaks = (Object.keys(WRITERS) as Writer[]).flatMap((who) =>
    sizes.map((size) => ({ who, people: size, grew: peakOf(who, size) })),
  );
  return { people, runs, times, ratio: Math.min(...others) / ours, peaks };
}

/** Peak of one book in a process of its own, MiB. */
function peakOf(who: Writer, people: number): number {
  const child = spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      '--expose-gc',
      join(import.meta.dirname, 'run.ts'),
      'roster-peak',
      who,
      String(people),
    ],
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

export const rosterTable = ({ people, runs, times, ratio, peaks }: RosterBench): string =>
  [
    `${people} 人的下放花名册，${runs} 轮，毫秒：中位数（最小–最大）`,
    ...times.map(
      ({ who, median, least, most, bytes }) =>
        `${who.padEnd(8)} ${median.toFixed(0).padStart(6)} ms  （${least.toFixed(0)}–${most.toFixed(0)}）  ${(bytes / 1024).toFixed(0)} KiB`,
    ),
    `最快的别家用时是参保台的 ${ratio.toFixed(2)} 倍。`,
    '写一份时进程增加的内存（MiB，不含名单本身）：',
    ...peaks.map(
      ({ who, people: size, grew }) => `${who.padEnd(8)} ${String(size).padStart(6)} 人  ${grew.toFixed(0)}`,
    ),
  ].join('\n');
