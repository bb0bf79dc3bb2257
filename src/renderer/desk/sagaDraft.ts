import type { NewDraft } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import { type Body, type Problems, readFields } from '#shared/matters/readFields';
import { type DecidedSteps, decideSteps } from '#shared/matters/sagas/decideSteps';
import { type SagaKindCode, sagaKind } from '#shared/matters/sagas/index';
import { err, ok, type Result } from '#shared/result';
import { allows } from '#shared/rules/saga';
import type { SagaDraft, SagaForecast, SagaStepDraft } from './api';
import { contextOf, type DecidingAt, operationFrom } from './deciding';
import { newDraftOf, placeholderOf } from './drafts';
import type { View } from './view';

/** More steps than a saga may have (`SagaRef`). */
const MOST_STEPS = 20;

/** A saga of this kind as it begins for somebody on file. */
export function newSagaOf(kind: SagaKindCode, personId: string, view: View, day: string): SagaDraft {
  const { begin, commonInitial } = sagaKind(kind);
  const person = view.person(personId);
  if (person === null) throw new Error('a saga is begun for somebody on file');
  const starts = begin(person, view.members(person.householdId));
  const steps = starts.map(({ matter, fields }, at): SagaStepDraft => {
    const draft = newDraftOf({ matter, prefill: fields, supersedes: null }, view, day);
    return { opId: draft.opId, matter, fields: draft.fields, going: at < MOST_STEPS };
  });
  return {
    id: steps[0]?.opId ?? '',
    kind,
    personId,
    common: commonInitial,
    steps,
    warnReason: null,
    savedAt: null,
  };
}

/** A step to be taken: what it was read as, and where it stands in the draft. */
interface Step extends SagaStepDraft {
  readonly at: number;
  readonly body: Body;
}

interface Decided {
  /** In the order to be taken; null where one cannot be read. */
  readonly steps: readonly Step[] | null;
  readonly done: DecidedSteps | null;
  readonly problems: SagaForecast['problems'];
  readonly common: Problems;
}

function decided(draft: SagaDraft, view: View, at: DecidingAt): Decided {
  const kind = sagaKind(draft.kind);
  const spread = kind.spread(draft.common, draft.steps, placeholderOf({ opId: draft.id }));
  const fields = spread.map((step) => step.fields);
  const heads = fields.map((of) => view.household(String(of.householdId))?.headPersonId ?? null);
  const records = view.named({ fields, heads });
  const order = kind.order(spread);
  const steps: Step[] = [];
  const problems: Problems[] = draft.steps.map(() => ({}));
  for (const position of order) {
    const [step, typed] = [draft.steps[position], spread[position]];
    if (step === undefined || typed === undefined) continue;
    const read = readFields(step.matter, typed.fields, records, placeholderOf(step));
    if (read.ok) steps.push({ ...step, at: position, body: read.value });
    else problems[position] = read.error;
  }
  const names = new Set(kind.common.map(({ name }) => name));
  const told = (): Pick<Decided, 'problems' | 'common'> => ({
    problems: problems.map((of) => without(of, (name) => names.has(name))),
    common: without(Object.assign({}, ...problems.toReversed()), (name) => !names.has(name)),
  });
  if (steps.length < order.length) return { steps: null, done: null, ...told() };
  const wrong = kind.together(steps, records);
  if (wrong !== null) {
    for (const [i, step] of steps.entries()) problems[step.at] = wrong[i] ?? {};
    return { steps, done: null, ...told() };
  }
  const asks = steps.map((step) => ({ ...step, context: contextOf(step.body, view, at) }));
  const whole = decideSteps(kind, asks, records);
  if (whole.ok) return { steps, done: whole.value, ...told() };
  const misfit = steps[whole.error.step];
  if (misfit !== undefined) problems[misfit.at] = { [misfitField(misfit.body)]: whole.error.text };
  return { steps, done: null, ...told() };
}

const without = (problems: Problems, drop: (name: string) => boolean): Problems =>
  Object.fromEntries(Object.entries(problems).filter(([name]) => !drop(name)));

/** The field a sentence about missing records is shown at. */
const misfitField = (body: Body): string =>
  body.movesFrom !== undefined ? 'householdId' : body.empNo !== undefined ? 'empNo' : 'personId';

const reasonOf = ({ warnReason }: SagaDraft): string => warnReason?.trim() ?? '';

/** Why the number of steps is wrong; null: it is not. */
function wrongNumber(draft: SagaDraft): string | null {
  const going = draft.steps.filter((step) => step.going).length;
  if (going === 0) return '还没有选人，请至少选一人。';
  return going > MOST_STEPS ? `一次最多办 ${MOST_STEPS} 人，请分两次办。` : null;
}

/** The live panel: all steps decided as one on what is typed so far. */
export function sagaForecastOf(draft: SagaDraft, view: View, at: DecidingAt): SagaForecast {
  const { steps, done, problems, common } = decided(draft, view, at);
  const number = wrongNumber(draft);
  const answer = number === null ? (done?.answer ?? null) : null;
  const asked = draft.steps.map(
    (_, position) => answer?.asked[steps?.findIndex((step) => step.at === position) ?? -1] ?? null,
  );
  const warned = answer?.decision === 'ALLOW_WARN' && reasonOf(draft) === '';
  return {
    answer,
    asked,
    problems,
    common: number === null ? common : { going: number },
    asOf: at.asOf,
    canAccept: answer !== null && allows(answer) && !warned,
  };
}

/** All steps for the journal, each on what the ones before leave, or why the whole cannot be begun. */
export function sagaOperationsOf(
  draft: SagaDraft,
  view: View,
  at: DecidingAt,
  clerk: string,
): Result<NewDraft[], Trouble> {
  const number = wrongNumber(draft);
  if (number !== null) return err({ code: 'INCOMPLETE', text: number });
  const { steps, done, problems, common } = decided(draft, view, at);
  const problem = [common, ...problems].flatMap((of) => Object.values(of))[0];
  if (steps === null || done === null)
    return err({ code: 'INCOMPLETE', text: `还不能办理：${problem ?? '内容不完整。'}` });
  const { asked, decision, text } = done.answer;
  if (!allows(done.answer)) return err({ code: decision, text });
  if (decision === 'ALLOW_WARN' && reasonOf(draft) === '')
    return err({
      code: 'WARN_REASON',
      text: '有需要注意的情况，请写明仍然办理的理由后再受理。',
    });
  const operations = steps.flatMap((step, i) => {
    const [answer, records] = [asked[i]?.answer, done.before[i]];
    if (answer === undefined || records === undefined) return [];
    // A matter of one step is whole by itself.
    const saga = steps.length === 1 ? null : { id: draft.id, step: i + 1, of: steps.length };
    const typed = { ...step, warnReason: draft.warnReason, supersedes: null };
    return operationFrom(typed, { body: step.body, records, answer }, { at, clerk, saga });
  });
  return ok(operations);
}
