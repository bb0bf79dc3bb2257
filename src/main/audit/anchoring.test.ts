import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { err } from '#shared/result';
import { LossyFiles } from '../../../test/faults/lossyFiles';
import { SAMPLE_JURISDICTION } from '../../platform/sample';
import { type RunningPlatform, startPlatform } from '../../platform/server';
import { TestDesk } from '../../platform/testing/desk';
import { pgliteEngine, type TestEngine } from '../../platform/testing/engines';
import { platformTransport } from '../delivery/transport';
import { ANCHOR_EVERY_MS, Anchoring, type AuditLine } from './anchoring';
import type { AuditLog } from './auditLog';
import { allFiles, closedLog, dayOfActs, fileOf, openAudit, recordsIn } from './testAudit';

const FOLDER = '/desk/audit';
const FIRST = `${FOLDER}/audit.jnl`;

let engine: TestEngine;
let platform: RunningPlatform;
beforeAll(async () => {
  engine = await pgliteEngine();
  const started = await startPlatform({ ...(await engine.place()), today: '2026-11-22' });
  if (!started.ok) throw new Error(started.error.text);
  platform = started.value;
});
afterAll(async () => {
  await platform?.stop();
  await engine?.close();
});

let desk: TestDesk;
let line: AuditLine;
beforeEach(async () => {
  desk = await TestDesk.registered(platform, SAMPLE_JURISDICTION);
  const { audit } = platformTransport({ url: platform.url, token: desk.secret });
  if (audit === undefined) throw new Error('the line keeps no heads');
  line = audit;
});

/** Meets the platform as often as it likes. */
async function anchored(log: AuditLog, over: AuditLine = line): Promise<AuditLog> {
  await new Anchoring(
    log,
    () => over,
    () => 0,
  ).meet();
  return log;
}
const kept = async (table = 'audit_anchors'): Promise<number[]> =>
  (
    await platform.db.query(`SELECT n::text AS n FROM ${table} WHERE device = $1 ORDER BY serial`, [
      desk.device,
    ])
  ).map(({ n }) => Number(n));

/** A disk with an anchored log of eleven entries and what was noted of the anchor. */
async function anchoredDisk(): Promise<LossyFiles> {
  const files = new LossyFiles();
  const log = await openAudit(FOLDER, { files });
  for (const act of dayOfActs(9)) await log.note(act);
  await anchored(log);
  expect(log.state()).toMatchObject({ anchoring: 'anchored', anchor: { n: 10 }, entries: 11 });
  await log.close();
  return files;
}

describe('the head of the log at the platform', () => {
  test('[AU10] goes out when there is news, at most once a pause, and the log keeps what the platform keeps', async () => {
    const files = new LossyFiles();
    const log = await openAudit(FOLDER, { files });
    let ticks = 0;
    let messages = 0;
    const counted: AuditLine = {
      anchor(way) {
        messages++;
        return line.anchor(way);
      },
    };
    const anchoring = new Anchoring(
      log,
      () => counted,
      () => ticks,
    );
    await anchoring.meet();
    expect(log.state()).toMatchObject({ anchoring: 'anchored', anchor: { n: 1 }, entries: 2 });
    ticks += ANCHOR_EVERY_MS;
    await anchoring.meet();
    expect(messages).toBe(1);
    await log.note({ act: 'stop' });
    ticks -= 1;
    await anchoring.meet();
    expect(messages).toBe(1);
    ticks += 1;
    await anchoring.meet();
    expect(messages).toBe(2);
    expect(await kept()).toEqual([1, 3]);
    await log.close();
    const again = await openAudit(FOLDER, { files });
    expect(again.state()).toMatchObject({ anchoring: 'anchored', anchor: { n: 3 }, findings: [] });
    expect((await again.read(null, 1))[0]?.did).toMatchObject({ act: 'anchored', n: 3 });
  });

  test('[AU10] takes several messages where the way is long, and goes on where an answer was lost', async () => {
    const log = await openAudit(FOLDER, { files: new LossyFiles() });
    await Promise.all(dayOfActs(4500).map((act) => log.note(act)));
    let lost = 2;
    const bad: AuditLine = {
      async anchor(way) {
        const said = await line.anchor(way);
        return --lost === 0 ? err({ kind: 'cut' }) : said;
      },
    };
    await anchored(log, bad);
    expect(await kept()).toEqual([2000, 4000]);
    expect(log.state().anchor?.n).toBe(2000);
    await anchored(log);
    expect((await kept()).at(-1)).toBeGreaterThanOrEqual(4501);
    expect(await kept('audit_contradictions')).toEqual([]);
  });

  test('[AU10] a platform that was restored and keeps less than the log believes gets the way from its own last head', async () => {
    const restored = await startPlatform({ ...(await engine.place()), today: '2026-11-22' });
    if (!restored.ok) throw new Error(restored.error.text);
    try {
      const there = await TestDesk.registered(restored.value, SAMPLE_JURISDICTION);
      const { audit } = platformTransport({ url: restored.value.url, token: there.secret });
      if (audit === undefined) throw new Error('the line keeps no heads');
      const log = await openAudit(FOLDER, { files: new LossyFiles() });
      for (const act of dayOfActs(4)) await log.note(act);
      const early = log.way();
      if (early === null) throw new Error('no way');
      expect(await audit.anchor(early)).toMatchObject({ value: { outcome: 'anchored' } });
      for (const act of dayOfActs(4)) await log.note(act);
      await anchored(log);
      await log.note({ act: 'stop' });
      const { head } = log.state();
      await anchored(log, audit);
      expect(log.state()).toMatchObject({ anchoring: 'anchored', anchor: head, findings: [] });
    } finally {
      await restored.value.stop();
    }
  });

  test('[AU10] a platform of an older version keeps none: said, and nothing else', async () => {
    const log = await openAudit(FOLDER, { files: new LossyFiles() });
    const none: AuditLine = {
      anchor: async () =>
        err({
          kind: 'denied',
          status: 404,
          code: 'NOT_FOUND',
          text: '平台没有这个接口。',
          retryAfterMs: null,
        }),
    };
    await anchored(log, none);
    expect(log.state()).toMatchObject({ anchoring: 'unsupported', anchor: null, findings: [], entries: 1 });
    await anchored(log);
    expect(log.state().anchoring).toBe('anchored');
  });
});

