import { recordKey } from '../../domain/record';
import { err, ok, type Result } from '../../result';
import { type AskedStep, decideInTurn, type SagaAnswer } from '../../rules/saga';
import { matterOf } from '../index';
import { findPerson } from '../lookup';
import type { MatterContext, Records } from '../matter';
import type { ReadStep, SagaKind } from './kind';

/** A step with the moment and place of its decision. */
export interface AskStep extends ReadStep {
  readonly context: MatterContext;
}

/** The steps of a saga, decided as one. */
export interface DecidedSteps {
  readonly answer: SagaAnswer;
  /** The records that each step was decided on: as the ones before it leave them. */
  readonly before: readonly Records[];
}

/** Where a step does not fit the records, which one (from 0) and why. */
export interface StepMisfit {
  readonly step: number;
  readonly text: string;
}

/** No record is made under the name of a step that is only decided. */
const NO_OPERATION = '';

/** Decides every step as one before anything is written (SY20): each on what the one before leaves. */
export function decideSteps(
  kind: SagaKind,
  steps: readonly AskStep[],
  records: Records,
): Result<DecidedSteps, StepMisfit> {
  const before: Records[] = [];
  let misfit: StepMisfit | null = null;
  const names = steps.map(({ body }) => findPerson(records, String(body.personId))?.name ?? '');
  const asks = steps.map(({ matter, body, context }, step) => (asked: readonly AskedStep[]) => {
    const now = left(steps[step - 1], asked[step - 1], before.at(-1) ?? records);
    const text = matterOf(matter).fit(body, now);
    if (text !== null) {
      misfit = { step, text };
      return null;
    }
    before.push(now);
    return matterOf(matter).toCase(body, now, context);
  });
  const answer = decideInTurn(asks, (asked) => kind.say(asked, names));
  return answer === null ? err(misfit ?? { step: 0, text: '' }) : ok({ answer, before });
}

/** The records as an allowed step leaves them. */
function left(step: AskStep | undefined, asked: AskedStep | undefined, records: Records): Records {
  if (step === undefined || asked === undefined) return records;
  const context = { ...step.context, opId: NO_OPERATION, answer: asked.answer };
  const changes = matterOf(step.matter).apply(step.body, records, context);
  return new Map([...records, ...changes.map((record) => [recordKey(record), record] as const)]);
}
