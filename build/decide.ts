/**
 * The rule engine at the command line: one case a line in, one answer a line out, in the same order. A line that is no
 * valid case gets an error and the rest go on; only unreadable input ends with status 1. `--schema` prints the JSON Schema
 * of a case.
 */
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { theBook } from '../src/shared/rules/book';
import { Case } from '../src/shared/rules/case';
import { decide } from '../src/shared/rules/decide';

/** Longer lines are no case: they are answered with an error instead of being parsed. */
const MAX_LINE = 1_000_000;

const failure = (id: string | null, path: string, message: string): string =>
  JSON.stringify({ id, error: { path, message } });

/** The answer to one line. */
export function answerLine(line: string): string {
  if (line.length > MAX_LINE) return failure(null, '', `这一行超过 ${MAX_LINE} 个字符，不是一个案例`);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return failure(null, '', '这一行不是合法的 JSON');
  }
  const named = z.looseObject({ id: z.string() }).safeParse(value);
  const id = named.success ? named.data.id : null;
  const parsed = Case.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return failure(id, issue?.path.join('.') ?? '', issue?.message ?? '不合案例格式');
  }
  const { pack } = parsed.data;
  if (pack !== undefined && !theBook.table.has(pack)) return failure(id, 'pack', `没有名为 ${pack} 的参数包`);
  try {
    return JSON.stringify({ id: parsed.data.id, ...decide(parsed.data) });
  } catch (error) {
    return failure(id, '', `规则手册内部矛盾：${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Answers every line that is not empty. */
export async function answerAll(input: Readable, output: Writable): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const text = line.replace(/^\uFEFF/, '');
    if (text.trim() === '') continue;
    if (!output.write(`${answerLine(text)}\n`)) await new Promise((resolve) => output.once('drain', resolve));
  }
}

/** The JSON Schema of a case (draft 2020-12). What a schema cannot say, e.g. that a day exists, is checked besides. */
export const caseSchema = (): string => JSON.stringify(z.toJSONSchema(Case, { io: 'input' }), null, 2);

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--schema')) {
    process.stdout.write(`${caseSchema()}\n`);
    return;
  }
  z.config(z.locales.zhCN());
  await answerAll(process.stdin, process.stdout);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  main(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`读不到输入：${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
