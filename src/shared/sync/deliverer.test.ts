import { describe, expect, test } from 'vitest';
import { DEVICE, draftOf, opIdOf } from '../../../test/faults/operations';
import { CHAIN_START, type EntryContent, entryHash, type JournalEntry } from '../domain/journalEntry';
import type { OperationDraft } from '../domain/operation';
import type { Verdict } from '../protocol/verdict';
import { type DeliveryEvent, nextAttemptAt, step, wakeAt } from './deliverer';
import { operationsAfter, statusOf } from './describe';
import type { Fault } from './fault';
import type { Decided } from './item';
import { type DeliveryState, stateAtStart } from './state';

const SERVER_TIME = '2026-11-22T08:00:00+08:00';

/** Entries in the form of the journal; only what the deliverer reads matters. */
export function entriesOf(contents: readonly (OperationDraft | EntryContent)[], first = 1): JournalEntry[] {
  return contents.map((given, i) => {
    const seq = first + i;
    const content: EntryContent =
      'type' in given ? given : { type: 'operation', operation: { ...given, device: DEVICE, seq } };
    const at = { device: '2026-11-22T00:00:00.000Z', counter: seq, platform: null };
    const bare = { seq, prevHash: CHAIN_START, at, content };
    return { ...bare, hash: entryHash(bare) };
  });
}

const echo = (n: number) => ({ opId: opIdOf(n), bodyHash: draftOf(n).bodyHash, at: SERVER_TIME });
const applied = (n: number): Decided => ({
  ...echo(n),
  outcome: 'applied',
  receipt: `R${n}`,
  versions: {},
  assigned: {},
  parallel: false,
});
const conflict = (n: number): Decided => ({
  ...echo(n),
  outcome: 'conflict',
  why: 'FIELDS_CHANGED',
  text: '电话已改',
  fields: [],
  changedBy: null,
  changedAt: null,
  current: [],
});
const invalid = (n: number): Decided => ({ ...echo(n), outcome: 'invalid', text: '格式不对' });
const waiting = (n: number, on: number): Verdict => ({ ...echo(n), outcome: 'waiting', for: opIdOf(on) });

/** Drives the step by hand: a clock, a fixed die, and the commands as they come. */
class Hand {
  now = 1_000_000;
  random = 0.5;
  commands: ReturnType<typeof step>['commands'] = [];

  constructor(public state: DeliveryState) {}

  does(event: DeliveryEvent): this {
    const result = step(this.state, event, { now: this.now, random: this.random });
    this.state = result.state;
    this.commands = result.commands;
    return this;
  }
  /** Lets time pass until the deliverer wants to send, answering probes. */
  untilSend(): readonly string[] {
    for (let i = 0; i < 100; i++) {
      const probe = this.commands.find((command) => command.type === 'probe');
      if (probe) this.does({ type: 'probed', serverTime: SERVER_TIME });
      const batch = this.sent();
      if (batch !== null) return batch;
      const at = wakeAt(this.state);
      if (at === null) throw new Error('the deliverer sleeps for ever');
      this.now = Math.max(this.now, at);
      this.does({ type: 'tick' });
    }
    throw new Error('nothing was sent');
  }
  sent(): readonly string[] | null {
    const command = this.commands.find((one) => one.type === 'send');
    return command?.type === 'send' ? command.opIds : null;
  }
  answers(verdicts: readonly Verdict[]): this {
    this.does({ type: 'answered', verdicts, serverTime: SERVER_TIME });
    const record = this.commands.find((command) => command.type === 'record');
    return record?.type === 'record' ? this.does({ type: 'recorded', verdicts: record.verdicts }) : this;
  }
  fails(fault: Fault): this {
    return this.does({ type: 'failed', fault });
  }
  states(): string[] {
    return operationsAfter(this.state, 0, 500).map((op) => op.state);
  }
}

const online = (drafts: readonly OperationDraft[]): Hand =>
  new Hand(stateAtStart(entriesOf(drafts), [], new Set())).does({ type: 'line', up: true });
const ids = (...ns: number[]): string[] => ns.map((n) => opIdOf(n));
const denied = (status: number, retryAfterMs: number | null = null): Fault => ({
  kind: 'denied',
  status,
  code: 'X',
  text: '不行',
  retryAfterMs,
});

