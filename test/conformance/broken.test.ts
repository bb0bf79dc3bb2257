import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SAMPLE_JURISDICTION } from '../../src/platform/sample';
import { type RunningPlatform, startPlatform } from '../../src/platform/server';
import { pgliteEngine, type TestEngine } from '../../src/platform/testing/engines';
import { CHECKS } from './checks/all';
import { DOUBLES } from './doubles/all';
import { startInFront } from './doubles/inFront';
import { outcomeLines, summary } from './run';
import { makeWorld, runChecks } from './suite';

/** Held by every double whose fault they are not about. */
const UNTOUCHED = ['CF1', 'CF8', 'CF24'];
/** A township beside the sample’s. */
const NEXT_TOWN = { region: '220199', name: '邻镇', prefixes: ['220199101'] };

let engine: TestEngine;
let platform: RunningPlatform;

beforeAll(async () => {
  engine = await pgliteEngine();
  const started = await startPlatform({ ...(await engine.place()), today: '2026-11-22' });
  if (!started.ok) throw new Error(started.error.text);
  platform = started.value;
});
afterAll(async () => {
  await platform?.stop();
  await engine?.close();
});

test.each(DOUBLES)(
  '[CF32] a platform that $wrong fails $breaks, and says so in two languages',
  async (double) => {
    const { breaks, fault } = double;
    const front = await startInFront([platform.url], fault(platform));
    try {
      const world = await makeWorld({
        url: front.url,
        code: await platform.registrationCode(SAMPLE_JURISDICTION),
        code2: await platform.registrationCode(NEXT_TOWN),
      });
      const untouched = breaks.includes('CF8') ? [] : UNTOUCHED;
      const checks = CHECKS.filter(({ id }) => breaks.includes(id) || untouched.includes(id));
      const outcomes = await runChecks(world, checks);
      const broken = outcomes.filter(({ result }) => result === 'broken');
      expect(broken.map(({ check }) => check.id)).toEqual(breaks);
      const [first] = broken;
      if (first === undefined || first.result === 'ok') throw new Error('nothing is broken');
      expect(first.en).toMatch(double.en);
      expect(first.zh).toMatch(double.zh);
      const said = outcomeLines(first).join('\n');
      for (const rule of first.check.rules) expect(said).toContain(rule);
      expect(said).toContain(`not ok ${breaks[0]}`);
      expect(summary(outcomes).exitCode).toBe(1);
    } finally {
      await front.close();
    }
  },
);

/** The command as it is typed. */
async function command(...args: string[]): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'run.ts'), ...args]);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: code as number, said: out + err };
}

test('[CF33] the command ends with 0 when what it made is ok, and says what it left out', async () => {
  const code = await platform.registrationCode(SAMPLE_JURISDICTION);
  const done = await command('--url', platform.url, '--code', code, '--only', 'CF1,CF26');
  expect(done.said).toMatch(
    /ok +CF1 [\s\S]*left out CF26 [\s\S]*--code2[\s\S]*2 checks: 1 ok, 0 not ok, 1 left out/,
  );
  expect(done.code).toBe(0);
});

test('[CF33] the command ends with 2 when it could not be run: no platform, a used code, nothing to check', async () => {
  const code = await platform.registrationCode(SAMPLE_JURISDICTION);
  expect(await command('--url', 'http://127.0.0.1:9', '--code', code)).toMatchObject({
    code: 2,
    said: expect.stringContaining('检验无法进行：平台没有应答'),
  });
  await makeWorld({ url: platform.url, code });
  expect(await command('--url', platform.url, '--code', code)).toMatchObject({
    code: 2,
    said: expect.stringContaining('FORBIDDEN'),
  });
  expect(await command('--url', platform.url, '--code', code, '--only', 'CF999')).toMatchObject({ code: 2 });
});
