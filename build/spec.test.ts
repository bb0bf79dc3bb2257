import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const NUMBER = /\b[A-Z]{2}\d+\b/g;

/** Every numbered sentence, by number. */
const sentences = new Map<string, string>();
const doubled: string[] = [];
for (const file of filesIn('docs/spec', /\.md$/)) {
  for (const [, number, text] of readFileSync(file, 'utf8').matchAll(/^- \*\*([A-Z]{2}\d+)\*\* (.*)$/gm)) {
    if (number === undefined || text === undefined) continue;
    if (sentences.has(number)) doubled.push(number);
    sentences.set(number, text);
  }
}

/** Numbers that the title of a test, or of a run of its own, quotes; a check of the conformance suite is a test by its id. */
const quoted = new Set<string>();
for (const folder of ['src', 'test', 'build']) {
  for (const file of filesIn(
    folder,
    /(\.(test|spec)\.tsx?|\/suites\/.*\.ts|\/(demo|faults|conformance)\/.*\.ts)$/,
  )) {
    const text = readFileSync(file, 'utf8');
    for (const [, number] of text.matchAll(/\[([A-Z]{2}\d+)\]/g)) quoted.add(number ?? '');
    if (!file.includes('conformance')) continue;
    for (const [, number] of text.matchAll(/^ {4}id: '(CF\d+)',$/gm)) quoted.add(number ?? '');
  }
}

function filesIn(folder: string, name: RegExp): string[] {
  const found = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return found
    .map((path) => join(root, folder, path))
    .filter((path) => name.test(path.replaceAll('\\', '/')));
}

describe('the numbered behaviour and the tests', () => {
  test('every number stands for one sentence and is quoted by a test', () => {
    expect(sentences.size).toBeGreaterThan(400);
    expect(doubled).toEqual([]);
    expect([...sentences.keys()].filter((number) => !quoted.has(number))).toEqual([]);
  });

  test('a test quotes no number that does not exist', () => {
    expect([...quoted].filter((number) => !sentences.has(number))).toEqual([]);
  });

  test('each of the twenty promises between desk and platform is carried by sentences that exist', () => {
    const promises = Array.from({ length: 20 }, (_, i) => `SY${i + 1}`);
    for (const number of promises) {
      const carriers = sentences.get(number)?.split('Carried by ')[1]?.match(NUMBER) ?? [];
      expect(carriers.length, number).toBeGreaterThan(0);
      expect(
        carriers.filter((carrier) => !sentences.has(carrier)),
        number,
      ).toEqual([]);
    }
  });
});
