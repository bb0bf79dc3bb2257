import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import type { Operation } from '#shared/domain/operation';
import { Verdict } from '#shared/protocol/verdict';
import { ok } from '#shared/result';
import { DEVICE, draftOf } from '../../../test/faults/operations';
import { type Delivery, startDelivery } from '../delivery/delivery';
import { nodeFiles } from './fileLayer';
import { type Journal, openJournal } from './journal';

/**
 * Seven entries written by version 0.1: operations 1 to 4, of which 1 was applied, 2 in conflict and closed, 3 withdrawn
 * unsent (entries 5 and 6 say so), and 7, which waits for 4.
 */
const STORE = join(import.meta.dirname, '../../../test/fixtures/stores/journal-v1');
const AT = '2026-11-22T08:00:00+08:00';

let folder = '';
let journal: Journal;
let delivery: Delivery | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-older-'));
  await cp(STORE, folder, { recursive: true });
  const opened = await openJournal({ folder, files: nodeFiles, codec: plainCodec, device: DEVICE });
  if (!opened.ok) throw new Error(opened.error.text);
  journal = opened.value;
});
afterEach(async () => {
  await delivery?.stop();
  delivery = null;
  await journal.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a journal of version 0.1', () => {
  test('[JR20] opens whole and verified, and not a byte of it changes', async () => {
    expect(journal.all().map(({ seq, content }) => [seq, content.type])).toEqual([
      [1, 'operation'],
      [2, 'operation'],
      [3, 'operation'],
      [4, 'operation'],
      [5, 'withdrawal'],
      [6, 'resolution'],
      [7, 'operation'],
    ]);
    expect(journal.all().every(({ v }) => v === undefined)).toBe(true);
    expect(journal.head()).toEqual({
      seq: 7,
      hash: '96501af49e7a76d22078f5f5e157155318f9abac1719cdbba17aa7b66688aedb',
      finding: null,
    });
    const [before, now] = await Promise.all(
      [STORE, folder].map((place) => readFile(join(place, 'journal.jnl'))),
    );
    expect(now?.equals(before ?? Buffer.alloc(0))).toBe(true);
  });

  test('[JR20] goes on with entries of version 2 on the same chain, and opens again', async () => {
    const answer = await journal.accept(draftOf(8));
    expect(answer).toMatchObject({
      ok: true,
      value: { v: 2, seq: 8, prevHash: journal.read(6, 1)[0]?.hash },
    });
    const again = await openJournal({ folder, files: nodeFiles, codec: plainCodec, device: DEVICE });
    if (!again.ok) throw new Error(again.error.text);
    expect(again.value.head()).toMatchObject({ seq: 8, finding: null });
    await again.value.close();
  });

  test('[JR20] [JR22] [SY14] [VC18] is delivered as it was written after the upgrade: what waits goes out in its own version beside what is made now, nothing twice', async () => {
    const received: Operation[] = [];
    expect((await journal.accept(draftOf(8))).ok).toBe(true);
    delivery = await startDelivery({
      journal,
      folder,
      files: nodeFiles,
      codec: plainCodec,
      transport: () => ({
        health: async () => ok({ serverTime: AT }),
        push: async (operations) => {
          received.push(...operations);
          const verdicts = operations.map(({ opId, bodyHash }) =>
            Verdict.parse({
              opId,
              bodyHash,
              at: AT,
              outcome: 'applied',
              receipt: 'R',
              versions: {},
              assigned: {},
              parallel: false,
            }),
          );
          return ok({ verdicts, serverTime: AT });
        },
        register: () => Promise.reject(new Error('not asked here')),
        feed: () => Promise.reject(new Error('not asked here')),
        snapshot: () => Promise.reject(new Error('not asked here')),
      }),
      now: Date.now,
      random: () => 0,
    });
    delivery.now();
    await expect.poll(() => delivery?.verdicts(0, 10).length).toBe(5);
    expect(received.map(({ v, seq }) => [v, seq])).toEqual([
      [1, 4],
      [1, 7],
      [2, 8],
    ]);
    const kept = journal
      .all()
      .flatMap(({ content }) => (content.type === 'operation' ? content.operation : []));
    expect(received).toEqual(kept.filter(({ seq }) => [4, 7, 8].includes(seq)));
  });
});
