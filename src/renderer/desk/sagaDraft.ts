import type { NewDraft } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import { mayBeAccepted } from '#shared/matters/decideOperation';
import { type Body, readFields } from '#shared/matters/readFields';
import {
  decideTwoSteps,
  PAUSE_THEN_REGISTER,
  type PauseMatter,
  type TwoSteps,
} from '#shared/matters/twoSteps';
import { err, ok, type Result } from '#shared/result';
import type { SagaDraft, SagaForecast } from './api';
import { contextOf, type DecidingAt, operationFrom } from './deciding';
import { newDraftOf, placeholderOf } from './drafts';
import type { View } from './view';

/** Two forms for somebody on file: the pause, and the registration that follows it. */
export function newSagaOf(pause: PauseMatter, personId: string, view: View, day: string): SagaDraft {
  const first = newDraftOf({ matter: pause, prefill: { personId }, supersedes: null }, view, day);
  const matter = PAUSE_THEN_REGISTER[pause];
  const prefill = { who: 'existing', personId };
  return { pause, steps: [first, newDraftOf({ matter, prefill, supersedes: null }, view, day)] };
}

interface Decided {
  readonly bodies: readonly [Body, Body] | null;
  readonly done: TwoSteps | null;
  readonly problems: SagaForecast['problems'];
}

function decided({ pause, steps }: SagaDraft, view: View, at: DecidingAt): Decided {
  const records = view.named({ fields: steps.map(({ fields }) => fields) });
  const read = (step: SagaDraft['steps'][number]) =>
    readFields(step.matter, step.fields, records, placeholderOf(step));
  const [first, second] = [read(steps[0]), read(steps[1])];
  if (!first.ok || !second.ok) {
    const problems = [first.ok ? {} : first.error, second.ok ? {} : second.error] as const;
    return { bodies: null, done: null, problems };
  }
  const bodies = [first.value, second.value] as const;
  const both = decideTwoSteps({ pause, bodies }, records, contextOf(first.value, view, at));
  if (both.ok) return { bodies, done: both.value, problems: [{}, {}] };
  const { step, text } = both.error;
  const problem = { [step === 1 && second.value.empNo !== undefined ? 'empNo' : 'personId']: text };
  return { bodies, done: null, problems: step === 0 ? [problem, {}] : [{}, problem] };
}

const reasonOf = ({ steps }: SagaDraft): string => steps[0].warnReason?.trim() ?? '';

/** The live panel: both steps decided as one on what is typed so far. */
export function sagaForecastOf(draft: SagaDraft, view: View, at: DecidingAt): SagaForecast {
  const { done, problems } = decided(draft, view, at);
  const answer = done?.answer ?? null;
  const warned = answer?.decision === 'ALLOW_WARN' && reasonOf(draft) === '';
  const canAccept =
    answer !== null && (answer.decision === 'ALLOW' || answer.decision === 'ALLOW_WARN') && !warned;
  return { answer, subjects: done?.subjects ?? null, problems, asOf: at.asOf, canAccept };
}

/** Both steps for the journal, each on what the one before leaves, or why the whole cannot be begun. */
export function sagaOperationsOf(
  draft: SagaDraft,
  view: View,
  at: DecidingAt,
  clerk: string,
): Result<[NewDraft, NewDraft], Trouble> {
  const { bodies, done, problems } = decided(draft, view, at);
  const problem = Object.values(problems[0])[0] ?? Object.values(problems[1])[0];
  if (bodies === null || done === null)
    return err({ code: 'INCOMPLETE', text: `还不能办理：${problem ?? '内容不完整。'}` });
  const { first, second, decision, text } = done.answer;
  if (second === null || !mayBeAccepted(first) || !mayBeAccepted(second))
    return err({ code: decision, text });
  if (decision === 'ALLOW_WARN' && reasonOf(draft) === '')
    return err({
      code: 'WARN_REASON',
      text: '有需要注意的情况，请写明仍然办理的理由后再受理。',
    });
  const [pause, register] = draft.steps;
  const step = (n: number) => ({ at, clerk, saga: { id: pause.opId, step: n, of: 2 } });
  const before = view.named(bodies[0]);
  return ok([
    operationFrom(pause, { body: bodies[0], records: before, answer: first }, step(1)),
    operationFrom(register, { body: bodies[1], records: done.between, answer: second }, step(2)),
  ]);
}
