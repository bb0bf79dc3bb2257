import { type PlatformRecord, recordKey } from '../domain/record';
import { err, ok, type Result } from '../result';
import type { Case } from '../rules/case';
import { decideSaga, type SagaAnswer } from '../rules/saga';
import { mayBeAccepted } from './decideOperation';
import { matterOf } from './index';
import type { MatterContext, Records } from './matter';
import type { Body } from './readFields';

/** 暂停 one scheme, then 参保 in the other: the matters that are begun together (联办). */
export const PAUSE_THEN_REGISTER = {
  EMP_PAUSE: 'RES_REGISTER',
  RES_PAUSE: 'EMP_REGISTER',
} as const;
export type PauseMatter = keyof typeof PAUSE_THEN_REGISTER;

export interface TwoStepsAsk {
  readonly pause: PauseMatter;
  /** Bodies that the matters' own schemas have parsed. */
  readonly bodies: readonly [Body, Body];
}

export interface TwoSteps {
  readonly answer: SagaAnswer;
  /** The cases as they were decided; the second on the facts that the pause leaves. */
  readonly subjects: readonly [Case, Case];
  /** The records as the pause leaves them: what the second step is based on. The first's where it is not allowed. */
  readonly between: Records;
}

/** Where a step does not fit the records, which one and why. */
export interface StepMisfit {
  readonly step: 0 | 1;
  readonly text: string;
}

/** Decides both steps as one before anything is written (SY20). */
export function decideTwoSteps(
  { pause, bodies }: TwoStepsAsk,
  records: Records,
  context: MatterContext,
): Result<TwoSteps, StepMisfit> {
  const [first, second] = [matterOf(pause), matterOf(PAUSE_THEN_REGISTER[pause])];
  const misfit = first.fit(bodies[0], records);
  if (misfit !== null) return err({ step: 0, text: misfit });
  const pauseCase = { ...first.toCase(bodies[0], records, context), matter: pause };
  const ask = (on: Records) => ({
    ...second.toCase(bodies[1], on, context),
    matter: PAUSE_THEN_REGISTER[pause],
  });
  const alone = decideSaga(pauseCase, ask(records));
  if (!mayBeAccepted(alone.first))
    return ok({ answer: alone, subjects: [pauseCase, ask(records)], between: records });
  const between = after(
    records,
    first.apply(bodies[0], records, { ...context, opId: NO_OPERATION, answer: alone.first }),
  );
  const later = second.fit(bodies[1], between);
  if (later !== null) return err({ step: 1, text: later });
  const registerCase = ask(between);
  return ok({ answer: decideSaga(pauseCase, registerCase), subjects: [pauseCase, registerCase], between });
}

/** A pause makes no new record, so its effect names no operation. */
const NO_OPERATION = '';

const after = (records: Records, changes: readonly PlatformRecord[]): Records =>
  new Map([...records, ...changes.map((record) => [recordKey(record), record] as const)]);
