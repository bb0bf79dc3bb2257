import type { NewDraft } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import { mayBeAccepted, whyNot } from '#shared/matters/decideOperation';
import { matterOf } from '#shared/matters/index';
import { type Body, readFields } from '#shared/matters/readFields';
import { decideSteps } from '#shared/matters/sagas/decideSteps';
import { kindOfStep } from '#shared/matters/sagas/index';
import { err, ok, type Result } from '#shared/result';
import type { MatterDraft } from './api';
import { contextOf, type DecidingAt, operationFrom } from './deciding';
import { placeholderOf } from './drafts';
import type { View } from './view';

const refuse = (code: string, text: string): Result<never, Trouble> => err({ code, text });

/**
 * The operations that take back what stands of a saga, each decided on what those before it leave, or why they may not be begun:
 * then none of them is.
 */
export function reversalOperationsOf(
  drafts: readonly MatterDraft[],
  view: View,
  at: DecidingAt,
  clerk: string,
): Result<NewDraft[], Trouble> {
  const [first] = drafts;
  if (first === undefined) return ok([]);
  const records = view.named({ fields: drafts.map(({ fields }) => fields) });
  const steps: (MatterDraft & { readonly body: Body })[] = [];
  for (const draft of drafts) {
    const read = readFields(draft.matter, draft.fields, records, placeholderOf(draft));
    if (!read.ok)
      return refuse('INCOMPLETE', `还不能办理：${Object.values(read.error)[0] ?? '内容不完整。'}`);
    steps.push({ ...draft, body: read.value });
  }
  const asks = steps.map((step) => ({ ...step, context: contextOf(step.body, view, at) }));
  const whole = decideSteps(kindOfStep(first.matter), asks, records);
  if (!whole.ok) return refuse('INCOMPLETE', `还不能办理：${whole.error.text}`);
  const operations: NewDraft[] = [];
  for (const [i, step] of steps.entries()) {
    const [answer, before] = [whole.value.answer.asked[i]?.answer, whole.value.before[i]];
    // Behind one that is not allowed the others were not asked.
    if (answer === undefined || before === undefined) break;
    if (!mayBeAccepted(answer)) return refuse(answer.decision, whyNot(answer));
    const context = { ...contextOf(step.body, view, at), opId: step.opId, answer };
    const idle = matterOf(step.matter).idle?.(step.body, before, context) ?? null;
    if (idle !== null) return refuse('NOTHING_TO_WRITE', idle);
    operations.push(
      operationFrom(step, { body: step.body, records: before, answer }, { at, clerk, saga: null }),
    );
  }
  return ok(operations);
}
