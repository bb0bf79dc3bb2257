import type { Evaluation, Need, Trace } from './evaluate';
import type { Condition } from './expression';

/** Where a rule is written: a registered document and one of its articles. */
export interface Citation {
  readonly document: string;
  readonly article: string;
}

/** What a rule says when it is the one that answers. */
export interface Finding<S> {
  readonly code: string | ((e: Evaluation<S>) => string);
  readonly severity: 'refuse' | 'warn' | 'info';
  readonly say: (e: Evaluation<S>) => string;
}

/** One answer to one question, and when it applies. */
export interface Rule<S, A extends string = string> {
  /** Catalogue number, with a suffix where one article gives several rules. */
  readonly id: string;
  readonly answer: A;
  readonly when: Condition<S>;
  /** The rule of the same question that this one displaces where it applies. */
  readonly exceptionTo?: string;
  /** The first citation whose document covers place and day is the one shown. */
  readonly cites: readonly [Citation, ...Citation[]];
  /** The clause in our own words. */
  readonly clause: string;
  readonly finding?: Finding<S>;
}

/** A question with every rule that may answer it. */
export interface Question<S, A extends string = string> {
  readonly id: string;
  readonly ask: string;
  readonly rules: readonly Rule<S, A>[];
}

export type Answered<S, A extends string> =
  | {
      readonly known: true;
      readonly answer: A;
      readonly by: readonly Rule<S, A>[];
      readonly traces: RuleTrace[];
    }
  | { readonly known: false; readonly needs: readonly Need[]; readonly traces: RuleTrace[] };

export interface RuleTrace {
  rule: string;
  node: Trace;
}

/** Two rules apply, neither is an exception to the other, and they answer differently; or no rule applies. */
export class RuleBookError extends Error {}

/** More open rules than this in one question are not played through: the answer is unknown. */
const MAX_OPEN = 8;

/**
 * Answers by default and exception: a rule is displaced by an exception to it that applies. The rules left must agree.
 * Where it is unknown whether some rules apply, every combination is played through, so an unknown fact makes the answer
 * unknown only where it would change it.
 */
export function answer<S, A extends string>(question: Question<S, A>, e: Evaluation<S>): Answered<S, A> {
  const needs: Need[] = [];
  let sure: readonly Rule<S, A>[] = [];
  let open: readonly Rule<S, A>[] = [];
  const traces = question.rules.map((rule) => {
    const node = e.weigh(rule.when, needs);
    if (node.value === null) open = and(open, rule);
    else if (node.value) sure = and(sure, rule);
    return { rule: rule.id, node };
  });
  if (open.length === 0) {
    const by = agreed(question, sure);
    return { known: true, answer: by[0].answer, by, traces };
  }
  const unknown = { known: false as const, needs, traces };
  if (open.length > MAX_OPEN) return unknown;
  let result: A | undefined;
  const by = new Set<Rule<S, A>>();
  for (let world = 0; world < 2 ** open.length; world++) {
    const applying = [...sure, ...open.filter((_, i) => (world >> i) & 1)];
    const standing = stand(applying);
    const answers = new Set(standing.map((r) => r.answer));
    const [only] = answers;
    if (answers.size !== 1 || only === undefined || (result !== undefined && only !== result)) return unknown;
    result = only;
    for (const rule of standing) if (sure.includes(rule)) by.add(rule);
  }
  if (result === undefined || by.size === 0) return unknown;
  return { known: true, answer: result, by: [...by], traces };
}

/** One more on a short list, which takes no more room than it needs: most questions are answered by one rule. */
const and = <T>(list: readonly T[], one: T): readonly T[] => (list.length === 0 ? [one] : [...list, one]);

/** The rules to which no exception applies. An exception displaces its rule even where it is itself displaced by another. */
const stand = <S, A extends string>(applying: readonly Rule<S, A>[]): readonly Rule<S, A>[] =>
  applying.length === 1
    ? applying
    : applying.filter((rule) => !applying.some((other) => other.exceptionTo === rule.id));

function agreed<S, A extends string>(
  question: Question<S, A>,
  applying: readonly Rule<S, A>[],
): readonly [Rule<S, A>, ...Rule<S, A>[]] {
  const by = stand(applying);
  const [first] = by;
  if (first === undefined) throw new RuleBookError(`no rule answers "${question.id}"`);
  if (by.some((rule) => rule.answer !== first.answer)) {
    const names = by.map((rule) => `${rule.id}=${rule.answer}`).join(', ');
    throw new RuleBookError(`rules conflict on "${question.id}": ${names}`);
  }
  return by as readonly [Rule<S, A>, ...Rule<S, A>[]];
}
