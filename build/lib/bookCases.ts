import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Case } from '../../src/shared/rules/case';

/** A worked case as it is written beside its chapter. */
export interface WorkedCase {
  /** `chapter/file.cases.yaml`. */
  readonly file: string;
  readonly name: string;
  readonly rules: readonly string[];
  readonly subject: Case;
  readonly decision: string;
}

const CaseFile = z.object({
  given: z.record(z.string(), z.unknown()),
  cases: z.array(
    z.object({
      name: z.string(),
      rules: z.array(z.string()),
      case: z.record(z.string(), z.unknown()).default({}),
      expect: z.object({ decision: z.string() }),
    }),
  ),
});

const isObject = (v: unknown): v is Record<string, unknown> =>
  v !== null && typeof v === 'object' && !Array.isArray(v);

/** Members of `over` replace those of `base`; objects are joined; the text `~` takes a member away. */
function merge(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over;
  const all = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === '~') delete all[key];
    else all[key] = key in base ? merge(base[key], value) : value;
  }
  return all;
}

const chapters = join(import.meta.dirname, '..', '..', 'src', 'shared', 'rules', 'chapters');

/** Every worked case of the book, in the order of the files. */
export function workedCases(): WorkedCase[] {
  const files = readdirSync(chapters, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.cases.yaml'))
    .sort();
  return files.flatMap((file) => {
    const { given, cases } = CaseFile.parse(
      parse(readFileSync(join(chapters, file), 'utf8'), { merge: true }),
    );
    return cases.map((one, i) => ({
      file,
      name: one.name,
      rules: one.rules,
      subject: Case.parse(merge({ id: `${file}#${i}`, facts: {}, request: {}, ...given }, one.case)),
      decision: one.expect.decision,
    }));
  });
}
