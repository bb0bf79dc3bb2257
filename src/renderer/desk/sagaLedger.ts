import { MATTERS } from '#shared/domain/matter';
import { sagaOf } from '#shared/domain/operation';
import { kindOfStep } from '#shared/matters/sagas/index';
import { type Saga, type StepState, sagasOf } from '#shared/sync/saga';
import type { OperationView, SagaView } from './api';
import { type Outcome, outcomeOf, type Standing } from './ledger';

const STEP_STATES: Readonly<Record<Outcome, StepState>> = {
  pending: 'waiting',
  applied: 'applied',
  refused: 'failed',
  conflict: 'failed',
  quarantined: 'failed',
  returned: 'failed',
  withdrawn: 'ended',
  resolved: 'ended',
};

/** Every saga of this desk as it stands. */
export function sagasOfLedger(standings: readonly Standing[]): Saga[] {
  if (!standings.some(({ operation }) => sagaOf(operation) !== null)) return [];
  const states = new Map(
    standings.map((standing) => [standing.operation.opId, STEP_STATES[outcomeOf(standing)]]),
  );
  return sagasOf(
    standings.map(({ operation }) => operation),
    (opId) => states.get(opId) ?? 'ended',
  );
}

/** A saga on the watch-list (未完成的联办), in words. Null where nobody needs to look. */
export function sagaViewOf(saga: Saga, viewOf: (opId: string) => OperationView | undefined): SagaView | null {
  if (!saga.watched) return null;
  const steps = saga.steps.flatMap(({ step, opId }) => {
    const operation = viewOf(opId);
    return operation === undefined ? [] : [{ step, operation }];
  });
  const [first] = steps;
  if (first === undefined) return null;
  const several = new Set(steps.map(({ operation }) => operation.who)).size > 1;
  const said = steps.map(
    ({ step, operation }) =>
      `第 ${step} 步 ${several ? operation.who : ''}${MATTERS[operation.operation.matter]}（${operation.stateLabel}）`,
  );
  const { words } = kindOfStep(first.operation.operation.matter);
  const names = words.about(first.operation.who);
  const standing = saga.steps.some((step) => step.state === 'applied' && step.reversedBy === null);
  const failed = saga.steps.find(({ state }) => state === 'failed' || state === 'ended');
  const left = standing ? words.halfDone : '还没有一步生效。请改后重办，或整件放弃。';
  const text = {
    open: `${names}已办成一部分：${said.join('；')}。其余的排在后面，会自动上传；全部办成后自动移出这里。`,
    compensating: `${names}没有办成，${words.takingBack}：${said.join('；')}。平台确认后自动移出这里。`,
    broken: `${names}没有办完：${said.join('；')}。${left}`,
  }[saga.state === 'open' || saga.state === 'compensating' ? saga.state : 'broken'];
  return {
    id: saga.id,
    state: saga.state,
    who: first.operation.who,
    steps,
    text,
    redoable: saga.state === 'broken' ? (failed?.opId ?? null) : null,
    hasEffect: standing,
    words,
  };
}
