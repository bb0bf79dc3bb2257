/**
 * Lists every rule of the catalogue with its article, how good the text is that we worked from, and how many worked cases
 * it has, and how many small mistakes in its conditions they notice. `--survivors` lists the mistakes that nobody notices.
 * Ends with status 1 when a rule that decides is not in the book.
 */
import { pathToFileURL } from 'node:url';
import { QUESTIONS } from '../src/shared/rules/book';
import { CATALOGUE, type CatalogueEntry, KIND_LABELS, TEXT_LABELS } from '../src/shared/rules/catalogue';
import { catalogueId } from '../src/shared/rules/session';
import { type WorkedCase, workedCases } from './lib/bookCases';
import { type Mutant, mutants } from './lib/bookMutants';

/** Fewer cases than this do not show a rule on both sides of its limits. */
export const ENOUGH_CASES = 3;

export interface Covered {
  readonly entry: CatalogueEntry;
  /** Number of parts of the book that carry the catalogue number. */
  readonly parts: number;
  readonly cases: number;
  /** Small mistakes in its conditions, and how many of them a worked case notices. */
  readonly mutants: number;
  readonly killed: number;
  readonly missing: boolean;
}

/** How each entry of the catalogue is kept. */
export function coverage(
  catalogue: readonly CatalogueEntry[] = CATALOGUE,
  cases: readonly WorkedCase[] = workedCases(),
  tried: readonly Mutant[] = [],
): Covered[] {
  const parts = new Map<string, number>();
  for (const rule of QUESTIONS.flatMap((q) => q.rules)) {
    const id = catalogueId(rule.id);
    parts.set(id, (parts.get(id) ?? 0) + 1);
  }
  const counted = (id: string) => cases.filter((c) => c.rules.includes(id)).length;
  return catalogue.map((entry) => {
    const of = parts.has(entry.id) ? entry.id : (entry.within ?? entry.id);
    const found = parts.get(of) ?? 0;
    const own = tried.filter((m) => catalogueId(m.rule) === of);
    return {
      entry,
      parts: found,
      cases: counted(of),
      mutants: own.length,
      killed: own.filter((m) => m.killed).length,
      missing: entry.kind !== 'duty' && found === 0,
    };
  });
}

/** Rules of the book that the catalogue does not name. */
export function uncatalogued(): string[] {
  const known = new Set(CATALOGUE.map((e) => e.id));
  const ids = QUESTIONS.flatMap((q) => q.rules).map((r) => catalogueId(r.id));
  return [...new Set(ids)].filter((id) => !known.has(id));
}

const line = ({ entry, parts, cases, mutants: all, killed, missing }: Covered): string =>
  [
    entry.id.padEnd(11),
    KIND_LABELS[entry.kind],
    TEXT_LABELS[entry.text],
    entry.article,
    entry.title,
    missing
      ? '缺'
      : entry.kind === 'duty'
        ? entry.product
        : `${parts} 条，${cases} 例，变异 ${killed}/${all}`,
    entry.within === undefined ? '' : `（在 ${entry.within} 中计算）`,
  ].join('  ');

function main(): void {
  const tried = mutants();
  const rows = coverage(CATALOGUE, workedCases(), tried);
  console.log(rows.map(line).join('\n'));
  const missing = rows.filter((r) => r.missing);
  const thin = rows.filter((r) => r.entry.kind === 'decision' && !r.missing && r.cases < ENOUGH_CASES);
  const of = (kind: CatalogueEntry['kind']) => rows.filter((r) => r.entry.kind === kind).length;
  console.log(
    `\n目录 ${rows.length} 条：判定 ${of('decision')}，计算 ${of('arithmetic')}，职责 ${of('duty')}；案例 ${workedCases().length} 个`,
  );
  const killed = tried.filter((m) => m.killed).length;
  console.log(
    `条件变异 ${tried.length} 个，被案例发现 ${killed} 个（${((100 * killed) / tried.length).toFixed(1)}%）`,
  );
  if (process.argv.includes('--survivors')) {
    for (const m of tried) if (!m.killed) console.log(`未被发现：${m.rule}  ${m.what}`);
  }
  if (uncatalogued().length > 0) console.log(`目录以外的条：${uncatalogued().join('、')}`);
  if (thin.length > 0) {
    console.log(`案例不足 ${ENOUGH_CASES} 个：${thin.map((r) => `${r.entry.id}（${r.cases}）`).join('、')}`);
  }
  console.log(missing.length === 0 ? '没有缺条。' : `缺：${missing.map((r) => r.entry.id).join('、')}`);
  process.exitCode = missing.length === 0 ? 0 : 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main();
