import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../../build/lib/built.mjs';
import {
  faultsOf,
  NUMBERS,
  quotedNumbers,
  type Ran,
  ROOT,
  readTable,
  type Suite,
  suitesOf,
  TABLE,
  verdictOn,
} from './threats';

/**
 * `npm run test:security [-- --only T15,T16] [--list]`: runs the tests that the table of threats names, against the built program where they
 * are of the window, and tells threat by threat what is proven. Fails where a threat, a named test or its success is missing.
 */

const words = process.argv.slice(2);
const only = words.includes('--only') ? (words[words.indexOf('--only') + 1] ?? '').split(',') : NUMBERS;
const reports = join(ROOT, 'out/security');

const quoted = quotedNumbers(ROOT);
const table = readTable(readFileSync(TABLE, 'utf8'));
const faults = faultsOf(table, quoted);
for (const fault of faults) console.error(fault);
if (words.includes('--list') || faults.length > 0) {
  for (const { number, proofs } of table) console.log(`${number}  ${proofs.join(', ') || '–'}`);
  process.exit(faults.length === 0 ? 0 : 1);
}

const threats = table.filter(({ number }) => only.includes(number));
const proofs = [...new Set(threats.flatMap((threat) => threat.proofs))];
const pattern = `\\[(${proofs.join('|')})\\]`;
const suites = suitesOf(proofs.flatMap((proof) => quoted.get(proof) ?? []));

if (!(await ensureBuilt())) process.exit(1);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const ran = suites.flatMap(run);

let missing = 0;
console.log('\nThreats');
for (const { number, threat, proofs: own, remains } of threats) {
  const verdicts = own.map((proof) => [proof, verdictOn(proof, ran)] as const);
  const broken = verdicts.filter(([, verdict]) => verdict !== 'passed');
  missing += broken.length;
  const said = own.length === 0 ? 'open  ' : broken.length === 0 ? 'proven' : 'BROKEN';
  console.log(
    `${number}  ${said}  ${threat}: ${verdicts.map(([p, v]) => (v === 'passed' ? p : `${p} ${v}`)).join(', ')}`,
  );
  if (remains !== '' && remains !== '–') console.log(`            remains: ${remains}`);
}
console.log(
  `\n${threats.length} threats, ${proofs.length} behaviours, ${ran.length} tests, ${missing} not proven`,
);
process.exit(missing === 0 ? 0 : 1);

function run(suite: Suite, n: number): Ran[] {
  const { tool, config, files } = suite;
  const report = join(reports, `${n}-${tool}.json`);
  console.log(`\n== ${tool} ${config}: ${files.length} files`);
  const args =
    tool === 'vitest'
      ? [
          'node_modules/vitest/vitest.mjs',
          'run',
          '--config',
          config,
          '-t',
          pattern,
          '--reporter=dot',
          '--reporter=json',
          `--outputFile.json=${report}`,
          ...files,
        ]
      : [
          'node_modules/@playwright/test/cli.js',
          'test',
          '--config',
          config,
          '--grep',
          pattern,
          '--reporter=list,json',
          ...files,
        ];
  spawnSync(process.execPath, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, CANBAO_E2E_REPORT: '' },
  });
  const read = tool === 'vitest' ? vitestRan : playwrightRan;
  try {
    return read(JSON.parse(readFileSync(report, 'utf8')));
  } catch (error) {
    console.error(`${tool} ${config}: no report (${String(error)})`);
    return [];
  }
}

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function vitestRan(report: VitestReport): Ran[] {
  return report.testResults.flatMap(({ assertionResults }) =>
    assertionResults
      // What another number's title left out was not asked for.
      .filter(({ fullName }) => new RegExp(pattern).test(fullName))
      .map(({ fullName, status }) => ({
        title: fullName,
        outcome: status === 'passed' ? 'passed' : status === 'failed' ? 'failed' : 'skipped',
      })),
  );
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly { readonly status: string }[];
  }[];
}

/** `expected` is the one good end; a flaky one is none. */
function playwrightRan({ suites = [], specs = [] }: PlaywrightSuite): Ran[] {
  return [
    ...specs.map(({ title, tests }) => ({
      title,
      outcome: tests.every(({ status }) => status === 'expected')
        ? ('passed' as const)
        : tests.some(({ status }) => status === 'skipped')
          ? ('skipped' as const)
          : ('failed' as const),
    })),
    ...suites.flatMap(playwrightRan),
  ];
}
