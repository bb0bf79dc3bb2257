import type { Answer, Reason, TraceNode } from './answer';
import { QUESTIONS } from './book';
import type { Case } from './case';
import { traceOf } from './explain';
import type { Condition, Term } from './kernel/expression';

/** A fact that a leaf of a trace was decided on, by the name that `docs/decide.md` uses. */
export interface FactRead {
  readonly name: string;
  readonly text: string;
}

/** A node of a trace with the facts its own terms read; those of inner nodes are at their leaves. */
export interface ReadNode extends TraceNode {
  readonly facts: readonly FactRead[];
  readonly children: ReadNode[];
}

/** How one rule came out. */
export interface RuleRead {
  readonly rule: string;
  /** True: it would have displaced the rule that gave the reason, and did not apply. */
  readonly exception: boolean;
  readonly node: ReadNode;
}

const RULES = new Map(QUESTIONS.flatMap((q) => q.rules.map((rule) => [rule.id, rule])));

/**
 * How a reason came about: the rules that gave it, as `traceOf` has them, then the exceptions to them that did not apply;
 * each leaf with the facts it was decided on.
 */
export function factTraceOf(answer: Answer, reason: Reason): RuleRead[] {
  const applied = traceOf(answer, reason);
  const ids = new Set(applied.map(({ rule }) => rule));
  const failed = answer.trace.filter(({ rule, node }) => {
    const displaced = RULES.get(rule)?.exceptionTo;
    return displaced !== undefined && ids.has(displaced) && node.value !== true;
  });
  const read = (exception: boolean) => (t: Answer['trace'][number]) => ({
    rule: t.rule,
    exception,
    node: withFacts(t.node, RULES.get(t.rule)?.when),
  });
  return [...applied.map(read(false)), ...failed.map(read(true))];
}

/** A trace follows its condition part by part, and ends early where the rest was not needed. */
function withFacts(node: TraceNode, condition: Condition<Case> | undefined): ReadNode {
  const parts = partsOf(condition);
  return {
    ...node,
    facts: factsOf(condition),
    children: node.children.map((child, i) => withFacts(child, parts[i])),
  };
}

function partsOf(condition: Condition<Case> | undefined): readonly Condition<Case>[] {
  if (condition?.op === 'all' || condition?.op === 'any') return condition.parts;
  return condition?.op === 'not' ? [condition.part] : [];
}

function factsOf(condition: Condition<Case> | undefined): FactRead[] {
  const found = new Map<string, FactRead>();
  const walk = (term: Term<Case, unknown>): void => {
    if (term.op === 'fact') found.set(term.name, { name: term.name, text: term.text });
    if (term.op === 'derived') term.inputs.forEach(walk);
    if (term.op === 'orElse') [term.first, term.otherwise].forEach(walk);
    if (term.op === 'param' && term.at) walk(term.at);
    if (term.op === 'param' && term.by) walk(term.by);
  };
  if (condition?.op === 'holds' || condition?.op === 'known') walk(condition.term);
  if (condition?.op === 'compare') [condition.left, condition.right].forEach(walk);
  if (condition?.op === 'among') {
    walk(condition.term);
    walk(condition.list);
  }
  return [...found.values()];
}
