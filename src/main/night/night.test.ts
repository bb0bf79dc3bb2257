import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SCENARIO } from '#fixtures/township';
import type { PublicKeys } from '#shared/bag/keys';
import type { Codec } from '#shared/codec';
import { KeyRing } from '#shared/crypto/keyRing';
import { sealingCodec } from '#shared/crypto/sealingCodec';
import { BagKeysExchanged, PROTOCOL } from '#shared/protocol/messages';
import { type InFront, startInFront } from '../../../test/conformance/doubles/inFront';
import { FaultyFiles } from '../../../test/faults/faultyFiles';
import { FolderDesk, type Line } from '../../../test/faults/folderDesk';
import { SAMPLE_JURISDICTION } from '../../platform/sample';
import { type RunningPlatform, startPlatform } from '../../platform/server';
import { TestDesk } from '../../platform/testing/desk';
import { pgliteEngine, type TestEngine } from '../../platform/testing/engines';
import { platformTransport } from '../delivery/transport';
import { nodeFiles } from '../journal/fileLayer';
import { nodeStandardSuite } from '../vault/nodeSuite';
import { type Night, type NightOptions, type NightStatus, startNight } from './night';
import { sentAtNight } from './nightLog';
import { NightShift } from './nightShift';
import type { OutboxKeys } from './outbox';
import { OUTBOX } from './outboxFile';
import { type DayDesk, openDay, party, random } from './testNight';

let engine: TestEngine;
let platform: RunningPlatform;
let root = '';
const nights: Night[] = [];
const fronts: InFront[] = [];

beforeAll(async () => {
  engine = await pgliteEngine();
  const started = await startPlatform({ ...(await engine.place()), today: '2026-11-22' });
  if (!started.ok) throw new Error(started.error.text);
  platform = started.value;
  root = await mkdtemp(join(tmpdir(), 'canbao-night-'));
});
afterEach(async () => {
  for (const night of nights.splice(0)) await night.stop();
  for (const front of fronts.splice(0)) await front.close();
});
afterAll(async () => {
  await platform?.stop();
  await engine?.close();
  await rm(root, { recursive: true, force: true });
});

/** A clerk's key: what the day writes opens with it alone, and the night does not have it. */
const clerksCodec = (): Codec => {
  const ring = new KeyRing(1, new Map([[1, random(32)]]));
  return sealingCodec(nodeStandardSuite, () => ({ ring, inbox: null }), random);
};

/** A registered desk whose platform has told its keys, and whose line is down by day. */
class Office {
  readonly own = party();
  readonly codec = clerksCodec();
  private readonly phones = new Map<number, string>();
  url = platform.url;
  online = false;
  platformKeys!: PublicKeys;
  day!: DayDesk;

  private constructor(
    readonly desk: TestDesk,
    readonly folder: string,
  ) {}

  static async open(): Promise<Office> {
    const desk = await TestDesk.registered(platform, SAMPLE_JURISDICTION);
    await desk.snapshot();
    const office = new Office(desk, await mkdtemp(join(root, 'desk-')));
    await office.meet();
    await office.morning();
    return office;
  }

  async meet(): Promise<void> {
    const { body } = await this.desk.ask('/v1/bags/keys', { protocol: PROTOCOL, keys: this.own.keys });
    this.platformKeys = BagKeysExchanged.parse(body).keys;
  }

  /** Somebody signs in. */
  async morning(): Promise<void> {
    this.day = await openDay({
      folder: this.folder,
      files: nodeFiles,
      codec: this.codec,
      device: this.desk.device,
      keys: () => ({ url: this.url, trust: null, platform: this.platformKeys, own: this.own }),
      transport: () =>
        this.online ? platformTransport({ url: platform.url, token: this.desk.secret }) : null,
    });
  }

  /** A new telephone of one of the scenario's people, accepted. */
  async accept(n: number): Promise<string> {
    const { url } = platform;
    const line: Line = { url, token: this.desk.secret, device: this.desk.device, records: this.desk.mirror };
    const draft = new FolderDesk(this.folder, line).draft(SCENARIO.adultToRegister[n]?.id ?? '');
    // As the clerk sees the person: with what waits.
    const phone = this.phones.get(n);
    const base = draft.base.map((seen) =>
      phone === undefined ? seen : { ...seen, fields: { ...seen.fields, phone } },
    );
    this.phones.set(n, String(draft.body.phone));
    const accepted = await this.day.journal.accept({ ...draft, base });
    if (!accepted.ok) throw new Error(accepted.error.text);
    return draft.opId;
  }

  /** The desk ends, and is started again without anybody signing in. */
  async night(url = platform.url): Promise<Night> {
    await this.day.written();
    await this.day.close();
    return this.coldStart(url);
  }

  async coldStart(url = platform.url, folder = this.folder): Promise<Night> {
    const night = await startNight({ ...this.atNight(url), folder });
    nights.push(night);
    return night;
  }

  atNight(url = platform.url): NightOptions {
    const transport = () => platformTransport({ url });
    return { folder: this.folder, files: nodeFiles, transport, now: Date.now, random: () => 0 };
  }

