import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import { type NewDraft, type Operation, type OpId, sagaOf } from '#shared/domain/operation';
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
/** One matter in several steps on as many people, so that no lane keeps them in order but the saga itself. */
const onPeople = (of: number): readonly NewDraft[] =>
  Array.from({ length: of }, (_, at) =>
    draftOf(at + 1, { persons: [`P${at + 1}`], saga: { id: opIdOf(1), step: at + 1, of } }),
  );
/** A household's move: every step is in the lanes of both households besides. */
const ofHousehold = (of: number): readonly NewDraft[] =>
  onPeople(of).map((draft) => {
    const households = ['0201-001', '0202-009'].map((id) => ({ kind: 'household' as const, id }));
    return { ...draft, subjects: [...draft.subjects, ...households] };
  });

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
async function day(files: LossyFiles, platform: Platform, saga: readonly NewDraft[]): Promise<boolean> {
  let saved = false;
  try {
    const { journal, delivery } = await start(files, platform);
    saved = (await journal.acceptSaga(saga)).ok;
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

async function cut(options: LossyOptions, refuses: number | null, saga: readonly NewDraft[]): Promise<Found> {
  const platform = new Platform(refuses);
  const files = new LossyFiles(options);
  const saved = await day(files, platform, saga);
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

/** Every moment at which the power may go. Batches may fall differently in another run, so a few points more. */
async function pointsOf(saga: readonly NewDraft[]): Promise<number[]> {
  const uncut = new LossyFiles();
  await day(uncut, new Platform(null), saga);
  return Array.from({ length: uncut.calls + 5 }, (_, i) => i + 1);
}

describe.each([
  { what: 'in three steps', saga: onPeople(3) },
  { what: 'of a household of six that moves', saga: ofHousehold(6) },
])('a saga $what, on a disk that drops every unsynced write', async ({ saga }) => {
  const steps = saga.length;
  const points = await pointsOf(saga);

  test('[SG21] at every crash point it is there whole or not at all, and each step is sent only after the one before is applied', async () => {
    let partial = 0;
    for (const cutAt of points) {
      const found = await cut({ cutAt, tornShare: 0.5 }, null, saga);
      const where = `power cut at call ${cutAt}`;
      expect([0, steps], where).toContain(found.steps);
      expect(found.early, where).toEqual([]);
      if (found.saved || found.appliedThen > 0) expect(found.steps, where).toBe(steps);
      if (found.steps > 0) expect([found.after, found.applied], where).toEqual(['whole', steps]);
      if (found.appliedThen > 0 && found.appliedThen < steps) {
        partial += 1;
        expect(found.then, where).toBe('open');
      }
    }
    expect(partial).toBeGreaterThan(0);
  });

  test('[SG21] at every crash point one that breaks is in sight: open while its steps wait, then on the watch-list', async () => {
    const breaks = steps - 1;
    for (const cutAt of points) {
      const found = await cut({ cutAt, tornShare: 0 }, breaks, saga);
      const where = `power cut at call ${cutAt}`;
      if (found.appliedThen > 0) expect(['open', 'broken'], where).toContain(found.then);
      if (found.steps > 0) expect([found.after, found.applied], where).toEqual(['broken', breaks - 1]);
    }
  });

  test('[SG21] with the file sync taken out the same check finds a saga that was told and is lost', async () => {
    const found = await Promise.all(points.map((cutAt) => cut({ cutAt, without: 'file sync' }, null, saga)));
    expect(found.some(({ saved, steps }) => saved && steps === 0)).toBe(true);
  });
});
