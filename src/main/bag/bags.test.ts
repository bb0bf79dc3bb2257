import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SCENARIO } from '#fixtures/township';
import { plainCodec } from '#shared/codec';
import { PROTOCOL } from '#shared/protocol/messages';
import { ok } from '#shared/result';
import { BagMachine } from '../../../test/faults/bagMachine';
import { SAMPLE_JURISDICTION } from '../../platform/sample';
import { type RunningPlatform, startPlatform } from '../../platform/server';
import { TestDesk } from '../../platform/testing/desk';
import { pgliteEngine, type TestEngine } from '../../platform/testing/engines';
import { BagKeys } from './bagKeys';
import { runBagCommand } from './cli';

let engine: TestEngine;
let platform: RunningPlatform;
let root = '';
const machines: BagMachine[] = [];

beforeAll(async () => {
  engine = await pgliteEngine();
  const started = await startPlatform({ ...(await engine.place()), today: '2026-11-22' });
  if (!started.ok) throw new Error(started.error.text);
  platform = started.value;
  root = await mkdtemp(join(tmpdir(), 'canbao-bags-'));
});
afterEach(async () => {
  for (const machine of machines.splice(0)) await machine.close();
});
afterAll(async () => {
  await platform?.stop();
  await engine?.close();
  await rm(root, { recursive: true, force: true });
});

/** A registered desk that has been online once, and then lost its line. */
async function machine(): Promise<BagMachine> {
  const known = await TestDesk.registered(platform, SAMPLE_JURISDICTION);
  await known.snapshot();
  const line = { url: platform.url, token: known.secret, device: known.device, records: known.mirror };
  const made = await new BagMachine(await mkdtemp(join(root, 'desk-')), line).open();
  machines.push(made);
  await made.bags.meet();
  cutOff(made);
  return made;
}

/** The line goes, and the desk has noticed. */
function cutOff({ desk }: BagMachine): void {
  desk.online = false;
  desk.delivery.now();
}

let persons = 0;
const somebody = (): string => {
  persons += 1;
  return SCENARIO.adultToRegister[persons % 50]?.id ?? '';
};

const exported = async (of: BagMachine, again: number | null = null): Promise<string> => {
  const answer = await of.bags.export(again);
  if (!answer.ok || answer.value.path === null) throw new Error(JSON.stringify(answer));
  return answer.value.path;
};
const delivered = async (by: BagMachine, path: string): Promise<string> => {
  const answer = await by.deliver(path);
  if (!answer.ok || answer.value.path === null) throw new Error(JSON.stringify(answer));
  return answer.value.path;
};

