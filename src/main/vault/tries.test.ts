import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeFiles } from '../journal/fileLayer';
import { enrol } from './administration';
import { LI, openVault, WANG } from './testVault';
import { Tries, waitAfter } from './tries';

const PHRASE = '门前那棵老槐树今年没开花';
let folder: string;
/** Milliseconds since this machine was switched on. */
let ticks = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-tries-'));
  ticks = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (used = true) => Tries.open({ folder, files: nodeFiles, ticks: () => ticks, used });
const MINUTE = 60_000;

test('[VA22] five may be wrong; then a minute, doubling up to an hour', () => {
  expect([0, 4, 5, 6, 7, 10, 11, 12, 99].map((n) => waitAfter(n) / MINUTE)).toEqual([
    0, 0, 1, 2, 4, 32, 60, 60, 60,
  ]);
});

describe('[VA23] the wait', () => {
  test('holds over restarts: only time that the program saw pass takes from it', async () => {
    const tries = await open(false);
    for (let n = 0; n < 6; n++) await tries.begin('li');
    expect(tries.waitOf('li')).toBe(2 * MINUTE);
    ticks += 30_000;
    await tries.look();
    expect(tries.waitOf('li')).toBe(1.5 * MINUTE);
    ticks += 80_000;
    expect(tries.waitOf('li')).toBe(10_000);
    // The machine was switched off before the rest was noted, for a year; its clock starts anew.
    ticks = 5;
    const again = await open();
    expect(again.waitOf('li')).toBe(1.5 * MINUTE);
    expect(again.failuresOf('li')).toBe(6);
    ticks += 1.5 * MINUTE;
    expect(again.waitOf('li')).toBe(0);
    await again.begin('li');
    expect(again.waitOf('li')).toBe(4 * MINUTE);
    await again.right('li');
    expect((await open()).failuresOf('li')).toBe(0);
  });

  test('is each clerk’s own: a colleague’s right secret does not take it away', async () => {
    const tries = await open(false);
    for (let n = 0; n < 5; n++) await tries.begin('li');
    await tries.begin('wang');
    await tries.right('wang');
    expect([tries.waitOf('li'), tries.waitOf('wang')]).toEqual([MINUTE, 0]);
  });

  test('does not go away with its file, nor with a half-written one', async () => {
    const tries = await open(false);
    for (let n = 0; n < 9; n++) await tries.begin('li');
    await rm(join(folder, 'sign-in.json'));
    expect((await open()).waitOf('li')).toBe(MINUTE);
    for (const text of [
      '',
      '{"version":1,"clerks":{"li":{"fail',
      '{"version":2}',
      '{"version":1,"clerks":{"li":{"failures":-1,"owedMs":0}}}',
    ]) {
      await writeFile(join(folder, 'sign-in.json'), text);
      const again = await open();
      expect(again.waitOf('li')).toBe(MINUTE);
      await again.look();
      expect(JSON.parse(await readFile(join(folder, 'sign-in.json'), 'utf8'))).toMatchObject({ version: 1 });
    }
  });

  test('is shared by made-up names beyond a hundred, so that they fill no disk', async () => {
    const tries = await open(false);
    for (let n = 0; n < 150; n++) await tries.begin(`made-up-${n}`);
    const { clerks } = JSON.parse(await readFile(join(folder, 'sign-in.json'), 'utf8'));
    expect(Object.keys(clerks).length).toBeLessThanOrEqual(101);
  });
});

test('[VA23] ten wrong secrets, a restart and a clock set back a year: the right secret still has to wait', async () => {
  const clock = { now: () => new Date('2026-11-22T02:00:00.000Z'), ticks: () => ticks };
  const vault = await openVault(folder, clock);
  await vault.setUp({ clerk: LI, secret: PHRASE });
  await enrol(vault, { clerk: WANG, secret: '下雨天 the bus 总迟到' });
  vault.lock();
  for (let n = 0; n < 10; n++) {
    ticks += vault.waitOf(LI.id);
    expect(await vault.signIn({ id: LI.id, secret: `wrong-${n}` })).toMatchObject({
      error: { code: 'SIGN_IN_WRONG' },
    });
  }
  expect(vault.waitOf(LI.id)).toBe(32 * MINUTE);
  ticks = 0;
  const again = await openVault(folder, { ...clock, now: () => new Date('2025-11-22T02:00:00.000Z') });
  const answer = await again.signIn({ id: LI.id, secret: PHRASE });
  expect(answer).toMatchObject({ ok: false, error: { code: 'SIGN_IN_WAIT' } });
  expect(answer.ok ? '' : answer.error.text).toContain('32 分钟');
  // Another clerk is not kept waiting.
  expect(await again.signIn({ id: WANG.id, secret: '下雨天 the bus 总迟到' })).toMatchObject({ ok: true });
  ticks += 32 * MINUTE;
  expect(await again.signIn({ id: LI.id, secret: PHRASE })).toMatchObject({ ok: true });
});
