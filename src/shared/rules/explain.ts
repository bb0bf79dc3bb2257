import type { z } from 'zod';
import type { Answer, Reason, RuleTrace as RuleTraceSchema } from './answer';
import { QUESTIONS } from './book';
import type { Case } from './case';
import { print } from './kernel/print';
import type { Rule } from './kernel/rule';
import { catalogueId } from './session';
import { documentOf } from './sources/register';

type RuleTrace = z.infer<typeof RuleTraceSchema>;

/** One rule as the window's panel shows it beside a finding. */
export interface RuleArticle {
  readonly document: string;
  readonly documentTitle: string;
  readonly article: string;
  /** The clause in our own words. */
  readonly clause: string;
  /** When the rule applies, printed from its condition. */
  readonly conditionText: string;
}

const RULES: readonly Rule<Case>[] = QUESTIONS.flatMap((q) => q.rules);

/**
 * The parts of a catalogue rule that may have given a finding: the one with this code; without a code all that find
 * something, or the rule itself where nothing is found by it.
 */
function partsOf(ruleId: string, code?: string): Rule<Case>[] {
  if (ruleId.includes('#')) return RULES.filter((r) => r.id === ruleId);
  const parts = RULES.filter((r) => catalogueId(r.id) === ruleId);
  const finds = parts.filter((r) => r.finding !== undefined);
  if (code !== undefined) {
    const coded = finds.filter((r) => r.finding?.code === code);
    return coded.length > 0 ? coded : finds.filter((r) => typeof r.finding?.code === 'function');
  }
  return finds.length > 0 ? finds : parts;
}

/**
 * The article behind a rule: by catalogue number (`R-EMP-20-1`) and the finding's code, or by the number of one of its parts
 * (`R-WAIT-06#window`). Without a code, a number with several parts is explained by all of them, one a line. `undefined`:
 * no such rule.
 */
export function article(ruleId: string, code?: string): RuleArticle | undefined {
  const parts = partsOf(ruleId, code);
  const [first] = parts;
  if (!first) return undefined;
  const [cite] = first.cites;
  const lines = (text: (rule: Rule<Case>) => string) => [...new Set(parts.map(text))].join('\n');
  return {
    document: cite.document,
    documentTitle: documentOf(cite.document)?.title ?? cite.document,
    article: cite.article,
    clause: lines((rule) => rule.clause),
    conditionText: lines((rule) => print(rule.when)),
  };
}

/** How the conditions of a reason came out in this answer: the parts that may have given it and that applied. */
export function traceOf(answer: Answer, reason: Reason): RuleTrace[] {
  const ids = new Set(partsOf(reason.rule, reason.code).map((part) => part.id));
  return answer.trace.filter((t) => ids.has(t.rule) && t.node.value === true);
}
