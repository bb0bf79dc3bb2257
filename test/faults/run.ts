import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CHECKED, CLAIMS } from './claims/registry';
import { FAULTS } from './kinds/registry';
import { MUTANTS, tryMutant } from './mutantRun';
import { type Outcome, runSchedule } from './schedule';
import { writePage } from './tables';
import { Ground, makeTemplate } from './world/ground';

/**
 * `npm run faults -- --runs N --seed S [--only F15,F16]`: whole desks against a real platform under random faults; see
 * docs/spec/faults.md. Runs have the seeds S, S+1, …; one that fails is run again by `--seed <its seed> --runs 1`.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string' },
    only: { type: 'string' },
    template: { type: 'string' },
    trace: { type: 'boolean', default: false },
    /** Ends at the first violation. */
    first: { type: 'boolean', default: false },
    /** Plants each bug of the list, or the one named, instead, and says which invariant caught it. */
    mutants: { type: 'boolean', default: false },
    mutant: { type: 'string' },
    /** Writes the tables of the page anew. */
    doc: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  console.error('--runs and --seed are whole numbers');
  process.exit(1);
}
const only = values.only?.split(',') ?? [];
const unknown = only.filter((id) => !FAULTS.some((fault) => fault.id === id && fault.kind === 'injected'));
if (unknown.length > 0) {
  console.error(`${unknown.join(', ')}: not a fault that is injected here`);
  process.exit(1);
}

if (values.doc) {
  await writePage(join(import.meta.dirname, '../..'));
  process.exit(0);
}
if (values.mutants || values.mutant !== undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'canbao-mutants-'));
  const template = join(folder, 'template');
  await makeTemplate(template);
  const tried = MUTANTS.filter(
    ({ name }, at) => values.mutants || name === values.mutant || String(at + 1) === values.mutant,
  );
  let missed = 0;
  for (const mutant of tried) {
    const { by, runs: needed, said } = await tryMutant(mutant, Math.max(runs, 1), template);
    if (by.length === 0) missed += 1;
    const what =
      by.length === 0 ? `NOT CAUGHT in ${needed} runs` : `caught by ${by.join(', ')} in run ${needed}`;
    console.log(`${mutant.name}: ${what}: ${said.slice(0, by.length === 0 ? 900 : 160)}`);
  }
  await rm(folder, { recursive: true, force: true });
  console.log(`${tried.length - missed} of ${tried.length} planted bugs caught`);
  process.exit(missed === 0 ? 0 : 1);
}

/** Violations of one run that are printed; the rest is counted. */
const MOST_SAID = 12;
const begun = performance.now();
const ground = await Ground.open(values.template ?? null);
const outcomes: Outcome[] = [];
const opened = performance.now();
for (let at = 0; at < runs; at++) {
  const outcome = await runSchedule(ground, seed + at, only);
  outcomes.push(outcome);
  for (const { id, text } of outcome.violations.slice(0, MOST_SAID)) {
    console.log(`VIOLATION ${id} seed ${outcome.seed}: ${text}`);
  }
  if (outcome.violations.length > 0)
    console.log(
      `again: npm run faults -- --seed ${outcome.seed} --runs 1${only.length > 0 ? ` --only ${only.join(',')}` : ''}`,
    );
  if (values.trace) console.log(outcome.trace.join('\n'));
  if (values.first && outcome.violations.length > 0) break;
}
const worked = performance.now() - opened;
await ground.close();

const sum = (of: (outcome: Outcome) => number): number =>
  outcomes.reduce((all, outcome) => all + of(outcome), 0);
const met = new Map<string, number>();
for (const outcome of outcomes)
  for (const [id, times] of outcome.met) met.set(id, (met.get(id) ?? 0) + times);
const violations = sum((outcome) => outcome.violations.length);

console.log(
  `runs ${outcomes.length}, seed ${seed}, operations ${sum(({ operations }) => operations)}, gates ${sum(({ steps }) => steps)}`,
);
console.log(
  `virtual time ${Math.round(sum(({ ms }) => ms) / 60_000)} min; real ${Math.round(worked / 1000)} s (${Math.round(worked / outcomes.length)} ms a run) after ${Math.round((opened - begun) / 1000)} s of set-up`,
);
console.log(
  `digest ${outcomes
    .map(({ digest }) => digest)
    .join('')
    .slice(0, 16)}`,
);
console.log('faults met:');
for (const fault of FAULTS) {
  const how =
    fault.kind === 'injected'
      ? String(met.get(fault.id) ?? 0).padStart(6)
      : fault.kind === 'covered'
        ? `covered by ${fault.by.map(({ file, title }) => `${file} ${title}`).join(', ')}`
        : `pending: ${fault.waitsFor}`;
  console.log(`  ${fault.id.padEnd(4)} ${how}  ${fault.what}`);
}
console.log(`invariants checked after each run: ${CHECKED.length}`);
for (const claim of CLAIMS)
  if (claim.kind !== 'checked')
    console.log(
      `  ${claim.id.padEnd(4)} ${claim.kind === 'covered' ? `covered by ${claim.by.map(({ file, title }) => `${file} ${title}`).join(', ')}` : `pending: ${claim.waitsFor}`}  ${claim.claim}`,
    );
console.log(`violations ${violations}`);
process.exit(violations === 0 ? 0 : 1);
