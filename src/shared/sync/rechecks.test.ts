import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEVICE, draftOf, opIdOf } from '../../../test/faults/operations';
import { CHAIN_START, type EntryContent, entryHash, type JournalEntry } from '../domain/journalEntry';
import type { OperationDraft } from '../domain/operation';
import type { Verdict } from '../protocol/verdict';
import { chooseForBag } from './bagging';
import { type DeliveryEvent, step } from './deliverer';
import { operationsAfter, statusOf } from './describe';
import type { Decided } from './item';
import { type DeliveryState, stateAtStart } from './state';

const AT = '2026-11-22T08:00:00+08:00';

/** A journal under way: what is appended gets the next number. */
class Log {
  readonly entries: JournalEntry[] = [];
  add(...given: readonly (OperationDraft | EntryContent)[]): JournalEntry[] {
    const added = given.map((one): JournalEntry => {
      const seq = this.entries.length + 1;
      const content: EntryContent =
        'type' in one ? one : { type: 'operation', operation: { ...one, device: DEVICE, seq } };
      const at = { device: AT, counter: seq, platform: null };
      const bare = { v: 2 as const, seq, prevHash: CHAIN_START, at, content };
      const entry = { ...bare, hash: entryHash(bare) };
      this.entries.push(entry);
      return entry;
    });
    return added;
  }
}
const call = (n: number): EntryContent => ({
  type: 'review-call',
  opId: opIdOf(n),
  cause: 'matter',
  weight: 1,
  samplePermille: 0,
  policy: 1,
});
const word = (n: number, outcome: 'accepted' | 'returned'): EntryContent => ({
  type: 'review',
  opId: opIdOf(n),
  outcome,
  reviewer: 'C2',
  reason: '看过',
});
const echo = (n: number) => ({ opId: opIdOf(n), bodyHash: draftOf(n).bodyHash, at: AT });
const applied = (n: number): Decided => ({
  ...echo(n),
  outcome: 'applied',
  receipt: `R${n}`,
  versions: {},
  assigned: {},
  parallel: false,
});

class Hand {
  now = 1_000_000;
  readonly sent: string[][] = [];
  constructor(public state: DeliveryState) {
    this.does({ type: 'line', up: true });
  }
  does(event: DeliveryEvent): this {
    const { state, commands } = step(this.state, event, { now: this.now, random: 0 });
    this.state = state;
    for (const command of commands) {
      if (command.type === 'send') this.sent.push([...command.opIds]);
      if (command.type === 'probe') this.does({ type: 'probed', serverTime: AT });
      if (command.type === 'record') this.does({ type: 'recorded', verdicts: command.verdicts });
    }
    return this;
  }
  answers(...verdicts: Verdict[]): this {
    return this.does({ type: 'answered', verdicts, serverTime: AT });
  }
  later(ms: number): this {
    this.now += ms;
    return this.does({ type: 'tick' });
  }
  states(): Record<string, string> {
    return Object.fromEntries(operationsAfter(this.state, 0, 500).map(({ opId, state }) => [opId, state]));
  }
}

const ids = (...ns: number[]): string[] => ns.map((n) => opIdOf(n));

