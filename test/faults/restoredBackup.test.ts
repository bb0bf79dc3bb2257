import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SCENARIO } from '#fixtures/township';
import { opIdOf } from '#shared/domain/journalEntry';
import { foldView } from '#shared/matters/view';
import { operationsOf } from '#shared/sync/item';
import { finishRestore, openedAfterRestore, wasRestored } from '../../src/main/backup/finishRestore';
import { TestDesk as BackupDesk, codecOf, PHRASE, restoreOn } from '../../src/main/backup/testDesk';
import { nodeFiles } from '../../src/main/journal/fileLayer';
import { LI } from '../../src/main/vault/testVault';
import { SAMPLE_JURISDICTION } from '../../src/platform/sample';
import { type RunningPlatform, startPlatform } from '../../src/platform/server';
import { TestDesk } from '../../src/platform/testing/desk';
import { pgliteEngine, type TestEngine } from '../../src/platform/testing/engines';
import { FolderDesk, type Line } from './folderDesk';

let engine: TestEngine;
let platform: RunningPlatform;
let home: string;
beforeAll(async () => {
  engine = await pgliteEngine();
  const started = await startPlatform({ ...(await engine.place()), today: '2026-11-22' });
  if (!started.ok) throw new Error(started.error.text);
  platform = started.value;
  home = await mkdtemp(join(tmpdir(), 'canbao-restored-'));
});
afterAll(async () => {
  await platform?.stop();
  await engine?.close();
  await rm(home, { recursive: true, force: true });
});

const somebody = (n: number): string => SCENARIO.adultToRegister[n]?.id ?? '';

/** A desk behind its vault with its line, as two rooms of the program see one data folder. */
async function opened(userData: string, line: Line, online: boolean) {
  const room = await new BackupDesk(userData).open();
  // One journal on one file: the deliverer's, which the backup asks too.
  await room.journal.close();
  const desk = new FolderDesk(join(userData, 'journal'), line, codecOf(room.vault));
  desk.online = online;
  await desk.open(await wasRestored(userData));
  await openedAfterRestore(userData);
  room.journal = desk.journal;
  return { room, desk };
}

/** What the window shows of the people: what waits, over what the platform last said. */
const viewOf = ({ journal, delivery, line }: FolderDesk) => {
  const done = new Set(
    delivery.operations(0, 500).flatMap(({ opId, state }) => (state === 'settled' ? [opId] : [])),
  );
  const waiting = operationsOf(journal.all()).filter(({ opId }) => !done.has(opId));
  const place = { jurisdiction: SAMPLE_JURISDICTION, asOf: '2026-11-22T08:00:00+08:00' };
  const { changes, left } = foldView(line.records, waiting, place);
  return { changed: Object.fromEntries(changes), left };
};

test('[BK30] [SY11] the last backup restored on a second profile: same head, same view, delivery goes on without a duplicate', async () => {
  const known = await TestDesk.registered(platform, SAMPLE_JURISDICTION);
  await known.snapshot();
  const line: Line = {
    url: platform.url,
    token: known.secret,
    device: known.device,
    records: known.mirror,
  };
  const first = await opened(join(home, 'first'), line, true);
  for (const n of [0, 1]) await first.desk.accept(somebody(n));
  await first.desk.settle();
  first.desk.online = false;
  const waiting = await Promise.all([2, 3].map((n) => first.desk.accept(somebody(n))));
  const backup = await first.room.backups.make();
  if (!backup.ok) throw new Error(backup.error.text);
  const atBackup = { head: first.desk.journal.head(), view: viewOf(first.desk), states: first.desk.states() };
  expect(atBackup.states).toEqual({ 1: 'settled', 2: 'settled', 3: 'queued', 4: 'queued' });
  expect(Object.keys(atBackup.view.changed)).toHaveLength(2);

  // The first machine goes on for a while, and is then no more.
  first.desk.online = true;
  await first.desk.accept(somebody(4));
  await first.desk.settle();
  await first.desk.sync(({ delivery }) => delivery.status().chain?.state === 'whole');
  const atEnd = first.desk.journal.all();
  await first.desk.close();

  const target = join(home, 'second');
  await mkdir(target);
  const restore = restoreOn(target, () => join(backup.value.folder, backup.value.last?.file ?? ''));
  expect(await restore.choose()).toMatchObject({ ok: true });
  expect(await restore.restore({ id: LI.id, secret: PHRASE })).toMatchObject({ ok: true });
  expect(await finishRestore(target, nodeFiles)).toEqual({ ok: true, value: true });
  const second = await opened(target, line, false);
  expect(second.desk.journal.head()).toEqual(atBackup.head);
  expect(viewOf(second.desk)).toEqual(atBackup.view);
  expect(second.desk.states()).toEqual(atBackup.states);
  // What waited when the backup was made was sent since, though this machine cannot know: nobody takes it back.
  const { content } = waiting[0] as (typeof waiting)[number];
  const taken = await second.desk.journal.settle({
    type: 'withdrawal',
    opId: opIdOf(content),
    reason: '改了主意',
    clerk: 'clerk-1',
  });
  expect(taken.ok).toBe(false);
  expect(await readdir(target)).not.toContain('restored.json');

  second.desk.online = true;
  await second.desk.sync(({ delivery }) => delivery.status().chain?.entries === 5);
  await second.desk.settle();
  expect(second.desk.journal.all().map(({ hash }) => hash)).toEqual(atEnd.map(({ hash }) => hash));
  expect(second.desk.states()).toEqual({
    1: 'settled',
    2: 'settled',
    3: 'settled',
    4: 'settled',
    5: 'settled',
  });
  await second.desk.accept(somebody(5));
  await second.desk.settle();
  expect(second.desk.chain()).toMatchObject({ state: 'whole', epoch: 1, accepts: true });

  const opIds = second.desk.journal.all().map((entry) => opIdOf(entry.content));
  const rows = await platform.db.query(
    'SELECT op_id, verdict FROM operations WHERE device = $1 ORDER BY seq',
    [line.device],
  );
  expect(rows.map((row) => String(row.op_id))).toEqual(opIds);
  expect(rows.every((row) => String(row.verdict).includes('"applied"'))).toBe(true);
  // Each person was changed once, however often their operation was sent.
  for (const n of [0, 1, 2, 3, 4, 5]) {
    const changes = await platform.db.query('SELECT count(*)::int AS n FROM change_log WHERE id = $1', [
      somebody(n),
    ]);
    expect(changes, `person ${n}`).toEqual([{ n: 1 }]);
  }
  await second.desk.close();
});
