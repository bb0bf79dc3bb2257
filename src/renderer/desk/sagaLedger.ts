import { MATTERS } from '#shared/domain/matter';
import { sagaOf } from '#shared/domain/operation';
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
  const said = steps.map(
    ({ step, operation }) =>
      `第 ${step} 步 ${MATTERS[operation.operation.matter]}（${operation.stateLabel}）`,
  );
  const names = `${first.operation.who}的联办`;
  const standing = saga.steps.some((step) => step.state === 'applied' && step.reversedBy === null);
  const failed = saga.steps.find(({ state }) => state === 'failed' || state === 'ended');
  const text =
    saga.state === 'compensating'
      ? `${names}没有办成，正在恢复原来的参保关系：${said.join('；')}。平台确认后自动移出这里。`
      : `${names}没有办完：${said.join('；')}。${
          standing
            ? '前面办成的一步已经生效，此人现在可能没有参保关系。请改后重办没办成的一步，或恢复原来的参保关系。'
            : '还没有一步生效。请改后重办，或整件放弃。'
        }`;
  return {
    id: saga.id,
    state: saga.state,
    who: first.operation.who,
    steps,
    text,
    redoable: saga.state === 'broken' ? (failed?.opId ?? null) : null,
    hasEffect: standing,
  };
}
