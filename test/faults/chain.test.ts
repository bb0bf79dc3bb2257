import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SCENARIO } from '#fixtures/township';
import { opIdOf } from '#shared/domain/journalEntry';
import { SAMPLE_JURISDICTION } from '../../src/platform/sample';
import { type RunningPlatform, startPlatform } from '../../src/platform/server';
import { TestDesk } from '../../src/platform/testing/desk';
import { pgliteEngine, type TestEngine } from '../../src/platform/testing/engines';
import { FolderDesk, type Line } from './folderDesk';

let engine: TestEngine;
let platform: RunningPlatform;
let root = '';
const open: FolderDesk[] = [];

beforeAll(async () => {
  engine = await pgliteEngine();
  platform = await running(await engine.place());
  root = await mkdtemp(join(tmpdir(), 'canbao-chain-'));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((desk) => desk.close()));
});
afterAll(async () => {
  await platform?.stop();
  await engine?.close();
  await rm(root, { recursive: true, force: true });
});

async function running(place: Awaited<ReturnType<TestEngine['place']>>): Promise<RunningPlatform> {
  const started = await startPlatform({ ...place, today: '2026-11-22' });
  if (!started.ok) throw new Error(started.error.text);
  return started.value;
}

let persons = 0;
const somebody = (): string => {
  persons += 1;
  const cast = SCENARIO.adultToRegister[persons % 50];
  if (cast === undefined) throw new Error('the scenario has 56 adults');
  return cast.id;
};

const opened = async (desk: FolderDesk): Promise<FolderDesk> => {
  await desk.open();
  open.push(desk);
  return desk;
};

const closed = async (desk: FolderDesk): Promise<void> => {
  open.splice(open.indexOf(desk), 1);
  await desk.close();
};

async function newDesk(on = platform): Promise<FolderDesk> {
  const known = await TestDesk.registered(on, SAMPLE_JURISDICTION);
  await known.snapshot();
  const line: Line = { url: on.url, token: known.secret, device: known.device, records: known.mirror };
  return opened(new FolderDesk(await mkdtemp(join(root, 'desk-')), line));
}

/** Operations of the desk in the platform's ledger, and how often each record was changed by them. */
async function ledger(desk: FolderDesk, on = platform): Promise<string[]> {
  const rows = await on.db.query('SELECT op_id FROM operations WHERE device = $1 ORDER BY seq, op_id', [
    desk.line.device,
  ]);
  return rows.map((row) => String(row.op_id));
}

const opIds = (desk: FolderDesk): string[] => desk.journal.all().map(({ content }) => opIdOf(content));
const applied = (desk: FolderDesk): string[] =>
  desk.delivery
    .verdicts(0, 200)
    .flatMap(({ verdict }) => (verdict.outcome === 'applied' ? [verdict.opId] : []));

async function accepts(desk: FolderDesk): Promise<string> {
  const answer = await desk.journal.accept(desk.draft(somebody()));
  return answer.ok ? 'ok' : answer.error.code;
}

