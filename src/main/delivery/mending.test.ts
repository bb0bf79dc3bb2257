import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import type { JournalEntry } from '#shared/domain/journalEntry';
import type { OpId } from '#shared/domain/operation';
import { err, ok } from '#shared/result';
import { DEVICE, draftOf, opIdOf } from '../../../test/faults/operations';
import { nodeFiles } from '../journal/fileLayer';
import { type Journal, openJournal } from '../journal/journal';
import { type Delivery, startDelivery } from './delivery';
import type { Transport } from './transport';

let folder: string;
let sent: OpId[];
let due: { ms: number; work: () => void }[];
const running: { journal: Journal; delivery: Delivery }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-mending-'));
  sent = [];
  due = [];
});
afterEach(async () => {
  for (const { journal, delivery } of running.splice(0)) {
    await delivery.stop();
    await journal.close();
  }
  await rm(folder, { recursive: true });
});

const transport: Transport = {
  health: async () => ok({ serverTime: '2026-11-22T08:00:00+08:00' }),
  push: async (operations) => {
    sent.push(...operations.map(({ opId }) => opId));
    return err({ kind: 'unreachable' });
  },
  register: () => Promise.reject(new Error('not asked here')),
  feed: () => Promise.reject(new Error('not asked here')),
  snapshot: () => Promise.reject(new Error('not asked here')),
};

async function start(online: boolean): Promise<{ journal: Journal; delivery: Delivery }> {
  const opened = await openJournal({ folder, files: nodeFiles, codec: plainCodec, device: DEVICE });
  if (!opened.ok) throw new Error(opened.error.text);
  const journal = opened.value;
  const delivery = await startDelivery({
    journal,
    folder,
    files: nodeFiles,
    codec: plainCodec,
    transport: () => (online ? transport : null),
    now: () => 1_000_000,
    random: () => 0,
    timers: {
      after: (ms, work) => {
        const timer = { ms, work };
        due.push(timer);
        return () => {
          due = due.filter((other) => other !== timer);
        };
      },
    },
  });
  running.push({ journal, delivery });
  return { journal, delivery };
}

/** A day without a line: one operation is accepted and taken back; then a byte of the withdrawal is flipped. */
async function damaged(): Promise<JournalEntry> {
  const { journal, delivery } = await start(false);
  await journal.accept(draftOf(1));
  const settle = { type: 'withdrawal', opId: opIdOf(1), reason: '撤回', clerk: 'C1' } as const;
  const withdrawn = await journal.settle(settle);
  await journal.accept(draftOf(2));
  if (!withdrawn.ok) throw new Error(withdrawn.error.text);
  await delivery.stop();
  await journal.close();
  running.length = 0;
  const path = join(folder, 'journal.jnl');
  const bytes = await readFile(path);
  const at = bytes.indexOf('"withdrawal"');
  bytes[at + 2] = (bytes[at + 2] ?? 0) ^ 1;
  await writeFile(path, bytes);
  due = [];
  return withdrawn.value;
}

test('[DL29] where the journal lost a withdrawal, nothing goes out before the window has given it back', async () => {
  const withdrawal = await damaged();
  const { journal, delivery } = await start(true);
  delivery.now();
  await delivery.stop();
  expect(sent).toEqual([]);
  running.length = 0;
  await journal.close();
  const again = await start(true);
  again.delivery.now();
  expect(await again.journal.restore([withdrawal])).toMatchObject({ ok: true, value: { restored: 1 } });
  await expect.poll(() => sent).toEqual([opIdOf(2)]);
});

test('[DL29] where nobody gives anything back, delivery goes on after a minute', async () => {
  await damaged();
  await start(true);
  const minute = due.find(({ ms }) => ms === 60_000);
  expect(sent).toEqual([]);
  minute?.work();
  await expect.poll(() => sent).toContain(opIdOf(2));
});
