import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { SCENARIO } from '#fixtures/township';
import { makeSecretKeys, type PublicKeys, publicKeysOf, type SecretKeys } from '#shared/bag/keys';
import type { NewOperation, Operation } from '#shared/domain/operation';
import { digestOf, type Envelope, sealEnvelope } from '#shared/envelope/envelope';
import { BagKeysExchanged, EnvelopesDelivered, PlatformVersion, PROTOCOL } from '#shared/protocol/messages';
import { SAMPLE_JURISDICTION } from '../../sample';
import type { RunningPlatform } from '../../server';
import { call, TestDesk } from '../desk';

const random = (length: number): Uint8Array => randomBytes(length);
let phones = 0;

/** A desk that seals what it accepts. */
class SealingDesk {
  secret: SecretKeys = makeSecretKeys(random);
  platformKeys!: PublicKeys;

  private constructor(readonly desk: TestDesk) {}

  static async registered(platform: RunningPlatform): Promise<SealingDesk> {
    const desk = new SealingDesk(await TestDesk.registered(platform, SAMPLE_JURISDICTION));
    await desk.desk.snapshot();
    await desk.meet();
    return desk;
  }

  async meet(): Promise<void> {
    const keys = publicKeysOf(this.secret);
    const { body } = await this.desk.ask('/v1/bags/keys', { protocol: PROTOCOL, keys });
    this.platformKeys = BagKeysExchanged.parse(body).keys;
  }

  /** A new telephone of one of the scenario's people. */
  accept(n: number): NewOperation {
    phones += 1;
    const phone = `1540096${String(phones).padStart(4, '0')}`;
    const personId = SCENARIO.adultToRegister[30 + n]?.id ?? '';
    return this.desk.operation('RES_CHANGE', { personId, phone, note: null });
  }

  seal(operation: Operation, to = this.platformKeys): Envelope {
    const from = { secret: this.secret, keys: publicKeysOf(this.secret) };
    return sealEnvelope({ operation, recheck: null, from, to, random });
  }

  /** Brought by anybody: no token. */
  async deliver(...envelopes: Envelope[]): Promise<string[]> {
    const { body } = await bring(this.desk.url, this.desk.device, envelopes);
    const { receipts } = EnvelopesDelivered.parse(body);
    expect(receipts.map(({ opId, digest }) => ({ opId, digest }))).toEqual(
      envelopes.map((envelope) => ({ opId: envelope.opId, digest: digestOf(envelope) })),
    );
    return receipts.map(({ outcome }) => outcome);
  }
}

const bring = (url: string, device: string, envelopes: readonly Envelope[]) =>
  call(url, '/v1/envelopes', { protocol: PROTOCOL, device, envelopes });

const versionOf = async ({ desk }: SealingDesk, { body }: NewOperation): Promise<number> => {
  await desk.snapshot();
  return desk.mirror.get(`person:${String(body.personId)}`)?.version ?? -1;
};

/** Envelopes: operations that a desk sealed when it accepted them. */
export function envelopeSuite(platform: () => RunningPlatform): void {
  test('[NI4] the platform says that it takes envelopes', async () => {
    const { body } = await call(platform().url, '/version');
    expect(PlatformVersion.parse(body).envelopes).toBe(true);
  });

  test('[NI5] the same operation by envelope and by push, in either order, again and at once, is applied once', async () => {
    const desk = await SealingDesk.registered(platform());
    const [a, b] = [desk.accept(0), desk.accept(1)];
    const before = [await versionOf(desk, a), await versionOf(desk, b)];
    const sealed = desk.seal(a);
    expect(await desk.deliver(sealed)).toEqual(['applied']);
    const verdict = await desk.desk.pushOne(a);
    expect(verdict).toMatchObject({ outcome: 'applied', opId: a.opId, bodyHash: a.bodyHash });
    expect(await desk.deliver(sealed, desk.seal(a))).toEqual(['applied', 'applied']);
    const pushed = await desk.desk.pushOne(b);
    const both = await Promise.all([
      desk.deliver(desk.seal(b)),
      desk.deliver(desk.seal(b)),
      desk.desk.push(b, a),
    ]);
    expect(both).toEqual([['applied'], ['applied'], [pushed, verdict]]);
    expect([await versionOf(desk, a), await versionOf(desk, b)]).toEqual(before.map((v) => v + 1));
  });

  test('[NI6] envelopes of a lane are decided in the order of their number; behind one that was not applied the later ones wait', async () => {
    const desk = await SealingDesk.registered(platform());
    const first = desk.accept(2);
    const second: NewOperation = { ...desk.accept(2), base: [] };
    const alone = desk.accept(3);
    const spoilt: NewOperation = { ...first, bodyHash: second.bodyHash };
    expect(await desk.deliver(desk.seal(second), desk.seal(spoilt), desk.seal(alone))).toEqual([
      'waiting',
      'invalid',
      'applied',
    ]);
    expect(await desk.deliver(desk.seal(first))).toEqual(['applied']);
  });

  test('[NI7] for another platform, of another desk, altered, or of keys since replaced, an envelope is unreadable and keeps nobody else from counting', async () => {
    const desk = await SealingDesk.registered(platform());
    const stranger = await SealingDesk.registered(platform());
    const [a, good] = [desk.accept(4), desk.accept(5)];
    const before = await versionOf(desk, a);
    const elsewhere = publicKeysOf(makeSecretKeys(random));
    const sealed = desk.seal(a);
    const altered = {
      ...sealed,
      sealed: `${sealed.sealed.slice(0, -1)}${sealed.sealed.endsWith('0') ? '1' : '0'}`,
    };
    expect(await desk.deliver(desk.seal(a, elsewhere), altered, stranger.seal(a), desk.seal(good))).toEqual([
      'unreadable',
      'unreadable',
      'unreadable',
      'applied',
    ]);
    // The other desk's own name does not make it its own either.
    expect(await stranger.deliver(sealed, stranger.seal(a))).toEqual(['unreadable', 'unreadable']);
    const { body } = await bring(desk.desk.url, 'desk-of-nobody', [sealed]);
    expect(EnvelopesDelivered.parse(body).receipts[0]?.outcome).toBe('unreadable');
    desk.secret = makeSecretKeys(random);
    await desk.meet();
    expect(await desk.deliver(sealed)).toEqual(['unreadable']);
    expect(await versionOf(desk, a)).toBe(before);
    expect(await desk.deliver(desk.seal(a))).toEqual(['applied']);
    const rows = await platform().db.query('SELECT op_id FROM operations WHERE op_id = $1', [a.opId]);
    expect(rows).toHaveLength(1);
  });

  test('[NI8] a receipt says what became of it and nothing about anybody', async () => {
    const desk = await SealingDesk.registered(platform());
    const operation = desk.accept(6);
    const { body } = await bring(desk.desk.url, desk.desk.device, [desk.seal(operation)]);
    const { receipts } = EnvelopesDelivered.parse(body);
    expect(Object.keys(receipts[0] ?? {}).sort()).toEqual(['digest', 'opId', 'outcome']);
    const said = JSON.stringify(body);
    for (const hidden of [String(operation.body.phone), String(operation.body.personId), operation.bodyHash])
      expect(said).not.toContain(hidden);
  });
}