  /** Signed in with a line, and everything decided. */
  async settled(): Promise<Record<string, string>> {
    this.online = true;
    await this.morning();
    const open = () => this.day.delivery.status().queued + this.day.delivery.status().held;
    await expect.poll(open, { timeout: 20_000 }).toBe(0);
    const outcomes = this.day.delivery.verdicts(0, 100).map(({ verdict }) => [verdict.opId, verdict.outcome]);
    await this.day.close();
    return Object.fromEntries(outcomes) as Record<string, string>;
  }

  /** By how much each person's record went up since the desk's snapshot. */
  async raised(...people: number[]): Promise<number[]> {
    const before = people.map((n) => this.versionOf(n));
    await this.desk.snapshot();
    return people.map((n, i) => this.versionOf(n) - (before[i] ?? 0));
  }

  private versionOf(n: number): number {
    return this.desk.mirror.get(`person:${SCENARIO.adultToRegister[n]?.id}`)?.version ?? -1;
  }
}

const until = async (night: Night, applied: number): Promise<void> => {
  await expect
    .poll(() => night.status(), { timeout: 20_000, interval: 20 })
    .toMatchObject({ state: 'on', applied });
};
const ALREADY_SENT = { ok: false, error: { code: 'ALREADY_SENT' } };
const withdraw = ({ day }: Office, opId: string) =>
  day.journal.settle({ type: 'withdrawal', opId, reason: '改了主意', clerk: 'clerk-1' });

