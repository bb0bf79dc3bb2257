import { z } from 'zod';
import { type Answer, DecisionCode } from './answer';
import { makeBook, type RuleBook, theBook } from './book';
import { Case } from './case';
import { PACK_FILES } from './params/packs';

// Worked cases (`*.cases.yaml`): an officer writes a case with what is expected of the answer.

const Expected = z.strictObject({
  decision: DecisionCode,
  /** Reasons that are there, as `RULE:CODE`. */
  reasons: z.array(z.string().regex(/^R-[A-Z0-9-]+:[A-Z_]+$/)).default([]),
  /** Codes that are not there. */
  without: z.array(z.string()).default([]),
  /** Text that one of the reasons contains. */
  says: z.string().optional(),
  dates: z.record(z.string(), z.string().nullable()).default({}),
  numbers: z.record(z.string(), z.number().nullable()).default({}),
  amounts: z.record(z.string(), z.number().nullable()).default({}),
  effects: z.record(z.string(), z.string().nullable()).default({}),
  needsFacts: z.array(z.string()).default([]),
  needsParams: z.array(z.string()).default([]),
  materials: z.array(z.string()).default([]),
  provisional: z.boolean().default(false),
});
export type Expected = z.infer<typeof Expected>;

/** A file of cases: what they share, and each with what differs. */
export const CaseFile = z.strictObject({
  given: z.record(z.string(), z.unknown()),
  /** Packs besides the shipped ones: choices a region may make and none that is shipped has made. */
  packs: z.array(z.unknown()).default([]),
  cases: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        rules: z.array(z.string()).min(1),
        case: z.record(z.string(), z.unknown()).default({}),
        expect: Expected,
      }),
    )
    .min(1),
});

const isObject = (v: unknown): v is Record<string, unknown> =>
  v !== null && typeof v === 'object' && !Array.isArray(v);

/** Members of `over` replace those of `base`; objects are joined; the text `~` takes a member away. */
export function merge(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over;
  const all = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === '~') delete all[key];
    else all[key] = key in base ? merge(base[key], value) : value;
  }
  return all;
}

/** A worked case as it is written beside its chapter. */
export interface WorkedCase {
  /** `chapter/file.cases.yaml`. */
  readonly file: string;
  readonly name: string;
  readonly rules: readonly string[];
  readonly subject: Case;
  /** The shipped book, or that with the packs of the file. */
  readonly book: RuleBook;
  readonly expect: Expected;
}

/** The cases of one file that was parsed from YAML; throws where it is none, because a shipped file that is none is a bug. */
export function casesOf(file: string, parsed: unknown): WorkedCase[] {
  const { given, cases, packs } = CaseFile.parse(parsed);
  const book = packs.length === 0 ? theBook : makeBook([...PACK_FILES, ...packs]);
  return cases.map((one, i) => ({
    file,
    name: one.name,
    rules: one.rules,
    subject: Case.parse(merge({ id: `${file}#${i}`, facts: {}, request: {}, ...given }, one.case)),
    book,
    expect: one.expect,
  }));
}

/** What `seen` gives when the answer is as expected. */
export const wanted = (e: Expected) => ({ ...e, without: [] as string[], says: e.says ?? null });

/** The answer cut down to what the case speaks of, so that a failure shows only the difference. */
export function seen(answer: Answer, e: Expected): ReturnType<typeof wanted> {
  const pick = <T>(keys: object, all: Record<string, T>): Record<string, T | null> =>
    Object.fromEntries(Object.keys(keys).map((key) => [key, all[key] ?? null]));
  const reasons = answer.reasons.map((r) => `${r.rule}:${r.code}`);
  const serious = answer.reasons.filter((r) => r.severity !== 'info').map((r) => `${r.rule}:${r.code}`);
  return {
    decision: answer.decision,
    // Every warning and refusal must be expected; information may be left out.
    reasons: [...new Set([...e.reasons.filter((r) => reasons.includes(r)), ...serious])].sort((a, b) =>
      e.reasons.indexOf(a) < 0 ? 1 : e.reasons.indexOf(a) - e.reasons.indexOf(b),
    ),
    without: answer.reasons.map((r) => r.code).filter((code) => e.without.includes(code)),
    says: e.says !== undefined && answer.reasons.some((r) => r.text.includes(e.says ?? '')) ? e.says : null,
    dates: pick(e.dates, Object.fromEntries(answer.dates.map((d) => [d.name, d.date]))),
    numbers: pick(e.numbers, Object.fromEntries((answer.numbers ?? []).map((n) => [n.name, n.value]))),
    amounts: pick(e.amounts, Object.fromEntries(answer.amounts.map((a) => [a.name, a.fen]))),
    effects: pick(e.effects, Object.fromEntries(answer.effects.map((x) => [x.code, x.on]))),
    needsFacts: answer.needsFacts.map((n) => n.fact),
    needsParams: answer.needsParams.map((n) => n.param),
    materials: e.materials.filter((m) => answer.materials.some((x) => x.code === m)),
    provisional: answer.provisional,
  };
}
