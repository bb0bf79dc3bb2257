import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLAIMS } from './claims/registry';
import type { Elsewhere } from './kinds/kind';
import { FAULTS } from './kinds/registry';
import { tryMutant } from './mutantRun';
import { MUTANTS } from './mutants';
import { PAGE, pageWith } from './tables';
import { makeTemplate } from './world/ground';

const root = join(import.meta.dirname, '../..');
/** The runs of the short form, in two processes beside each other. */
const STRETCHES = [
  { runs: 50, seed: 1 },
  { runs: 50, seed: 51 },
] as const;
const LONG_MS = 900_000;

let folder: string;
let template: string;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-faults-test-'));
  template = join(folder, 'template');
  await makeTemplate(template);
}, LONG_MS);
afterAll(async () => {
  for (const child of children) child.kill();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Runs the command as a tester does and gives what it printed. */
async function faults(...args: string[]): Promise<string> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(root, 'test/faults/run.ts'), '--template', template, ...args],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  children.add(child);
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8');
    });
  await new Promise<void>((resolve) => child.once('close', () => resolve()));
  children.delete(child);
  return out;
}

const line = (out: string, begin: string): string =>
  out.split('\n').find((text) => text.startsWith(begin)) ?? out;

describe('runs', () => {
  test(
    '[FT1] random runs of whole desks under faults break no invariant',
    async () => {
      const both = await Promise.all(
        STRETCHES.map(({ runs, seed }) => faults('--runs', String(runs), '--seed', String(seed))),
      );
      for (const out of both) {
        expect(out).not.toContain('VIOLATION');
        expect(line(out, 'violations')).toBe('violations 0');
      }
    },
    LONG_MS,
  );

  test(
    '[FT2] the same seed gives the same run, and another seed another',
    async () => {
      const [first, again, other] = await Promise.all([
        faults('--runs', '3', '--seed', '7'),
        faults('--runs', '3', '--seed', '7'),
        faults('--runs', '3', '--seed', '8'),
      ]);
      expect(line(first, 'digest')).toMatch(/^digest [0-9a-f]{16}$/);
      expect(line(again, 'digest')).toBe(line(first, 'digest'));
      expect(line(other, 'digest')).not.toBe(line(first, 'digest'));
    },
    LONG_MS,
  );

  test(
    '[FT4] [FT6] [FT7] bugs planted into disk, core and bags are caught by an invariant',
    async () => {
      const short = [
        'acknowledge on any 200',
        'settle before the verdict is recorded',
        'a journal that lies after a full disk',
        'skip the fsync',
        'what is in a bag goes over the line too',
      ];
      for (const mutant of MUTANTS.filter(({ name }) => short.includes(name))) {
        const { by, said } = await tryMutant(mutant, 40, template);
        expect(by, `${mutant.name}: ${said}`).not.toEqual([]);
      }
    },
    LONG_MS,
  );
});

describe('registries', () => {
  const numbered = (letter: string, upTo: number): string[] =>
    Array.from({ length: upTo }, (_, i) => `${letter}${i + 1}`);

  test('[FT3] every fault and every invariant of the plan stands in its registry once', () => {
    expect(FAULTS.map(({ id }) => id)).toEqual(numbered('F', 39));
    expect(CLAIMS.map(({ id }) => id)).toEqual(numbered('I', 34));
  });

  test('[FT3] a test that is named as proof exists and has such a title', () => {
    const named: Elsewhere[] = [
      ...FAULTS.flatMap((fault) =>
        fault.kind === 'covered' ? fault.by : fault.kind === 'injected' ? (fault.also ?? []) : [],
      ),
      ...CLAIMS.flatMap((claim) => (claim.kind === 'covered' ? claim.by : [])),
    ];
    for (const { file, title } of named) {
      expect(existsSync(join(root, file)), file).toBe(true);
      expect(readFileSync(join(root, file), 'utf8'), `${file} ${title}`).toContain(title);
    }
  });

  test('[FT4] each planted bug changes a place that is there once', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(15);
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
    for (const { name, patches } of MUTANTS) {
      for (const { file, from } of patches)
        expect(readFileSync(join(root, file), 'utf8').split(from), `${name} in ${file}`).toHaveLength(2);
    }
  });

  test('[FT5] the page of faults shows the registries as they are', () => {
    const page = readFileSync(join(root, PAGE), 'utf8');
    expect(page, 'npm run faults -- --doc writes it anew').toBe(pageWith(page));
  });

  test('[FT8] nothing in the product asks the system whether it is online', () => {
    const asking = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
      .filter((path) =>
        /[^`]navigator\.onLine|addEventListener\('(online|offline)'/.test(
          readFileSync(join(root, 'src', path), 'utf8'),
        ),
      );
    expect(asking).toEqual([]);
  });
});
