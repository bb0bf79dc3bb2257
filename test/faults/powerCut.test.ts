import { describe, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import { verify } from '../../src/main/journal/chain';
import { type Journal, openJournal } from '../../src/main/journal/journal';
import { LossyFiles, type LossyOptions } from './lossyFiles';
import { DEVICE, draftOf } from './operations';

const FOLDER = '/disk/journal';

const open = (files: LossyFiles) => openJournal({ folder: FOLDER, files, codec: plainCodec, device: DEVICE });

/** Three steps that are only whole together. */
const SAGA = [1, 2, 3].map((step) => draftOf(20 + step, { saga: { id: draftOf(20).opId, step, of: 3 } }));

/**
 * A scripted run: single and simultaneous acceptances, then a second start, more of them and a saga. Gives the ids that were answered
 * with ok, in whatever run the power lasted for.
 */
async function day(files: LossyFiles): Promise<Set<string>> {
  const saved = new Set<string>();
  const accept = async (journal: Journal, n: number) => {
    const answer = await journal.accept(draftOf(n));
    if (answer.ok) saved.add(draftOf(n).opId);
  };
  const acceptSaga = async (journal: Journal) => {
    const [single, saga] = await Promise.all([journal.accept(draftOf(8)), journal.acceptSaga(SAGA)]);
    if (single.ok) saved.add(draftOf(8).opId);
    if (saga.ok) for (const { opId } of SAGA) saved.add(opId);
  };
  const opened = async () => {
    const journal = await open(files);
    if (!journal.ok) throw new Error(journal.error.text);
    return journal.value;
  };
  try {
    const morning = await opened();
    await accept(morning, 1);
    await Promise.all([2, 3, 4].map((n) => accept(morning, n)));
    await accept(morning, 5);
    await morning.close();
    const afternoon = await opened();
    await Promise.all([6, 7].map((n) => accept(afternoon, n)));
    await acceptSaga(afternoon);
    await afternoon.close();
  } catch {
    // The power went while the journal was being opened or closed.
  }
  return saved;
}

interface Cut extends LossyOptions {
  /** The power goes again at this call of the start after the first cut. */
  readonly cutAgainAt?: number;
}

/** The check itself: ids that were answered with ok and are not in the journal after the power came back. */
async function lostAfterCut({
  cutAgainAt,
  ...options
}: Cut): Promise<{ lost: string[]; sound: boolean; steps: number }> {
  const files = new LossyFiles(options);
  const saved = await day(files);
  let disk = files.survivors({ cutAt: cutAgainAt ?? 0, tornShare: options.tornShare ?? 0 });
  if (cutAgainAt !== undefined) {
    await open(disk);
    disk = disk.survivors();
  }
  const again = await open(disk);
  if (!again.ok) return { lost: [...saved], sound: false, steps: 0 };
  const entries = again.value.all();
  const there = new Set(
    entries.flatMap(({ content }) => (content.type === 'operation' ? [content.operation.opId] : [])),
  );
  const { gaps, broken } = verify(entries);
  const more = await again.value.accept(draftOf(99));
  return {
    lost: [...saved].filter((opId) => !there.has(opId)),
    sound: gaps.length === 0 && broken.length === 0 && more.ok,
    steps: SAGA.filter(({ opId }) => there.has(opId)).length,
  };
}

const whole = new LossyFiles();
const savedInAll = await day(whole);
const points = Array.from({ length: whole.calls + 1 }, (_, i) => i + 1);

describe('a disk that drops every unsynced write', () => {
  test('[JR1] at every crash point nothing that was answered ok is lost, and the journal goes on', async () => {
    expect(savedInAll.size).toBe(11);
    for (const tornShare of [0, 0.4, 1]) {
      for (const cutAt of points) {
        const { lost, sound } = await lostAfterCut({ cutAt, tornShare });
        expect(lost, `power cut at call ${cutAt}, torn share ${tornShare}`).toEqual([]);
        expect(sound, `power cut at call ${cutAt}, torn share ${tornShare}`).toBe(true);
      }
    }
  });

  test('[SG1] [SY20] at every crash point the steps of a saga are all in the journal or none is', async () => {
    const found = new Set<number>();
    for (const tornShare of [0, 0.2, 0.4, 0.6, 0.8, 1]) {
      for (const cutAt of points) found.add((await lostAfterCut({ cutAt, tornShare })).steps);
    }
    expect([...found].sort()).toEqual([0, 3]);
  });

  test('[JR1] a second power cut while the first one is being mended loses nothing either', async () => {
    for (const cutAt of points) {
      for (let cutAgainAt = 1; cutAgainAt <= 14; cutAgainAt++) {
        const { lost, sound } = await lostAfterCut({ cutAt, cutAgainAt, tornShare: 0.4 });
        expect(lost, `power cuts at call ${cutAt} and ${cutAgainAt}`).toEqual([]);
        expect(sound, `power cuts at call ${cutAt} and ${cutAgainAt}`).toBe(true);
      }
    }
  });

  test.each(['file sync', 'folder sync'] as const)(
    '[JR1] with the %s taken out the same check finds lost operations',
    async (without) => {
      const losses = await Promise.all(points.map((cutAt) => lostAfterCut({ cutAt, without })));
      expect(Math.max(...losses.map(({ lost }) => lost.length))).toBe(11);
    },
  );
});
