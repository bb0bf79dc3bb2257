import { faultsOfAnswer, faultsOfProblems } from '#shared/batch/errorBook';
import type { RowStep } from '#shared/batch/plan';
import type { Fault } from '#shared/batch/rowReader';
import type { NewDraft } from '#shared/domain/operation';
import { type PlatformRecord, recordKey } from '#shared/domain/record';
import { mayBeAccepted } from '#shared/matters/decideOperation';
import { formOf, matterOf } from '#shared/matters/index';
import type { MatterDraft } from '../api';
import { contextOf, type DecidingAt, decided, operationFrom, type Seeing } from '../deciding';
import { placeholderOf } from '../drafts';

/** A row's operations as they go into the journal, with what they warn of; or why the row is not taken. */
export type RowDecision =
  | { readonly drafts: readonly NewDraft[]; readonly warnings: readonly string[] }
  | { readonly faults: readonly Fault[] };

/** What is seen with some records already changed: the row's second operation rests on its first. */
function overlaid(seeing: Seeing, changes: readonly PlatformRecord[]): Seeing {
  if (changes.length === 0) return seeing;
  return {
    named: (values) => new Map([...seeing.named(values), ...changes.map((r) => [recordKey(r), r] as const)]),
    person: (id) => {
      const changed = changes.find((r) => r.kind === 'person' && r.id === id);
      return changed?.kind === 'person' ? changed : seeing.person(id);
    },
    sameNumber: seeing.sameNumber,
  };
}

/**
 * Decides a row's steps one after another, each on what the one before leaves, exactly as the counter would: the same forms,
 * the same reading of fields, the same rules.
 */
export function decideRow(
  steps: readonly RowStep[],
  opIds: readonly string[],
  seeing: Seeing,
  place: { at: DecidingAt; clerk: string; reason: string | null },
): RowDecision {
  const { at, clerk } = place;
  const changes: PlatformRecord[] = [];
  const drafts: NewDraft[] = [];
  const warnings: string[] = [];
  let newPerson: string | null = null;
  for (const [i, step] of steps.entries()) {
    const opId = opIds[i] ?? '';
    const draft: MatterDraft = {
      id: opId,
      opId,
      matter: step.matter,
      fields: {
        ...formOf(step.matter).initial(at.day),
        ...step.fields,
        ...(step.fields.personId === null && newPerson !== null ? { personId: newPerson } : {}),
      },
      warnReason: null,
      materials: [],
      supersedes: null,
      savedAt: null,
    };
    const here = overlaid(seeing, changes);
    const { body, records, answer, problems } = decided(draft, here, at);
    if (body === null || answer === null) return { faults: faultsOfProblems(problems) };
    if (!mayBeAccepted(answer)) return { faults: faultsOfAnswer(answer) };
    const warns = answer.decision === 'ALLOW_WARN';
    if (warns)
      warnings.push(...answer.reasons.filter(({ severity }) => severity === 'warn').map(({ text }) => text));
    drafts.push(
      operationFrom(
        { ...draft, warnReason: warns ? place.reason : null },
        { body, records, answer },
        { at, clerk, saga: null },
      ),
    );
    const context = { ...contextOf(body, here, at), opId, answer };
    changes.push(...matterOf(step.matter).apply(body, here.named(body), context));
    if (body.who === 'new') newPerson = placeholderOf(draft);
  }
  return { drafts, warnings };
}
