import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultsOf, quotedNumbers, ROOT, readTable, suitesOf, TABLE, type Threat, verdictOn } from './threats';

const quoted = quotedNumbers(ROOT);

test('[SE19] every threat from T01 to T45 has its row, its control, and tests that exist or a word on why not and what remains', () => {
  expect(faultsOf(readTable(readFileSync(TABLE, 'utf8')), quoted)).toEqual([]);
});

test('[SE24] every number that the page of duties quotes is a sentence that a test quotes, and each line waits for the county’s word', () => {
  const duties = readFileSync(join(ROOT, 'docs/duties.md'), 'utf8');
  const numbers = duties.match(/\b[A-Z]{2}\d+\b/g) ?? [];
  expect(numbers.length).toBeGreaterThan(50);
  const sentences = new Set<string>();
  for (const file of readdirSync(join(ROOT, 'docs/spec')))
    for (const [, number = ''] of readFileSync(join(ROOT, 'docs/spec', file), 'utf8').matchAll(
      /^- \*\*([A-Z]{2}\d+)\*\*/gm,
    ))
      sentences.add(number);
  expect(numbers.filter((number) => !sentences.has(number))).toEqual([]);
  const rows = duties.split('\n').filter((line) => /^\| [^-]/.test(line) && !line.includes('| 核 |'));
  expect(rows.length).toBeGreaterThan(20);
  for (const line of rows) expect(line, line).toMatch(/\| ☐ \|$/);
});

const row = (part: Partial<Threat>): Threat => ({
  number: 'T01',
  threat: 'a',
  control: 'b',
  proofs: ['SE1'],
  remains: '',
  ...part,
});

test.each([
  ['a threat that is missing', [row({})], 'T02 is missing'],
  ['a threat that stands twice', [row({}), row({})], 'T01 stands twice'],
  ['a number that is none', [row({ number: 'T46' })], 'T46 is no threat'],
  ['a test that does not exist', [row({ proofs: ['SE999'] })], 'T01 names SE999, which no test quotes'],
  ['no test and no word', [row({ proofs: [] })], 'T01 names no test'],
  ['no control', [row({ control: '' })], 'T01 has no threat or no control'],
])('[SE19] %s is a fault of the table', (_what, threats, sentence) => {
  expect(faultsOf(threats, quoted).join('\n')).toContain(sentence);
});

test('[SE19] a named test that failed, was skipped or did not run proves nothing', () => {
  const ran = (outcome: 'passed' | 'failed' | 'skipped') => ({ title: 'x > [SE1] y', outcome });
  expect(verdictOn('SE1', [ran('passed')])).toBe('passed');
  expect(verdictOn('SE1', [ran('passed'), ran('failed')])).toBe('failed');
  expect(verdictOn('SE1', [ran('passed'), ran('skipped')])).toBe('skipped');
  expect(verdictOn('SE1', [{ title: '[SE10] y', outcome: 'passed' }])).toBe('not run');
});

test('[SE19] each file is run by its own tool and the nearest configuration', () => {
  expect(
    suitesOf(['test/e2e/door.spec.ts', 'src/main/desk.test.ts', 'test/hostile/suites/bombs.ts']),
  ).toEqual([
    { tool: 'vitest', config: 'vitest.config.ts', files: ['src/main/desk.test.ts'] },
    { tool: 'playwright', config: 'playwright.config.ts', files: ['test/e2e/door.spec.ts'] },
    { tool: 'vitest', config: 'test/hostile/vitest.config.ts', files: ['test/hostile/suites/bombs.ts'] },
  ]);
});
