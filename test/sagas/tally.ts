import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What is waited for. */
export type AwaitKind = 'file call' | 'call between window and main process' | 'HTTP' | 'IndexedDB' | 'begin';

/** The kind of an await, by what the simulation calls it. */
export function kindOf(label: string): AwaitKind {
  if (/^line |sends /.test(label)) return 'HTTP';
  if (/ (asks|hears|is told) /.test(label)) return 'call between window and main process';
  if (/window store /.test(label)) return 'IndexedDB';
  return label === 'before the first' ? 'begin' : 'file call';
}

const Counts = z.record(z.string(), z.number());
type Counts = z.infer<typeof Counts>;

/** How many awaits of which kind were killed at, in which way, and what became of the sagas. */
export class AwaitTally {
  private counts: Counts = {};

  count(kind: AwaitKind, manner: string, end: string): void {
    for (const key of [`${manner} at ${kind}`, `ended ${end}`])
      this.counts[key] = (this.counts[key] ?? 0) + 1;
  }

  /** Hands the counts to the whole run, or prints them where there is none. */
  async hand(folder: string | null): Promise<void> {
    if (folder === null) console.log(said(this.counts));
    else await writeFile(join(folder, `${process.pid}-${Date.now()}.json`), JSON.stringify(this.counts));
  }
}

/** The sum over all files of a run, to be printed. */
export async function sumOf(folder: string): Promise<string> {
  const sum: Counts = {};
  for (const name of await readdir(folder)) {
    const counts = Counts.parse(JSON.parse(await readFile(join(folder, name), 'utf8')));
    for (const [key, times] of Object.entries(counts)) sum[key] = (sum[key] ?? 0) + times;
  }
  return said(sum);
}

function said(counts: Counts): string {
  const lines = Object.entries(counts)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, times]) => `${String(times).padStart(6)}  ${key}`);
  const all = Object.entries(counts).reduce(
    (sum, [key, times]) => (key.includes(' at ') ? sum + times : sum),
    0,
  );
  return [`sagas killed at ${all} awaits:`, ...lines].join('\n');
}