describe('a platform that contradicts', () => {
  test('[AU11] an older copy of the whole folder, the tail cut with it, is found at the next sync; the log goes on as another one', async () => {
    const files = new LossyFiles();
    await closedLog(FOLDER, 5, { files });
    const older = await allFiles(files);
    const log = await openAudit(FOLDER, { files });
    for (const act of dayOfActs(9)) await log.note(act);
    await anchored(log);
    await log.close();
    const keptBefore = await kept();

    const cut = LossyFiles.holding(older);
    const then = await openAudit(FOLDER, { files: cut });
    expect(then.state().findings).toEqual([]);
    await then.note({ act: 'start', version: '0.1.0' });
    await anchored(then);
    const state = then.state();
    expect(state.anchoring).toBe('contradicted');
    expect(state.findings).toMatchObject([{ kind: 'contradicted', text: expect.stringContaining('平台') }]);
    expect(await kept('audit_contradictions')).toEqual([6]);
    expect((await kept()).slice(0, keptBefore.length)).toEqual(keptBefore);
    expect((await kept()).length).toBe(keptBefore.length + 1);
    expect(await then.note({ act: 'accepted', opId: '01JD0000000000000000000001' })).toBe(true);
    await anchored(then);
    await then.close();
    const last = await openAudit(FOLDER, { files: cut });
    expect(last.state()).toMatchObject({ anchoring: 'contradicted', files: 2 });
    expect(last.state().findings).toMatchObject([{ kind: 'contradicted', stated: true }]);
    const before = await kept();
    await last.note({ act: 'stop' });
    await anchored(last);
    expect((await kept()).length).toBe(before.length + 1);
    expect(await kept('audit_contradictions')).toEqual([6]);
  });

  test('[AU11] entries rewritten with the log’s own key behind the anchor of before are found', async () => {
    const disk = await anchoredDisk();
    const key = await disk.readAll(`${FOLDER}/audit-key-1.json`);
    // Who has the key makes a log that verifies: shorter, then grown past the anchor.
    const forged = LossyFiles.holding(new Map([[`${FOLDER}/audit-key-1.json`, key ?? new Uint8Array()]]));
    const opening = recordsIn(await disk.readAll(FIRST)).slice(0, 1);
    const now = await allFiles(forged);
    now.set(FIRST, fileOf(opening));
    const growing = LossyFiles.holding(now);
    const log = await openAudit(FOLDER, { files: growing });
    for (const act of dayOfActs(30)) await log.note(act);
    await anchored(log);
    expect(log.state().anchoring).toBe('contradicted');
  });

  test('[AU12] a log that was taken away whole, keys and all, is missed at the next sync, and that is noted once', async () => {
    await anchoredDisk();
    const files = new LossyFiles();
    const log = await openAudit(FOLDER, { files });
    expect(log.state().findings).toEqual([]);
    await anchored(log);
    expect(log.state().anchoring).toBe('contradicted');
    for (let i = 0; i < 3; i++) {
      await log.note({ act: 'stop' });
      await anchored(log);
    }
    const said = (await log.read(null, 100)).filter(({ did }) => did.act === 'contradicted');
    expect(said).toMatchObject([{ did: { n: 10 } }]);
  });

  test('[AU11] a log with damage on the way to the head goes on as another, and the platform has both', async () => {
    const disk = await anchoredDisk();
    const log = await openAudit(FOLDER, { files: disk });
    for (const act of dayOfActs(6)) await log.note(act);
    await log.close();
    const now = await allFiles(disk);
    now.set(FIRST, fileOf(recordsIn(now.get(FIRST)).filter((_, at) => at !== 13)));
    const files = LossyFiles.holding(now);
    const then = await openAudit(FOLDER, { files });
    expect(then.state().findings).toMatchObject([{ kind: 'missing' }]);
    await anchored(then);
    expect(then.state()).toMatchObject({ anchoring: 'anchored', files: 2 });
    expect(await kept('audit_contradictions')).toEqual([]);
    expect(await kept()).toHaveLength(2);
  });
});
