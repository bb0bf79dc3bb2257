import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SCENARIO } from '#fixtures/township';
import type { OpId } from '#shared/domain/operation';
import type { PlatformRecord } from '#shared/domain/record';
import type { Verdict } from '#shared/protocol/verdict';
import { storedVerdict } from '../../src/platform/intake/decideOne';
import { SAMPLE_JURISDICTION } from '../../src/platform/sample';
import { type RunningPlatform, startPlatform } from '../../src/platform/server';
import { TestDesk } from '../../src/platform/testing/desk';
import { pgliteEngine, type TestEngine } from '../../src/platform/testing/engines';
import { BagMachine } from './bagMachine';

let engine: TestEngine;
let platform: RunningPlatform;
let root = '';

beforeAll(async () => {
  engine = await pgliteEngine();
  const started = await startPlatform({ ...(await engine.place()), today: '2026-11-22' });
  if (!started.ok) throw new Error(started.error.text);
  platform = started.value;
  root = await mkdtemp(join(tmpdir(), 'canbao-bag-runs-'));
});
afterAll(async () => {
  await platform?.stop();
  await engine?.close();
  await rm(root, { recursive: true, force: true });
});

/** What happens to two desks; `n` chooses among what is there. */
type Happening =
  | {
      readonly what:
        | 'accept'
        | 'export'
        | 'again'
        | 'takeBack'
        | 'restart'
        | 'offline'
        | 'online'
        | 'withdraw';
      readonly at: 0 | 1;
      readonly n: number;
    }
  | {
      readonly what: 'deliver' | 'read';
      readonly at: 0 | 1;
      readonly n: number;
      readonly harm: 'none' | 'cut' | 'changed';
    };

const at = fc.constantFrom<0 | 1>(0, 1);
const n = fc.nat({ max: 1_000 });
const plain = (what: Exclude<Happening['what'], 'deliver' | 'read'>) =>
  fc.record({ what: fc.constant(what), at, n });
const harm = fc.oneof(
  { weight: 6, arbitrary: fc.constant('none' as const) },
  { weight: 1, arbitrary: fc.constantFrom('cut' as const, 'changed' as const) },
);
const files = (what: 'deliver' | 'read') => fc.record({ what: fc.constant(what), at, n, harm });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 8, arbitrary: plain('accept') },
  { weight: 8, arbitrary: plain('export') },
  { weight: 1, arbitrary: plain('again') },
  { weight: 2, arbitrary: plain('takeBack') },
  { weight: 1, arbitrary: plain('restart') },
  { weight: 1, arbitrary: plain('online') },
  { weight: 3, arbitrary: plain('offline') },
  { weight: 2, arbitrary: plain('withdraw') },
  { weight: 8, arbitrary: files('deliver') },
  { weight: 6, arbitrary: files('read') },
);

/** Two desks, one that carries their files, and the persons they work on; one of the three is everybody's. */
class Pair {
  readonly bags: string[] = [];
  readonly answers: string[] = [];
  readonly withdrawn = new Set<OpId>();
  private readonly own: ReadonlySet<string>;

  private constructor(
    readonly machines: readonly [BagMachine, BagMachine],
    /** The one that always has a line. */
    private readonly carrier: BagMachine,
    private readonly records: readonly [Map<string, PlatformRecord>, Map<string, PlatformRecord>],
    private readonly persons: readonly string[],
  ) {
    this.own = new Set(persons.slice(0, 2));
  }

  static async made(run: number): Promise<Pair> {
    const one = async (): Promise<[BagMachine, Map<string, PlatformRecord>]> => {
      const known = await TestDesk.registered(platform, SAMPLE_JURISDICTION);
      await known.snapshot();
      const line = { url: platform.url, token: known.secret, device: known.device, records: known.mirror };
      const machine = await new BagMachine(await mkdtemp(join(root, 'desk-')), line).open();
      await machine.bags.meet();
      return [machine, known.mirror];
    };
    const [[a, recordsA], [b, recordsB], [carrier]] = [await one(), await one(), await one()];
    for (const { desk } of [a, b]) {
      desk.online = false;
      desk.delivery.now();
    }
    const persons = [0, 1, 2].map((i) => SCENARIO.adultToRegister[(run * 3 + i) % 50]?.id ?? '');
    return new Pair([a, b], carrier, [recordsA, recordsB], persons);
  }

  async close(): Promise<void> {
    for (const machine of [...this.machines, this.carrier]) await machine.close();
  }

  async happens(of: Happening): Promise<void> {
    const machine = this.machines[of.at];
    const { desk, bags } = machine;
    switch (of.what) {
      case 'accept':
        return this.accept(of.at, of.n);
      case 'export':
        return this.keep(await bags.export(null), this.bags, ['NOTHING_TO_EXPORT']);
      case 'again': {
        const { out } = await bags.plan();
        const lost = out[of.n % Math.max(1, out.length)];
        // What the platform did not take may stand before everything in it.
        if (lost) this.keep(await bags.export(lost.number), this.bags, ['NOTHING_TO_EXPORT']);
        return;
      }
      case 'takeBack':
        await bags.takeBack(1 + (of.n % 4));
        return;
      case 'restart':
        return machine.restart();
      case 'online':
      case 'offline':
        desk.online = of.what === 'online';
        desk.delivery.now();
        return;
      case 'withdraw': {
        const entries = desk.journal
          .all()
          .flatMap(({ content }) => (content.type === 'operation' ? [content.operation.opId] : []));
        const opId = entries[of.n % Math.max(1, entries.length)];
        if (opId === undefined) return;
        const done = await desk.journal.settle({ type: 'withdrawal', opId, reason: '改了主意', clerk: 'c' });
        if (done.ok) this.withdrawn.add(opId);
        return;
      }
      case 'deliver': {
        const text = await this.file(this.bags, of.n, of.harm);
        if (text === null) return;
        const answer = await this.carrier.bags.deliver(text);
        if (of.harm === 'none') return this.keep(answer, this.answers, []);
        return refusedInWords(answer);
      }
      case 'read': {
        const text = await this.file([...this.answers, ...this.bags], of.n, of.harm);
        if (text === null) return;
        const before = JSON.stringify(desk.states());
        const read = await bags.read(text);
        if (!read.ok) refusedInWords(read);
        // What is no answer for this desk changes nothing.
        if (!read.ok && !desk.online) expect(JSON.stringify(desk.states())).toBe(before);
        if (of.harm !== 'none') expect(read.ok).toBe(false);
        return;
      }
    }
  }