describe('the night', () => {
  test('[NI31] after a cold start all that was accepted is applied without anybody’s key, once, and the verdicts are there in the morning', async () => {
    const office = await Office.open();
    const opIds = [await office.accept(0), await office.accept(1), await office.accept(0)];
    const night = await office.night();
    await until(night, 3);
    expect(night.status()).toEqual({ state: 'on', waiting: 0, held: 0, applied: 3 });
    await night.stop();
    expect(await office.raised(0, 1)).toEqual([2, 1]);
    expect(await office.settled()).toEqual(Object.fromEntries(opIds.map((opId) => [opId, 'applied'])));
    expect(await office.raised(0, 1)).toEqual([0, 0]);
  });

  test('[NI32] what was pushed by day with its answer lost, goes by night and again in the morning, is applied once', async () => {
    const office = await Office.open();
    const opId = await office.accept(2);
    const [entry] = office.day.journal.all();
    if (entry?.content.type !== 'operation') throw new Error('no operation');
    const pushed = await office.desk.pushOne(entry.content.operation);
    const later = await office.accept(2);
    const night = await office.night();
    await until(night, 2);
    await night.stop();
    expect(await office.settled()).toEqual({ [opId]: 'applied', [later]: 'applied' });
    expect(await office.desk.pushOne(entry.content.operation)).toEqual(pushed);
    expect(await office.raised(2)).toEqual([2]);
  });

  test('[NI33] over a line that loses requests and answers, and starts in between, each is applied once and in order', async () => {
    const office = await Office.open();
    const opIds: string[] = [];
    for (let n = 0; n < 6; n++) opIds.push(await office.accept(3 + (n % 2)));
    let calls = 0;
    const front = await startInFront([platform.url], async (asked, onward) => {
      calls += 1;
      if (calls % 3 === 1) throw new Error('the request is lost');
      const answer = await onward(asked);
      if (calls % 3 === 2 && asked.url.pathname === '/v1/envelopes') throw new Error('the answer is lost');
      return answer;
    });
    fronts.push(front);
    let night = await office.night(front.url);
    await expect.poll(() => calls).toBeGreaterThan(2);
    await night.stop();
    night = await office.coldStart(front.url);
    await until(night, 6);
    await night.stop();
    expect(Object.values(await office.settled())).toEqual(opIds.map(() => 'applied'));
    expect(await office.raised(3, 4)).toEqual([3, 3]);
  });

  test('[NI34] to a platform that takes no envelopes nothing is handed over, and the clerk may still take back what waits', async () => {
    const office = await Office.open();
    const [opId, other] = [await office.accept(5), await office.accept(6)];
    const asked: string[] = [];
    const front = await startInFront([platform.url], async (request, onward) => {
      asked.push(request.url.pathname);
      const answer = await onward(request);
      if (request.url.pathname !== '/version') return answer;
      const { envelopes: _, ...older } = JSON.parse(answer.body.toString('utf8')) as { envelopes: boolean };
      return { ...answer, body: Buffer.from(JSON.stringify(older)) };
    });
    fronts.push(front);
    const night = await office.night(front.url);
    await expect.poll(() => asked.filter((path) => path === '/version').length).toBeGreaterThan(0);
    await night.stop();
    expect(asked).not.toContain('/v1/envelopes');
    expect(await sentAtNight(office.folder, nodeFiles)).toEqual([]);
    await office.morning();
    expect(await withdraw(office, opId)).toMatchObject({ ok: true });
    await office.day.close();
    expect(await office.settled()).toEqual({ [other]: 'applied' });
  });

  test('[NI35] a dead line marks nothing as sent; what was handed over by night is nobody’s to take back in the morning', async () => {
    const office = await Office.open();
    const opId = await office.accept(7);
    const dead = await office.night('http://127.0.0.1:9');
    await expect.poll(() => dead.status()).toMatchObject({ waiting: 1 });
    await dead.stop();
    expect(await sentAtNight(office.folder, nodeFiles)).toEqual([]);
    const night = await office.coldStart();
    await until(night, 1);
    await night.stop();
    expect(await sentAtNight(office.folder, nodeFiles)).toEqual([opId]);
    await office.morning();
    expect(await withdraw(office, opId)).toMatchObject(ALREADY_SENT);
    await office.day.close();
    // The mark is delivery's own from then on.
    expect(await sentAtNight(office.folder, nodeFiles)).toEqual([]);
    await office.morning();
    expect(await withdraw(office, opId)).toMatchObject(ALREADY_SENT);
    await office.day.close();
  });

  test('[NI36] a platform with other keys since takes nothing by night, and everything in the morning', async () => {
    const office = await Office.open();
    const opId = await office.accept(8);
    // Sealed to keys that the platform does not have any more.
    office.platformKeys = party().keys;
    const night = await office.night();
    await expect.poll(() => night.status()).toEqual({ state: 'on', waiting: 0, held: 1, applied: 0 });
    await night.stop();
    expect(await office.raised(8)).toEqual([0]);
    await office.meet();
    expect(await office.settled()).toEqual({ [opId]: 'applied' });
  });

  test('[NI37] an outbox under another desk’s name or on another desk’s disk is never that desk’s work', async () => {
    const [office, other] = [await Office.open(), await Office.open()];
    await office.accept(9);
    await office.day.written();
    await office.day.close();
    const text = await readFile(join(office.folder, OUTBOX.name), 'latin1');
    expect(text).toContain(office.desk.device);
    await other.day.close();
    await cp(join(office.folder, OUTBOX.name), join(other.folder, OUTBOX.name));
    expect((await other.coldStart()).status()).toEqual({ state: 'off', why: 'behind' });
    // With the journal beside it, it is the first desk's all the same.
    await cp(office.folder, other.folder, { recursive: true });
    await until(await other.coldStart(), 1);
    const rows = await platform.db.query('SELECT device FROM operations WHERE device = ANY($1)', [
      [office.desk.device, other.desk.device],
    ]);
    expect(rows).toEqual([{ device: office.desk.device }]);
  });

  test('[NI38] where nothing was sealed, or the outbox cannot be relied on, the night says so and does nothing', async () => {
    const office = await Office.open();
    await office.day.close();
    const empty = await mkdtemp(join(root, 'empty-'));
    expect((await office.coldStart(platform.url, empty)).status()).toEqual({ state: 'off', why: 'none' });
    await office.morning();
    await office.accept(10);
    const night = await office.night();
    await night.stop();
    expect(night.status()).toMatchObject({ state: 'on' });
  });

  test('[NI39] one deliverer at a time: the night begins when the day has ended, and has ended when the next day begins', async () => {
    const office = await Office.open();
    const opId = await office.accept(11);
    const seen: string[] = [];
    let status: NightStatus | null = null;
    const shift = new NightShift(office.atNight(), (now) => {
      status = now;
      seen.push(now.state);
    });
    expect(office.day.outbox.isReady()).toBe(true);
    const begun = shift.begin(async () => {
      await office.day.close();
      seen.push('the day has ended');
    });
    // Somebody is back before the night has begun: it ends before they come in.
    await shift.end();
    await begun;
    expect(seen.slice(0, 2)).toEqual(['the day has ended', 'on']);
    await office.morning();
    const evening = shift.begin(() => office.day.close(), 1);
    expect(shift.waiting()).toBe(1);
    await evening;
    await expect.poll(() => status, { timeout: 20_000 }).toMatchObject({ waiting: 0, applied: 1 });
    await shift.begin();
    expect(shift.waiting()).toBe(0);
    await shift.end();
    expect(shift.waiting()).toBeNull();
    const told = seen.length;
    expect(await office.settled()).toEqual({ [opId]: 'applied' });
    expect(seen.length).toBe(told);
  });

  test('[NI40] the day lets its memory go only where the night can go on: keys are known and the disk took everything', async () => {
    const office = await Office.open();
    expect(office.day.outbox.isReady()).toBe(true);
    await office.day.close();
    const files = new FaultyFiles(nodeFiles);
    let keys: OutboxKeys | null = null;
    const day = await openDay({
      folder: office.folder,
      files,
      codec: office.codec,
      device: office.desk.device,
      keys: () => keys,
    });
    expect(day.outbox.isReady()).toBe(false);
    await day.written();
    keys = { url: platform.url, trust: null, platform: office.platformKeys, own: office.own };
    files.plan = [{ on: 'append', code: 'ENOSPC' }];
    await day.written();
    expect(day.outbox.isReady()).toBe(false);
    await day.close();
  });
});
