import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import { type Operation, type OpId, sagaOf } from '#shared/domain/operation';
import type { Verdict } from '#shared/protocol/verdict';
import { ok } from '#shared/result';
import { type SagaState, type StepState, sagasOf } from '#shared/sync/saga';
import { type Delivery, startDelivery } from '../../src/main/delivery/delivery';
import type { Transport } from '../../src/main/delivery/transport';
import { type Journal, openJournal } from '../../src/main/journal/journal';
import { LossyFiles, type LossyOptions } from './lossyFiles';
import { DEVICE, draftOf, opIdOf } from './operations';

const FOLDER = '/disk/journal';
const AT = '2026-11-22T08:00:00+08:00';
const STEPS = 3;
/** One matter in three steps on three people, so that no lane keeps them in order but the saga itself. */
const SAGA = [1, 2, 3].map((n) =>
  draftOf(n, { persons: [`P${n}`], saga: { id: opIdOf(1), step: n, of: STEPS } }),
);

/** The platform has power all the time; `refuses`: the step it finds in conflict. */
class Platform {
  readonly applied: OpId[] = [];
  /** Steps that came before the one they need was applied. */
  readonly early: OpId[] = [];

  constructor(private readonly refuses: number | null) {}

  readonly transport: Transport = {
    health: async () => ok({ serverTime: AT }),
    push: async (operations) =>
      ok({ verdicts: operations.map((operation) => this.decide(operation)), serverTime: AT }),
    register: () => Promise.reject(new Error('not asked here')),
    feed: () => Promise.reject(new Error('not asked here')),
    snapshot: () => Promise.reject(new Error('not asked here')),
  };

  private decide(operation: Operation): Verdict {
    const { opId, bodyHash } = operation;
    const echo = { opId, bodyHash, at: AT };
    const step = sagaOf(operation)?.step ?? 1;
    if (step > 1 && !this.applied.includes(opIdOf(step - 1))) this.early.push(opId);
    if (step === this.refuses) {
      const nothing = { fields: [], changedBy: null, changedAt: null, current: [] };
      return { ...echo, outcome: 'conflict', why: 'FIELDS_CHANGED', text: '资料已改。', ...nothing };
    }
    if (!this.applied.includes(opId)) this.applied.push(opId);
    return { ...echo, outcome: 'applied', receipt: 'R', versions: {}, assigned: {}, parallel: false };
  }
}

async function start(
  files: LossyFiles,
  platform: Platform | null,
): Promise<{ journal: Journal; delivery: Delivery }> {
  const opened = await openJournal({ folder: FOLDER, files, codec: plainCodec, device: DEVICE });
  if (!opened.ok) throw new Error(opened.error.text);
  const journal = opened.value;
  const transport = () => platform?.transport ?? null;
  const world = { folder: FOLDER, files, codec: plainCodec, transport, now: Date.now, random: () => 0 };
  return { journal, delivery: await startDelivery({ journal, ...world }) };
}

/** What the desk says of the saga; null: it knows of none. */
function stateOf(journal: Journal, delivery: Delivery): SagaState | null {
  const operations = journal
    .all()
    .flatMap(({ content }) => (content.type === 'operation' ? [content.operation] : []));
  const verdicts = new Map(delivery.verdicts(0, 100).map(({ verdict }) => [verdict.opId, verdict.outcome]));
  const stepOf = (opId: OpId): StepState => {
    const outcome = verdicts.get(opId);
    if (outcome === 'applied') return 'applied';
    return outcome === undefined ? 'waiting' : 'failed';
  };
  return sagasOf(operations, stepOf)[0]?.state ?? null;
}

const END: readonly (SagaState | null)[] = ['whole', 'broken'];

/** Accepts the saga and delivers until it stands still or the power goes. True where the clerk was told 已保存. */
async function day(files: LossyFiles, platform: Platform): Promise<boolean> {
  let saved = false;
  try {
    const { journal, delivery } = await start(files, platform);
    saved = (await journal.acceptSaga(SAGA)).ok;
    while (!files.isCut && !END.includes(stateOf(journal, delivery))) await pause(1);
    await delivery.stop();
  } catch {
    // The power went while something was written.
  }
  return saved;
}

interface Found {
  readonly saved: boolean;
  readonly steps: number;
  /** After the start without a line, and at the end of the next day. */
  readonly then: SagaState | null;
  readonly after: SagaState | null;
  readonly applied: number;
  readonly appliedThen: number;
  readonly early: readonly OpId[];
}

async function cut(options: LossyOptions, refuses: number | null): Promise<Found> {
  const platform = new Platform(refuses);
  const files = new LossyFiles(options);
  const saved = await day(files, platform);
  const appliedThen = platform.applied.length;
  const left = files.survivors();
  const dark = await start(left, null);
  const then = stateOf(dark.journal, dark.delivery);
  const steps = dark.journal.all().length;
  await dark.delivery.stop();
  await dark.journal.close();
  const light = await start(left, platform);
  if (steps > 0) {
    void light.delivery.now();
    while (!END.includes(stateOf(light.journal, light.delivery))) await pause(1);
  }
  const after = stateOf(light.journal, light.delivery);
  await light.delivery.stop();
  const { applied, early } = platform;
  return { saved, steps, then, after, applied: applied.length, appliedThen, early };
}

const uncut = new LossyFiles();
await day(uncut, new Platform(null));
// Batches may fall differently in another run, so a few points more.
const points = Array.from({ length: uncut.calls + 5 }, (_, i) => i + 1);

describe('a saga on a disk that drops every unsynced write', () => {
  test('[SG21] at every crash point it is there whole or not at all, and each step is sent only after the one before is applied', async () => {
    let partial = 0;
    for (const cutAt of points) {
      const found = await cut({ cutAt, tornShare: 0.5 }, null);
      const where = `power cut at call ${cutAt}`;
      expect([0, STEPS], where).toContain(found.steps);
      expect(found.early, where).toEqual([]);
      if (found.saved || found.appliedThen > 0) expect(found.steps, where).toBe(STEPS);
      if (found.steps > 0) expect([found.after, found.applied], where).toEqual(['whole', STEPS]);
      if (found.appliedThen > 0 && found.appliedThen < STEPS) {
        partial += 1;
        expect(found.then, where).toBe('open');
      }
    }
    expect(partial).toBeGreaterThan(0);
  });

  test('[SG21] at every crash point one that breaks is in sight: open while its steps wait, then on the watch-list', async () => {
    for (const cutAt of points) {
      const found = await cut({ cutAt, tornShare: 0 }, 2);
      const where = `power cut at call ${cutAt}`;
      if (found.appliedThen > 0) expect(['open', 'broken'], where).toContain(found.then);
      if (found.steps > 0) expect([found.after, found.applied], where).toEqual(['broken', 1]);
    }
  });

  test('[SG21] with the file sync taken out the same check finds a saga that was told and is lost', async () => {
    const found = await Promise.all(points.map((cutAt) => cut({ cutAt, without: 'file sync' }, null)));
    expect(found.some(({ saved, steps }) => saved && steps === 0)).toBe(true);
  });
});
