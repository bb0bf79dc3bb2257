import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import type { OpId } from '#shared/domain/operation';
import type { Verdict } from '#shared/protocol/verdict';
import { err, ok } from '#shared/result';
import { type Delivery, startDelivery } from '../../src/main/delivery/delivery';
import type { Transport } from '../../src/main/delivery/transport';
import { type Journal, openJournal } from '../../src/main/journal/journal';
import { LossyFiles, type LossyOptions } from './lossyFiles';
import { DEVICE, draftOf, opIdOf } from './operations';

const FOLDER = '/disk/journal';
const AT = '2026-11-22T08:00:00+08:00';
const OPERATIONS = 3;

/** The platform has power all the time: what it received, it received. */
class Platform {
  readonly received = new Set<OpId>();

  /** `absent`: so many attempts find no connection, so that nothing leaves. */
  constructor(private absent = 0) {}

  readonly transport: Transport = {
    health: async () => ok({ serverTime: AT }),
    push: async (operations) => {
      if (this.absent-- > 0) return err({ kind: 'unreachable', left: false });
      const verdicts = operations.map(({ opId, bodyHash }): Verdict => {
        this.received.add(opId);
        const echo = { opId, bodyHash, at: AT };
        return { ...echo, outcome: 'applied', receipt: 'R', versions: {}, assigned: {}, parallel: false };
      });
      return ok({ verdicts, serverTime: AT });
    },
    register: () => Promise.reject(new Error('not asked here')),
    feed: () => Promise.reject(new Error('not asked here')),
    snapshot: () => Promise.reject(new Error('not asked here')),
  };
}

async function start(
  files: LossyFiles,
  platform: Platform | null,
): Promise<{ journal: Journal; delivery: Delivery }> {
  const opened = await openJournal({ folder: FOLDER, files, codec: plainCodec, device: DEVICE });
  if (!opened.ok) throw new Error(opened.error.text);
  const journal = opened.value;
  const transport = () => platform?.transport ?? null;
  const given = {
    journal,
    folder: FOLDER,
    files,
    codec: plainCodec,
    transport,
    now: Date.now,
    random: () => 0,
  };
  return { journal, delivery: await startDelivery(given) };
}

const settled = (delivery: Delivery): OpId[] =>
  delivery.operations(0, 100).flatMap(({ opId, state }) => (state === 'settled' ? [opId] : []));

/** Accepts and delivers until all is settled or the power goes; gives what the window was told to be settled. */
async function day(files: LossyFiles, platform: Platform): Promise<OpId[]> {
  try {
    const { journal, delivery } = await start(files, platform);
    for (let n = 1; n <= OPERATIONS; n++) await journal.accept(draftOf(n));
    while (!files.isCut && settled(delivery).length < OPERATIONS) {
      delivery.now();
      await pause(1);
    }
    const told = settled(delivery);
    await delivery.stop();
    return told;
  } catch {
    return [];
  }
}

/** What the next start does not know any more: verdicts that were told, and operations that the platform has. */
async function forgotten(
  options: LossyOptions,
  absent = 0,
): Promise<{ verdicts: OpId[]; withdrawable: OpId[] }> {
  const platform = new Platform(absent);
  const files = new LossyFiles(options);
  const told = await day(files, platform);
  const { journal, delivery } = await start(files.survivors(), null);
  const known = settled(delivery);
  const withdrawable: OpId[] = [];
  for (const opId of platform.received) {
    const answer = await journal.settle({ type: 'withdrawal', opId, reason: '试', clerk: 'C1' });
    if (answer.ok) withdrawable.push(opId);
  }
  await delivery.stop();
  return { verdicts: told.filter((opId) => !known.includes(opId)), withdrawable };
}

const whole = new LossyFiles();
const toldInAll = await day(whole, new Platform());
// Batches may fall differently in another run, so a few points more.
const points = Array.from({ length: whole.calls + 10 }, (_, i) => i + 1);

describe('delivery on a disk that drops every unsynced write', () => {
  test('[DL2] [DL21] at every crash point: a verdict that was told is known, and what the platform has cannot be withdrawn', async () => {
    expect(toldInAll).toEqual([1, 2, 3].map(opIdOf));
    for (const tornShare of [0, 0.5]) {
      for (const cutAt of points) {
        const lost = await forgotten({ cutAt, tornShare });
        expect(lost, `power cut at call ${cutAt}`).toEqual({ verdicts: [], withdrawable: [] });
      }
    }
  });

  test('[DL43] at every crash point between an attempt that never left, its note, and the one that did: what the platform has cannot be withdrawn', async () => {
    const absent = 2;
    const uncut = new LossyFiles();
    await day(uncut, new Platform(absent));
    expect(uncut.calls).toBeGreaterThan(whole.calls);
    for (const tornShare of [0, 0.5])
      for (let cutAt = 1; cutAt <= uncut.calls + 10; cutAt++) {
        const { withdrawable } = await forgotten({ cutAt, tornShare }, absent);
        expect(withdrawable, `power cut at call ${cutAt}`).toEqual([]);
      }
  });

  test('[DL2] [DL21] with the file sync taken out the same check finds what is forgotten', async () => {
    const lost = await Promise.all(points.map((cutAt) => forgotten({ cutAt, without: 'file sync' })));
    expect(Math.max(...lost.map(({ verdicts }) => verdicts.length))).toBeGreaterThan(0);
  });
});
