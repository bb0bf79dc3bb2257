import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { build } from 'vite';
import type { Probe } from './mutantProbes';
import { type SourceMutant, schemata } from './sourceMutants';

const root = join(import.meta.dirname, '..', '..');
const rules = join(root, 'src', 'shared', 'rules');
const ENTRY = '\0mutant-entry';

/** Not mutated: tests, the words of documents, text printed for people, and the reader of the worked cases. */
const LEFT_ALONE = /\.test\.ts$|^sources\/|^kernel\/print\.ts$|^workedCase\.ts$/;
/** Tests that read the worked cases themselves: those are probes already. */
const NOT_A_PROBE = /^cases\.test\.ts$/;

/** The rules with every mistake in them, none switched on. */
export interface MutantBook {
  readonly mutants: readonly SourceMutant[];
  /** Loads the rules anew with mistake `active` (-1: none) switched on from the first line. */
  readonly load: (active: number) => Loaded;
}

export interface Loaded {
  readonly probes: readonly Probe[];
  /** Mistakes whose place was passed while loading. */
  readonly passedLoading: ReadonlySet<number>;
  /** Runs `probe` with a mistake switched on; true when it noticed something. */
  readonly notices: (probe: Probe, active: number) => boolean;
  /** Runs `probe` without a mistake: whether it holds, and whose places it passed. */
  readonly passes: (probe: Probe) => { readonly holds: boolean; readonly passed: ReadonlySet<number> };
}

/** A loop that turns this often under a mistake will not end. */
const MAX_TURNS = 200_000;

/** Builds the rules, their worked cases' reader and their tests into one script, every mistake behind a switch. */
export async function mutantBook(): Promise<MutantBook> {
  const mutants: SourceMutant[] = [];
  const files = readdirSync(rules, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
  const tests = files.filter((name) => name.endsWith('.test.ts') && !NOT_A_PROBE.test(name));
  const changed = new Map<string, string>();
  for (const name of files.filter((n) => n.endsWith('.ts') && !LEFT_ALONE.test(n))) {
    const path = join(rules, name);
    const found = schemata(name, readFileSync(path, 'utf8'), mutants.length);
    mutants.push(...found.mutants);
    changed.set(path, found.code);
  }
  const script = new Script(await bundle(tests, changed), { filename: 'mutant-book.js' });
  return { mutants, load: (active) => load(script, active, mutants.length) };
}

async function bundle(tests: readonly string[], changed: ReadonlyMap<string, string>): Promise<string> {
  const entry = [
    ...tests.map((name) => `import ${JSON.stringify(join(rules, name))};`),
    `export { probes } from ${JSON.stringify(join(root, 'build', 'lib', 'mutantProbes.ts'))};`,
  ].join('\n');
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { vitest: join(root, 'build', 'lib', 'smallExpect.ts') } },
    ssr: { noExternal: true },
    plugins: [
      {
        name: 'mutants',
        enforce: 'pre',
        resolveId: (id) => (id === 'mutant-entry' ? ENTRY : null),
        load: (id) => (id === ENTRY ? entry : (changed.get(id) ?? null)),
        transform: (code, id) =>
          code.includes('import.meta.dirname')
            ? code.replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
            : null,
      },
    ],
    build: {
      ssr: true,
      write: false,
      minify: false,
      target: 'node20',
      rolldownOptions: { input: 'mutant-entry', output: { format: 'cjs', codeSplitting: false } },
    },
  });
  const [result] = Array.isArray(built) ? built : [built];
  if (result === undefined || !('output' in result)) throw new Error('nothing was built');
  const [chunk] = result.output;
  return `(function (require, module, exports, __mutant, __turn) {${chunk.code}\n})`;
}

function load(script: Script, first: number, count: number): Loaded {
  let active = first;
  let turns = 0;
  let passed = new Uint8Array(count);
  const module = { exports: {} as { probes: () => Probe[] } };
  const start = script.runInThisContext() as (...given: unknown[]) => void;
  start(
    createRequire(import.meta.url),
    module,
    module.exports,
    (n: number) => {
      passed[n] = 1;
      return n === active;
    },
    () => {
      turns += 1;
      if (turns > MAX_TURNS) throw new Error('a loop does not end');
    },
  );
  const probes = module.exports.probes();
  const take = (): Set<number> => {
    const taken = new Set<number>();
    passed.forEach((hit, n) => {
      if (hit === 1) taken.add(n);
    });
    passed = new Uint8Array(count);
    return taken;
  };
  const holds = (probe: Probe): boolean => {
    turns = 0;
    try {
      return probe.holds();
    } catch {
      return false;
    }
  };
  return {
    probes,
    passedLoading: take(),
    notices: (probe, mutant) => {
      active = mutant;
      const kept = holds(probe);
      active = first;
      return !kept;
    },
    passes: (probe) => {
      take();
      return { holds: holds(probe), passed: take() };
    },
  };
}
