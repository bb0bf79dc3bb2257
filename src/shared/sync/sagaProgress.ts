import type { OpId } from '../domain/operation';
import { type Item, isDone } from './item';

/** What delivery knows of sagas (联办): which steps are applied, and which saga came to an end at a step that never will be. */
export interface SagaProgress {
  readonly applied: ReadonlyMap<OpId, ReadonlySet<number>>;
  /** The step, given up or taken back, that a saga ended at. */
  readonly ended: ReadonlyMap<OpId, OpId>;
}

export const NO_SAGAS: SagaProgress = { applied: new Map(), ended: new Map() };

/** Takes note of a step that nothing more will happen to. One that was replaced leaves the word to its replacement. */
export function withDone(progress: SagaProgress, item: Item): SagaProgress {
  const { saga } = item;
  if (saga === null || !isDone(item) || item.resolved === 'superseded') return progress;
  if (item.resolved === null && item.outcome === 'applied') {
    const steps = new Set(progress.applied.get(saga.id)).add(saga.step);
    return { ...progress, applied: new Map(progress.applied).set(saga.id, steps) };
  }
  return { ...progress, ended: new Map(progress.ended).set(saga.id, item.opId) };
}

/** Is every earlier step applied? Each is read back before the next is sent (SY20). */
export function isItsTurn({ applied }: SagaProgress, { saga }: Item): boolean {
  if (saga === null) return true;
  const steps = applied.get(saga.id);
  for (let step = 1; step < saga.step; step++) if (!steps?.has(step)) return false;
  return true;
}
