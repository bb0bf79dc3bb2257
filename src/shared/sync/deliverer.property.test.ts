import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEVICE, draftOf } from '../../../test/faults/operations';
import { CHAIN_START, type JournalEntry } from '../domain/journalEntry';
import type { Operation, OpId } from '../domain/operation';
import type { Verdict } from '../protocol/verdict';
import { BACKOFF_CAP_MS } from './backoff';
import { type DeliveryEvent, step, wakeAt } from './deliverer';
import type { Fault } from './fault';
import type { Decided } from './item';
import { type DeliveryState, stateAtStart } from './state';

/** What becomes of an operation on the model platform, drawn beforehand. */
type Fate = 'applied' | 'refused' | 'conflict' | 'invalid';
/** What becomes of one exchange: where the line breaks, or how the answer is spoilt. */
type Weather =
  | 'fine'
  | 'request lost'
  | 'answer lost'
  | 'repeated'
  | 'half'
  | 'foreign'
  | 'stranger'
  | 'busy'
  | 'crash'
  | 'disk';

const AT = '2026-11-22T08:00:00+08:00';

/** A platform of a few lines: applies each operation once, lane by lane, and remembers its verdicts (SY2). */
class ModelPlatform {
  readonly verdicts = new Map<OpId, Decided>();
  /** Operations in the order in which they took effect. */
  readonly applied: Operation[] = [];
  received = 0;

  constructor(private readonly fates: ReadonlyMap<OpId, Fate>) {}

  take(batch: readonly Operation[]): Verdict[] {
    const failed = new Map<string, OpId>();
    return batch.map((operation): Verdict => {
      this.received++;
      const { opId, bodyHash } = operation;
      const echo = { opId, bodyHash, at: AT };
      const lanes = operation.subjects.map((subject) => subject.id);
      const known = this.verdicts.get(opId);
      if (known !== undefined) {
        if (known.outcome !== 'applied') for (const lane of lanes) failed.set(lane, opId);
        return known;
      }
      const behind = lanes.map((lane) => failed.get(lane)).find((id) => id !== undefined);
      if (behind !== undefined) {
        for (const lane of lanes) failed.set(lane, behind);
        return { ...echo, outcome: 'waiting', for: behind };
      }
      const verdict = this.decide(echo, this.fates.get(opId) ?? 'applied');
      if (verdict.outcome === 'applied') this.applied.push(operation);
      else for (const lane of lanes) failed.set(lane, opId);
      this.verdicts.set(opId, verdict);
      return verdict;
    });
  }

  private decide(echo: { opId: OpId; bodyHash: string; at: string }, fate: Fate): Decided {
    switch (fate) {
      case 'applied':
        return { ...echo, outcome: 'applied', receipt: 'R', versions: {}, assigned: {}, parallel: false };
      case 'refused':
        return { ...echo, outcome: 'refused', reasons: [], current: [] };
      case 'conflict':
        return {
          ...echo,
          outcome: 'conflict',
          why: 'FIELDS_CHANGED',
          text: '',
          fields: [],
          changedBy: null,
          changedAt: null,
          current: [],
        };
      case 'invalid':
        return { ...echo, outcome: 'invalid', text: '' };
    }
  }
}

/** Weather in which the platform hears nothing. */
const LOST: Partial<Record<Weather, Fault>> = {
  'request lost': { kind: 'unreachable' },
  stranger: { kind: 'stranger', status: 200 },
  busy: { kind: 'denied', status: 503, code: 'BUSY', text: '', retryAfterMs: 1000 },
};

const LANES = ['A', 'B', 'C', 'D', 'E', 'F'];
const operationPlan = fc.record({
  lanes: fc.uniqueArray(fc.constantFrom(...LANES), { minLength: 1, maxLength: 2 }),
  fate: fc.oneof(
    { weight: 6, arbitrary: fc.constant<Fate>('applied') },
    { weight: 2, arbitrary: fc.constantFrom<Fate>('refused', 'conflict', 'invalid') },
  ),
});
const weather = fc.constantFrom<Weather>(
  'fine',
  'fine',
  'request lost',
  'answer lost',
  'repeated',
  'half',
  'foreign',
  'stranger',
  'busy',
  'crash',
  'disk',
);
const plan = fc.record({
  operations: fc.array(operationPlan, { minLength: 1, maxLength: 25 }),
  weathers: fc.array(weather, { maxLength: 30 }),
  dice: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
    minLength: 1,
    maxLength: 10,
  }),
  /** How many operations are in the journal at the start; the others come one with each exchange. */
  early: fc.nat(25),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

/** Runs a schedule to its end: fine weather for ever once the drawn weather is used up. */
class Run {
  readonly operations: Operation[];
  readonly entries: JournalEntry[];
  readonly platform: ModelPlatform;
  readonly settledOnce = new Map<OpId, number>();
  readonly noted: Decided[] = [];
  readonly sent = new Set<OpId>();
  state: DeliveryState;
  now = 0;
  private exchanges = 0;
  private draws = 0;
  private come: number;

  constructor(readonly given: Plan) {
    this.operations = given.operations.map(({ lanes }, i) => ({
      ...draftOf(i + 1, { persons: lanes }),
      device: DEVICE,
      seq: i + 1,
    }));
    this.entries = this.operations.map((operation) => ({
      seq: operation.seq,
      prevHash: CHAIN_START,
      hash: CHAIN_START,
      at: { device: AT, counter: operation.seq, platform: null },
      content: { type: 'operation', operation },
    }));
    this.platform = new ModelPlatform(
      new Map(this.operations.map(({ opId }, i) => [opId, given.operations[i]?.fate ?? 'applied'])),
    );
    this.come = Math.min(given.early, this.entries.length);
    this.state = stateAtStart(this.entries.slice(0, this.come), [], new Set());
  }

