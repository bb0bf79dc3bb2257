import { expect, test } from 'vitest';
import { DEVICE, draftOf, opIdOf } from '../../../test/faults/operations';
import { CHAIN_START, type EntryContent, entryHash, type JournalEntry } from '../domain/journalEntry';
import type { OperationDraft } from '../domain/operation';
import { step } from './deliverer';
import { operationsAfter } from './describe';
import type { Decided } from './item';
import { type DeliveryState, stateAtStart } from './state';

const entriesOf = (contents: readonly (OperationDraft | EntryContent)[], first = 1): JournalEntry[] =>
  contents.map((given, i) => {
    const seq = first + i;
    const content: EntryContent =
      'type' in given ? given : { type: 'operation', operation: { ...given, device: DEVICE, seq } };
    const at = { device: '2026-11-22T00:00:00.000Z', counter: seq, platform: null };
    const bare = { seq, prevHash: CHAIN_START, at, content };
    return { ...bare, hash: entryHash(bare) };
  });
const conflict = (n: number): Decided => ({
  opId: opIdOf(n),
  bodyHash: draftOf(n).bodyHash,
  at: '2026-11-22T08:00:00+08:00',
  outcome: 'conflict',
  why: 'FIELDS_CHANGED',
  text: '电话已改',
  fields: [],
  changedBy: null,
  changedAt: null,
  current: [],
});
const withdrawal = (n: number) =>
  ({ type: 'withdrawal', opId: opIdOf(n), reason: '选错了', clerk: 'C1' }) as const;
const again = (n: number): OperationDraft => draftOf(n, { persons: ['P1'], supersedes: opIdOf(1) });
const LANE: OperationDraft[] = [draftOf(1), draftOf(2, { persons: ['P1'] })];
const states = (state: DeliveryState) =>
  operationsAfter(state, 0, 9).map(({ state: name, heldBy }) =>
    heldBy === null ? name : `${name} ${heldBy}`,
  );
const grow = (state: DeliveryState, seq: number, ...given: Parameters<typeof entriesOf>[0]) =>
  step(state, { type: 'appended', restored: false, entries: entriesOf(given, seq) }, { now: 1, random: 0 })
    .state;

test('[CN9] a resolution that is taken back brings the conflict back, and its lane waits for it again', () => {
  const start = stateAtStart(entriesOf(LANE), [conflict(1)], new Set([opIdOf(1)]));
  expect(states(start)).toEqual(['settled', `held ${opIdOf(1)}`]);
  const resolved = grow(start, 3, again(3));
  expect(states(resolved)).toEqual(['superseded', 'queued', 'queued']);
  const undone = grow(resolved, 4, withdrawal(3));
  expect(states(undone)).toEqual(['settled', `held ${opIdOf(1)}`, 'withdrawn']);
  expect(states(grow(undone, 5, again(5)))).toEqual(['superseded', 'queued', 'withdrawn', 'queued']);
});

test('[CN9] after a restart it stands as before: taken back, and resolved anew', () => {
  const entries = entriesOf([...LANE, again(3), withdrawal(3)]);
  const undone = stateAtStart(entries, [conflict(1)], new Set([opIdOf(1)]));
  expect(states(undone)).toEqual(['settled', `held ${opIdOf(1)}`, 'withdrawn']);
  const anew = stateAtStart(
    entriesOf([...LANE, again(3), withdrawal(3), again(5)]),
    [conflict(1)],
    new Set([opIdOf(1)]),
  );
  expect(states(anew)).toEqual(['superseded', 'queued', 'withdrawn', 'queued']);
});
