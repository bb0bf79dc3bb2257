import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SCENARIO } from '#fixtures/township';
import { opIdOf } from '#shared/domain/journalEntry';
import { chainAtStart, NOTHING_NOTED, ownChain } from '#shared/sync/chain';
import { partFor } from '../../src/main/delivery/chainLine';
import { platformTransport } from '../../src/main/delivery/transport';
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
    const heads = () =>
      platform.db.query('SELECT epoch, hash FROM chain_epochs WHERE device = $1 ORDER BY epoch', [
        one.line.device,
      ]);
    await expect.poll(heads).toEqual([
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

  test('[DL34] a lost tail is known at the start by what was acknowledged: nothing is accepted until the line has brought it back', async () => {
    const desk = await newDesk();
    for (let n = 0; n < 2; n++) await desk.accept(somebody());
    await desk.settle();
    await closed(desk);
    const older = await desk.copyTo(`${desk.folder}-older`);
    await opened(desk);
    for (let n = 0; n < 2; n++) await desk.accept(somebody());
    await desk.settle();
    await desk.sync(({ delivery }) => delivery.status().chain?.state === 'whole');
    await closed(desk);
    // The journal is the older one, the log of what was acknowledged the newer.
    await cp(join(older.folder, 'journal.jnl'), join(desk.folder, 'journal.jnl'));
    desk.online = false;
    await opened(desk);
    expect(desk.chain()).toMatchObject({
      state: 'behind',
      accepts: false,
      text: expect.stringContaining('少 2 笔'),
    });
    expect(await accepts(desk)).toBe('CHAIN_BEHIND');
    desk.online = true;
    await desk.sync((it) => it.chain().accepts);
    expect(await accepts(desk)).toBe('ok');
    await desk.settle();
    expect(await ledger(desk)).toEqual(opIds(desk));
    expect(desk.journal.all().map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });

  test('[DL34] what had never been sent before the restore is gone and said by number; withdrawn ones are not missed', async () => {
    const desk = await newDesk();
    await desk.accept(somebody());
    await desk.settle();
    await closed(desk);
    const backup = await desk.copyTo(`${desk.folder}-backup`);
    await opened(desk);
    const [gone, withdrawn] = [desk.draft(somebody()), desk.draft(somebody())];
    desk.online = false;
    await desk.sync(({ delivery }) => delivery.status().nextAttemptAt === null);
    for (const draft of [gone, withdrawn])
      expect(await desk.journal.accept(draft)).toMatchObject({ ok: true });
    await desk.journal.settle({ type: 'withdrawal', opId: withdrawn.opId, reason: '改了主意', clerk: 'c' });
    // Its links reach the platform, its operations do not.
    const part = partFor(desk.journal, {
      ...chainAtStart(NOTHING_NOTED, ownChain(desk.journal.all())),
      known: { head: { seq: 1, hash: desk.journal.all()[0]?.hash ?? '' }, register: 'r' },
    });
    expect(part?.links.map(({ about }) => about.type)).toEqual(['operation', 'tombstone', 'withdrawal']);
    expect(await platformTransport(desk.line).push([], part ?? undefined)).toMatchObject({ ok: true });
    await closed(desk);

    const restored = await opened(backup);
    await restored.sync((it) => it.chain().entries === 4);
    expect(restored.chain()).toMatchObject({
      accepts: true,
      lost: [2],
      text: expect.stringContaining('第 2 笔'),
    });
    expect(restored.journal.all().map(({ content }) => content.type)).toEqual([
      'operation',
      'tombstone',
      'tombstone',
      'withdrawal',
    ]);
    // Its form may still be open in the window: accepted again it is not missed any more; the withdrawn one stays so.
    expect(await restored.journal.accept(withdrawn)).toMatchObject({
      ok: false,
      error: { code: 'OP_ID_REUSED' },
    });
    expect(await restored.journal.accept(gone)).toMatchObject({ ok: true, value: { seq: 5 } });
    await restored.settle();
    await closed(restored);
    await opened(restored);
    expect(restored.chain().lost).toEqual([]);
    expect(restored.journal.head().finding).toBeNull();
    expect((await ledger(restored)).sort()).toEqual(
      [...new Set(opIds(restored))].filter((id) => id !== withdrawn.opId).sort(),
    );
  });

  test('[DL34] an entry that the disk lost in the middle comes back from the platform', async () => {
    const desk = await newDesk();
    for (let n = 0; n < 4; n++) await desk.accept(somebody());
    await desk.settle();
    const whole = [...desk.journal.all()];
    await closed(desk);
    const path = join(desk.folder, 'journal.jnl');
    const bytes = await readFile(path);
    const at = bytes.indexOf(whole[1]?.hash ?? '');
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    await writeFile(path, bytes);
    await opened(desk);
    expect(desk.journal.all().map(({ seq }) => seq)).toEqual([1, 3, 4]);
    await desk.sync((it) => it.journal.all().length === 4);
    expect(desk.journal.all()).toEqual(whole);
    await desk.settle();
    expect(await ledger(desk)).toEqual(opIds(desk));
  });

  test('[DL35] [F22] a platform restored from an older backup gets links and operations again, each effective once', async () => {
    const place = await engine.place();
    let on = await running(place);
    const desk = await newDesk(on);
    await desk.accept(somebody());
    await desk.settle();
    await on.stop();
    const backup = `${place.folder}-backup`;
    await cp(place.folder, backup, { recursive: true });

    on = await running(place);
    desk.line.url = on.url;
    for (let n = 0; n < 3; n++) await desk.accept(somebody());
    await desk.settle();
    expect(await ledger(desk, on)).toEqual(opIds(desk));
    expect(applied(desk)).toHaveLength(4);
    await on.stop();

    on = await running({ ...place, folder: backup });
    desk.line.url = on.url;
    expect(await ledger(desk, on)).toHaveLength(1);
    await desk.sync((it) => applied(it).length === 7);
    await desk.settle();
    expect(await ledger(desk, on)).toEqual(opIds(desk));
    const changes = await on.db.query(`SELECT count(*)::int AS n FROM change_log WHERE kind = 'person'`);
    expect(changes).toEqual([{ n: 4 }]);
    // Over a restart of the desk the lost verdicts stay lost and the new ones count.
    await closed(desk);
    await opened(desk);
    expect(desk.states()).toEqual({ 1: 'settled', 2: 'settled', 3: 'settled', 4: 'settled' });
    expect(desk.chain()).toMatchObject({ state: 'whole', accepts: true });
    await closed(desk);
    await on.stop();
  });

  test('[DL33] [DL31] a chain longer than one message is laid again whole under a new epoch', async () => {
    const one = await newDesk();
    await Promise.all(Array.from({ length: 700 }, () => one.accept(somebody())));
    await closed(one);
    const two = await opened(await one.copyTo(`${one.folder}-copy`));
    const laid = async (epoch: number) =>
      (
        await platform.db.query(
          'SELECT seq::int AS seq, hash FROM chain_epochs WHERE device = $1 AND epoch = $2',
          [one.line.device, epoch],
        )
      )[0];
    const whole = { timeout: 20_000 };
    await two.accept(somebody());
    await two.sync(({ delivery }) => delivery.status().queued === 0);
    await expect.poll(async () => (await laid(1))?.seq, whole).toBe(701);
    await one.open();
    open.push(one);
    await one.accept(somebody());
    await one.sync((it) => it.chain().state === 'forked');
    await one.sync(({ delivery }) => delivery.status().queued === 0);
    const before = await ledger(one);
    expect(await one.delivery.newEpoch()).toMatchObject({ ok: true });
    const { seq, hash } = one.journal.head();
    await expect.poll(() => laid(2), whole).toEqual({ seq, hash });
    expect(seq).toBe(701);
    expect(await ledger(one)).toEqual(before);
  }, 60_000);
});
