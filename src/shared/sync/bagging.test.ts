import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BagChoice, bagsOut, chooseForBag, undecidedIn } from './bagging';
import { type DeliveryEvent, step } from './deliverer';
import { operationsAfter, statusOf } from './describe';
import type { Decided, Item } from './item';
import { type DeliveryState, stateAtStart } from './state';

const opId = (n: number): string => `01BAGBAGBAGBAGBAGBAGBA${String(n).padStart(4, '0')}`;
const hash = (n: number): string => String(n).padStart(64, '0');
const item = (seq: number, lanes: readonly string[], over: Partial<Item> = {}): Item => ({
  opId: opId(seq),
  bodyHash: hash(seq),
  seq,
  lanes,
  bytes: 100,
  supersedes: null,
  saga: null,
  phase: 'queued',
  recheck: null,
  bag: null,
  sent: false,
  outcome: null,
  resolved: null,
  attempts: 0,
  lastAttemptAt: null,
  failedAlone: 0,
  passedThen: 0,
  ...over,
});
const stateOf = (...items: Item[]): DeliveryState => ({
  ...stateAtStart([], [], new Set()),
  open: new Map(items.map((one) => [one.opId, one])),
});
const ROOM = { operations: 100, bytes: 100_000 };
const after = (state: DeliveryState, event: DeliveryEvent): DeliveryState =>
  step(state, event, { now: 0, random: 0 }).state;
const seqs = ({ items }: BagChoice): number[] => items.map(({ seq }) => seq);
const bagged = (state: DeliveryState, number: number, ...numbers: number[]): DeliveryState =>
  after(state, { type: 'bagged', number, opIds: numbers.map(opId) });
const verdict = (n: number, outcome: 'applied' | 'refused'): Decided => {
  const echo = { opId: opId(n), bodyHash: hash(n), at: '2026-11-22T10:00:00+08:00' };
  return outcome === 'applied'
    ? { ...echo, outcome, receipt: 'R', versions: {}, assigned: {}, parallel: false }
    : {
        ...echo,
        outcome: 'conflict',
        why: 'RECORD_GONE',
        text: '',
        fields: [],
        changedBy: null,
        changedAt: null,
        current: [],
      };
};

