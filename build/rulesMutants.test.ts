import { beforeAll, describe, expect, it } from 'vitest';
import { type MutantBook, mutantBook } from './lib/mutantBook';
import { type Run, sampled, tryMutants } from './lib/mutantRun';
import { schemata } from './lib/sourceMutants';
import { judged, share } from './rulesMutants';

const mistakes = (source: string) =>
  schemata('some.ts', source, 0).mutants.map(({ from, to }) => `${from} → ${to}`);

describe('schemata', () => {
  it('[RU134] a limit, a count of days, a rounding, a cap, a swap and a step left out are mistakes', () => {
    expect(mistakes('f(() => a < b);')).toEqual([
      'f(() => a < b); → ',
      'a < b → (a) <= (b)',
      'a < b → (a) >= (b)',
    ]);
    expect(mistakes('const d = addDays(day, n);')).toEqual([
      'addDays(day, n) → addDays(day, (n) + 1)',
      'addDays(day, n) → addDays(day, (n) + -1)',
    ]);
    expect(mistakes('const d = Math.round(x);')).toEqual(['Math.round(x) → Math.floor(x)']);
    expect(mistakes('const d = Math.min(x, cap);')).toEqual(['Math.min(x, cap) → Math.max(x, cap)']);
    expect(mistakes('const d = daysBetween(a, b);')).toEqual(['daysBetween(a, b) → daysBetween(b, a)']);
    expect(mistakes('s.ask(late);')).toEqual(['s.ask(late); → ']);
  });

  it('[RU135] messages and types are left alone', () => {
    expect(mistakes('const r = { say: (e) => e.n + 1, text: a < b };')).toEqual([]);
    expect(mistakes(`const t = \`还差 \${n - 1} 天\`;`)).toEqual([]);
    expect(mistakes('type T = 1 | true; const c = x as 2;')).toEqual([]);
  });
});

describe('the rules under mistakes', () => {
  let book: MutantBook;
  let run: Run;
  beforeAll(async () => {
    book = await mutantBook();
    run = tryMutants(book, { chosen: sampled(20_261_123, 60), quick: true });
  }, 600_000);

  it('[RU136] without a mistake every worked case and every test that takes part holds', () => {
    expect(run.unfit).toEqual([]);
  });

  it('[RU137] of a seeded sample of mistakes in amounts, dates and steps at least 70 of 100 are noticed', () => {
    expect(run.tried.length).toBeGreaterThan(40);
    expect(share(judged(book, run.tried).map((r) => r.verdict))).toBeGreaterThanOrEqual(0.7);
  });
});
