import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unanswered } from './lib/scanFindings.mjs';

const answers = readFileSync(join(import.meta.dirname, '../docs/security/electronegativity.md'), 'utf8');
const HEAD = 'issue, severity, confidence, filename, location, sample, description, url\n';
const line = (check: string, file: string) =>
  `${check},"HIGH","FIRM","${file}","38:17","const a = {","Review",https://example.invalid\n`;

test('[SE25] a finding that is answered passes, any other is named by check, file and place', () => {
  const csv = `${HEAD}${line('SANDBOX_JS_CHECK', 'src/main/window.ts')}${line('OPEN_EXTERNAL_JS_CHECK', 'src/main/a.ts')}`;
  expect(unanswered(csv, answers)).toEqual({
    found: 2,
    sentences: ['OPEN_EXTERNAL_JS_CHECK at src/main/a.ts 38:17'],
  });
});

test('[SE25] an answer for one file is none for another, and one without words is none', () => {
  const own = '| NODE_CHECK | main/a.ts | Because it is only ever read there. |\n| WEB_CHECK | any | no |\n';
  const csv = `${HEAD}${line('NODE_CHECK', 'src/main/a.ts')}${line('NODE_CHECK', 'src/main/b.ts')}${line('WEB_CHECK', 'x')}`;
  expect(unanswered(csv, own).sentences).toEqual([
    'NODE_CHECK at src/main/b.ts 38:17',
    'WEB_CHECK at x 38:17',
  ]);
});
