import { recordKey } from '#shared/domain/record';
import { forecast } from '#shared/matters/decideOperation';
import type { Refusal } from './api';
import { type DecidingAt, fieldsOf } from './deciding';
import type { Standing } from './ledger';
import type { View } from './view';

/**
 * The case of an operation the platform refused, on the records it sent with the refusal; null where it was not refused or
 * its body is not one this program reads. The platform may have decided on records it does not send (somebody else's, in
 * another township): then relations and payments of the case are unknown, not none.
 */
export function refusalOf({ operation, verdict }: Standing, view: View, at: DecidingAt): Refusal | null {
  const body = fieldsOf(operation);
  if (verdict?.outcome !== 'refused' || body === null) return null;
  const records = new Map(view.named(body));
  for (const record of verdict.current) records.set(recordKey(record), record);
  const { subject, answer } = forecast(operation.matter, body, records, {
    day: operation.day,
    jurisdiction: at.jurisdiction,
    asOf: verdict.at,
    authoritative: true,
    // Where another's number was the reason, nothing else here refuses, and nothing is claimed.
    sameNumber: [],
  });
  const explained = answer.decision === 'REFUSE';
  const { relations, payments, ...rest } = subject.facts;
  return {
    subject: explained ? subject : { ...subject, facts: rest },
    answer: {
      ...answer,
      decision: 'REFUSE',
      reasons: verdict.reasons,
      effects: [],
      amounts: [],
      materials: [],
      needsFacts: [],
      needsParams: [],
    },
    explained,
  };
}
