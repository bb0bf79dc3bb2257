/**
 * `npm run rules:mutants`: makes every small mistake of `lib/sourceMutants.ts` in the code of the rules, one at a time, and of
 * `lib/bookMutants.ts` in their conditions, and says file by file how many the worked cases and the tests notice. `--survivors`
 * lists those that nobody notices. Ends with status 1 when fewer than 95 of 100 are noticed, or when a mistake that is
 * listed as changing nothing (`equivalentMutants.json`) is noticed after all.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { mutants as conditionMutants } from './lib/bookMutants';
import { type MutantBook, mutantBook } from './lib/mutantBook';
import { type Tried, tryMutants } from './lib/mutantRun';
import type { SourceMutant } from './lib/sourceMutants';

/** The share of mistakes that has to be noticed. */
export const ENOUGH = 0.95;

/** A mistake that changes no answer, and why; `from` and `to` may be left out: all of the line that nobody notices. */
const Equivalent = z.strictObject({
  file: z.string(),
  /** The line of the source without the blanks around it. */
  line: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
  reason: z.string().min(10),
});
type Equivalent = z.infer<typeof Equivalent>;

const RULES = join(import.meta.dirname, '..', 'src', 'shared', 'rules');
const sources = new Map<string, string[]>();
function lineOf({ file, line }: SourceMutant): string {
  const lines = sources.get(file) ?? readFileSync(join(RULES, file), 'utf8').split('\n');
  sources.set(file, lines);
  return (lines[line - 1] ?? '').trim();
}

export const equivalents: readonly Equivalent[] = z
  .array(Equivalent)
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'equivalentMutants.json'), 'utf8')));

const fits = (e: Equivalent, m: SourceMutant): boolean =>
  e.file === m.file &&
  e.line === lineOf(m) &&
  (e.from === undefined || e.from === m.from) &&
  (e.to === undefined || e.to === m.to);

/** What became of a mistake. */
export type Verdict = 'killed' | 'equivalent' | 'survived';

/** Judges what was tried: a mistake that nobody notices and that is listed with a reason counts for nothing. */
export function judged(
  book: MutantBook,
  tried: readonly Tried[],
): { mutant: SourceMutant; verdict: Verdict }[] {
  return tried.map(({ mutant: n, killed }) => {
    const mutant = book.mutants[n] as SourceMutant;
    const listed = !killed && equivalents.some((e) => fits(e, mutant));
    return { mutant, verdict: killed ? 'killed' : listed ? 'equivalent' : 'survived' };
  });
}

/** Killed over all that change something. */
export function share(verdicts: readonly Verdict[]): number {
  const counting = verdicts.filter((v) => v !== 'equivalent');
  return counting.filter((v) => v === 'killed').length / counting.length;
}

const short = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 90);
const percent = (part: number): string => `${(100 * part).toFixed(1)}%`;

async function main(): Promise<void> {
  const book = await mutantBook();
  const { tried, unfit } = tryMutants(book);
  const results = judged(book, tried);
  const verdictsOf = (file: string) => results.filter((r) => r.mutant.file === file).map((r) => r.verdict);
  for (const file of new Set(results.map((r) => r.mutant.file))) {
    const verdicts = verdictsOf(file);
    const count = (v: Verdict) => verdicts.filter((one) => one === v).length;
    const same = count('equivalent') === 0 ? '' : `，另有 ${count('equivalent')} 处不改变结果`;
    console.log(
      `${file.padEnd(44)} ${count('killed')}/${verdicts.length - count('equivalent')}  ${percent(share(verdicts))}${same}`,
    );
  }
  if (process.argv.includes('--survivors')) {
    for (const { mutant: m, verdict } of results) {
      if (verdict === 'survived')
        console.log(`未被发现：${m.file}:${m.line}  ${short(m.from)}  →  ${short(m.to)}`);
    }
  }
  const conditions = conditionMutants();
  const noticed = conditions.filter((m) => m.killed).length;
  console.log(
    `条件变异 ${conditions.length} 个，被发现 ${noticed} 个（${percent(noticed / conditions.length)}）`,
  );
  const all = results.map((r) => r.verdict);
  const killed = all.filter((v) => v === 'killed').length;
  const same = all.filter((v) => v === 'equivalent').length;
  console.log(
    `代码变异 ${all.length} 个，其中 ${same} 个不改变结果，其余被发现 ${killed} 个（${percent(share(all))}）`,
  );
  for (const name of unfit) console.log(`没有参加（不变异也不成立，或要等待）：${name}`);
  const stale = equivalents.filter(
    (e) => !results.some((r) => r.verdict === 'equivalent' && fits(e, r.mutant)),
  );
  for (const e of stale) console.log(`清单中已无此项，请删去：${e.file}  ${e.line}`);
  const enough = share(all) >= ENOUGH && noticed / conditions.length >= ENOUGH;
  process.exitCode = enough && stale.length === 0 && unfit.length === 0 ? 0 : 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