describe('a re-check on the desk', () => {
  test('[RV3] an operation that awaits its re-check is not sent and holds its lanes; others go on; accepted, it goes first', () => {
    const log = new Log();
    log.add(draftOf(1, { persons: ['P'] }), call(1), draftOf(2, { persons: ['P'] }), draftOf(3));
    const hand = new Hand(stateAtStart(log.entries, [], new Set()));
    hand.later(10_000);
    expect(hand.sent).toEqual([ids(3)]);
    expect(hand.states()).toMatchObject({
      [opIdOf(1)]: 'waiting-review',
      [opIdOf(2)]: 'held',
      [opIdOf(3)]: 'sending',
    });
    expect(operationsAfter(hand.state, 0, 9).find(({ opId }) => opId === opIdOf(2))?.heldBy).toBe(opIdOf(1));
    expect(statusOf(hand.state, 0)).toMatchObject({ reviewing: 1, held: 1, queued: 1 });
    expect(chooseForBag(hand.state, { what: 'new' }, { operations: 9, bytes: 1e6 }).items).toHaveLength(1);
    hand
      .answers(applied(3))
      .does({ type: 'appended', entries: log.add(word(1, 'accepted')), restored: false });
    hand.later(10_000);
    expect(hand.sent.at(-1)).toEqual(ids(1, 2));
  });

  test('[RV4] what is returned comes back to the clerk: it is never sent, holds its lanes, and is done with by its replacement', () => {
    const log = new Log();
    log.add(draftOf(1, { persons: ['P'] }), call(1), draftOf(2, { persons: ['P'] }), word(1, 'returned'));
    const hand = new Hand(stateAtStart(log.entries, [], new Set()));
    hand.later(10_000);
    expect(hand.sent).toEqual([]);
    expect(hand.states()).toMatchObject({ [opIdOf(1)]: 'returned', [opIdOf(2)]: 'held' });
    const anew = log.add(draftOf(3, { persons: ['P'], supersedes: opIdOf(1) }), call(3));
    hand.does({ type: 'appended', entries: anew, restored: false }).later(10_000);
    expect(hand.states()[opIdOf(1)]).toBe('superseded');
    expect(hand.sent).toEqual([ids(2)]);
    hand.answers(applied(2));
    hand.does({ type: 'appended', entries: log.add(word(3, 'accepted')), restored: false }).later(10_000);
    expect(hand.sent.at(-1)).toEqual(ids(3));
  });

  test('[RV3] until it is sent it can be taken back, re-checked or not', () => {
    const log = new Log();
    log.add(draftOf(1), call(1));
    const hand = new Hand(stateAtStart(log.entries, [], new Set()));
    hand.does({ type: 'reserve', opId: opIdOf(1) });
    expect(hand.state.open.get(opIdOf(1))?.phase).toBe('reserved');
    hand.does({ type: 'release', opId: opIdOf(1) }).later(10_000);
    expect(hand.states()).toEqual({ [opIdOf(1)]: 'waiting-review' });
    expect(hand.sent).toEqual([]);
  });

  const plan = fc.record({
    operations: fc.array(
      fc.record({
        lanes: fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D'), { minLength: 1, maxLength: 2 }),
        called: fc.boolean(),
      }),
      { minLength: 1, maxLength: 15 },
    ),
    words: fc.array(
      fc.record({ at: fc.nat(14), outcome: fc.constantFrom('accepted' as const, 'returned' as const) }),
      { maxLength: 20 },
    ),
    restartAfter: fc.nat(20),
  });

  test('[RV3] [I34] whatever comes in which order, nothing leaves the desk before its re-check, nor past one in its lane', () => {
    fc.assert(
      fc.property(plan, ({ operations, words, restartAfter }) => {
        const log = new Log();
        const lanesOf = new Map<string, readonly string[]>();
        const called = new Set<string>();
        operations.forEach(({ lanes, called: isCalled }, i) => {
          log.add(draftOf(i + 1, { persons: lanes }), ...(isCalled ? [call(i + 1)] : []));
          lanesOf.set(opIdOf(i + 1), lanes);
          if (isCalled) called.add(opIdOf(i + 1));
        });
        const open = new Set(called);
        const seqOf = new Map([...lanesOf.keys()].map((opId, i) => [opId, i]));
        const decided = new Map<string, Decided>();
        const sentOnce = new Set<string>();
        let hand = new Hand(stateAtStart(log.entries, [], new Set()));
        let handled = 0;
        const drain = (): void => {
          for (let turns = 0; turns < 60; turns++) {
            if (hand.sent.length === handled) hand.later(20_000);
            const batch = hand.sent[handled++];
            if (batch === undefined) {
              handled = hand.sent.length;
              return;
            }
            for (const opId of batch) {
              expect(open.has(opId)).toBe(false);
              const mine = lanesOf.get(opId) ?? [];
              for (const other of open) {
                const isBefore = (seqOf.get(other) ?? 0) < (seqOf.get(opId) ?? 0);
                if (isBefore) expect(lanesOf.get(other)?.some((lane) => mine.includes(lane))).toBe(false);
              }
              sentOnce.add(opId);
            }
            const verdicts = batch.map((opId) => applied((seqOf.get(opId) ?? 0) + 1));
            for (const verdict of verdicts) decided.set(verdict.opId, verdict);
            hand.answers(...verdicts);
          }
        };
        drain();
        words.forEach(({ at, outcome }, n) => {
          const opId = opIdOf((at % operations.length) + 1);
          if (!open.has(opId)) return;
          if (outcome === 'accepted') open.delete(opId);
          const entries = log.add(word((at % operations.length) + 1, outcome));
          if (n === restartAfter) {
            handled = 0;
            hand = new Hand(stateAtStart(log.entries, [...decided.values()], sentOnce));
          } else hand.does({ type: 'appended', entries, restored: false });
          drain();
          // What is returned stays open for good here: nobody does it anew.
        });
        for (const [opId] of lanesOf)
          if (!open.has(opId) && !blocked(opId)) expect(decided.has(opId)).toBe(true);
        function blocked(opId: string): boolean {
          return [...open].some(
            (other) => (seqOf.get(other) ?? 0) < (seqOf.get(opId) ?? 0) && reaches(other, opId),
          );
        }
        /** Is one held by another, through any chain of shared lanes of what is not sent? */
        function reaches(from: string, to: string): boolean {
          const held = new Set(lanesOf.get(from));
          for (const [opId, lanes] of lanesOf) {
            if ((seqOf.get(opId) ?? 0) <= (seqOf.get(from) ?? 0)) continue;
            if (!lanes.some((lane) => held.has(lane))) continue;
            if (opId === to) return true;
            if (!decided.has(opId)) for (const lane of lanes) held.add(lane);
          }
          return false;
        }
      }),
      { numRuns: 300, seed: 20261122 },
    );
  });
});

