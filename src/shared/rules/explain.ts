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

/** The part of a catalogue rule that gives a finding of this code; without a code, the part that speaks for the rule. */
function partOf(ruleId: string, code?: string): Rule<Case> | undefined {
  const exact = RULES.find((r) => r.id === ruleId);
  if (ruleId.includes('#')) return exact;
  const parts = RULES.filter((r) => catalogueId(r.id) === ruleId);
  const finds = parts.filter((r) => r.finding !== undefined);
  const fits =
    finds.find((r) => r.finding?.code === code) ?? finds.find((r) => typeof r.finding?.code === 'function');
  if (code !== undefined && fits) return fits;
  return exact?.finding ? exact : (finds[0] ?? exact ?? parts[0]);
}

/**
 * The article behind a rule: by catalogue number (`R-EMP-20-1`), with the finding's code where one number has several
 * findings, or by the number of one of its parts (`R-WAIT-06#window`). `undefined`: no such rule.
 */
export function article(ruleId: string, code?: string): RuleArticle | undefined {
  const rule = partOf(ruleId, code);
  if (!rule) return undefined;
  const [cite] = rule.cites;
  return {
    document: cite.document,
    documentTitle: documentOf(cite.document)?.title ?? cite.document,
    article: cite.article,
    clause: rule.clause,
    conditionText: print(rule.when),
  };
}

/** How the conditions of a reason came out in this answer. */
export function traceOf(answer: Answer, reason: Reason): RuleTrace[] {
  const part = partOf(reason.rule, reason.code);
  return answer.trace.filter((t) => t.rule === part?.id);
}