describe('bags of a desk', () => {
  test('[BG8][BG13][BG20] made without a line, carried by another desk, read again: everything is decided', async () => {
    const [one, other] = [await machine(), await machine()];
    await one.desk.accept(somebody());
    const { seq, content } = await one.desk.accept(somebody());
    const path = await exported(one);
    expect(path).toMatch(/第1号\.cbbag$/);
    expect(one.desk.states()).toEqual({ 1: 'exported', 2: 'exported' });
    expect(one.desk.delivery.status()).toMatchObject({ queued: 0, held: 0, exported: 2 });
    const opId = content.type === 'operation' ? content.operation.opId : '';
    expect(
      await one.desk.journal.settle({ type: 'withdrawal', opId, reason: '改了主意', clerk: 'c' }),
    ).toMatchObject({
      ok: false,
      error: { code: 'ALREADY_SENT', text: expect.stringContaining('离线包') },
    });
    const text = await readFile(path, 'utf8');
    expect(text).not.toContain(opId);
    other.desk.online = true;
    const answer = await delivered(other, path);
    expect(await other.read(path)).toMatchObject({
      ok: false,
      error: { text: expect.stringContaining('不是答复包') },
    });
    expect(await other.read(answer)).toMatchObject({
      ok: false,
      error: { text: expect.stringContaining('另一台电脑') },
    });
    expect(await one.read(answer)).toEqual(ok({ number: 1, settled: 2, failed: 0, back: 0, missing: [] }));
    expect(one.desk.states()).toEqual({ 1: 'settled', [seq]: 'settled' });
    expect(one.desk.delivery.verdicts(0, 9).map(({ verdict }) => verdict.outcome)).toEqual([
      'applied',
      'applied',
    ]);
    // Once more changes nothing.
    expect(await one.read(answer)).toMatchObject({ ok: true, value: { settled: 0, back: 0 } });
    expect(one.desk.delivery.verdicts(0, 9).length).toBe(2);
    expect(one.desk.chain()).toMatchObject({ state: 'whole' });
  });

  test('[BG9][BG11] a lost bag is exported again after a restart; a copy that turns up does no harm', async () => {
    const one = await machine();
    const who = somebody();
    await one.desk.accept(who);
    const lost = await exported(one);
    await one.restart();
    expect(one.desk.states()).toEqual({ 1: 'exported' });
    expect((await one.bags.plan()).out).toMatchObject([{ number: 1, operations: 1 }]);
    expect(await one.bags.export(null)).toMatchObject({ ok: false, error: { code: 'NOTHING_TO_EXPORT' } });
    await one.desk.accept(who);
    expect(await one.bags.plan()).toMatchObject({ number: 2, operations: 2, again: 1, left: 0 });
    const second = await exported(one, 1);
    expect(second).toMatch(/第2号/);
    expect(await one.bags.takeBack(1)).toMatchObject({
      ok: false,
      error: { text: expect.stringContaining('不用收回') },
    });
    expect(await one.bags.takeBack(2)).toEqual(ok({ operations: 1 }));
    expect(one.desk.states()).toEqual({ 1: 'queued', 2: 'queued' });
    one.desk.online = true;
    await one.desk.settle();
    const answers = [await delivered(one, lost), await delivered(one, second)];
    for (const answer of answers)
      expect(await one.read(answer)).toMatchObject({ ok: true, value: { settled: 0 } });
    const rows = await platform.db.query('SELECT 1 FROM operations WHERE device = $1', [
      one.desk.line.device,
    ]);
    expect(rows.length).toBe(2);
  });

  test('[VC20] [SY14] what a desk that is too old for the line has saved travels in a bag that another desk hands over', async () => {
    const [old, other] = [await machine(), await machine()];
    old.desk.line.protocol = PROTOCOL - 1;
    old.desk.online = true;
    await old.desk.accept(somebody());
    old.desk.delivery.now();
    await expect.poll(() => old.desk.delivery.status().paused?.code).toBe('UPGRADE');
    expect(old.desk.delivery.status().paused?.text).toMatch(/请安装新版本.*导出离线包.*代送/);
    await old.desk.accept(somebody());
    const path = await exported(old);
    other.desk.online = true;
    const answer = await delivered(other, path);
    expect(await old.read(answer)).toMatchObject({ ok: true, value: { settled: 2, failed: 0 } });
    expect(old.desk.states()).toEqual({ 1: 'settled', 2: 'settled' });
    // Updated, it goes on by the line, and nothing comes twice.
    delete old.desk.line.protocol;
    await old.desk.accept(somebody());
    old.desk.delivery.now();
    await old.desk.settle();
    const rows = await platform.db.query('SELECT 1 FROM operations WHERE device = $1', [
      old.desk.line.device,
    ]);
    expect(rows.length).toBe(3);
  });

  test('[BG10] a stick that is full or gone leaves everything as it was, the number included', async () => {
    const one = await machine();
    const { content } = await one.desk.accept(somebody());
    one.stick = join(root, 'pulled-out');
    expect(await one.bags.export(null)).toMatchObject({ ok: false, error: { code: 'FOLDER_GONE' } });
    expect(one.desk.states()).toEqual({ 1: 'queued' });
    await one.restart();
    expect(one.desk.states()).toEqual({ 1: 'queued' });
    expect((await one.bags.plan()).number).toBe(1);
    const opId = content.type === 'operation' ? content.operation.opId : '';
    expect(
      await one.desk.journal.settle({ type: 'withdrawal', opId, reason: '改了主意', clerk: 'c' }),
    ).toMatchObject({ ok: true });
    one.stick = null;
    expect(await one.bags.export(null)).toMatchObject({ ok: false, error: { code: 'NOTHING_TO_EXPORT' } });
    await one.desk.accept(somebody());
    one.closesDialog = true;
    expect(await one.bags.export(null)).toEqual(ok({ path: null, number: 1, operations: 0 }));
    expect(one.desk.states()).toEqual({ 1: 'withdrawn', 3: 'queued' });
  });

  test('[BG6] an answer that was cut, altered, forged or sealed to keys since replaced is refused, and nothing changes', async () => {
    const [one, other] = [await machine(), await machine()];
    other.desk.online = true;
    await one.desk.accept(somebody());
    const path = await exported(one);
    const answer = await delivered(other, path);
    const text = await readFile(answer, 'utf8');
    const altered: [string, string][] = [
      ['', '不是参保台的离线包'],
      [text.slice(0, -30), '不是参保台的离线包'],
      [text.replace('"number":1', '"number":9'), '受损或被改动过'],
      [text.replace('"version":1', '"version":3'), '更新版本'],
      [text.replace(/"from":"[0-9a-f]{16}"/, '"from":"0123456789abcdef"'), '不是本机登记的平台做的'],
    ];
    for (const [bad, said] of altered) {
      await writeFile(join(root, 'bad.cbbag'), bad);
      expect(await one.read(join(root, 'bad.cbbag'))).toMatchObject({
        ok: false,
        error: { text: expect.stringContaining(said) },
      });
    }
    expect(one.desk.states()).toEqual({ 1: 'exported' });
    // The key file is lost with the disk: the answer cannot be opened, and the bag is simply made again.
    await rm(join(one.desk.folder, 'bag-keys.json'));
    await one.restart();
    one.desk.online = true;
    await one.bags.meet();
    cutOff(one);
    expect(await one.read(answer)).toMatchObject({
      ok: false,
      error: { text: expect.stringContaining('以前的密钥') },
    });
    const again = await exported(one, 1);
    expect(await other.deliver(path)).toMatchObject({
      ok: false,
      error: { text: expect.stringContaining('不认识') },
    });
    expect(await one.read(await delivered(other, again))).toMatchObject({ ok: true, value: { settled: 1 } });
  });

  test('[BG24] the platform lost what it had of the chain: the answer says so, and the next bag brings it', async () => {
    const [one, other] = [await machine(), await machine()];
    other.desk.online = true;
    await one.desk.accept(somebody());
    one.desk.online = true;
    await one.desk.settle();
    await one.desk.sync(({ delivery }) => delivery.status().chain?.state === 'whole');
    cutOff(one);
    await one.desk.accept(somebody());
    const path = await exported(one);
    const { device } = one.desk.line;
    await platform.db.query('DELETE FROM chain_links WHERE device = $1', [device]);
    await platform.db.query('DELETE FROM chain_epochs WHERE device = $1', [device]);
    const answer = await delivered(other, path);
    expect(await one.read(answer)).toMatchObject({
      ok: false,
      error: { text: expect.stringContaining('回到待上传') },
    });
    expect(one.desk.states()).toEqual({ 1: 'queued', 2: 'queued' });
    const next = await exported(one);
    expect(await one.read(await delivered(other, next))).toMatchObject({ ok: true, value: { settled: 2 } });
  });
});