describe('a re-check at another desk', () => {
  const reviewing = (n: number): Verdict => ({ ...echo(n), outcome: 'waiting-review', cause: 'matter' });

  test('[RV8] what the platform keeps for another desk’s re-check holds its lanes here, is asked after seldom, and stops nobody else', () => {
    const log = new Log();
    log.add(draftOf(1, { persons: ['P'] }), draftOf(2, { persons: ['P'] }), draftOf(3));
    const hand = new Hand(stateAtStart(log.entries, [], new Set()));
    hand.later(10_000);
    expect(hand.sent).toEqual([ids(1, 2, 3)]);
    hand.answers(reviewing(1), { ...echo(2), outcome: 'waiting', for: opIdOf(1) }, applied(3));
    expect(hand.states()).toMatchObject({ [opIdOf(1)]: 'waiting-review', [opIdOf(2)]: 'held' });
    expect(statusOf(hand.state, 0).reviewing).toBe(1);
    const before = hand.sent.length;
    hand.later(30_000);
    expect(hand.sent.length).toBe(before);
    hand.later(60_000).later(20_000);
    expect(hand.sent.at(-1)?.[0]).toBe(opIdOf(1));
    hand.answers(applied(1), applied(2));
    expect(Object.values(hand.states())).toEqual(['settled', 'settled', 'settled']);
  });

  test('[RV8] an answer of nothing but re-checks is no failure: the next batch goes at once, and 立即同步 asks at once', () => {
    const log = new Log();
    log.add(draftOf(1));
    const hand = new Hand(stateAtStart(log.entries, [], new Set()));
    hand.later(10_000).answers(reviewing(1));
    expect(hand.state.failures).toBe(0);
    hand.does({ type: 'appended', entries: log.add(draftOf(4)), restored: false });
    expect(hand.sent.at(-1)).toEqual(ids(4));
    hand.answers(applied(4)).does({ type: 'hurry' });
    expect(hand.sent.at(-1)).toEqual(ids(1));
  });
});
