import { expect, test } from 'vitest';
import { DEVICE, draftOf, opIdOf } from '../../../test/faults/operations';
import { CHAIN_START, entryHash, type JournalEntry } from '../domain/journalEntry';
import type { OperationDraft } from '../domain/operation';
import { type DeliveryEvent, step } from './deliverer';
import { operationsAfter } from './describe';
import type { Decided } from './item';
import { stateAtStart } from './state';

const entriesOf = (drafts: readonly OperationDraft[], first: number): JournalEntry[] =>
  drafts.map((draft, i) => {
    const seq = first + i;
    const at = { device: '2026-11-22T00:00:00.000Z', counter: seq, platform: null };
    const content = { type: 'operation' as const, operation: { ...draft, device: DEVICE, seq } };
    const bare = { seq, prevHash: CHAIN_START, at, content };
    return { ...bare, hash: entryHash(bare) };
  });
const echo = (n: number) => ({
  opId: opIdOf(n),
  bodyHash: draftOf(n).bodyHash,
  at: '2026-11-22T08:00:00+08:00',
});
const numbered: Decided = {
  ...echo(1),
  outcome: 'applied',
  receipt: 'R1',
  versions: { 'person:22019910': 1 },
  assigned: { 'TMP-1': '22019910' },
  parallel: false,
};
const conflict: Decided = {
  ...echo(2),
  outcome: 'conflict',
  why: 'FIELDS_CHANGED',
  text: '电话已改',
  fields: [],
  changedBy: null,
  changedAt: null,
  current: [],
};

/** A new person, a change that will fail, and one behind it, all under the placeholder. */
const UNDER_PLACEHOLDER = entriesOf(
  [1, 2, 3].map((n) => draftOf(n, { persons: ['TMP-1'] })),
  1,
);
const UNDER_NUMBER = entriesOf([draftOf(4, { persons: ['22019910'] })], 4);

test('[DL27] what comes under the number the platform gave waits behind what waits under the placeholder', () => {
  let state = stateAtStart(UNDER_PLACEHOLDER, [], new Set());
  const does = (event: DeliveryEvent): void => {
    state = step(state, event, { now: 1_000_000, random: 0 }).state;
  };
  does({ type: 'line', up: true });
  does({ type: 'recorded', verdicts: [numbered, conflict] });
  does({ type: 'appended', entries: UNDER_NUMBER, restored: false });
  const states = () => operationsAfter(state, 0, 10).map(({ state: at, heldBy }) => [at, heldBy]);
  const held = [
    ['settled', null],
    ['settled', null],
    ['held', opIdOf(2)],
    ['held', opIdOf(2)],
  ];
  expect(states()).toEqual(held);
  state = stateAtStart([...UNDER_PLACEHOLDER, ...UNDER_NUMBER], [numbered, conflict], new Set());
  expect(states()).toEqual(held);
});

test('[DL30] an operation that is given back after its withdrawal was read stays withdrawn', () => {
  const [first, second] = UNDER_PLACEHOLDER;
  if (first === undefined || second === undefined) throw new Error('no entries');
  const withdrawal = { type: 'withdrawal', opId: opIdOf(1), reason: '撤回', clerk: 'C1' } as const;
  let state = stateAtStart([{ ...second, seq: 3, content: withdrawal }], [], new Set());
  state = step(state, { type: 'line', up: true }, { now: 1_000_000, random: 0 }).state;
  const given = { type: 'appended', entries: [first], restored: true } as const;
  const after = step(state, given, { now: 1_000_000, random: 0 });
  expect(operationsAfter(after.state, 0, 10).map(({ state: at }) => at)).toEqual(['withdrawn']);
  expect(after.commands.filter(({ type }) => type === 'send')).toEqual([]);
});