describe('verdicts', () => {
  test('[DL1] [SY1] only a verdict that echoes id and body hash settles an operation', () => {
    const hand = online([draftOf(1), draftOf(2), draftOf(3)]);
    expect(hand.untilSend()).toEqual(ids(1, 2, 3));
    hand.answers([applied(1), { ...applied(2), bodyHash: 'c'.repeat(64) }, applied(9), applied(1)]);
    expect(hand.states()).toEqual(['settled', 'sending', 'sending']);
    expect(hand.sent()).toEqual(ids(2, 3));
  });

  test('[DL1] an answer without any verdict is no progress: the batch gets smaller and waits', () => {
    const hand = online([draftOf(1), draftOf(2)]);
    hand.untilSend();
    hand.answers([]);
    expect(hand.states()).toEqual(['queued', 'queued']);
    expect(nextAttemptAt(hand.state)).toBe(hand.now + 1000);
    expect(hand.untilSend()).toEqual(ids(1));
  });

  test('[DL2] a verdict counts only once it is on the disk', () => {
    const hand = online([draftOf(1)]);
    hand.untilSend();
    hand.does({ type: 'answered', verdicts: [applied(1)], serverTime: SERVER_TIME });
    expect(hand.states()).toEqual(['sending']);
    hand.fails({ kind: 'disk', text: '磁盘已满' });
    expect(hand.states()).toEqual(['queued']);
    expect(hand.state.network).toMatchObject({ state: 'online', trouble: { code: 'DISK' } });
    expect(hand.untilSend()).toEqual(ids(1));
  });

  test('[DL3] what was on the line when the desk went down is queued again, with the verdicts that were noted', () => {
    const entries = entriesOf([draftOf(1), draftOf(2)]);
    const state = stateAtStart(entries, [applied(1)], new Set(ids(1, 2)));
    const hand = new Hand(state).does({ type: 'line', up: true });
    expect(hand.states()).toEqual(['settled', 'queued']);
    hand.does({ type: 'reserve', opId: opIdOf(2) });
    expect(hand.untilSend()).toEqual(ids(2));
  });

  test('[DL3] a stored verdict with another body hash is asked for again', () => {
    const state = stateAtStart(
      entriesOf([draftOf(1)]),
      [{ ...applied(1), bodyHash: 'd'.repeat(64) }],
      new Set(),
    );
    expect(operationsAfter(state, 0, 9)[0]?.state).toBe('queued');
  });
});

describe('lanes', () => {
  test('[DL4] [SY4] one lane keeps its order over batches; an operation in two lanes waits for both', () => {
    const hand = online([
      draftOf(1, { persons: ['A'] }),
      draftOf(2, { persons: ['B'] }),
      draftOf(3, { persons: ['A', 'B'] }),
      draftOf(4, { persons: ['C'] }),
    ]);
    hand.state = { ...hand.state, limit: { ...hand.state.limit, operations: 2 } };
    expect(hand.untilSend()).toEqual(ids(1, 2));
    hand.answers([applied(2)]);
    expect(hand.untilSend()).toEqual(ids(1, 3, 4));
  });

  test('[DL5] what is refused or in conflict holds the later ones of its lanes, and nobody else', () => {
    const hand = online([
      draftOf(1, { persons: ['A'] }),
      draftOf(2, { persons: ['A', 'B'] }),
      draftOf(3, { persons: ['B'] }),
      draftOf(4, { persons: ['C'] }),
    ]);
    hand.untilSend();
    hand.answers([conflict(1), waiting(2, 1), waiting(3, 2), applied(4)]);
    expect(hand.states()).toEqual(['settled', 'held', 'held', 'settled']);
    expect(operationsAfter(hand.state, 1, 2).map((op) => op.heldBy)).toEqual([opIdOf(1), opIdOf(1)]);
    expect(statusOf(hand.state, 2)).toMatchObject({ queued: 0, held: 2, nextAttemptAt: null });
    hand.does({
      type: 'appended',
      restored: false,
      entries: entriesOf(
        [{ type: 'resolution', opId: opIdOf(1), choice: 'dropped', reason: '不办', clerk: 'C1' }],
        5,
      ),
    });
    expect(hand.untilSend()).toEqual(ids(2, 3));
  });

  test('[DL5] an operation that replaces a failed one releases its lane, and says so', () => {
    const hand = online([draftOf(1, { persons: ['A'] }), draftOf(2, { persons: ['A'] })]);
    hand.untilSend();
    hand.answers([conflict(1), waiting(2, 1)]);
    const replacing = draftOf(3, { persons: ['A'], supersedes: opIdOf(1) });
    hand.does({ type: 'appended', restored: false, entries: entriesOf([replacing], 3) });
    expect(hand.states()[0]).toBe('superseded');
    expect(hand.untilSend()).toEqual(ids(2, 3));
  });

  test('[DL5] an operation the platform cannot process is set aside and holds its lane', () => {
    const hand = online([draftOf(1, { persons: ['A'] }), draftOf(2, { persons: ['A'] })]);
    hand.untilSend();
    hand.answers([invalid(1), waiting(2, 1)]);
    expect(hand.states()).toEqual(['quarantined', 'held']);
    hand.does({ type: 'hurry' });
    expect(hand.states()).toEqual(['quarantined', 'held']);
  });
});

