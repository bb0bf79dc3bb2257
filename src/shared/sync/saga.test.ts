import { describe, expect, test } from 'vitest';
import { DEVICE, draftOf, opIdOf } from '../../../test/faults/operations';
import type { Operation } from '../domain/operation';
import { type StepState, sagasOf } from './saga';

const ID = opIdOf(900);
let made = 0;
const step = (n: number, at: number, of = 2, supersedes: number | null = null): Operation => ({
  ...draftOf(n, {
    persons: ['P1'],
    saga: { id: ID, step: at, of },
    supersedes: supersedes === null ? null : opIdOf(supersedes),
  }),
  device: DEVICE,
  seq: ++made,
});
const reversal = (n: number, supersedes: number): Operation => ({
  ...draftOf(n, { persons: ['P1'], supersedes: opIdOf(supersedes) }),
  device: DEVICE,
  seq: ++made,
});
const saga = (operations: readonly Operation[], states: Readonly<Record<number, StepState>>) => {
  const byId = new Map(Object.entries(states).map(([n, state]) => [opIdOf(Number(n)), state]));
  const [one, ...more] = sagasOf(operations, (opId) => byId.get(opId) ?? 'waiting');
  expect(more).toEqual([]);
  return one;
};

describe('a saga as it stands', () => {
  const both = [step(1, 1), step(2, 2)];

  test('[SG2] it is open until every step is applied, and whole then', () => {
    expect(saga(both, {})).toMatchObject({ state: 'open', watched: false, brokenAt: null });
    expect(saga(both, { 1: 'applied' })).toMatchObject({ state: 'open', watched: true });
    expect(saga(both, { 1: 'applied', 2: 'applied' })).toMatchObject({ state: 'whole', watched: false });
  });

  test('[SG3] a step that failed or was given up breaks it, and it is watched as long as anything of it stands or waits', () => {
    for (const state of ['failed', 'ended'] as const) {
      expect(saga(both, { 1: 'applied', 2: state })).toMatchObject({
        state: 'broken',
        brokenAt: 2,
        watched: true,
      });
      expect(saga(both, { 1: state })).toMatchObject({ state: 'broken', brokenAt: 1, watched: true });
    }
    expect(saga(both, { 1: 'ended', 2: 'ended' })).toMatchObject({ state: 'ended', watched: false });
  });

  test('[SG4] a step done anew stands in the place of the one that failed; taken back again it does not', () => {
    const anew = [...both, step(3, 2, 2, 2)];
    expect(saga(anew, { 1: 'applied', 2: 'ended' })).toMatchObject({ state: 'open' });
    expect(saga(anew, { 1: 'applied', 2: 'ended', 3: 'applied' })).toMatchObject({ state: 'whole' });
    expect(saga(anew, { 1: 'applied', 2: 'failed', 3: 'ended' })).toMatchObject({
      state: 'broken',
      brokenAt: 2,
    });
  });

  test('[SG5] it is compensated when every applied step was reversed, not before', () => {
    const reversed = [...both, reversal(4, 1)];
    const states = { 1: 'applied', 2: 'ended' } as const;
    expect(saga(reversed, { ...states, 4: 'waiting' })).toMatchObject({
      state: 'compensating',
      watched: true,
    });
    expect(saga(reversed, { ...states, 4: 'failed' })).toMatchObject({ state: 'broken', watched: true });
    const anew = [...reversed, reversal(5, 4)];
    expect(saga(anew, { ...states, 4: 'failed', 5: 'waiting' })).toMatchObject({ state: 'compensating' });
    expect(saga(anew, { ...states, 4: 'failed', 5: 'applied' })).toMatchObject({ state: 'compensated' });
    const done = saga(reversed, { ...states, 4: 'applied' });
    expect(done).toMatchObject({ state: 'compensated', watched: false });
    expect(done?.steps[0]).toMatchObject({ reversedBy: opIdOf(4) });
    expect(saga(reversed, { 1: 'applied', 2: 'failed', 4: 'applied' })).toMatchObject({ state: 'broken' });
  });

  test('[SG6] a saga of which the journal has lost a step is not taken for an open one', () => {
    expect(saga([step(1, 1, 3), step(2, 2, 3)], { 1: 'applied' })).toMatchObject({
      state: 'broken',
      watched: true,
    });
  });
});
