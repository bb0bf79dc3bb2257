import { z } from 'zod';
import { CivilDate } from '../domain/civilDate';
import { Fen } from '../domain/money';
import { RegionCode } from '../domain/region';

/** What may be done: see `docs/decide.md`. REFUSE names the rule; NEEDS_* name what is missing. */
export const DecisionCode = z.enum(['ALLOW', 'ALLOW_WARN', 'REFUSE', 'NEEDS_FACT', 'NEEDS_PARAM']);
export type DecisionCode = z.infer<typeof DecisionCode>;

/** One finding (认定) of a rule, with where the law says so. */
export const Reason = z.strictObject({
  rule: z.string().describe('number in the catalogue'),
  code: z.string().describe('see the codes of reasons'),
  severity: z
    .enum(['refuse', 'warn', 'info'])
    .describe('one `refuse` makes the decision `REFUSE`, a `warn` at least `ALLOW_WARN`'),
  document: z.string().describe('registered document, e.g. `JL-11-2022`'),
  documentTitle: z.string().describe('its title'),
  article: z.string().describe('its article, e.g. `第二十条第一项`'),
  text: z.string().describe('one Chinese sentence to read out at the counter'),
});
export type Reason = z.infer<typeof Reason>;

/** Something that happens by itself when the matter is done, e.g. TERMINATE_RES on a day. */
export const Effect = z.strictObject({
  code: z.string().describe('see effects'),
  on: CivilDate.nullable().describe('the day; null: no day of its own'),
  text: z.string().describe('one Chinese sentence'),
  region: RegionCode.optional().describe(
    'where the relation is that it happens to; left out: where the matter is handled',
  ),
});
export type Effect = z.infer<typeof Effect>;

/** An amount by name with how it was computed, in words. `fen` null: a parameter is missing (named in `needs`). */
export const Amount = z.strictObject({
  name: z.string().describe('see amounts'),
  label: z.string().describe('in Chinese'),
  fen: Fen.nullable().describe('the amount; null: something is missing'),
  how: z.string().describe('how it was computed, or why it cannot be'),
  needs: z.string().nullable().describe('what is missing: names of facts or parameters'),
});
export type Amount = z.infer<typeof Amount>;

/** A count by name, e.g. `empMonths`. */
export const NamedNumber = z.strictObject({
  name: z.string().describe('see numbers'),
  label: z.string().describe('in Chinese'),
  value: z.number().int().describe('the count'),
});

/** A date by name, e.g. `waitingFirst`, `benefitFrom`, `lastDay`. */
export const NamedDate = z.strictObject({
  name: z.string().describe('see dates'),
  label: z.string().describe('in Chinese'),
  date: CivilDate.describe('the day'),
});
export type NamedDate = z.infer<typeof NamedDate>;

/** A document to take in (材料). */
export const Material = z.strictObject({
  code: z.string().describe('see materials'),
  label: z.string().describe('in Chinese'),
  required: z.boolean().describe('false where it can be shown later or the system has it'),
});
export type Material = z.infer<typeof Material>;

/** A missing fact with the question to put to the person. */
export const MissingFact = z.strictObject({
  fact: z.string().describe('the member of `facts`, or of `request` with that in front'),
  question: z.string().describe('the question in Chinese'),
});
/** A missing parameter: no loaded pack sets it for the region and day. */
export const MissingParam = z.strictObject({
  param: z.string().describe('name of the parameter'),
  region: z.string().describe('where it was looked for'),
  on: CivilDate.describe('the day it was looked for'),
});

/** A parameter value that took part, with its source; `synthetic` marks invented values. */
export const UsedParam = z.strictObject({
  param: z.string().describe('name of the parameter'),
  value: z.json().describe('its value'),
  pack: z.string().describe('the pack that sets it'),
  source: z.string().describe('where the value is from'),
  status: z
    .string()
    .describe(
      'how good it is: `seed`, `lookup`, `lookup-low`, `assumed`, `synthetic` (invented for the sample county)',
    ),
});
export type UsedParam = z.infer<typeof UsedParam>;

/** One leaf or node of an evaluated condition. `value` null means unknown. */
export type TraceNode = {
  op: string;
  text: string;
  value: boolean | null;
  children: TraceNode[];
};
export const TraceNode: z.ZodType<TraceNode> = z.lazy(() =>
  z.strictObject({
    op: z.string(),
    text: z.string(),
    value: z.boolean().nullable(),
    children: z.array(TraceNode),
  }),
);
/** The evaluated condition of one rule. */
export const RuleTrace = z.strictObject({
  rule: z.string().describe('number of the rule or of a part of it'),
  node: TraceNode.describe(
    'one part of the condition: `op`, `text` in Chinese, `value` (null: unknown) and its parts in `children`',
  ),
});

/** The book that answered: its version and the packs whose values were in reach. */
export const BookRef = z.strictObject({
  version: z.string().describe('a hash of rules, sources and values'),
  packs: z.array(z.string()).describe('packs in force there on `on`'),
});
export type BookRef = z.infer<typeof BookRef>;

/** The whole answer to one case. The same case and the same book give the same bytes everywhere. */
export const Answer = z.strictObject({
  decision: DecisionCode.describe(
    '`ALLOW`; `ALLOW_WARN` (allowed: read the warnings out and record why); `REFUSE`; `NEEDS_FACT` (ask `needsFacts`); `NEEDS_PARAM` (nothing can be decided without `needsParams`)',
  ),
  provisional: z
    .boolean()
    .describe(
      'relations, payments or a duplicate search of age `asOf` were used: the platform decides again (R-GEN-06)',
    ),
  reasons: z.array(Reason).describe('the findings, each with where the law says so'),
  effects: z.array(Effect).describe('what follows by itself when the matter is done'),
  amounts: z.array(Amount).describe('amounts by name'),
  dates: z.array(NamedDate).describe('dates by name'),
  numbers: z.array(NamedNumber).optional().describe('counts by name; absent where the matter counts nothing'),
  materials: z.array(Material).describe('what to take in'),
  needsFacts: z.array(MissingFact).describe('what is missing, with the question to put to the person'),
  needsParams: z.array(MissingParam).describe('values that no loaded pack sets for the region and day'),
  params: z.array(UsedParam).describe('every value that took part'),
  trace: z
    .array(RuleTrace)
    .describe(
      'every rule that was asked, with its condition and how each part of it came out: true, false, null unknown; `rule` may name a part (`R-WAIT-06#window`)',
    ),
  book: BookRef.describe('the book that answered'),
});
export type Answer = z.infer<typeof Answer>;
