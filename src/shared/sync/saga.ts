import { type Operation, type OpId, sagaOf } from '../domain/operation';

/** How far one operation is, as far as a saga asks. `ended`: withdrawn or given up; nothing came of it. */
export type StepState = 'waiting' | 'applied' | 'failed' | 'ended';

/** One step of a saga as it stands: the newest operation that stands for it. */
export interface SagaStep {
  readonly step: number;
  readonly opId: OpId;
  readonly state: StepState;
  /** An applied step that a later operation has lawfully reversed. */
  readonly reversedBy: OpId | null;
  /** The operation that will, once it is applied. */
  readonly reversing: OpId | null;
}

/**
 * `open`: on its way. `whole`: every step applied. `broken`: a step failed or was given up while others are applied or still
 * wait. `compensating`: it broke, and what stands of it is being reversed. `compensated`: every applied step has been reversed. `ended`: nothing of it was applied and nothing waits.
 */
export type SagaState = 'open' | 'whole' | 'broken' | 'compensating' | 'compensated' | 'ended';

/** A saga (联办) as the desk sees it (SY20). */
export interface Saga {
  readonly id: OpId;
  readonly of: number;
  readonly steps: readonly SagaStep[];
  readonly state: SagaState;
  /** The step that failed or was given up; null while none has. */
  readonly brokenAt: number | null;
  /** It stands on the watch-list until somebody has dealt with it. */
  readonly watched: boolean;
}

/** The sagas among operations, in the order they were begun. `stateOf` says how far an operation is. */
export function sagasOf(operations: readonly Operation[], stateOf: (opId: OpId) => StepState): Saga[] {
  const byId = new Map<OpId, Operation[]>();
  const reversals: Reversals = new Map();
  /** What an operation that belongs to no saga takes back: through a chain of attempts, the step itself. */
  const target = new Map<OpId, OpId>();
  for (const operation of [...operations].sort((a, b) => a.seq - b.seq)) {
    const saga = sagaOf(operation);
    if (saga !== null) byId.set(saga.id, [...(byId.get(saga.id) ?? []), operation]);
    if (saga !== null || operation.supersedes === null) continue;
    const step = target.get(operation.supersedes) ?? operation.supersedes;
    target.set(operation.opId, step);
    const state = stateOf(operation.opId);
    if (state === 'applied' || (state === 'waiting' && reversals.get(step)?.state !== 'applied'))
      reversals.set(step, { opId: operation.opId, state });
  }
  return [...byId].map(([id, steps]) => sagaFrom(id, steps, stateOf, reversals));
}

type Reversals = Map<OpId, { readonly opId: OpId; readonly state: 'applied' | 'waiting' }>;

function sagaFrom(
  id: OpId,
  operations: readonly Operation[],
  stateOf: (opId: OpId) => StepState,
  reversals: Readonly<Reversals>,
): Saga {
  const newest = new Map<number, SagaStep>();
  let of = 0;
  for (const operation of operations) {
    const ref = sagaOf(operation);
    if (ref === null) continue;
    of = Math.max(of, ref.of);
    const state = stateOf(operation.opId);
    // A replacement that was itself taken back leaves the word to the one before it.
    if (newest.has(ref.step) && state === 'ended') continue;
    const reversal = state === 'applied' ? reversals.get(operation.opId) : undefined;
    const by = (is: StepState) => (reversal?.state === is ? reversal.opId : null);
    newest.set(ref.step, {
      step: ref.step,
      opId: operation.opId,
      state,
      reversedBy: by('applied'),
      reversing: by('waiting'),
    });
  }
  const steps = [...newest.values()].sort((a, b) => a.step - b.step);
  const state = stateFrom(steps, of);
  const broken = steps.find((step) => step.state === 'failed' || step.state === 'ended');
  return {
    id,
    of,
    steps,
    state,
    brokenAt: broken?.step ?? null,
    // Half done is watched as well, though it goes on by itself: a line that breaks in between may stay away for days.
    watched:
      state === 'broken' ||
      state === 'compensating' ||
      (state === 'open' && steps.some((step) => step.state === 'applied')),
  };
}

function stateFrom(steps: readonly SagaStep[], of: number): SagaState {
  const some = (state: StepState) => steps.some((step) => step.state === state);
  const standing = steps.filter((step) => step.state === 'applied' && step.reversedBy === null);
  if (standing.length === of) return 'whole';
  // A step that the journal has lost is as bad as one that failed: the saga cannot become whole by itself.
  const failed = some('failed') || some('ended') || steps.length < of;
  if (!failed && steps.every((step) => step.reversedBy === null)) return 'open';
  const left = some('waiting') || some('failed');
  if (!left && standing.length > 0 && standing.every((step) => step.reversing !== null))
    return 'compensating';
  if (standing.length > 0 || left) return 'broken';
  return some('applied') ? 'compensated' : 'ended';
}
