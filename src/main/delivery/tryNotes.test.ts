import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import { nodeFiles } from '../journal/fileLayer';
import { TryNotes } from './tryNotes';
import { VerdictLog } from './verdictLog';

const [A, B] = ['01JD0000000000000000000001', '01JD0000000000000000000002'] as const;
const NOON = Date.parse('2026-11-22T04:00:00.000Z');
const down = { code: 'UNREACHABLE', text: '连不上平台。' };
const busy = { code: 'BUSY', text: '平台正在月末结算。' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canbao-tries-'));
});
afterEach(async () => {
  for (const log of logs.splice(0)) await log.close().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
});
const logs: VerdictLog[] = [];
const open = async (): Promise<VerdictLog> => {
  const log = await VerdictLog.open({ folder, files: nodeFiles, codec: plainCodec });
  logs.push(log);
  return log;
};

test('[DL46] failed attempts and the last words met are there after a restart', async () => {
  const log = await open();
  for (let n = 0; n < 5; n++) await log.noteFailed([A], NOON + n * 1_000, down);
  await log.noteFailed([A, B], NOON + 6_000, busy);
  await log.close();
  const again = await open();
  expect(again.tries.of(A)).toEqual({ times: 6, at: '2026-11-22T04:00:06.000Z', met: busy });
  expect(again.tries.of(B)).toEqual({ times: 1, at: '2026-11-22T04:00:06.000Z', met: busy });
  await again.noteFailed([A], NOON + 7_000, busy);
  expect(again.tries.of(A)?.times).toBe(7);
  await again.close();
  expect((await open()).tries.of(A)?.times).toBe(7);
});

test('[DL46] after a sudden end what was met last is known, and no more than an hour of the count is lost', async () => {
  const log = await open();
  await log.noteFailed([A], NOON, down);
  await log.noteFailed([A], NOON + 60_000, down);
  await log.noteFailed([A], NOON + 120_000, busy);
  // Never closed.
  expect((await open()).tries.of(A)).toEqual({ times: 3, at: '2026-11-22T04:02:00.000Z', met: busy });
});

test('[DL46] a line that is down for a month writes a line an hour', () => {
  const notes = new TryNotes();
  let lines = 0;
  for (let minutes = 0; minutes < 30 * 24 * 60; minutes += 5)
    lines += notes.failed([A], NOON + minutes * 60_000, down).length;
  expect(lines).toBe(30 * 24);
  expect(notes.of(A)?.times).toBe(30 * 24 * 12);
});