describe('what goes into a bag', () => {
  test('[BG7] behind what failed or is being taken back nothing goes, everything else does', () => {
    const state = stateOf(
      item(1, ['a'], { phase: 'settled', outcome: 'refused' }),
      item(2, ['a', 'b']),
      item(3, ['b']),
      item(4, ['c'], { phase: 'reserved' }),
      item(5, ['c']),
      item(6, ['d']),
      item(7, ['e'], { saga: { id: opId(90), step: 2, of: 2 } }),
    );
    const choice = chooseForBag(state, { what: 'new' }, ROOM);
    expect(seqs(choice)).toEqual([6]);
    expect(choice.left).toBe(5);
  });

  test('[BG7] whatever is wished for, nothing goes without what is unsettled before it in its lanes', () => {
    const phases = ['queued', 'sending', 'exported', 'reserved', 'settled', 'quarantined'] as const;
    const lane = fc.constantFrom('a', 'b', 'c', 'd');
    const any = fc.record({
      lanes: fc.uniqueArray(lane, { minLength: 1, maxLength: 3 }),
      phase: fc.constantFrom(...phases),
      bag: fc.integer({ min: 1, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), fc.nat({ max: 6 }), fc.boolean(), (all, room, lost) => {
        const items = all.map(({ lanes, phase, bag }, i) =>
          item(i + 1, lanes, {
            phase,
            bag: phase === 'exported' ? bag : null,
            outcome: phase === 'settled' ? 'refused' : null,
          }),
        );
        const wish = lost ? ({ what: 'again', number: 1 } as const) : ({ what: 'new' } as const);
        const { items: chosen } = chooseForBag(stateOf(...items), wish, { operations: room, bytes: 1_000 });
        const inBag = new Set(chosen.map(({ opId: id }) => id));
        expect(chosen.map(({ seq }) => seq)).toEqual(chosen.map(({ seq }) => seq).sort((a, b) => a - b));
        expect(chosen.length).toBeLessThanOrEqual(Math.max(1, room));
        for (const one of chosen)
          for (const before of items)
            if (before.seq < one.seq && before.lanes.some((l) => one.lanes.includes(l)))
              expect(inBag.has(before.opId)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('[BG12] more than a bag holds is cut at a number; the rest goes into the next', () => {
    const items = [1, 2, 3, 4, 5].map((n) => item(n, ['a', `p${n}`]));
    const first = chooseForBag(stateOf(...items), { what: 'new' }, { operations: 100, bytes: 250 });
    expect([seqs(first), first.left]).toEqual([[1, 2], 3]);
    const few = chooseForBag(stateOf(...items), { what: 'new' }, { operations: 4, bytes: 10_000 });
    expect([seqs(few), few.left]).toEqual([[1, 2, 3, 4], 1]);
    const huge = item(1, ['a'], { bytes: 1_000_000 });
    expect(seqs(chooseForBag(stateOf(huge), { what: 'new' }, ROOM))).toEqual([1]);
  });

  test('[BG8][BG9] the next bag takes along what an earlier one holds of its lanes, and a lost one is made again', () => {
    const state = bagged(stateOf(item(1, ['a']), item(2, ['b']), item(3, ['a'])), 1, 1, 2);
    expect(bagsOut(state)).toEqual([{ number: 1, operations: 2 }]);
    expect(seqs(chooseForBag(state, { what: 'new' }, ROOM))).toEqual([1, 3]);
    expect(seqs(chooseForBag(state, { what: 'again', number: 1 }, ROOM))).toEqual([1, 2]);
    const second = bagged(state, 2, 1, 3);
    expect(bagsOut(second)).toEqual([
      { number: 1, operations: 1 },
      { number: 2, operations: 2 },
    ]);
  });
});

describe('what is in a bag', () => {
  const online = (state: DeliveryState) => after(state, { type: 'line', up: true });
  const sends = (state: DeliveryState) =>
    step(state, { type: 'line', up: true }, { now: 0, random: 0 }).commands.flatMap((command) =>
      command.type === 'send' ? command.opIds : [],
    );

  test('[BG8] is not sent by the line, and nothing behind it overtakes it', () => {
    const state = bagged(stateOf(item(1, ['a']), item(2, ['a']), item(3, ['b'])), 1, 1);
    expect(sends(state)).toEqual([opId(3)]);
    const reserved = after(state, { type: 'reserve', opId: opId(1) });
    expect(reserved.open.get(opId(1))?.phase).toBe('exported');
  });

  test('[BG9] goes by the line again when the clerk takes the bag back, but cannot be withdrawn any more', () => {
    const state = bagged(stateOf(item(1, ['a']), item(2, ['b'])), 1, 1, 2);
    const back = after(state, { type: 'unbagged', opIds: [opId(1), opId(2)], never: new Set() });
    expect(sends(back)).toEqual([opId(1), opId(2)]);
    expect(after(back, { type: 'reserve', opId: opId(1) }).open.get(opId(1))?.phase).toBe('queued');
  });

  test('[BG10] a bag that was not made after all leaves everything as it was', () => {
    const state = stateOf(item(1, ['a']), item(2, ['b'], { sent: true, attempts: 1 }));
    const undone = after(bagged(state, 1, 1, 2), {
      type: 'unbagged',
      opIds: [opId(1), opId(2)],
      never: new Set([opId(1)]),
    });
    expect([...undone.open.values()]).toEqual([...state.open.values()]);
  });

  test('[BG8] what was on the line when the bag was made is exported once the line has failed', () => {
    const on = online(stateOf(item(1, ['a'])));
    expect(on.open.get(opId(1))?.phase).toBe('sending');
    const both = bagged(on, 1, 1);
    expect(both.open.get(opId(1))?.phase).toBe('sending');
    const failed = after(both, { type: 'failed', fault: { kind: 'timeout' } });
    expect(failed.open.get(opId(1))).toMatchObject({ phase: 'exported', bag: 1 });
  });

  test('[BG15] a bag taken back while what it holds is on the line lets go of that too', () => {
    const sending = { ...stateOf(item(1, ['a'], { phase: 'sending' })), inFlight: [opId(1)] };
    const out = bagged(sending, 1, 1);
    expect(bagsOut(out)).toEqual([{ number: 1, operations: 1 }]);
    const held = undecidedIn(out, 1).map((one) => one.opId);
    expect(held).toEqual([opId(1)]);
    const back = after(out, { type: 'unbagged', opIds: held, never: new Set() });
    const failed = after(back, { type: 'failed', fault: { kind: 'unreachable' } });
    expect(failed.open.get(opId(1))).toMatchObject({ phase: 'queued', bag: null, sent: true });
  });

  test('[BG13] is settled by the answer; what the answer leaves undecided goes by the line', () => {
    const state = bagged(stateOf(item(1, ['a']), item(2, ['a']), item(3, ['b'])), 1, 1, 2, 3);
    const read = after(state, {
      type: 'answerRead',
      verdicts: [verdict(1, 'refused'), verdict(3, 'applied')],
      back: [opId(2)],
    });
    expect(operationsAfter(read, 0, 10).map(({ state: name }) => name)).toEqual([
      'settled',
      'held',
      'settled',
    ]);
    expect(bagsOut(read)).toEqual([]);
  });

  test('[BG14] the states add up to what was accepted, with the exported ones named', () => {
    const state = bagged(stateOf(item(1, ['a']), item(2, ['b']), item(3, ['c'])), 1, 1, 2);
    const read = after(state, { type: 'answerRead', verdicts: [verdict(2, 'applied')], back: [] });
    const counted = statusOf(read, 0);
    expect([counted.queued, counted.held, counted.exported]).toEqual([1, 0, 1]);
    expect(operationsAfter(read, 0, 10).map(({ state: name, bag }) => [name, bag])).toEqual([
      ['exported', 1],
      ['settled', 1],
      ['queued', undefined],
    ]);
  });
});