  toTheEnd(): void {
    this.does({ type: 'line', up: true });
    for (let turns = 0; ; turns++) {
      if (turns > 2_000) throw new Error('no end');
      const unsettled = [...this.state.open.values()].some(
        (item) => item.phase === 'queued' || item.phase === 'sending',
      );
      const canSend = unsettled && this.nextSend();
      if (!canSend && this.come === this.entries.length) return;
      if (!canSend) this.arrive();
      const at = wakeAt(this.state);
      if (at === null) throw new Error('asleep for ever');
      if (at > this.now + BACKOFF_CAP_MS) throw new Error('sleeps beyond the cap');
      this.now = Math.max(this.now, at);
      this.does({ type: 'tick' });
    }
  }

  /** Is there anything that a fine line would let through? */
  private nextSend(): boolean {
    const probe = step(
      { ...this.state, notBefore: 0, paused: null },
      { type: 'tick' },
      { now: this.now, random: 0 },
    );
    return probe.commands.some((command) => command.type === 'send');
  }

  private arrive(): void {
    const entry = this.entries[this.come];
    if (entry === undefined) return;
    this.come++;
    this.does({ type: 'appended', entries: [entry], restored: false });
  }

  private does(event: DeliveryEvent): void {
    const random = this.given.dice[this.draws++ % this.given.dice.length] ?? 0;
    const { state, commands } = step(this.state, event, { now: this.now, random });
    this.state = state;
    for (const command of commands) {
      if (command.type === 'probe') this.does({ type: 'probed', serverTime: AT });
      if (command.type === 'record') this.record(command.verdicts);
      if (command.type === 'send') this.exchange(command.opIds);
    }
  }

  private record(verdicts: readonly Decided[]): void {
    if (this.weatherNow() === 'disk') {
      this.does({ type: 'failed', fault: { kind: 'disk', text: '满' } });
      return;
    }
    for (const verdict of verdicts) {
      this.noted.push(verdict);
      this.settledOnce.set(verdict.opId, (this.settledOnce.get(verdict.opId) ?? 0) + 1);
    }
    this.does({ type: 'recorded', verdicts });
  }

  private weatherNow(): Weather {
    return this.given.weathers[this.exchanges++] ?? 'fine';
  }

  private exchange(opIds: readonly OpId[]): void {
    for (const opId of opIds) this.sent.add(opId);
    const batch = opIds.map(
      (opId) => this.operations.find((operation) => operation.opId === opId) as Operation,
    );
    const kind = this.weatherNow();
    const lost = LOST[kind];
    if (lost !== undefined) {
      this.does({ type: 'failed', fault: lost });
      return;
    }
    const verdicts = this.platform.take(batch);
    this.arrive();
    if (kind === 'crash') this.restart();
    else if (kind === 'answer lost') this.does({ type: 'failed', fault: { kind: 'timeout' } });
    else this.does({ type: 'answered', serverTime: AT, verdicts: this.spoil(kind, verdicts) });
  }

  private spoil(kind: Weather, verdicts: readonly Verdict[]): readonly Verdict[] {
    if (kind === 'half') return verdicts.slice(0, verdicts.length >> 1);
    if (kind === 'repeated') return [...verdicts, ...verdicts].reverse();
    if (kind !== 'foreign') return verdicts;
    const otherHash = verdicts.map((verdict) => ({ ...verdict, bodyHash: '0'.repeat(64) }));
    return [...otherHash, ...this.platform.verdicts.values()];
  }

  private restart(): void {
    this.state = stateAtStart(this.entries.slice(0, this.come), this.noted, this.sent);
    this.does({ type: 'line', up: true });
  }
}

const laneMates = (operations: readonly Operation[], of: Operation): Operation[] =>
  operations.filter(
    (other) =>
      other.seq < of.seq && other.subjects.some(({ id }) => of.subjects.some((mine) => mine.id === id)),
  );

describe('the deliverer under random weather', () => {
  test('[DL12] every operation is settled once or held by a failed one of its lane, in lane order, and nobody else waits', () => {
    fc.assert(
      fc.property(plan, (given) => {
        const run = new Run(given);
        run.toTheEnd();
        const { operations, platform, state } = run;

        // Once: one effect, one verdict counted.
        const effects = platform.applied.map((operation) => operation.opId);
        expect(new Set(effects).size).toBe(effects.length);
        for (const times of run.settledOnce.values()) expect(times).toBe(1);

        // Order: effects of a lane follow seq.
        for (const lane of LANES) {
          const inLane = platform.applied
            .filter((op) => op.subjects.some(({ id }) => id === lane))
            .map((op) => op.seq);
          expect(inLane).toEqual([...inLane].sort((a, b) => a - b));
        }

        for (const operation of operations) {
          const item = state.open.get(operation.opId) ?? state.done.get(operation.opId);
          const verdict = platform.verdicts.get(operation.opId);
          const before = laneMates(operations, operation);
          const blocked = before.some((mate) => platform.verdicts.get(mate.opId)?.outcome !== 'applied');
          // Independence and liveness: whoever has no failed or waiting mate before it is decided, and the desk knows.
          expect(verdict !== undefined, `operation ${operation.seq}`).toBe(!blocked);
          expect(item?.outcome ?? null).toBe(verdict?.outcome ?? null);
          if (blocked) expect(item?.phase).toBe('queued');
        }
      }),
      { numRuns: 400, seed: 20261122 },
    );
  });
});
