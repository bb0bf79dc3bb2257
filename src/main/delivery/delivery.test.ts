import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import type { Operation, OpId } from '#shared/domain/operation';
import type { Verdict } from '#shared/protocol/verdict';
import { err, ok } from '#shared/result';
import type { Fault } from '#shared/sync/fault';
import { FaultyFiles } from '../../../test/faults/faultyFiles';
import { DEVICE, draftOf, opIdOf } from '../../../test/faults/operations';
import { type Files, nodeFiles } from '../journal/fileLayer';
import { header } from '../journal/frames';
import { type Journal, openJournal } from '../journal/journal';
import { type Delivery, startDelivery } from './delivery';
import type { Transport } from './transport';

const AT = '2026-11-22T08:00:00+08:00';

/** A line that the test breaks and mends, with a platform behind it that applies each operation once. */
class Line {
  fault: Fault | null = null;
  /** The platform has the batch, but the answer never arrives. */
  losesAnswers = false;
  readonly received: OpId[] = [];
  readonly verdicts = new Map<OpId, Verdict>();
  refused = new Set<OpId>();

  readonly transport: Transport = {
    health: async () => (this.fault === null ? ok({ serverTime: AT }) : err(this.fault)),
    push: async (operations) => {
      if (this.fault !== null) return err(this.fault);
      const verdicts = operations.map((operation) => this.decide(operation));
      return this.losesAnswers ? err({ kind: 'timeout' }) : ok({ verdicts, serverTime: AT });
    },
    register: () => Promise.reject(new Error('not asked here')),
    feed: () => Promise.reject(new Error('not asked here')),
    snapshot: () => Promise.reject(new Error('not asked here')),
  };

  private decide({ opId, bodyHash }: Operation): Verdict {
    this.received.push(opId);
    const echo = { opId, bodyHash, at: AT };
    const verdict: Verdict =
      this.verdicts.get(opId) ??
      (this.refused.has(opId)
        ? {
            ...echo,
            outcome: 'conflict',
            why: 'RECORD_GONE',
            text: '已迁出',
            fields: [],
            changedBy: null,
            changedAt: null,
            current: [],
          }
        : { ...echo, outcome: 'applied', receipt: `R-${opId}`, versions: {}, assigned: {}, parallel: false });
    this.verdicts.set(opId, verdict);
    return verdict;
  }
}

let folder = '';
let line = new Line();
let files: Files = nodeFiles;
let up = true;
const running: { journal: Journal; delivery: Delivery }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-delivery-'));
  line = new Line();
  files = nodeFiles;
  up = true;
});
afterEach(async () => {
  for (const desk of running.splice(0)) await close(desk);
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<{ journal: Journal; delivery: Delivery }> {
  const opened = await openJournal({ folder, files, codec: plainCodec, device: DEVICE });
  if (!opened.ok) throw new Error(opened.error.text);
  const journal = opened.value;
  const delivery = await startDelivery({
    journal,
    folder,
    files,
    codec: plainCodec,
    transport: () => (up ? line.transport : null),
    now: Date.now,
    random: () => 0.01,
  });
  const desk = { journal, delivery };
  running.push(desk);
  return desk;
}

async function close(desk: { journal: Journal; delivery: Delivery }): Promise<void> {
  const at = running.indexOf(desk);
  if (at >= 0) running.splice(at, 1);
  await desk.delivery.stop();
  await desk.journal.close();
}

/** Waits for a state, as the window would: told of each change. */
function until(delivery: Delivery, reached: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!reached()) return;
      off();
      resolve();
    };
    const off = delivery.onChange(look);
    look();
  });
}

const accept = async (journal: Journal, n: number): Promise<void> => {
  const answer = await journal.accept(draftOf(n, { persons: ['A'] }));
  if (!answer.ok) throw new Error(answer.error.text);
};
const statesOf = (delivery: Delivery): string[] => delivery.operations(0, 100).map((op) => op.state);
const allSettled = (delivery: Delivery) => (): boolean =>
  statesOf(delivery).every((state) => state === 'settled');