describe('the chain of a desk and the platform’s copy of it', () => {
  test('[DL31] links go along with the operations, and what is withdrawn unsent never leaves the desk', async () => {
    const desk = await newDesk();
    await desk.accept(somebody());
    await desk.settle();
    desk.online = false;
    await desk.sync(({ delivery }) => delivery.status().network.state !== 'never');
    const draft = desk.draft(somebody());
    expect(await desk.journal.accept(draft)).toMatchObject({ ok: true });
    const answer = await desk.journal.settle({
      type: 'withdrawal',
      opId: draft.opId,
      reason: '改了主意',
      clerk: 'c',
    });
    expect(answer).toMatchObject({ ok: true });
    desk.online = true;
    await desk.sync(({ delivery }) => delivery.status().network.state === 'online');
    const copy = async () =>
      (await platform.db.query(
        'SELECT seq::int AS seq, hash, link FROM chain_links WHERE device = $1 ORDER BY seq',
        [desk.line.device],
      )) as { seq: number; hash: string; link: string }[];
    await expect.poll(async () => (await copy()).length).toBe(3);
    expect((await copy()).map(({ hash }) => hash)).toEqual(desk.journal.all().map(({ hash }) => hash));
    expect(JSON.stringify(await copy())).not.toContain(draft.body.phone);
    expect((await copy())[1]?.link).toContain('"tombstone"');
    expect(desk.chain()).toMatchObject({ state: 'whole', epoch: 1, accepts: true, text: null });
  });

  test('[DL32] [DL33] [SY11] two desks on one copied folder: both are told, nothing is lost or doubled, both go on', async () => {
    const one = await newDesk();
    await one.accept(somebody());
    await one.settle();
    await closed(one);
    const two = await opened(await one.copyTo(`${one.folder}-copy`));
    await one.open();
    open.push(one);
    await one.accept(somebody());
    await one.settle();

    await two.accept(somebody());
    await two.sync((desk) => desk.chain().state === 'forked');
    expect(two.chain()).toMatchObject({ accepts: false, text: expect.stringContaining('另起一段流水') });
    expect(await accepts(two)).toBe('CHAIN_FORKED');
    await one.sync((desk) => desk.chain().state === 'copied');
    expect(one.chain()).toMatchObject({ accepts: true, text: expect.stringContaining('另一台电脑') });
    expect(await accepts(one)).toBe('ok');

    // The forked desk's own operation is delivered all the same; the state outlives a restart without a line.
    await two.settle();
    await closed(two);
    two.online = false;
    await opened(two);
    expect(two.chain().state).toBe('forked');
    expect(await accepts(two)).toBe('CHAIN_FORKED');
    expect(await two.delivery.newEpoch()).toMatchObject({
      ok: false,
      error: { text: expect.stringContaining('没有改变') },
    });
    two.online = true;

    expect(await two.delivery.newEpoch()).toMatchObject({
      ok: true,
      value: { chain: { epoch: 2, state: 'whole' } },
    });
    expect(await accepts(two)).toBe('ok');
    await two.settle();
    await one.settle();
    const both = new Set([...opIds(one), ...opIds(two)]);
    expect(new Set(await ledger(one))).toEqual(both);
    expect([...applied(one)].sort()).toEqual([...opIds(one)].sort());
    expect([...applied(two)].sort()).toEqual([...opIds(two)].sort());
    const heads = await platform.db.query(
      'SELECT epoch, hash FROM chain_epochs WHERE device = $1 ORDER BY epoch',
      [one.line.device],
    );
    await expect
      .poll(() => heads)
      .toEqual([
        { epoch: 1, hash: one.journal.head().hash },
        { epoch: 2, hash: two.journal.head().hash },
      ]);
    await closed(two);
    await opened(two);
    expect(two.chain()).toMatchObject({ epoch: 2, state: 'whole', accepts: true });
  });

  test('[DL34] [SY11] a folder restored from an hour ago catches up before it accepts, without a duplicate', async () => {
    const desk = await newDesk();
    await desk.accept(somebody());
    await desk.settle();
    await closed(desk);
    const backup = await desk.copyTo(`${desk.folder}-backup`);
    await opened(desk);
    for (let n = 0; n < 3; n++) await desk.accept(somebody());
    await desk.settle();
    // One is withdrawn unsent, and its links have reached the platform; another was never sent, but its link was.
    const before = desk.journal.all().map(({ hash }) => hash);
    const had = opIds(desk);
    await closed(desk);

    const restored = await opened(backup);
    expect(restored.journal.head().seq).toBe(1);
    await restored.sync((it) => it.chain().entries === 4);
    await restored.settle();
    expect(restored.journal.all().map(({ hash }) => hash)).toEqual(before);
    expect(restored.states()).toEqual({ 1: 'settled', 2: 'settled', 3: 'settled', 4: 'settled' });
    expect([...applied(restored)].sort()).toEqual([...had].sort());
    expect(await accepts(restored)).toBe('ok');
    await restored.settle();
    expect(await ledger(restored)).toEqual(opIds(restored));
    expect(restored.chain()).toMatchObject({ state: 'whole', epoch: 1, text: null });
  });
});
