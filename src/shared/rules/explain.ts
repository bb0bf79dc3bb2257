import { QUESTIONS } from './book';
import { print } from './kernel/print';
import { catalogueId } from './session';
import { covers, documentOf } from './sources/register';

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

/**
 * The article behind a rule: by catalogue number (`R-EMP-20-1`) or by the number of one of its parts
 * (`R-WAIT-06#window`). Where a number has several parts, its own rule comes before its parts. `undefined`: no such rule.
 * With a place and day, the document that governs there is named.
 */
export function article(ruleId: string, at?: { region: string; day: string }): RuleArticle | undefined {
  const rules = QUESTIONS.flatMap((q) => q.rules);
  const rule = rules.find((r) => r.id === ruleId) ?? rules.find((r) => catalogueId(r.id) === ruleId);
  if (!rule) return undefined;
  const cite = (at && rule.cites.find((c) => covers(c, at.region, at.day))) ?? rule.cites[0];
  return {
    document: cite.document,
    documentTitle: documentOf(cite.document)?.title ?? cite.document,
    article: cite.article,
    clause: rule.clause,
    conditionText: print(rule.when),
  };
}
