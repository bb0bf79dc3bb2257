import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SAMPLE_JURISDICTION } from '../../src/platform/sample';
import { type RunningPlatform, startPlatform } from '../../src/platform/server';
import { pgliteEngine, postgresEngine, type TestEngine } from '../../src/platform/testing/engines';
import { CHECKS } from './checks/all';
import { type InFront, startInFront } from './doubles/inFront';
import { summary } from './run';
import { makeWorld, type Outcome, runChecks } from './suite';

const NEXT_TOWN = { region: '220199', name: '邻镇', prefixes: ['220199101'] };
const SPEC = join(import.meta.dirname, '../../docs/spec/conformance.md');
const titled = CHECKS.map((check) => ({
  ...check,
  said: `[${check.id}] [${check.rules.join(', ')}] ${check.en}`,
}));

test('[CF33] every check is a sentence of the SPEC with its rules, in the order it is made', () => {
  const sentences = readFileSync(SPEC, 'utf8').match(/^- \*\*CF\d+\*\* .*$/gm) ?? [];
  const own = CHECKS.map(({ id, rules, en }) => `- **${id}** (${rules.join(', ')}) ${en}`);
  expect(sentences.slice(0, own.length)).toEqual(own);
  for (const { zh } of CHECKS) expect(zh).toMatch(/^[^a-z]*[\u4e00-\u9fff].*。$/);
});

/** The reference platform, all by itself and as two instances on one database that a round-robin takes in turn. */
describe.each([
  ['PGlite', pgliteEngine, 1],
  ['PostgreSQL with two instances', postgresEngine, 2],
] as const)('the reference platform on %s', (_, makeEngine, instances) => {
  let engine: TestEngine;
  let outcomes: Outcome[] = [];
  const running: RunningPlatform[] = [];
  let front: InFront;

  beforeAll(async () => {
    engine = await makeEngine();
    const place = await engine.place();
    for (let i = 0; i < instances; i++) {
      const started = await startPlatform({ ...place, today: '2026-11-22' });
      if (!started.ok) throw new Error(started.error.text);
      running.push(started.value);
    }
    front = await startInFront(running.map(({ url }) => url));
    const [first] = running;
    const world = await makeWorld({
      // Without anything between where it can be, so that cut requests reach the platform itself.
      url: instances === 1 ? (first?.url ?? '') : front.url,
      code: (await first?.registrationCode(SAMPLE_JURISDICTION)) ?? '',
      code2: await first?.registrationCode(NEXT_TOWN),
    });
    outcomes = await runChecks(world, CHECKS);
  }, 300_000);
  afterAll(async () => {
    await front?.close();
    for (const platform of running) await platform.stop();
    await engine?.close();
  });

  test.each(titled)('$said', ({ id }) => {
    const outcome = outcomes.find(({ check }) => check.id === id);
    expect(outcome).toMatchObject({ result: 'ok' });
  });

  test('[CF33] the run ends with exit code 0 and nothing left out', () => {
    expect(summary(outcomes)).toEqual({
      text: `${CHECKS.length} checks: ${CHECKS.length} ok, 0 not ok, 0 left out`,
      exitCode: 0,
    });
  });
});
