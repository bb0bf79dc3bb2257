import { expect, test } from 'vitest';
import { chainOf, operationOf } from '#fixtures/standInJournal';
import type { NewOperation } from '#shared/domain/operation';
import type { Verdict } from '#shared/protocol/verdict';
import { foldable } from './foldable';
import type { Standing } from './ledger';

const [ENTRY] = chainOf(1);
const standing = (operation: NewOperation, verdict: Verdict | null = null): Standing => {
  if (ENTRY === undefined) throw new Error('a chain of one has an entry');
  return {
    operation,
    entry: ENTRY,
    delivery: null,
    verdict,
    withdrawal: null,
    resolution: null,
    reviewCall: null,
    review: null,
    replaced: false,
    keeper: 'clerk-1',
  };
};
const applied = ({ opId, bodyHash }: NewOperation, versions: Record<string, number>): Verdict => ({
  opId,
  bodyHash,
  at: '2026-11-22T10:00:00+08:00',
  outcome: 'applied',
  receipt: 'R',
  versions,
  assigned: {},
  parallel: false,
});
const folded = (standings: readonly Standing[], version: number): number[] =>
  foldable(standings, { asOf: '2026-11-22T09:00:00+08:00', versionOf: () => version }).map(({ seq }) => seq);

const STEP = (step: number) => ({ saga: { id: '01SAGASAGASAGASAGASAGASAGA', step, of: 2 } });
const [older, newer, other] = [operationOf(1, 'P1'), operationOf(2, 'P1'), operationOf(3, 'P2')];

test('[DK17] what waits is folded, and what is applied until the mirror has it', () => {
  expect(folded([standing(older), standing(other)], 1)).toEqual([1, 3]);
  expect(folded([standing(older, applied(older, { 'person:P1': 2 }))], 1)).toEqual([1]);
  expect(folded([standing(older, applied(older, { 'person:P1': 2 }))], 2)).toEqual([]);
});

test('[DK48] an older operation whose verdict is not known does not cover a newer one of its lane that the mirror has', () => {
  const after = standing(newer, applied(newer, { 'person:P1': 3 }));
  expect(folded([standing(older), after, standing(other)], 3)).toEqual([3]);
  // The mirror is behind: both, in their order.
  expect(folded([standing(older), after], 2)).toEqual([1, 2]);
});

test('[DK48] of a saga a later number may be the earlier step', () => {
  const waiting = operationOf(1, 'P1', STEP(2));
  const again = operationOf(2, 'P1', STEP(1));
  expect(folded([standing(waiting), standing(again, applied(again, { 'person:P1': 3 }))], 3)).toEqual([1]);
});
