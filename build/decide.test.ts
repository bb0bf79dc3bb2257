import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Answer } from '../src/shared/rules/answer';
import { QUESTIONS } from '../src/shared/rules/book';
import { Case } from '../src/shared/rules/case';
import { answerAll, answerLine, caseSchema } from './decide';

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

  it('[RU43] every example of the handbook is a case and gets the decision that stands below it', () => {
    const handbook = readFileSync(join(root, 'docs/decide.md'), 'utf8');
    const examples = [
      ...handbook.matchAll(/```json case\n([\s\S]*?)\n```\n\n→ `([A-Z_]+)`((?: `[A-Z_]+`)*)/g),
    ];
    expect(examples.length).toBeGreaterThanOrEqual(8);
    for (const [, source = '', decision, codes = ''] of examples) {
      const answer = z
        .looseObject({ decision: z.string(), reasons: z.array(z.looseObject({ code: z.string() })) })
        .parse(JSON.parse(answerLine(source.replaceAll('\n', ' '))));
      expect(answer.decision).toBe(decision);
      expect(answer.reasons.map((r) => r.code)).toEqual(
        expect.arrayContaining([...codes.matchAll(/`([A-Z_]+)`/g)].map((m) => m[1])),
      );
    }
  });

  it('[RU44] the handbook names every member of a case and of an answer, every matter and every finding code', () => {
    const handbook = readFileSync(join(root, 'docs/decide.md'), 'utf8');
    const members = (schema: z.ZodType, path = ''): string[] => {
      const inner =
        schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? schema.unwrap() : schema;
      if (inner !== schema) return members(inner as z.ZodType, path);
      if (schema instanceof z.ZodArray) return members(schema.element as z.ZodType, path);
      if (!(schema instanceof z.ZodObject)) return [];
      return Object.entries(schema.shape).flatMap(([key, part]) => [key, ...members(part as z.ZodType, key)]);
    };
    const codes = QUESTIONS.flatMap((q) => q.rules).map((r) => r.finding?.code ?? '');
    const written = codes.filter((code) => typeof code === 'string' && code !== '');
    const answers = Object.keys(Answer.shape);
    const words = [...members(Case), ...Case.shape.matter.options, ...answers, ...new Set(written)];
    expect(words.filter((word) => !handbook.includes(`\`${word}\``))).toEqual([]);
    expect(words.length).toBeGreaterThan(60);
  });
});
