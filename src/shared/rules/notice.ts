import { z } from 'zod';
import { CivilDate } from '../domain/civilDate';
import { Amount, type Answer, DecisionCode, Effect, Material, MissingFact, MissingParam } from './answer';
import { type Case, CaseMatter } from './case';

/** Where something is said: a document and its article. */
const Said = z.strictObject({ document: z.string(), title: z.string(), article: z.string() });

/**
 * 一次性告知书 as data: everything the person must know after one visit. `facts` are to be proven or told, `materials` to
 * be brought; `parameters` are what no authority has set yet, which the person cannot help.
 */
export const OneTimeNotice = z.strictObject({
  case: z.string(),
  matter: CaseMatter,
  /** The day the notice speaks of (办理日). */
  on: CivilDate,
  region: z.string(),
  decision: DecisionCode,
  /** The answer in one sentence. */
  summary: z.string(),
  /** Sentences of the rules that refuse. */
  refusals: z.array(z.string()),
  warnings: z.array(z.string()),
  information: z.array(z.string()),
  missing: z.strictObject({
    materials: z.array(Material),
    facts: z.array(MissingFact),
    parameters: z.array(MissingParam),
  }),
  /** Every date of the answer, the earliest first. */
  deadlines: z.array(z.strictObject({ name: z.string(), label: z.string(), date: CivilDate })),
  amounts: z.array(Amount),
  effects: z.array(Effect),
  saidIn: z.array(Said),
  /** True: the platform has yet to confirm a fact that was used. */
  provisional: z.boolean(),
  /** How old the facts are, as the platform wrote it; null: they are not the platform's. */
  factsAsOf: z.string().nullable(),
  book: z.string(),
});
export type OneTimeNotice = z.infer<typeof OneTimeNotice>;

const SUMMARY: Record<DecisionCode, string> = {
  ALLOW: '可以办理。',
  ALLOW_WARN: '可以办理，有需要注意的事项。',
  REFUSE: '按规定现在不能办理，原因和依据见下。',
  NEEDS_FACT: '还缺情况，请把下列情况补齐后再办理。',
  NEEDS_PARAM: '本地区还没有公布或加载所需标准，暂时不能作出决定，不用再补材料。',
};

/** The notice for a case and the answer that `decide()` gave to it. */
export function oneTimeNotice(subject: Case, answer: Answer): OneTimeNotice {
  const texts = (severity: 'refuse' | 'warn' | 'info') =>
    answer.reasons.filter((r) => r.severity === severity).map((r) => r.text);
  const said = new Map(
    answer.reasons.map((r) => [
      `${r.document} ${r.article}`,
      { document: r.document, title: r.documentTitle, article: r.article },
    ]),
  );
  return {
    case: subject.id,
    matter: subject.matter,
    on: subject.on,
    region: subject.region,
    decision: answer.decision,
    summary: SUMMARY[answer.decision],
    refusals: texts('refuse'),
    warnings: texts('warn'),
    information: texts('info'),
    missing: {
      materials: answer.materials.filter((m) => m.required),
      facts: answer.needsFacts,
      parameters: answer.needsParams,
    },
    deadlines: [...answer.dates].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
    amounts: answer.amounts,
    effects: answer.effects,
    saidIn: [...said.values()],
    provisional: answer.provisional,
    factsAsOf: subject.asOf ?? null,
    book: answer.book.version,
  };
}