  private async accept(who: 0 | 1, choice: number): Promise<void> {
    const personId = this.persons[choice % 3 === 0 ? 2 : who] ?? '';
    const { desk } = this.machines[who];
    const draft = desk.draft(personId);
    const accepted = await desk.journal.accept(draft);
    expect(accepted.ok).toBe(true);
    // As the desk's own view folds what waits: the next change is made on this one.
    const record = this.records[who].get(`person:${personId}`);
    if (record?.kind === 'person')
      this.records[who].set(`person:${personId}`, { ...record, phone: String(draft.body.phone) });
  }

  private keep(
    answer:
      | { ok: true; value: { path: string | null } }
      | { ok: false; error: { code: string; text: string } },
    into: string[],
    codes: readonly string[],
  ): void {
    if (answer.ok) {
      if (answer.value.path !== null && !into.includes(answer.value.path)) into.push(answer.value.path);
    } else expect(codes, answer.error.text).toContain(answer.error.code);
  }

  private async file(
    from: readonly string[],
    choice: number,
    how: 'none' | 'cut' | 'changed',
  ): Promise<string | null> {
    const path = from[choice % Math.max(1, from.length)];
    if (path === undefined) return null;
    const text = await readFile(path, 'utf8');
    if (how === 'none') return text;
    const place = choice % text.length;
    const bad =
      how === 'cut'
        ? text.slice(0, place)
        : `${text.slice(0, place)}${text[place] === '0' ? '1' : '0'}${text.slice(place + 1)}`;
    const copy = join(root, 'harmed.cbbag');
    await writeFile(copy, bad);
    return readFile(copy, 'utf8');
  }

  /** Bags are taken back, the line is up, and the clerk gives up what the platform did not take. */
  async end(): Promise<void> {
    for (const { desk, bags } of this.machines) {
      desk.online = true;
      for (const { number } of (await bags.plan()).out) expect((await bags.takeBack(number)).ok).toBe(true);
      for (let round = 0; round < 50; round++) {
        await desk.sync(({ delivery }) => delivery.status().queued === 0);
        if (desk.delivery.status().held === 0) break;
        for (const { opId, state } of desk.delivery.operations(0, 500))
          if (state === 'settled')
            await desk.journal.settle({
              type: 'resolution',
              opId,
              choice: 'dropped',
              reason: '不办了',
              clerk: 'c',
            });
      }
      expect(desk.delivery.status()).toMatchObject({ queued: 0, held: 0, exported: 0 });
    }
  }

  /** Once each, in the order of lanes, every verdict known. */
  async check(): Promise<void> {
    for (const { desk } of this.machines) {
      const known = new Map<OpId, Verdict>(
        desk.delivery.verdicts(0, 500).map(({ verdict }) => [verdict.opId, verdict]),
      );
      const versions = new Map<string, number>();
      const operations = desk.journal
        .all()
        .flatMap(({ content }) => (content.type === 'operation' ? [content.operation] : []));
      const lanesCut = new Set(
        operations
          .filter(({ opId }) => this.withdrawn.has(opId))
          .flatMap(({ subjects }) => subjects.map(({ id }) => id)),
      );
      for (const { content } of desk.journal.all()) {
        if (content.type !== 'operation') continue;
        const { opId } = content.operation;
        const stored = await storedVerdict(platform.db, opId);
        expect(stored === null).toBe(this.withdrawn.has(opId));
        if (stored === null) continue;
        expect(known.get(opId)).toEqual(stored.verdict);
        // Nobody else works on this person: out of order, a change would meet a value it was not made on.
        const [subject] = content.operation.subjects;
        if (subject && this.own.has(subject.id) && !lanesCut.has(subject.id))
          expect(stored.verdict.outcome).toBe('applied');
        if (stored.verdict.outcome !== 'applied') continue;
        for (const [key, version] of Object.entries(stored.verdict.versions)) {
          expect(version).toBeGreaterThan(versions.get(key) ?? 0);
          versions.set(key, version);
        }
      }
    }
  }
}

function refusedInWords(answer: { ok: boolean; error?: { text: string } }): void {
  expect(answer.ok).toBe(false);
  expect(answer.error?.text).toMatch(/(没有|打不开|一笔不少).*。/);
}

let runs = 0;

test('[BG30] whatever happens to bags, every operation is applied once, in order, and every verdict arrives', async () => {
  let applied = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { minLength: 40, maxLength: 80, size: 'max' }),
      async (happenings) => {
        const pair = await Pair.made(runs++);
        try {
          for (const of of happenings) await pair.happens(of);
          await pair.end();
          await pair.check();
          applied += pair.answers.length;
        } finally {
          await pair.close();
        }
      },
    ),
    { numRuns: Number(process.env.CANBAO_BAG_RUNS ?? 12), endOnFailure: true },
  );
  // The runs did go by bags.
  expect(applied).toBeGreaterThan(0);
}, 600_000);
