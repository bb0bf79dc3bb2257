import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OpId } from '#shared/domain/operation';
import { digestOf, type Envelope } from '#shared/envelope/envelope';
import type { EnvelopeReceipt } from '#shared/protocol/messages';
import { err, ok } from '#shared/result';
import type { Fault } from '#shared/sync/fault';
import { FaultyFiles } from '../../../test/faults/faultyFiles';
import { LossyFiles } from '../../../test/faults/lossyFiles';
import { opIdOf } from '../../../test/faults/operations';
import type { Files } from '../journal/fileLayer';
import { frames, header } from '../journal/frames';
import { replaceFile } from '../journal/replaceFile';
import { type Night, type NightOptions, startNight } from './night';
import { sentAtNight } from './nightLog';
import { lineBytes, OUTBOX, type OutboxLine } from './outboxFile';
import { TestTime, URL_OF_TEST } from './testNight';

const FOLDER = '/desk/journal';
const DEVICE = 'desk-0000-0001';
const AT = '2026-11-22T08:00:00+08:00';

type Fate = 'applied' | 'refused' | 'conflict' | 'invalid' | 'waiting-review' | 'unreadable';
type Weather =
  | 'fine'
  | 'request lost'
  | 'answer lost'
  | 'half'
  | 'foreign'
  | 'repeated'
  | 'stranger'
  | 'busy'
  | 'crash'
  | 'disk';

const plan = fc.record({
  operations: fc.array(
    fc.record({
      lanes: fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 2 }),
      goes: fc.oneof(
        { weight: 7, arbitrary: fc.constant(true) },
        { weight: 1, arbitrary: fc.constant(false) },
      ),
      fate: fc.oneof(
        { weight: 7, arbitrary: fc.constant<Fate>('applied') },
        {
          weight: 1,
          arbitrary: fc.constantFrom<Fate>('refused', 'conflict', 'invalid', 'waiting-review', 'unreadable'),
        },
      ),
    }),
    { minLength: 1, maxLength: 20 },
  ),
  weathers: fc.array(
    fc.constantFrom<Weather>(
      'fine',
      'fine',
      'request lost',
      'answer lost',
      'half',
      'foreign',
      'repeated',
      'stranger',
      'busy',
      'crash',
      'disk',
    ),
    { maxLength: 20 },
  ),
  dice: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
    minLength: 1,
    maxLength: 7,
  }),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

const envelopeOf = (n: number): Envelope => ({
  v: 1,
  opId: opIdOf(n),
  from: '0'.repeat(16),
  to: '1'.repeat(16),
  sealed: 'cb'.repeat(20),
  signature: '0'.repeat(128),
});

/** A platform of a few lines behind a line that breaks as drawn: applies each operation once and remembers. */
class Model {
  readonly applied: number[] = [];
  readonly received = new Set<OpId>();
  readonly faults: (() => void)[] = [];
  private readonly said = new Map<OpId, Fate>();
  private exchanges = 0;

  constructor(
    private readonly given: Plan,
    private readonly crash: () => void,
    private readonly breakDisk: () => void,
  ) {}

  readonly line: ReturnType<NightOptions['transport']> = {
    health: async () => ok({ serverTime: AT }),
    version: async () =>
      ok({
        api: 'canbao-platform',
        protocol: 1,
        serverTime: AT,
        name: 'model',
        rulebook: '1',
        envelopes: true,
      }),
    envelopes: {
      deliver: async (device, envelopes) => {
        expect(device).toBe(DEVICE);
        const weather = this.given.weathers[this.exchanges++] ?? 'fine';
        const lost: Partial<Record<Weather, Fault>> = {
          'request lost': { kind: 'unreachable' },
          stranger: { kind: 'stranger', status: 200 },
          busy: { kind: 'denied', status: 503, code: 'BUSY', text: '', retryAfterMs: 1_000 },
        };
        const fault = lost[weather];
        if (fault) return err(fault);
        if (weather === 'disk') this.breakDisk();
        const receipts = this.take(envelopes);
        if (weather === 'crash') this.crash();
        if (weather === 'crash' || weather === 'answer lost') return err({ kind: 'timeout' });
        return ok({ receipts: spoilt(receipts, weather), serverTime: AT });
      },
    },
  };

