// npm run conformance -- --url … --code … [--code2 …] [--only CF8,CF9]: what a provincial platform has to do, tried over HTTP.
import { parseArgs } from 'node:util';
import { Breach } from './breach';
import { CHECKS } from './checks/all';
import { makeWorld, type Outcome, runChecks } from './suite';

const USAGE = `npm run conformance -- --url https://platform.example --code 7KQM-3V9D-XH2P [--code2 …] [--only CF8,CF9]

  --url    the platform, or an adapter in front of one          平台或其适配器的地址
  --code   a fresh registration code of a test jurisdiction     检验用辖区的新登记码
  --code2  one of another test jurisdiction (CF26, CF27)        另一个检验用辖区的新登记码
  --only   some checks by their ids                             只做所列的检验

The suite registers invented people in the test jurisdiction and leaves them there. Never run it in a jurisdiction with
real people.  检验会在该辖区登记虚构人员并留在库中，切勿用于有真实人员的辖区。
Exit code 0: every check made is ok; 1: a check is not ok; 2: the suite could not be run.`;

const OPTIONS = {
  url: { type: 'string' },
  code: { type: 'string' },
  code2: { type: 'string' },
  only: { type: 'string' },
} as const;

const MARK = { ok: 'ok    ', broken: 'not ok', 'left-out': 'left out' } as const;

/** One outcome in lines: what was checked, and where it is not ok what the platform did wrong and which rule that breaks. */
export function outcomeLines(outcome: Outcome): string[] {
  const { check, result } = outcome;
  const head = [`${MARK[result]} ${check.id}  ${check.en}`, `       ${check.zh}`];
  if (outcome.result === 'ok') return head;
  return outcome.result === 'broken'
    ? [
        ...head,
        `       → breaks ${check.rules.join(', ')}: ${outcome.en}`,
        `       → 违反 ${check.rules.join('、')}：${outcome.zh}`,
      ]
    : [...head, `       → ${outcome.en} / ${outcome.zh}`];
}

/** The last line and the exit code. */
export function summary(outcomes: readonly Outcome[]): { text: string; exitCode: 0 | 1 } {
  const count = (result: Outcome['result']) => outcomes.filter((o) => o.result === result).length;
  const [ok, broken, left] = [count('ok'), count('broken'), count('left-out')];
  return {
    text: `${outcomes.length} checks: ${ok} ok, ${broken} not ok, ${left} left out`,
    exitCode: broken === 0 ? 0 : 1,
  };
}

async function main(): Promise<void> {
  const { url, code, code2, only } = parseArgs({ options: OPTIONS }).values;
  const wanted = only === undefined ? null : new Set(only.split(','));
  const checks = CHECKS.filter(({ id }) => wanted === null || wanted.has(id));
  if (url === undefined || code === undefined || !URL.canParse(url) || checks.length === 0) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  try {
    const world = await makeWorld({ url, code, code2 });
    const outcomes = await runChecks(world, checks, (outcome) =>
      console.log(outcomeLines(outcome).join('\n')),
    );
    const { text, exitCode } = summary(outcomes);
    console.log(`\n${text}`);
    process.exitCode = exitCode;
  } catch (error) {
    if (!(error instanceof Breach)) throw error;
    console.error(`The suite could not be run: ${error.en}\n检验无法进行：${error.zh}`);
    process.exitCode = 2;
  }
}

if (process.argv[1] !== undefined && import.meta.filename === process.argv[1]) await main();
