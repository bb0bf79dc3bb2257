import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Answer } from '../src/shared/rules/answer';
import { QUESTIONS } from '../src/shared/rules/book';
import { Case } from '../src/shared/rules/case';
import { CASE_MATTER_CODES } from '../src/shared/rules/matters';
import { answerAll, answerLine, caseSchema } from './decide';
import { memberTables } from './lib/bookMembers';

const root = join(import.meta.dirname, '..');
const good = {
  id: 'A-1',
  matter: 'RES_REGISTER',
  on: '2026-11-22',
  region: '220199',
  facts: {
    person: { certType: '01', certNo: '220199199003071234', alive: true, hukouRegion: '220199' },
    relations: [],
    payments: [],
  },
  request: { year: 2027, category: 'ADULT' },
};
async function run(...lines: string[]): Promise<unknown[]> {
  const out = new PassThrough();
  const read = text(out);
  await answerAll(Readable.from([lines.join('\n')]), out);
  out.end();
  return (await read)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

describe('npm run decide', () => {
  it('[RU40] answers line by line in the same order; a bad line gets its error and the rest go on', async () => {
    const answers = await run(
      JSON.stringify(good),
      'no json',
      '',
      JSON.stringify({ ...good, id: 'A-2', region: '2201' }),
      JSON.stringify({ ...good, id: 'A-3', surprise: 1 }),
      '[]',
      JSON.stringify({ ...good, id: 'A-6', pack: 'NO-SUCH' }),
      `${JSON.stringify({ ...good, id: 'A-4', on: '2026-02-30' })}\r`,
      JSON.stringify({ ...good, id: 'A-5' }),
    );
    expect(answers).toMatchObject([
      { id: 'A-1', decision: 'ALLOW' },
      { id: null, error: { path: '', message: '这一行不是合法的 JSON' } },
      { id: 'A-2', error: { path: 'region', message: '行政区划代码应为 6 位数字' } },
      { id: 'A-3', error: { path: '' } },
      { id: null, error: { path: '' } },
      { id: 'A-6', error: { path: 'pack', message: '没有名为 NO-SUCH 的参数包' } },
      { id: 'A-4', error: { path: 'on' } },
      { id: 'A-5', decision: 'ALLOW' },
    ]);
  });

  it('[RU40] a line of more than a million characters is refused without being parsed', () => {
    expect(JSON.parse(answerLine(`"${'x'.repeat(1_000_000)}"`))).toMatchObject({
      id: null,
      error: { path: '' },
    });
  });

  it('[RU41] the schema of a case names every member that a case may have', () => {
    const schema = z
      .looseObject({ properties: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(caseSchema()));
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(Case.shape).sort());
  });

  it('[RU42] the command itself reads standard input and ends with status 0', () => {
    const input = `${JSON.stringify(good)}\n{"id":"B"}\n`;
    const output = execFileSync(
      process.execPath,
      [join(root, 'node_modules/tsx/dist/cli.mjs'), 'build/decide.ts'],
      {
        cwd: root,
        input,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'ignore'],
      },
    );
    expect(
      output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { id: 'A-1', decision: 'ALLOW' },
      { id: 'B', error: { path: 'matter' } },
    ]);
  });

  const handbook = readFileSync(join(root, 'docs/decide.md'), 'utf8');
  const examples = [
    ...handbook.matchAll(/```json case\n([\s\S]*?)\n```\n\n```json answer\n([\s\S]*?)\n```/g),
  ];

  it('[RU43] every example of the handbook is a case and gets the answer that stands below it', () => {
    expect(examples.length).toBeGreaterThanOrEqual(CASE_MATTER_CODES.length);
    for (const [, subject = '', answer = ''] of examples) {
      expect(JSON.parse(answerLine(subject.replaceAll('\n', ' ')))).toMatchObject(JSON.parse(answer));
    }
  });

  it('[RU43] every matter has an example', () => {
    const shown = new Set(examples.map(([, subject = '']) => Case.parse(JSON.parse(subject)).matter));
    expect(CASE_MATTER_CODES.filter((matter) => !shown.has(matter))).toEqual([]);
  });

  it('[RU44] the handbook names every member of a case and of an answer, every matter and every finding code', () => {
    const tables = [...memberTables(Case), ...memberTables(Answer)];
    const names = tables.flatMap((t) => t.members.map((m) => m.name));
    const codes = QUESTIONS.flatMap((q) => q.rules).map((r) => r.finding?.code ?? '');
    const written = codes.filter((code) => typeof code === 'string' && code !== '');
    const words = [...names, ...CASE_MATTER_CODES, ...new Set(written)];
    expect(words.filter((word) => !handbook.includes(`\`${word}\``))).toEqual([]);
    expect(words.length).toBeGreaterThan(400);
  });

  it('[RU110] every member of a case and of an answer is described, in the handbook and in the schema', () => {
    const all = [...memberTables(Case), ...memberTables(Answer)].flatMap((t) => t.members);
    expect(all.filter((m) => m.meaning === '').map((m) => m.path)).toEqual([]);
    expect(
      all.filter((m) => !handbook.includes(m.meaning.replaceAll('|', '\\|'))).map((m) => m.path),
    ).toEqual([]);
    const schema = caseSchema();
    const ofCase = memberTables(Case).flatMap((t) => t.members);
    expect(ofCase.filter((m) => !schema.includes(JSON.stringify(m.meaning))).map((m) => m.path)).toEqual([]);
  });

  it('[RU111] the handbook names every date, amount, number, effect and material that a procedure can give', () => {
    const folder = join(root, 'src/shared/rules/procedures');
    const given = readdirSync(folder).flatMap((file) => [
      ...readFileSync(join(folder, file), 'utf8').matchAll(
        /\.(?:date|amount|number|effect|material)\(\s*'([A-Za-z0-9_]+)'/g,
      ),
    ]);
    const names = [...new Set(given.map(([, name = '']) => name))];
    expect(names.length).toBeGreaterThan(80);
    expect(names.filter((name) => !handbook.includes(`\`${name}\``))).toEqual([]);
  });
});
