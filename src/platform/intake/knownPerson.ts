import type { Operation } from '#shared/domain/operation';
import type { Person } from '#shared/domain/person';
import { recordKey } from '#shared/domain/record';
import { factsOf } from '#shared/matters/facts';
import { matterOf } from '#shared/matters/index';
import type { MatterContext, Records } from '#shared/matters/matter';
import type { Reason } from '#shared/rules/answer';
import { decide } from '#shared/rules/decide';

const sameText = (a: string, b: string): boolean => a.normalize('NFKC').trim() === b.normalize('NFKC').trim();

/**
 * A desk registers somebody as new whose number one record of the province already has: the same person, insured
 * elsewhere. The rules then decide on what is known of them, so that the clerk reads "职工参保正常, pause it there first" with its
 * article and not merely that the number exists. Null: nothing in those facts refuses it.
 */
export function knownPersonRefusal(
  operation: Operation,
  current: Records,
  context: MatterContext,
  sameNumber: readonly Person[],
): Reason[] | null {
  const own = operation.subjects.find((s) => s.kind === 'person');
  const [known] = sameNumber;
  if (own === undefined || known === undefined || sameNumber.length > 1 || current.has(recordKey(own)))
    return null;
  const matter = matterOf(operation.matter);
  const body = matter.body.safeParse(operation.body);
  if (!body.success) return null;
  const asNew = matter.toCase(body.data, current, { ...context, sameNumber: [] });
  const { name, birthDate } = asNew.facts.person ?? {};
  if (name === undefined || !sameText(name, known.name) || birthDate !== known.birthDate) return null;
  const { relations, payments } = factsOf(known, context);
  const answer = decide({ ...asNew, facts: { ...asNew.facts, relations, payments } });
  return answer.decision === 'REFUSE' ? answer.reasons : null;
}