describe('withdrawing', () => {
  test('[DL6] a reserved operation is not sent, goes on when released, and is withdrawn by the journal', () => {
    const hand = online([draftOf(1), draftOf(2)]);
    hand.does({ type: 'reserve', opId: opIdOf(1) });
    expect(hand.untilSend()).toEqual(ids(2));
    hand.does({ type: 'release', opId: opIdOf(1) }).answers([applied(2)]);
    expect(hand.sent()).toEqual(ids(1));
    hand.fails({ kind: 'unreachable' }).does({ type: 'reserve', opId: opIdOf(1) });
    expect(hand.untilSend()).toEqual(ids(1));
  });

  test('[DL43] what certainly never left can be taken back again; what left once before cannot, whatever comes later', () => {
    const hand = online([draftOf(1), draftOf(2)]);
    hand.untilSend();
    expect(hand.commands).toMatchObject([{ type: 'send', first: ids(1, 2) }]);
    hand.does({ type: 'failed', fault: { kind: 'unreachable', left: false }, unsent: ids(1, 2) });
    expect(operationsAfter(hand.state, 0, 9)).toMatchObject([
      { attempts: 1, unsent: true },
      { unsent: true },
    ]);
    hand.does({ type: 'reserve', opId: opIdOf(1) });
    expect(hand.untilSend()).toEqual(ids(2));
    expect(hand.commands).toMatchObject([{ first: ids(2) }]);
    // This time it may have left: no later attempt is its first, and it goes on.
    hand.fails({ kind: 'unreachable' }).does({ type: 'reserve', opId: opIdOf(2) });
    expect(hand.untilSend()).toEqual(ids(2));
    expect(hand.commands).toMatchObject([{ first: [] }]);
    expect(operationsAfter(hand.state, 1, 9)[0]).not.toHaveProperty('unsent');
  });

  test('[DL6] a withdrawn operation is never sent, also after a restart', () => {
    const entries = entriesOf([
      draftOf(1, { persons: ['A'] }),
      draftOf(2, { persons: ['A'] }),
      { type: 'withdrawal', opId: opIdOf(1), reason: '录错', clerk: 'C1' },
    ]);
    const hand = new Hand(stateAtStart(entries, [], new Set())).does({ type: 'line', up: true });
    expect(hand.states()).toEqual(['withdrawn', 'queued']);
    expect(hand.untilSend()).toEqual(ids(2));
  });

  test('[DL45] what is given back after the journal lost it stands as the log of verdicts has it', () => {
    const hand = new Hand(stateAtStart([], [], new Set()));
    const entries = entriesOf([draftOf(1), draftOf(2), draftOf(3)]);
    const onDisk = {
      verdicts: [applied(1)],
      sent: new Set(entries.map((_, i) => opIdOf(i + 1))),
      bags: new Map([[opIdOf(2), 4]]),
    };
    hand.does({ type: 'appended', restored: true, entries, onDisk });
    expect(hand.states()).toEqual(['settled', 'exported', 'queued']);
    hand.does({ type: 'reserve', opId: opIdOf(3) });
    expect(hand.states()).toEqual(['settled', 'exported', 'queued']);
  });

  test('[DL6] what the window gave back may have been sent before, so it cannot be withdrawn', () => {
    const hand = new Hand(stateAtStart([], [], new Set()));
    hand.does({ type: 'appended', restored: true, entries: entriesOf([draftOf(1)]) });
    hand.does({ type: 'reserve', opId: opIdOf(1) }).does({ type: 'line', up: true });
    expect(hand.untilSend()).toEqual(ids(1));
  });
});

