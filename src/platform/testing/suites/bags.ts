import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { SCENARIO } from '#fixtures/township';
import { BAG_FAULT_TEXTS, openBag, readBag, sealBag } from '#shared/bag/bag';
import { BagAnswer, type BagLoad } from '#shared/bag/content';
import { makeSecretKeys, type PublicKeys, publicKeysOf, type SecretKeys } from '#shared/bag/keys';
import type { NewOperation } from '#shared/domain/operation';
import type { Jurisdiction } from '#shared/domain/region';
import type { Json } from '#shared/json';
import { BagDelivered, BagKeysExchanged, PROTOCOL } from '#shared/protocol/messages';
import { SAMPLE_JURISDICTION } from '../../sample';
import type { RunningPlatform } from '../../server';
import { TestChain } from '../chainOf';
import { call, refusalOf, TestDesk } from '../desk';

const random = (length: number): Uint8Array => randomBytes(length);
/** A desk beside the sample's township: it may not write there. */
const ELSEWHERE: Jurisdiction = { region: '220199', name: '白石镇', prefixes: ['220199200'] };

/** A desk that makes bags. */
class BagDesk {
  secret: SecretKeys = makeSecretKeys(random);
  platformKeys!: PublicKeys;
  readonly chain = new TestChain();

  private constructor(
    readonly desk: TestDesk,
    private readonly platform: RunningPlatform,
  ) {}

  static async registered(platform: RunningPlatform, jurisdiction = SAMPLE_JURISDICTION): Promise<BagDesk> {
    const desk = new BagDesk(await TestDesk.registered(platform, jurisdiction), platform);
    await desk.desk.snapshot();
    await desk.meet();
    return desk;
  }

  get keys(): PublicKeys {
    return publicKeysOf(this.secret);
  }

  async meet(): Promise<void> {
    const { body } = await this.desk.ask('/v1/bags/keys', { protocol: PROTOCOL, keys: this.keys });
    this.platformKeys = BagKeysExchanged.parse(body).keys;
  }

  /** A new telephone, accepted. */
  accept(n: number): NewOperation {
    const personId = SCENARIO.adultToRegister[30 + n]?.id ?? '';
    phones += 1;
    const phone = `1540095${String(phones).padStart(4, '0')}`;
    const body = { personId, phone, note: null };
    return this.chain.accepted(this.desk.operation('RES_CHANGE', body)) as NewOperation;
  }

  seal(number: number, load: BagLoad, over: { kind?: 'answer'; to?: PublicKeys } = {}): string {
    return sealBag({
      header: {
        kind: over.kind ?? 'delivery',
        device: this.desk.device,
        number,
        answers: null,
        operations: load.operations.length,
        madeAt: '2026-11-22T09:00:00.000Z',
      },
      content: load as unknown as Json,
      from: this.secret,
      fromPublic: this.keys,
      to: over.to ?? this.platformKeys,
      random,
    });
  }

  bag(number: number, operations: readonly unknown[]): string {
    return this.seal(number, { v: 1, operations: [...operations], chain: this.chain.part() });
  }

  /** Brought by anybody: no token. */
  async deliver(bag: string): Promise<BagAnswer> {
    const { body } = await deliver(this.platform, bag);
    return this.open(BagDelivered.parse(body).bag);
  }

  open(answer: string): BagAnswer {
    const read = readBag(new TextEncoder().encode(answer));
    if (!read.ok) throw new Error(read.error);
    expect(read.value.header).toMatchObject({ kind: 'answer', device: this.desk.device });
    const opened = openBag({
      bag: read.value,
      own: this.secret,
      ownPublic: this.keys,
      sender: this.platformKeys,
    });
    if (!opened.ok) throw new Error(opened.error);
    return BagAnswer.parse(opened.value);
  }
}

let phones = 0;

const deliver = (platform: RunningPlatform, bag: string) =>
  call(platform.url, '/v1/bags', { protocol: PROTOCOL, bag });
const outcomes = ({ verdicts }: BagAnswer): unknown[] =>
  verdicts.map((verdict) => (verdict as { outcome: string }).outcome);

