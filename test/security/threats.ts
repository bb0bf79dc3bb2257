import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** The table of threats (docs/security/threats.md), and where the tests that it names are. */

export const ROOT = join(import.meta.dirname, '../..');
export const TABLE = join(ROOT, 'docs/security/threats.md');
/** T01 to T45. */
export const NUMBERS: readonly string[] = Array.from(
  { length: 45 },
  (_, i) => `T${String(i + 1).padStart(2, '0')}`,
);

export interface Threat {
  readonly number: string;
  readonly threat: string;
  readonly control: string;
  /** Numbers of the behaviour whose tests prove it; empty where nothing here does. */
  readonly proofs: readonly string[];
  /** What stays open, and what only a packaged Windows build can show. */
  readonly remains: string;
}

/** Reads the rows; a row that is not of five cells is an error with its text. */
export function readTable(text: string): Threat[] {
  return text
    .split('\n')
    .filter((line) => /^\| T\d/.test(line))
    .map((line) => {
      const cells = line.split('|').slice(1, -1);
      const [number = '', threat = '', control = '', proofs = '', remains = ''] = cells.map((cell) =>
        cell.trim(),
      );
      if (cells.length !== 5) throw new Error(`a row of ${cells.length} cells: ${line}`);
      return { number, threat, control, proofs: proofs.match(/\b[A-Z]{2}\d+\b/g) ?? [], remains };
    });
}

/** What is wrong with the table itself, as sentences. */
export function faultsOf(
  threats: readonly Threat[],
  quoted: ReadonlyMap<string, readonly string[]>,
): string[] {
  const numbers = threats.map(({ number }) => number);
  return [
    ...NUMBERS.filter((one) => !numbers.includes(one)).map((one) => `${one} is missing`),
    ...numbers.filter((one, at) => numbers.indexOf(one) !== at).map((one) => `${one} stands twice`),
    ...numbers.filter((one) => !NUMBERS.includes(one)).map((one) => `${one} is no threat of the list`),
    ...threats.flatMap(({ number, threat, control, proofs, remains }) => [
      ...(threat && control ? [] : [`${number} has no threat or no control`]),
      ...(proofs.length > 0 || remains.length > 20
        ? []
        : [`${number} names no test and does not say why not and what remains`]),
      ...proofs
        .filter((proof) => !quoted.has(proof))
        .map((proof) => `${number} names ${proof}, which no test quotes`),
    ]),
  ];
}

/** Which files have a test that quotes a number. */
export function quotedNumbers(root: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const folder of ['src', 'test', 'build']) {
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      const file = `${folder}/${path.split(sep).join('/')}`;
      if (!/\.(test|spec)\.tsx?$|\/hostile\/suites\/.*\.ts$|\/roundtrip\/suites\/.*\.ts$/.test(file))
        continue;
      for (const [, number = ''] of readFileSync(join(root, file), 'utf8').matchAll(/\[([A-Z]{2}\d+)\]/g))
        if (!found.get(number)?.includes(file)) found.set(number, [...(found.get(number) ?? []), file]);
    }
  }
  return found;
}

export interface Suite {
  readonly tool: 'vitest' | 'playwright';
  /** From the root. */
  readonly config: string;
  readonly files: readonly string[];
}

/** The runs that cover these files: one a tool and configuration, which is the nearest above the file. */
export function suitesOf(files: readonly string[], root = ROOT): Suite[] {
  const suites = new Map<string, Suite>();
  for (const file of [...new Set(files)].sort()) {
    const tool = file.endsWith('.spec.ts') ? 'playwright' : 'vitest';
    let folder = join(root, dirname(file));
    while (folder !== root && !existsSync(join(folder, `${tool}.config.ts`))) folder = dirname(folder);
    const config = relative(root, join(folder, `${tool}.config.ts`));
    const before = suites.get(`${tool} ${config}`)?.files ?? [];
    suites.set(`${tool} ${config}`, { tool, config, files: [...before, file] });
  }
  return [...suites.values()];
}

export type Outcome = 'passed' | 'failed' | 'skipped';
export interface Ran {
  readonly title: string;
  readonly outcome: Outcome;
}

/** What became of the tests that quote a number: none, one that failed, or one that was not run, counts as not proven. */
export function verdictOn(proof: string, ran: readonly Ran[]): Outcome | 'not run' {
  const own = ran.filter(({ title }) => title.includes(`[${proof}]`));
  if (own.length === 0) return 'not run';
  if (own.some(({ outcome }) => outcome === 'failed')) return 'failed';
  return own.some(({ outcome }) => outcome === 'skipped') ? 'skipped' : 'passed';
}
