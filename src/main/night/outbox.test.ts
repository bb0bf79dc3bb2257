import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openEnvelope } from '#shared/envelope/envelope';
import { ok } from '#shared/result';
import { FaultyFiles } from '../../../test/faults/faultyFiles';
import { LossyFiles } from '../../../test/faults/lossyFiles';
import { DEVICE, type DraftOptions, draftOf, opIdOf } from '../../../test/faults/operations';
import { keptFiles } from '../backup/keptFiles';
import type { Transport } from '../delivery/transport';
import type { PlatformTrust } from '../delivery/trust';
import { type Files, nodeFiles } from '../journal/fileLayer';
import { LaneNumbers } from './lanes';
import { NIGHT_FILE } from './nightLog';
import type { OutboxKeys } from './outbox';
import { OUTBOX, type OutboxFound, readOutbox } from './outboxFile';
import { type DayDesk, type DayOptions, openDay, party, URL_OF_TEST } from './testNight';

const own = party();
const platform = party();
const TRUST: PlatformTrust = { version: 1, ca: null, pins: ['A', 'B'].map((pin) => `${pin.repeat(43)}=`) };
const KEYS: OutboxKeys = { url: URL_OF_TEST, trust: TRUST, platform: platform.keys, own };
const AT = '2026-11-22T08:00:00+08:00';

let folder = '';
const running: DayDesk[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-outbox-'));
});
afterEach(async () => {
  for (const desk of running.splice(0)) await desk.close();
  await rm(folder, { recursive: true, force: true });
});

async function day(over: Partial<DayOptions> = {}): Promise<DayDesk> {
  const desk = await openDay({ folder, files: nodeFiles, keys: () => KEYS, ...over });
  running.push(desk);
  return desk;
}
async function ended(desk: DayDesk): Promise<void> {
  running.splice(running.indexOf(desk), 1);
  await desk.close();
}
async function accept({ journal }: DayDesk, n: number, options: DraftOptions = {}): Promise<void> {
  const answer = await journal.accept(draftOf(n, { persons: ['A'], ...options }));
  if (!answer.ok) throw new Error(answer.error.text);
}
const withdraw = ({ journal }: DayDesk, n: number) =>
  journal.settle({ type: 'withdrawal', opId: opIdOf(n), reason: '改了主意', clerk: 'C1' });
async function found(files: Files = nodeFiles): Promise<OutboxFound> {
  const outbox = await readOutbox(folder, files);
  if (typeof outbox === 'string') throw new Error(outbox);
  return outbox;
}
/** Numbers of what would go, a dash before those that would not. */
const inIt = ({ waiting }: OutboxFound): string[] =>
  waiting.map(({ seq, envelope }) => `${envelope === null ? '-' : ''}${seq}`);
const platformOn = (outcome: 'applied' | 'refused'): Transport => ({
  health: async () => ok({ serverTime: AT }),
  push: async (operations) =>
    ok({
      serverTime: AT,
      verdicts: operations.map(({ opId, bodyHash }) => ({
        ...{ opId, bodyHash, at: AT },
        ...(outcome === 'applied'
          ? { outcome, receipt: 'R', versions: {}, assigned: {}, parallel: false }
          : { outcome, reasons: [], current: [] }),
      })),
    }),
  register: () => Promise.reject(new Error('not asked here')),
  feed: () => Promise.reject(new Error('not asked here')),
  snapshot: () => Promise.reject(new Error('not asked here')),
});