/** Bags: operations that come on a memory stick. */
export function bagSuite(platform: () => RunningPlatform): void {
  test('[BG20][BG21] a bag brought by anybody is decided for the desk that made it, once, however often it comes', async () => {
    const desk = await BagDesk.registered(platform());
    const operations = [desk.accept(0), desk.accept(1)];
    const bag = desk.bag(1, operations);
    const first = await desk.deliver(bag);
    expect(outcomes(first)).toEqual(['applied', 'applied']);
    expect(first.chain?.head).toEqual(desk.chain.head());
    const again = await desk.deliver(bag);
    expect(again.verdicts).toEqual(first.verdicts);
    expect(await desk.desk.push(...operations)).toEqual(first.verdicts);
    const both = desk.bag(2, [...operations, desk.accept(2)]);
    expect((await desk.deliver(both)).verdicts.slice(0, 2)).toEqual(first.verdicts);
    const rows = await platform().db.query('SELECT op_id FROM operations WHERE device = $1', [
      desk.desk.device,
    ]);
    expect(rows.length).toBe(3);
  });

  test('[BG20] the jurisdiction is the one of the desk that made it, and an operation of another desk is not its own', async () => {
    const stranger = await BagDesk.registered(platform(), ELSEWHERE);
    const desk = await BagDesk.registered(platform());
    const foreign = desk.accept(3);
    const theirs: NewOperation = { ...foreign, device: stranger.desk.device };
    const answer = await stranger.deliver(
      stranger.seal(1, { v: 1, operations: [theirs, foreign], chain: null }),
    );
    expect(answer.verdicts[0]).toMatchObject({ outcome: 'conflict', why: 'OUT_OF_SCOPE' });
    expect(answer.verdicts[1]).toMatchObject({ outcome: 'invalid' });
  });

  test('[BG22] what is not a bag for this platform from a desk it knows is refused with a sentence, and nothing is taken', async () => {
    const desk = await BagDesk.registered(platform());
    const operation = desk.accept(4);
    const load: BagLoad = { v: 1, operations: [operation], chain: null };
    const bag = desk.seal(1, load);
    const other = publicKeysOf(makeSecretKeys(random));
    const refusals: [string, string][] = [
      ['花名册.xlsx', BAG_FAULT_TEXTS['not-a-bag']],
      [bag.slice(0, -40), BAG_FAULT_TEXTS['not-a-bag']],
      [bag.replace('"version":1', '"version":2'), BAG_FAULT_TEXTS.newer],
      [desk.seal(1, { ...load, v: 2 } as unknown as BagLoad), BAG_FAULT_TEXTS.newer],
      [desk.seal(1, load, { to: other }), BAG_FAULT_TEXTS['not-for-us']],
      [bag.replace('"number":1', '"number":2'), BAG_FAULT_TEXTS.damaged],
      [desk.seal(1, { ...load, operations: [] }), BAG_FAULT_TEXTS.damaged],
      [bag.replaceAll(desk.desk.device, 'desk-nobody'), BAG_FAULT_TEXTS['unknown-sender']],
      [desk.seal(1, load, { kind: 'answer' }), '拿回原电脑'],
    ];
    for (const [text, said] of refusals)
      expect(refusalOf(await deliver(platform(), text))).toMatchObject({
        status: 422,
        code: 'BAG_UNUSABLE',
        text: expect.stringContaining(said),
      });
    // The desk lost its keys and was given new ones: what the old ones signed is not its any more.
    desk.secret = makeSecretKeys(random);
    await desk.meet();
    expect(refusalOf(await deliver(platform(), bag)).text).toBe(BAG_FAULT_TEXTS['unknown-sender']);
    const rows = await platform().db.query('SELECT 1 FROM operations WHERE device = $1', [desk.desk.device]);
    expect(rows).toEqual([]);
    expect(outcomes(await desk.deliver(desk.bag(2, [operation])))).toEqual(['applied']);
  });

  test('[BG23] bags may come in any order, and the answer names those that never came', async () => {
    const desk = await BagDesk.registered(platform());
    const [one, two] = [desk.accept(5), desk.accept(6)];
    expect((await desk.deliver(desk.bag(3, [one, two]))).missing).toEqual([1, 2]);
    const late = await desk.deliver(desk.bag(1, [one]));
    expect([late.missing, outcomes(late)]).toEqual([[], ['applied']]);
    expect((await desk.deliver(desk.bag(4, [desk.accept(7)]))).missing).toEqual([2]);
  });

  test('[BG24] a bag of a desk whose chain forked, or with a gap before it, is not taken, and the answer says so', async () => {
    const desk = await BagDesk.registered(platform());
    const first = desk.accept(8);
    await desk.deliver(desk.bag(1, [first]));
    const [lost, next] = [desk.accept(9), desk.accept(10)];
    const gap = { ...desk.chain.part(2) };
    const answer = await desk.deliver(desk.seal(2, { v: 1, operations: [lost, next], chain: gap }));
    expect(answer).toMatchObject({
      verdicts: [],
      refused: { code: 'CHAIN_GAP' },
      chain: { head: { seq: 1 } },
    });
    const branch = new TestChain();
    const theirs = branch.accepted({ ...first, body: first.body, day: '2026-11-21' });
    const forked = await desk.deliver(desk.seal(3, { v: 1, operations: [theirs], chain: branch.part() }));
    expect(forked).toMatchObject({
      verdicts: [],
      refused: { code: 'CHAIN_FORKED' },
      chain: { fork: { seq: 1 } },
    });
    expect(outcomes(await desk.deliver(desk.bag(4, [lost, next])))).toEqual(['applied', 'applied']);
  });

  test('[BG25] the platform has one pair of keys, whoever asks first and however many ask at once', async () => {
    const desks = await Promise.all([1, 2, 3].map(() => BagDesk.registered(platform())));
    expect(new Set(desks.map(({ platformKeys }) => platformKeys.seal)).size).toBe(1);
  });
}
