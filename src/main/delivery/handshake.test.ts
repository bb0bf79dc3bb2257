import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import { API, type PlatformVersion, PROTOCOL } from '#shared/protocol/messages';
import { err, ok } from '#shared/result';
import type { Fault } from '#shared/sync/fault';
import { DEVICE, draftOf } from '../../../test/faults/operations';
import { nodeFiles } from '../journal/fileLayer';
import { type Journal, openJournal } from '../journal/journal';
import { type Delivery, startDelivery } from './delivery';
import type { Transport } from './transport';

const AT = '2026-11-22T08:00:00+08:00';

let folder = '';
let speaks: { from: number; to: number } | Fault = { from: PROTOCOL, to: PROTOCOL };
let refusal: Fault | null = null;
let said: string[] = [];
let jump = 0;
let journal: Journal;
let delivery: Delivery;

const line: Transport = {
  health: async () => ok({ serverTime: AT }),
  version: async () => {
    said.push('version');
    if ('kind' in speaks) return err(speaks);
    const version: PlatformVersion = {
      api: API,
      protocol: speaks.to,
      serverTime: AT,
      name: '平台',
      rulebook: 'b',
      speaks,
    };
    return ok(version);
  },
  push: async (operations) => {
    said.push('push');
    if (refusal !== null) return err(refusal);
    return ok({
      serverTime: AT,
      verdicts: operations.map(({ opId, bodyHash }) => ({
        opId,
        bodyHash,
        at: AT,
        outcome: 'applied' as const,
        receipt: `R-${opId}`,
        versions: {},
        assigned: {},
        parallel: false,
      })),
    });
  },
  register: () => Promise.reject(new Error('not asked here')),
  feed: () => Promise.reject(new Error('not asked here')),
  snapshot: () => Promise.reject(new Error('not asked here')),
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-handshake-'));
  speaks = { from: PROTOCOL, to: PROTOCOL };
  refusal = null;
  said = [];
  jump = 0;
});
afterEach(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

async function stop(): Promise<void> {
  await delivery.stop();
  await journal.close();
}

async function start(protocol = PROTOCOL): Promise<void> {
  const opened = await openJournal({ folder, files: nodeFiles, codec: plainCodec, device: DEVICE });
  if (!opened.ok) throw new Error(opened.error.text);
  journal = opened.value;
  delivery = await startDelivery({
    journal,
    folder,
    files: nodeFiles,
    codec: plainCodec,
    transport: () => line,
    now: () => Date.now() + jump,
    random: () => 0.01,
    protocol,
  });
}

const accept = async (n: number): Promise<boolean> =>
  (await journal.accept(draftOf(n, { persons: [`P${n}`] }))).ok;

/** Waits until the window would have been told so. */
const until = (reached: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (!reached()) return;
      off();
      resolve();
    };
    const off = delivery.onChange(look);
    look();
  });
const states = () => delivery.operations(0, 10).map(({ state }) => state);
const paused = () => delivery.status().paused?.code ?? null;

test('[VC13] hands are shaken before the first operation leaves, and not again with each batch', async () => {
  await start();
  await accept(1);
  await until(() => states().every((state) => state === 'settled'));
  await accept(2);
  await until(() => states().length === 2 && states().every((state) => state === 'settled'));
  expect(said[0]).toBe('version');
  expect(said.filter((word) => word === 'version')).toHaveLength(1);
});

test('[VC13] a desk that is too new sends nothing, notes nothing as sent, goes on accepting, and delivers once the platform knows its version', async () => {
  await start(PROTOCOL + 1);
  expect(await accept(1)).toBe(true);
  await until(() => paused() === 'PLATFORM_BEHIND');
  expect(await accept(2)).toBe(true);
  await stop();
  await start(PROTOCOL + 1);
  await until(() => paused() === 'PLATFORM_BEHIND');
  const { opId } = draftOf(2, { persons: ['P2'] });
  const back = await journal.settle({ type: 'withdrawal', opId, reason: '本人改变主意', clerk: 'clerk-1' });
  expect(back.ok).toBe(true);
  expect(said).not.toContain('push');
  speaks = { from: PROTOCOL, to: PROTOCOL + 1 };
  delivery.now();
  await until(() => states().join() === 'settled,withdrawn');
  expect(paused()).toBeNull();
});

test('[VC13] the platform’s upgrade is noticed without the clerk', async () => {
  await start(PROTOCOL + 1);
  expect(await accept(1)).toBe(true);
  await until(() => paused() === 'PLATFORM_BEHIND');
  speaks = { from: PROTOCOL, to: PROTOCOL + 1 };
  jump = 60_000;
  await until(() => states().join() === 'settled');
});

test('[VC14] a platform that answers 426 holds everything; whoever is older is named, and nothing is lost over a restart', async () => {
  const denied = {
    kind: 'denied',
    status: 426,
    code: 'UPGRADE',
    text: '请升级。',
    retryAfterMs: null,
  } as const;
  refusal = { ...denied, protocol: PROTOCOL + 1 };
  await start();
  expect(await accept(1)).toBe(true);
  await until(() => paused() === 'UPGRADE');
  expect(await accept(2)).toBe(true);
  await stop();
  refusal = { ...denied, protocol: PROTOCOL - 1 };
  await start();
  await until(() => paused() === 'PLATFORM_BEHIND');
  expect(states()).toEqual(['queued', 'queued']);
  refusal = null;
  delivery.now();
  await until(() => states().every((state) => state === 'settled'));
});

test('[VC13] a platform that says nothing of versions is spoken to in ours', async () => {
  speaks = { kind: 'denied', status: 404, code: 'NOT_FOUND', text: '没有', retryAfterMs: null };
  await start();
  await accept(1);
  await until(() => states().every((state) => state === 'settled'));
  expect(paused()).toBeNull();
});