  private take(envelopes: readonly Envelope[]): EnvelopeReceipt[] {
    const failed = new Set<number>();
    return envelopes.map((envelope) => {
      const n = this.given.operations.findIndex((_, i) => opIdOf(i + 1) === envelope.opId);
      const { lanes = [], fate = 'unreadable' } = this.given.operations[n] ?? {};
      this.received.add(envelope.opId);
      const echo = { opId: envelope.opId, digest: digestOf(envelope) };
      const before = this.said.get(envelope.opId);
      const held = before === undefined && lanes.some((lane) => failed.has(lane));
      const outcome = held ? 'waiting' : (before ?? fate);
      if (!held && before === undefined && fate === 'applied') this.applied.push(n + 1);
      if (!held && ['applied', 'refused', 'conflict'].includes(fate)) this.said.set(envelope.opId, fate);
      if (outcome !== 'applied') for (const lane of lanes) failed.add(lane);
      return { ...echo, outcome };
    });
  }
}

function spoilt(receipts: readonly EnvelopeReceipt[], weather: Weather): EnvelopeReceipt[] {
  if (weather === 'half') return receipts.slice(0, Math.floor(receipts.length / 2));
  if (weather === 'repeated') return [...receipts, ...receipts];
  if (weather === 'foreign') return receipts.map((one) => ({ ...one, digest: '0'.repeat(64) }));
  return [...receipts];
}

/** What has to be applied in the end: whatever has nothing before it in a lane that was held back or came to nothing. */
function due({ operations }: Plan): number[] {
  const stopped = new Set<number>();
  return operations.flatMap(({ lanes, goes, fate }, i) => {
    const free = goes && fate === 'applied' && !lanes.some((lane) => stopped.has(lane));
    if (!free) for (const lane of lanes) stopped.add(lane);
    return free ? [i + 1] : [];
  });
}

async function outboxOf({ operations }: Plan, files: Files): Promise<void> {
  const lines: OutboxLine[] = [
    { type: 'desk', device: DEVICE, url: URL_OF_TEST, trust: null },
    ...operations.map(({ lanes, goes }, i): OutboxLine => {
      const envelope = goes ? envelopeOf(i + 1) : null;
      return { type: 'operation', opId: opIdOf(i + 1), seq: i + 1, lanes, envelope };
    }),
    { type: 'journal', bytes: 0 },
  ];
  await replaceFile(files, FOLDER, OUTBOX.name, [
    header(OUTBOX.kind),
    ...lines.map((line) => frames([lineBytes(line)])),
  ]);
}

test('[NI30] under lost requests and answers, spoilt receipts, crashes and disk failures each operation takes effect once, in order in its lanes, and all that can go has gone', async () => {
  await fc.assert(
    fc.asyncProperty(plan, async (given) => {
      let disk = new LossyFiles();
      let files = new FaultyFiles(disk);
      const time = new TestTime();
      await outboxOf(given, files);
      let night: Night | null = null;
      let crashed = false;
      let draws = 0;
      const model = new Model(
        given,
        () => {
          crashed = true;
        },
        () => {
          files.plan = [{ on: 'sync', code: 'EIO' }];
        },
      );
      const options: Omit<NightOptions, 'files'> = {
        folder: FOLDER,
        transport: () => model.line,
        now: () => time.now,
        random: () => given.dice[draws++ % given.dice.length] ?? 0,
        timers: time.timers,
      };
      const expected = due(given);
      const isDone = (): boolean => expected.every((n) => model.applied.includes(n));
      for (let starts = 0; starts < 25 && !(isDone() && night !== null); starts++) {
        night = await startNight({ ...options, files });
        expect(night.status().state).toBe('on');
        crashed = false;
        await time.until(() => crashed || isDone());
        if (crashed) {
          // The machine is gone in the middle of it; the disk has what was synced.
          disk = disk.survivors();
          files = new FaultyFiles(disk);
          void night.stop();
        } else await night.stop();
      }
      expect([...model.applied].sort((a, b) => a - b)).toEqual(expected);
      for (let lane = 0; lane <= 4; lane++) {
        const inLane = model.applied.filter((n) => given.operations[n - 1]?.lanes.includes(lane));
        expect(inLane).toEqual([...inLane].sort((a, b) => a - b));
      }
      const kept = given.operations.flatMap(({ goes }, i) => (goes ? [] : [opIdOf(i + 1)]));
      expect(kept.filter((opId) => model.received.has(opId))).toEqual([]);
      // Whatever the platform may have is noted, so that nobody takes it back in the morning.
      const noted = new Set(await sentAtNight(FOLDER, files));
      expect([...model.received].filter((opId) => !noted.has(opId))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
