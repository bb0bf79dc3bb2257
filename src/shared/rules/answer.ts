import { z } from 'zod';
import { CivilDate } from '../domain/civilDate';
import { Fen } from '../domain/money';

/** What may be done: see `docs/decide.md`. REFUSE names the rule; NEEDS_* name what is missing. */
export const DecisionCode = z.enum(['ALLOW', 'ALLOW_WARN', 'REFUSE', 'NEEDS_FACT', 'NEEDS_PARAM']);
export type DecisionCode = z.infer<typeof DecisionCode>;

/** One finding (认定) of a rule, with where the law says so. */
export const Reason = z.strictObject({
  rule: z.string(),
  code: z.string(),
  severity: z.enum(['refuse', 'warn', 'info']),
  /** Registered document id, e.g. `JL-11-2022`, its title, and the article, e.g. `第二十条第一项`. */
  document: z.string(),
  documentTitle: z.string(),
  article: z.string(),
  /** One Chinese sentence a clerk can read out to the person at the counter. */
  text: z.string(),
});
export type Reason = z.infer<typeof Reason>;

/** Something that happens by itself when the matter is done, e.g. TERMINATE_RES on a day. */
export const Effect = z.strictObject({ code: z.string(), on: CivilDate.nullable(), text: z.string() });
export type Effect = z.infer<typeof Effect>;

/** An amount by name with how it was computed, in words. `fen` null: a parameter is missing (named in `needs`). */
export const Amount = z.strictObject({
  name: z.string(),
  label: z.string(),
  fen: Fen.nullable(),
  how: z.string(),
  needs: z.string().nullable(),
});
export type Amount = z.infer<typeof Amount>;

/** A count by name, e.g. `empMonths`. */
export const NamedNumber = z.strictObject({ name: z.string(), label: z.string(), value: z.number().int() });

/** A date by name, e.g. `waitingFirst`, `benefitFrom`, `lastDay`. */
export const NamedDate = z.strictObject({ name: z.string(), label: z.string(), date: CivilDate });
export type NamedDate = z.infer<typeof NamedDate>;

/** A document to take in (材料). */
export const Material = z.strictObject({ code: z.string(), label: z.string(), required: z.boolean() });
export type Material = z.infer<typeof Material>;

/** A missing fact with the question to put to the person. */
export const MissingFact = z.strictObject({ fact: z.string(), question: z.string() });
/** A missing parameter: no loaded pack sets it for the region and day. */
export const MissingParam = z.strictObject({ param: z.string(), region: z.string(), on: CivilDate });

/** A parameter value that took part, with its source; `synthetic` marks invented values. */
export const UsedParam = z.strictObject({
  param: z.string(),
  value: z.json(),
  pack: z.string(),
  source: z.string(),
  status: z.string(),
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
export const RuleTrace = z.strictObject({ rule: z.string(), node: TraceNode });

/** The book that answered: its version and the packs whose values were in reach. */
export const BookRef = z.strictObject({ version: z.string(), packs: z.array(z.string()) });
export type BookRef = z.infer<typeof BookRef>;

/** The whole answer to one case. The same case and the same book give the same bytes everywhere. */
export const Answer = z.strictObject({
  decision: DecisionCode,
  /** True when a fact was used that only the platform can confirm (R-GEN-06). */
  provisional: z.boolean(),
  reasons: z.array(Reason),
  effects: z.array(Effect),
  amounts: z.array(Amount),
  dates: z.array(NamedDate),
  /** Counts; absent where the matter counts nothing. */
  numbers: z.array(NamedNumber).optional(),
  materials: z.array(Material),
  needsFacts: z.array(MissingFact),
  needsParams: z.array(MissingParam),
  params: z.array(UsedParam),
  trace: z.array(RuleTrace),
  book: BookRef,
});
export type Answer = z.infer<typeof Answer>;