describe('the keys of a desk', () => {
  test('[BG42] are made once and kept for nobody else to read; before the platform told its own, no bag is made', async () => {
    const folder = await mkdtemp(join(root, 'keys-'));
    const keys = new BagKeys(folder, plainCodec);
    const [first, second] = await Promise.all([keys.own(), keys.own()]);
    expect(second).toEqual(first);
    expect(await new BagKeys(folder, plainCodec).own()).toEqual(first);
    expect((await stat(join(folder, 'bag-keys.json'))).mode & 0o077).toBe(0);
    expect(await new BagKeys(folder, plainCodec).platform()).toEqual(ok(null));
    const one = await machine();
    await one.desk.accept(somebody());
    await rm(join(one.desk.folder, 'bag-keys.json'));
    await one.restart();
    expect((await one.bags.plan()).trouble?.code).toBe('NO_BAG_KEYS');
    expect(await one.bags.export(null)).toMatchObject({ ok: false, error: { code: 'NO_BAG_KEYS' } });
  });

  test('[BG42] a key file that cannot be read is left as it is and said', async () => {
    const folder = join(root, 'broken-keys');
    await mkdir(folder);
    await writeFile(join(folder, 'bag-keys.json'), '{"version":9}');
    expect(await new BagKeys(folder, plainCodec).own()).toMatchObject({
      ok: false,
      error: { code: 'BAG_KEYS' },
    });
    expect(await readFile(join(folder, 'bag-keys.json'), 'utf8')).toBe('{"version":9}');
  });
});

describe('the command line', () => {
  test('[BG40][BG41] shows a bag’s outside, hands it over and saves the answer', async () => {
    const one = await machine();
    await one.desk.accept(somebody());
    const path = await exported(one);
    const shown = await runBagCommand(['show', path]);
    expect(shown).toMatchObject({ ok: true, value: expect.stringContaining('第 1 号') });
    expect(JSON.stringify(shown)).toContain(one.desk.line.device);
    expect(JSON.stringify(shown)).not.toMatch(/1540\d{7}/);
    const out = join(root, 'answer.cbbag');
    const args = ['deliver', '--in', path, '--url', platform.url, '--out', out];
    for (const _ of [1, 2])
      expect(await runBagCommand(args)).toMatchObject({ ok: true, value: expect.stringContaining('已送到') });
    expect(await runBagCommand(['show', out])).toMatchObject({
      ok: true,
      value: expect.stringContaining('答复包'),
    });
    expect(await one.read(out)).toMatchObject({ ok: true, value: { settled: 1 } });
    const wrong: [string[], string][] = [
      [[], '用法'],
      [['deliver', '--in', path], '用法'],
      [['deliver', '--into', path], '用法'],
      [['show', join(root, 'nowhere')], '读不出文件'],
      [['deliver', '--in', out, '--url', platform.url, '--out', `${out}2`], '拿回原电脑'],
      [['deliver', '--in', path, '--url', 'http://198.51.100.7', '--out', out], '平台地址不能用'],
      [
        ['deliver', '--in', path, '--url', platform.url, '--out', join(root, 'none', 'x')],
        '再送一次可以再取答复',
      ],
    ];
    for (const [given, said] of wrong)
      expect(await runBagCommand(given)).toMatchObject({ ok: false, error: expect.stringContaining(said) });
  });
});
