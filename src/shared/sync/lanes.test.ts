import { describe, expect, test } from 'vitest';
import { DEVICE, draftOf, opIdOf } from '../../../test/faults/operations';
import type { SagaRef } from '../domain/operation';
import { type Item, itemOf } from './item';
import { heldBy, nextBatch } from './lanes';
import { NO_SAGAS, type SagaProgress, withDone } from './sagaProgress';

const ID = opIdOf(900);
const LIMIT = { operations: 50, bytes: 1_000_000 };
const item = (n: number, person: string, saga: SagaRef | null, over: Partial<Item> = {}): Item => ({
  ...itemOf({ ...draftOf(n, { persons: [person], ...(saga ? { saga } : {}) }), device: DEVICE, seq: n }),
  ...over,
});
const step = (at: number, of = 3): SagaRef => ({ id: ID, step: at, of });
const applied: Partial<Item> = { phase: 'settled', outcome: 'applied', sent: true };
const progress = (...done: readonly Item[]): SagaProgress => done.reduce(withDone, NO_SAGAS);
const batch = (items: readonly Item[], sagas = NO_SAGAS) =>
  nextBatch(items, LIMIT, sagas).map(({ seq }) => seq);

describe('steps of a saga on the line', () => {
  const first = item(1, 'P1', step(1));
  const second = item(2, 'P2', step(2));
  const third = item(3, 'P3', step(3));

  test('[SG7] a step goes only when every earlier one has been read back, though they share no lane; others go on', () => {
    const other = item(4, 'P4', null);
    expect(batch([first, second, third, other])).toEqual([1, 4]);
    expect(batch([second, third], progress({ ...first, ...applied }))).toEqual([2]);
    expect(batch([third], progress({ ...first, ...applied }, { ...second, ...applied }))).toEqual([3]);
  });

  test('[SG8] behind a failed step the later ones are held and name it; given up, they stay held', () => {
    const refused = item(1, 'P1', step(1), { phase: 'settled', outcome: 'refused', sent: true });
    expect(heldBy([refused, second, third])).toEqual(
      new Map([
        [opIdOf(2), opIdOf(1)],
        [opIdOf(3), opIdOf(1)],
      ]),
    );
    const dropped = progress({ ...refused, resolved: 'dropped' });
    expect(batch([second, third], dropped)).toEqual([]);
    expect(heldBy([second, third], dropped)).toEqual(
      new Map([
        [opIdOf(2), opIdOf(1)],
        [opIdOf(3), opIdOf(1)],
      ]),
    );
  });

  test('[SG9] a step done anew goes before the steps that wait for it, in their own lanes too', () => {
    const waiting = item(2, 'P1', step(2));
    const anew = item(5, 'P1', step(1));
    expect(batch([waiting, anew])).toEqual([5]);
    const behind = item(6, 'P1', null);
    expect(batch([waiting, behind])).toEqual([]);
    expect(batch([waiting, behind], progress({ ...anew, ...applied }))).toEqual([2, 6]);
  });

  test('[SG23] an operation in two lanes, as a move out of one household into another, waits for both', () => {
    const home = item(1, 'P1', null, { lanes: ['household:H1'] });
    const target = item(2, 'P2', null, { lanes: ['household:H2'] });
    const move = item(3, 'P3', null, { lanes: ['person:P3', 'household:H1', 'household:H2'] });
    const later = item(4, 'P4', null, { lanes: ['household:H1'] });
    const sent: Partial<Item> = { phase: 'sending', sent: true };
    expect(batch([{ ...home, ...sent }, target, move, later])).toEqual([2]);
    expect(batch([home, { ...target, ...sent }, move, later])).toEqual([1]);
    expect(batch([move, later])).toEqual([3, 4]);
    const refused: Partial<Item> = { phase: 'settled', outcome: 'refused', sent: true };
    expect(heldBy([home, { ...target, ...refused }, move, later])).toEqual(
      new Map([
        [opIdOf(3), opIdOf(2)],
        [opIdOf(4), opIdOf(2)],
      ]),
    );
  });
});
