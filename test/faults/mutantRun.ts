import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { MUTANTS, type Mutant } from './mutants';

/** What became of a planted bug. */
export interface Caught {
  readonly mutant: Mutant;
  /** Invariants that noticed it, in the order they did; empty: nobody did. */
  readonly by: readonly string[];
  /** Runs until then. */
  readonly runs: number;
  /** What it said when it noticed, or the end of what was said when nobody did. */
  readonly said: string;
}

const here = import.meta.dirname;
const root = join(here, '../..');

/** Runs the faults with a bug planted until an invariant notices, for `most` runs at most. */
export async function tryMutant(mutant: Mutant, most: number, template: string): Promise<Caught> {
  const args = ['--import', 'tsx', '--import', join(here, 'mutantHook.mjs'), join(here, 'run.ts')];
  const asked = ['--runs', String(most), '--seed', String(mutant.seed), '--only', mutant.only.join(',')];
  const child = spawn(process.execPath, [...args, ...asked, '--first', '--template', template], {
    cwd: root,
    env: { ...process.env, CANBAO_MUTANT: JSON.stringify(mutant.patches) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString('utf8');
  });
  await new Promise<void>((resolve) => child.once('close', () => resolve()));
  const found = [...out.matchAll(/^VIOLATION (I\d+) (.*)$/gm)];
  const runs = Number(/^runs (\d+)/m.exec(out)?.[1] ?? 0);
  return {
    mutant,
    by: [...new Set(found.map(([, id]) => id ?? ''))],
    runs,
    said: found[0]?.[2] ?? `${out.slice(-300)}${errors.slice(-600)}`,
  };
}

export { MUTANTS };