describe('delivery', () => {
  test('[DL19] an accepted operation goes out by itself; its verdict survives the restart and nothing is sent twice', async () => {
    const desk = await start();
    await accept(desk.journal, 1);
    await accept(desk.journal, 2);
    await until(desk.delivery, allSettled(desk.delivery));
    expect(desk.delivery.verdicts(0, 10).map(({ n, verdict }) => [n, verdict.opId])).toEqual([
      [1, opIdOf(1)],
      [2, opIdOf(2)],
    ]);
    expect(desk.delivery.status()).toMatchObject({ verdicts: 2, queued: 0, network: { state: 'online' } });
    await close(desk);
    const again = await start();
    expect(statesOf(again.delivery)).toEqual(['settled', 'settled']);
    await accept(again.journal, 3);
    await until(again.delivery, allSettled(again.delivery));
    expect(line.received).toEqual([opIdOf(1), opIdOf(2), opIdOf(3)]);
    expect(again.delivery.verdicts(2, 10).map(({ n }) => n)).toEqual([3]);
  });

  test('[DL19] without a line operations wait, and go out in order once there is one', async () => {
    up = false;
    const { journal, delivery } = await start();
    for (let n = 1; n <= 5; n++) await accept(journal, n);
    expect(delivery.status()).toMatchObject({ queued: 5, nextAttemptAt: null, network: { state: 'never' } });
    up = true;
    delivery.now();
    await until(delivery, allSettled(delivery));
    expect(line.received).toEqual([1, 2, 3, 4, 5].map(opIdOf));
  });

  test('[DL20] [SY3] an answer lost on the way: sent again, applied once, the stored verdict counts', async () => {
    line.losesAnswers = true;
    const desk = await start();
    await accept(desk.journal, 1);
    await until(desk.delivery, () => desk.delivery.status().network.trouble?.code === 'TIMEOUT');
    await close(desk);
    line.losesAnswers = false;
    const { delivery } = await start();
    await until(delivery, allSettled(delivery));
    expect(line.received.length).toBeGreaterThanOrEqual(2);
    expect(line.verdicts.size).toBe(1);
  });

  test('[DL21] what was once handed to the line cannot be withdrawn, also after a restart', async () => {
    line.fault = { kind: 'unreachable' };
    const desk = await start();
    await accept(desk.journal, 1);
    await until(desk.delivery, () => desk.delivery.operations(0, 1)[0]?.attempts === 1);
    await close(desk);
    up = false;
    const { journal, delivery } = await start();
    await accept(journal, 2);
    const withdrawal = (n: number) =>
      ({ type: 'withdrawal', opId: opIdOf(n), reason: '录错', clerk: 'C1' }) as const;
    expect(await journal.settle(withdrawal(1))).toMatchObject({ ok: false, error: { code: 'ALREADY_SENT' } });
    expect(await journal.settle(withdrawal(2))).toMatchObject({ ok: true });
    expect(statesOf(delivery)).toEqual(['queued', 'withdrawn']);
    line.fault = null;
    up = true;
    delivery.now();
    await until(delivery, () => statesOf(delivery)[0] === 'settled');
    expect(line.received).toEqual([opIdOf(1)]);
  });

  test('[DL43] what certainly never left can be withdrawn, also after a restart; then nothing of it ever goes', async () => {
    line.fault = { kind: 'unreachable', left: false };
    const desk = await start();
    await accept(desk.journal, 1);
    await accept(desk.journal, 2);
    await until(desk.delivery, () => desk.delivery.operations(1, 1)[0]?.unsent === true);
    const withdrawal = (n: number) =>
      ({ type: 'withdrawal', opId: opIdOf(n), reason: '录错', clerk: 'C1' }) as const;
    expect(await desk.journal.settle(withdrawal(1))).toMatchObject({ ok: true });
    await close(desk);
    up = false;
    const { journal, delivery } = await start();
    expect(delivery.operations(0, 2).map(({ firstSentAt }) => firstSentAt)).toEqual([undefined, undefined]);
    expect(await journal.settle(withdrawal(2))).toMatchObject({ ok: true });
    await accept(journal, 3);
    line.fault = null;
    up = true;
    delivery.now();
    await until(delivery, () => statesOf(delivery)[2] === 'settled');
    expect(line.received).toEqual([opIdOf(3)]);
  });

  const withdrawn = { type: 'withdrawal', opId: opIdOf(1), reason: '录错', clerk: 'C1' } as const;
  const tried = (delivery: Delivery, times: number) => () => {
    const [one] = delivery.operations(0, 1);
    return one?.attempts === times && one.state === 'queued';
  };

  test('[DL43] what may have left once stays marked, though a later attempt certainly did not leave', async () => {
    line.fault = { kind: 'unreachable' };
    const { journal, delivery } = await start();
    await accept(journal, 1);
    await until(delivery, tried(delivery, 1));
    line.fault = { kind: 'unreachable', left: false };
    delivery.now();
    await until(delivery, tried(delivery, 2));
    expect(await journal.settle(withdrawn)).toMatchObject({ ok: false, error: { code: 'ALREADY_SENT' } });
  });

  test('[DL43] where the note cannot be written the mark stays', async () => {
    const faulty = new FaultyFiles(nodeFiles);
    files = faulty;
    const transport = line.transport;
    const push: Transport['push'] = async () => {
      // The mark of this attempt is on the disk; its note will not be.
      faulty.plan = [{ on: 'append', code: 'ENOSPC', leaves: 5 }];
      return err({ kind: 'unreachable', left: false });
    };
    line = Object.assign(new Line(), { transport: { ...transport, push } });
    const desk = await start();
    await accept(desk.journal, 1);
    await until(desk.delivery, tried(desk.delivery, 1));
    expect(faulty.plan).toEqual([]);
    expect(await desk.journal.settle(withdrawn)).toMatchObject({
      ok: false,
      error: { code: 'ALREADY_SENT' },
    });
    await close(desk);
    up = false;
    const { journal } = await start();
    expect(await journal.settle(withdrawn)).toMatchObject({ ok: false, error: { code: 'ALREADY_SENT' } });
  });

  test('[DL5] [SY5] what the platform refuses holds its lane until the clerk has dealt with it', async () => {
    line.refused.add(opIdOf(1));
    const { journal, delivery } = await start();
    await accept(journal, 1);
    await until(delivery, allSettled(delivery));
    await accept(journal, 2);
    expect(delivery.operations(1, 1)).toMatchObject([{ state: 'held', heldBy: opIdOf(1) }]);
    const settled = await journal.settle({
      type: 'resolution',
      opId: opIdOf(1),
      choice: 'dropped',
      reason: '不办',
      clerk: 'C1',
    });
    expect(settled.ok).toBe(true);
    await until(delivery, () => statesOf(delivery)[1] === 'settled');
  });

  test('[DL22] a verdict that cannot be written down does not count; it is fetched again', async () => {
    const faulty = new FaultyFiles(nodeFiles);
    files = faulty;
    line.fault = { kind: 'unreachable' };
    const { journal, delivery } = await start();
    await accept(journal, 1);
    await until(delivery, () => delivery.operations(0, 1)[0]?.attempts === 1);
    faulty.plan = [{ on: 'append', code: 'ENOSPC', leaves: 9 }];
    line.fault = null;
    delivery.now();
    await until(delivery, () => delivery.status().network.trouble?.code === 'DISK');
    expect(delivery.verdicts(0, 10)).toEqual([]);
    delivery.now();
    await until(delivery, allSettled(delivery));
    expect(delivery.verdicts(0, 10).length).toBe(1);
    expect(line.verdicts.size).toBe(1);
  });

  test('[DL22] a damaged or deleted log of verdicts costs a repeated delivery and nothing else', async () => {
    const desk = await start();
    await accept(desk.journal, 1);
    await until(desk.delivery, allSettled(desk.delivery));
    await close(desk);
    const log = join(folder, 'delivery.jnl');
    const bytes = await readFile(log);
    await writeFile(log, bytes.subarray(0, bytes.length - 3));
    const again = await start();
    await until(again.delivery, allSettled(again.delivery));
    await close(again);
    expect(await readdir(folder)).toContain('delivery.jnl.damaged-1');
    await rm(log);
    const last = await start();
    await until(last.delivery, allSettled(last.delivery));
    expect(line.received).toEqual([opIdOf(1), opIdOf(1), opIdOf(1)]);
    expect(line.verdicts.size).toBe(1);
  });

  test('[DL21] a mark that the disk refused is written before the next attempt', async () => {
    const faulty = new FaultyFiles(nodeFiles);
    files = faulty;
    line.losesAnswers = true;
    up = false;
    const desk = await start();
    await accept(desk.journal, 1);
    faulty.plan = [{ on: 'append', code: 'EBUSY' }];
    up = true;
    desk.delivery.now();
    await until(desk.delivery, () => desk.delivery.status().network.trouble?.code === 'DISK');
    expect(line.received).toEqual([]);
    desk.delivery.now();
    await until(desk.delivery, () => line.received.length > 0);
    await close(desk);
    up = false;
    const { journal } = await start();
    const settle = { type: 'withdrawal', opId: opIdOf(1), reason: '撤回', clerk: 'C1' } as const;
    expect(await journal.settle(settle)).toMatchObject({ ok: false, error: { code: 'ALREADY_SENT' } });
  });

  test('[DL28] after the log of verdicts was lost nothing accepted before can be withdrawn, at this start and the next', async () => {
    line.fault = { kind: 'unreachable' };
    const desk = await start();
    await accept(desk.journal, 1);
    await until(desk.delivery, () => desk.delivery.operations(0, 1)[0]?.attempts === 1);
    await close(desk);
    await rm(join(folder, 'delivery.jnl'));
    for (let i = 0; i < 2; i++) {
      const again = await start();
      const settle = { type: 'withdrawal', opId: opIdOf(1), reason: '撤回', clerk: 'C1' } as const;
      expect(await again.journal.settle(settle)).toMatchObject({
        ok: false,
        error: { code: 'ALREADY_SENT' },
      });
      await close(again);
    }
  });

  test('[DL22] a log of a newer version is left as it is: nothing is sent, acceptance goes on', async () => {
    const log = join(folder, 'delivery.jnl');
    const newer = header({ magic: 'CBDLVR', version: 2 });
    await writeFile(log, newer);
    const { journal, delivery } = await start();
    await accept(journal, 1);
    await until(delivery, () => delivery.status().network.trouble?.code === 'DISK');
    expect(line.received).toEqual([]);
    expect(statesOf(delivery)).toEqual(['queued']);
    expect(Buffer.compare(await readFile(log), newer)).toBe(0);
  });

  test('[DL37] a log that another program held at the start is read once it is free; until then nothing from before is withdrawn', async () => {
    line.refused.add(opIdOf(1));
    const first = await start();
    await accept(first.journal, 1);
    await until(first.delivery, allSettled(first.delivery));
    await close(first);
    let held = true;
    files = {
      ...nodeFiles,
      openAppend: async (path) => {
        if (held && path.endsWith('delivery.jnl')) throw Object.assign(new Error('EBUSY'), { code: 'EBUSY' });
        return nodeFiles.openAppend(path);
      },
    };
    const { journal, delivery } = await start();
    const withdrawal = (n: number) =>
      ({ type: 'withdrawal', opId: opIdOf(n), reason: '录错', clerk: 'C1' }) as const;
    expect(await journal.settle(withdrawal(1))).toMatchObject({ ok: false, error: { code: 'ALREADY_SENT' } });
    await until(delivery, () => delivery.status().network.trouble?.code === 'DISK');
    await accept(journal, 2);
    expect(line.received).toEqual([opIdOf(1)]);
    held = false;
    delivery.now();
    await until(delivery, () => statesOf(delivery)[0] === 'settled');
    // The verdict of the first start is known again, and holds what comes behind it.
    expect(statesOf(delivery)).toEqual(['settled', 'held']);
    expect(line.received).toEqual([opIdOf(1)]);
    expect(delivery.verdicts(0, 10).map(({ verdict }) => verdict.opId)).toEqual([opIdOf(1)]);
    expect(await journal.settle(withdrawal(2))).toMatchObject({ ok: true });
  });

  test('[DL24] closing the desk does not wait for a platform that never answers', async () => {
    let asked = false;
    line.transport.push = () => {
      asked = true;
      return new Promise(() => undefined);
    };
    const desk = await start();
    await accept(desk.journal, 1);
    await until(desk.delivery, () => statesOf(desk.delivery)[0] === 'sending');
    await expect.poll(() => asked).toBe(true);
    await close(desk);
    expect(running).toEqual([]);
  });
});