describe('the outbox', () => {
  test('[NI10] what was accepted lies in it sealed, in order, and the platform finds the operation in it', async () => {
    const desk = await day();
    await accept(desk, 1);
    await accept(desk, 2, { persons: ['B', 'A'] });
    await accept(desk, 3, { persons: ['C'] });
    await desk.written();
    const outbox = await found();
    expect(outbox).toMatchObject({ device: DEVICE, url: URL_OF_TEST, trust: TRUST });
    expect(inIt(outbox)).toEqual(['1', '2', '3']);
    const accepted = desk.journal
      .all()
      .flatMap(({ content }) => (content.type === 'operation' ? [content.operation] : []));
    for (const [i, { envelope }] of outbox.waiting.entries()) {
      if (envelope === null) throw new Error('not sealed');
      const opened = openEnvelope({ envelope, device: DEVICE, sender: own.keys, own: platform });
      expect(opened).toEqual({ ok: true, value: { v: 1, operation: accepted[i], recheck: null } });
    }
    const [one, two, three] = outbox.waiting.map(({ lanes }) => lanes);
    expect(two).toEqual([...(one ?? []), expect.any(Number)]);
    expect(three?.some((lane) => two?.includes(lane))).toBe(false);
  });

  test('[NI11] the file shows opaque ids and nothing about anybody', async () => {
    const desk = await day();
    await accept(desk, 1, { persons: ['person-of-ours'] });
    await desk.written();
    const text = await readFile(join(folder, OUTBOX.name), 'latin1');
    expect(text).toContain(opIdOf(1));
    const [entry] = desk.journal.all();
    for (const hidden of [
      'person-of-ours',
      '13900000001',
      'P1',
      'RES_CHANGE',
      'C1',
      draftOf(1).bodyHash,
      entry?.hash ?? '',
    ])
      expect(text).not.toContain(hidden);
  });

  test('[NI12] nothing is sealed before the platform has told its keys; then all that waits is, and for new keys anew', async () => {
    let keys: OutboxKeys | null = null;
    const desk = await day({ keys: () => keys });
    await accept(desk, 1);
    await desk.written();
    expect(await readOutbox(folder, nodeFiles)).toBe('none');
    keys = KEYS;
    await desk.written();
    const before = await found();
    expect(inIt(before)).toEqual(['1']);
    const other = party();
    keys = { ...KEYS, platform: other.keys };
    await desk.written();
    const [now] = (await found()).waiting;
    expect(now?.envelope?.to).not.toBe(before.waiting[0]?.envelope?.to);
    const opened =
      now?.envelope && openEnvelope({ envelope: now.envelope, device: DEVICE, sender: own.keys, own: other });
    expect(opened?.ok).toBe(true);
  });

  test('[NI13] what was taken back or decided is gone from it; what was refused holds its lane without going', async () => {
    let line: Transport | null = null;
    const desk = await day({ transport: () => line });
    await accept(desk, 1);
    await accept(desk, 2);
    expect((await withdraw(desk, 1)).ok).toBe(true);
    await desk.written();
    expect(inIt(await found())).toEqual(['2']);
    line = platformOn('refused');
    desk.delivery.now();
    await expect.poll(() => desk.delivery.verdicts(0, 10).length).toBe(1);
    await accept(desk, 4);
    await desk.written();
    expect(inIt(await found())).toEqual(['-2', '4']);
    line = platformOn('applied');
    await accept(desk, 5, { persons: ['B'] });
    await expect.poll(() => desk.delivery.verdicts(0, 10).length).toBe(2);
    await desk.written();
    expect(inIt(await found())).toEqual(['-2', '4']);
  });

  test('[NI14] of a saga only the step whose turn it is goes', async () => {
    const desk = await day();
    const saga = { id: opIdOf(900), of: 2 };
    const steps = [1, 2].map((step) => draftOf(step, { persons: ['A'], saga: { ...saga, step } }));
    expect((await desk.journal.acceptSaga(steps)).ok).toBe(true);
    await desk.written();
    expect(inIt(await found())).toEqual(['1', '-2']);
  });

  test('[NI15] at the next start it is written anew: what is sealed for the same keys stays as it is, what is decided is dropped', async () => {
    const desk = await day();
    for (const n of [1, 2, 3]) await accept(desk, n, { persons: [`P${n}`] });
    await desk.written();
    const before = await found();
    await withdraw(desk, 2);
    await ended(desk);
    const again = await day();
    await again.written();
    const now = await found();
    expect(inIt(now)).toEqual(['1', '3']);
    expect(now.waiting.map(({ envelope }) => envelope)).toEqual(
      before.waiting.filter(({ seq }) => seq !== 2).map(({ envelope }) => envelope),
    );
    expect(await readFile(join(folder, OUTBOX.name), 'latin1')).not.toContain(opIdOf(2));
  });

  test('[NI16] where the journal has gone further than it knows, or is another one, it is not relied on', async () => {
    const desk = await day();
    await accept(desk, 1);
    await desk.written();
    const kept = await readFile(join(folder, OUTBOX.name));
    expect((await withdraw(desk, 1)).ok).toBe(true);
    await ended(desk);
    expect(inIt(await found())).toEqual([]);
    // As after a power cut between the two, or an older program's day.
    await writeFile(join(folder, OUTBOX.name), kept);
    expect(await readOutbox(folder, nodeFiles)).toBe('behind');
    await rm(join(folder, 'journal.jnl'));
    expect(await readOutbox(folder, nodeFiles)).toBe('behind');
  });

  test('[NI17] cut short, with a flipped byte anywhere, empty or of a newer program it is not relied on', async () => {
    const desk = await day();
    await accept(desk, 1);
    await accept(desk, 2);
    await ended(desk);
    const path = join(folder, OUTBOX.name);
    const whole = await readFile(path);
    expect(inIt(await found())).toEqual(['1', '2']);
    for (let at = 0; at < whole.length; at += 31) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      await writeFile(path, flipped);
      expect(await readOutbox(folder, nodeFiles), `byte ${at}`).toBe('damaged');
    }
    for (let length = whole.length - 1; length > 12; length -= 397) {
      await writeFile(path, whole);
      await truncate(path, length);
      expect(['damaged', 'behind', 'none'], `${length}`).toContain(await readOutbox(folder, nodeFiles));
    }
    await writeFile(path, '');
    expect(await readOutbox(folder, nodeFiles)).toBe('none');
    expect(await readOutbox(join(folder, 'nowhere'), nodeFiles)).toBe('none');
  });

  test('[NI18] wherever the power fails, what was taken back never goes, and what may be relied on has everything in order', async () => {
    const scene = async (files: LossyFiles): Promise<void> => {
      const desk = await openDay({ folder: '/desk/journal', files, keys: () => KEYS });
      try {
        await accept(desk, 1);
        await accept(desk, 2);
        await withdraw(desk, 1);
        await desk.outbox.settled();
        await accept(desk, 3, { persons: ['B'] });
        await desk.outbox.settled();
      } finally {
        await desk.close();
      }
    };
    const quiet = new LossyFiles();
    await scene(quiet);
    let relied = 0;
    for (let cutAt = 1; cutAt <= quiet.calls; cutAt += 1) {
      for (const tornShare of [0, 0.5, 1]) {
        const disk = new LossyFiles({ cutAt, tornShare });
        await scene(disk).catch(() => undefined);
        const outbox = await readOutbox('/desk/journal', disk.survivors());
        if (typeof outbox === 'string') continue;
        relied += 1;
        // The journal as the next start finds it is the judge.
        const judge = await openDay({ folder: '/desk/journal', files: disk.survivors(), keys: () => KEYS });
        const open = judge.delivery.backlog();
        const waiting = judge.delivery
          .operations(0, 10)
          .flatMap(({ seq, state }) => (state === 'queued' ? [String(seq)] : []));
        expect(inIt(outbox), `cut at ${cutAt}, ${tornShare}: ${JSON.stringify(open)}`).toEqual(waiting);
        await judge.close();
      }
    }
    expect(relied).toBeGreaterThan(10);
  });

  test('[NI19] a disk that refuses it costs the night, never an acceptance, and later it is whole again', async () => {
    const files = new FaultyFiles(nodeFiles);
    let now = Date.now();
    const desk = await day({ files, now: () => now });
    await desk.written();
    await accept(desk, 1);
    await desk.written();
    const full = { code: 'ENOSPC', on: 'append' } as const;
    const accepting = accept(desk, 2);
    // The journal's write is the first, the outbox's the next ones.
    await accepting;
    files.plan = [full, full];
    await desk.written();
    files.plan = [];
    expect(await readOutbox(folder, nodeFiles)).toBe('behind');
    await accept(desk, 3);
    await desk.written();
    expect(await readOutbox(folder, nodeFiles)).toBe('behind');
    now += 61_000;
    await desk.written();
    expect(inIt(await found())).toEqual(['1', '2', '3']);
  });

  test('[NI21] a backup does not hold it: what was taken back since would go after a restore', async () => {
    const desk = await day();
    await accept(desk, 1);
    await desk.written();
    await mkdir(join(folder, 'journal'));
    for (const name of ['journal.jnl', 'delivery.jnl', OUTBOX.name, NIGHT_FILE.name])
      await writeFile(join(folder, 'journal', name), 'x');
    expect(await keptFiles(folder)).toEqual(['journal/journal.jnl', 'journal/delivery.jnl']);
  });

  test('[NI12] keys to which nothing can be sealed keep the operation at home and nobody from working', async () => {
    const desk = await day({
      keys: () => ({ ...KEYS, platform: { ...platform.keys, seal: '0'.repeat(64) } }),
    });
    await accept(desk, 1);
    await desk.written();
    expect(inIt(await found())).toEqual(['-1']);
  });
});

describe('numbers of lanes', () => {
  test('[NI20] a placeholder and the number given for it are one lane, also where two placeholders turn out to be one', () => {
    const lanes = new LaneNumbers();
    const [a, b] = [lanes.of(['person:new-a']), lanes.of(['person:new-b'])];
    expect(a).not.toEqual(b);
    lanes.hear(
      new Map([
        ['new-a', '1001'],
        ['new-b', '1001'],
      ]),
    );
    expect(lanes.of(['person:1001'])).toEqual([...a, ...b].sort());
    expect(lanes.of(['unit:1001'])).not.toEqual(lanes.of(['person:1001']));
    expect(lanes.of(['person:new-a'])).toEqual(a);
  });
});