describe('faults', () => {
  test('[DL7] [SY8] the delay doubles up to five minutes, is drawn anew each time, and 立即同步 skips it', () => {
    const hand = online([draftOf(1)]);
    const ceilings: number[] = [];
    for (let i = 0; i < 12; i++) {
      hand.untilSend();
      hand.random = 1 - Number.EPSILON;
      hand.fails({ kind: 'timeout' });
      ceilings.push(Math.round(((nextAttemptAt(hand.state) ?? 0) - hand.now) / 1000));
    }
    expect(ceilings).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]);
    hand.random = 0.1;
    hand.untilSend();
    hand.fails({ kind: 'timeout' });
    expect((nextAttemptAt(hand.state) ?? 0) - hand.now).toBe(30_000);
    expect(hand.does({ type: 'hurry' }).sent()).toEqual(ids(1));
  });

  test('[DL25] 立即同步 while a batch is on the line holds for the next one, once', () => {
    const hand = online([draftOf(1)]);
    hand.random = 0.99;
    for (let i = 0; i < 8; i++) {
      hand.untilSend();
      hand.fails({ kind: 'timeout' });
    }
    hand.untilSend();
    hand.does({ type: 'hurry' });
    expect(hand.sent()).toBeNull();
    expect(hand.fails({ kind: 'oversized' }).sent()).toEqual(ids(1));
    hand.fails({ kind: 'oversized' });
    expect((nextAttemptAt(hand.state) ?? 0) - hand.now).toBeGreaterThan(60_000);
  });

  test('[DL7] Retry-After is a floor', () => {
    const hand = online([draftOf(1)]);
    hand.untilSend();
    hand.fails(denied(503, 90_000));
    expect((nextAttemptAt(hand.state) ?? 0) - hand.now).toBeGreaterThanOrEqual(90_000);
  });

  test.each([
    [401, 'SIGN_IN'],
    [403, 'SIGN_IN'],
    [426, 'UPGRADE'],
  ])('[DL8] %i pauses delivery until somebody acts, and loses nothing', (status, code) => {
    const hand = online([draftOf(1)]);
    hand.untilSend();
    hand.fails(denied(status));
    expect(statusOf(hand.state, 0)).toMatchObject({ paused: { code }, queued: 1, nextAttemptAt: null });
    expect(hand.states()).toEqual(['queued']);
    expect(hand.does({ type: 'line', up: true }).untilSend()).toEqual(ids(1));
  });

  test('[DL9] [SY9] 413 and timeouts halve the batch; what passes lets it grow again', () => {
    const hand = online(Array.from({ length: 8 }, (_, i) => draftOf(i + 1)));
    expect(hand.untilSend().length).toBe(8);
    hand.fails(denied(413));
    expect(hand.untilSend().length).toBeLessThanOrEqual(4);
    hand.fails({ kind: 'timeout' });
    expect(hand.untilSend()).toEqual(ids(1, 2).slice(0, hand.sent()?.length));
    const first = hand.sent()?.length ?? 0;
    hand.answers(Array.from({ length: first }, (_, i) => applied(i + 1)));
    expect(hand.sent()?.length).toBeGreaterThan(first);
  });

  test('[DL9] a batch never exceeds fifty operations or its bytes, but one operation always goes', () => {
    const many = online(Array.from({ length: 60 }, (_, i) => draftOf(i + 1)));
    expect(many.untilSend().length).toBe(50);
    const remark = 'x'.repeat(150_000);
    const big = online([draftOf(1, { body: { remark } }), draftOf(2, { body: { remark, n: 2 } })]);
    expect(big.untilSend()).toEqual(ids(1));
  });

  test('[DL10] [SY6] one operation that the platform fails on alone, twice while others pass, is set aside; the rest is delivered', () => {
    const person = (n: number): string => (n === 8 || n === 9 ? 'X' : `P${n}`);
    const hand = online(Array.from({ length: 20 }, (_, i) => draftOf(i + 1, { persons: [person(i + 1)] })));
    const numberOf = new Map(Array.from({ length: 40 }, (_, n) => [opIdOf(n), n]));
    let next = 21;
    while (hand.states()[7] !== 'quarantined') {
      expect(next).toBeLessThan(30);
      const ns = (hand.sent() ?? hand.untilSend()).map((opId) => numberOf.get(opId) ?? 0);
      if (!ns.includes(8)) {
        hand.answers(ns.map(applied));
        continue;
      }
      hand.fails(denied(500));
      if (ns.length > 1) continue;
      // The clerk goes on working: one more operation of somebody else for each time that it fails alone.
      const entries = entriesOf([draftOf(next, { persons: [person(next)] })], next++);
      hand.does({ type: 'appended', restored: false, entries });
    }
    while (hand.states().includes('queued')) {
      hand.answers((hand.sent() ?? hand.untilSend()).map((opId) => applied(numberOf.get(opId) ?? 0)));
    }
    const states = hand.states();
    expect(states[7]).toBe('quarantined');
    expect(states[8]).toBe('held');
    expect(states.filter((state) => state === 'settled').length).toBe(next - 1 - 2);
    hand.does({ type: 'hurry' });
    expect(hand.sent()?.slice(0, 2)).toEqual(ids(8, 9));
  });

  test('[DL10] a platform that fails on everything sets nothing aside', () => {
    const hand = online([draftOf(1), draftOf(2)]);
    for (let i = 0; i < 40; i++) {
      hand.untilSend();
      hand.fails(denied(500));
    }
    expect(hand.states()).toEqual(['queued', 'queued']);
  });
});

