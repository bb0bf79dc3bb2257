import type { CivilDate } from '../domain/civilDate';
import type { Answer, Reason } from '../rules/answer';
import { decide } from '../rules/decide';

export interface RecheckAsk {
  readonly region: string;
  readonly day: CivilDate;
  /** Who entered the operation: the initial reviewer (初审人). */
  readonly enteredBy: string;
  readonly reviewer: string;
  readonly outcome: 'accepted' | 'returned';
}

/** What the rules say of a re-check (R-WF-03). Desks are windows of the agency, so it is done there. */
export const recheckAnswer = ({ region, day, enteredBy, reviewer, outcome }: RecheckAsk): Answer =>
  decide({
    id: 'recheck',
    matter: 'REVIEW',
    on: day,
    region,
    facts: { file: { reviewedBy: enteredBy } },
    request: {
      step: 'RECHECK',
      at: 'AGENCY',
      by: reviewer,
      outcome: outcome === 'accepted' ? 'ACCEPT' : 'RETURN',
    },
  });

/** Why this person may not re-check it, in the rules' words; null where they may. */
export function recheckRefusal(ask: RecheckAsk): string | null {
  const answer = recheckAnswer(ask);
  if (answer.decision === 'ALLOW' || answer.decision === 'ALLOW_WARN') return null;
  const refusal = answer.reasons.find(({ severity }) => severity === 'refuse');
  return refusal?.text ?? '按现有规则不能由您复核这一笔，请换一人复核。';
}

/** What the rules say of an application that was returned; the first refusal names the article. */
export function returnedReasons(day: CivilDate, region: string): Reason[] {
  const { reasons } = decide({
    id: 'returned',
    matter: 'REVIEW',
    on: day,
    region,
    facts: { file: { recheck: 'RETURNED' } },
    request: { step: 'VOUCHER' },
  });
  return reasons.filter(({ severity }) => severity === 'refuse');
}