describe('the line', () => {
  test('[DL11] [SY10] the state of the network comes from the last answer; a stranger is not the platform', () => {
    const hand = new Hand(stateAtStart([], [], new Set()));
    expect(hand.state.network.state).toBe('never');
    expect(wakeAt(hand.state)).toBeNull();
    hand.does({ type: 'line', up: true });
    expect(hand.commands).toEqual([{ type: 'probe' }]);
    hand.does({ type: 'probed', serverTime: SERVER_TIME });
    expect(hand.state.network).toMatchObject({ state: 'online', lastAnswerAt: SERVER_TIME });
    hand.now = wakeAt(hand.state) ?? 0;
    expect(hand.does({ type: 'tick' }).commands).toEqual([{ type: 'probe' }]);
    hand.does({ type: 'probeFailed', fault: { kind: 'stranger', status: 200 } });
    expect(hand.state.network).toMatchObject({
      state: 'offline',
      lastAnswerAt: SERVER_TIME,
      offlineSince: new Date(hand.now).toISOString(),
      trouble: { code: 'NOT_PLATFORM' },
    });
    const since = hand.state.network.offlineSince;
    hand.now += 15_000;
    hand.does({ type: 'tick' }).does({ type: 'probeFailed', fault: { kind: 'unreachable' } });
    expect(hand.state.network.offlineSince).toBe(since);
  });

  test.each<Fault>([{ kind: 'unreachable' }, { kind: 'stranger', status: 200 }])(
    '[DL11] after a dead line ($kind) the first sign of life is reason enough to deliver',
    (fault) => {
      const hand = online([draftOf(1)]);
      hand.random = 0.99;
      for (let i = 0; i < 8; i++) {
        hand.untilSend();
        hand.fails(fault);
        hand.does({ type: 'hurry' }).fails(fault);
      }
      expect((nextAttemptAt(hand.state) ?? 0) - hand.now).toBeGreaterThan(60_000);
      hand.now += 15_000;
      hand.does({ type: 'tick' }).does({ type: 'probed', serverTime: SERVER_TIME });
      expect((nextAttemptAt(hand.state) ?? 0) - hand.now).toBeLessThanOrEqual(1_000);
    },
  );

  test('[DL23] a device clock that was set back a year delays nothing', () => {
    const hand = online([draftOf(1)]);
    hand.untilSend();
    hand.fails({ kind: 'unreachable' });
    hand.now -= 365 * 86_400_000;
    hand.does({ type: 'tick' });
    expect(hand.sent()).toEqual(ids(1));
    hand.answers([applied(1)]);
    hand.now -= 365 * 86_400_000;
    hand.does({ type: 'tick' });
    expect((wakeAt(hand.state) ?? 0) - hand.now).toBeLessThanOrEqual(15_000);
  });
});
