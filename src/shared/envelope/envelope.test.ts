import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeSecretKeys, publicKeysOf } from '../bag/keys';
import { bodyHashOf, type NewOperation } from '../domain/operation';
import { digestOf, Envelope, openEnvelope, sealEnvelope } from './envelope';

const random = (length: number): Uint8Array => randomBytes(length);
const party = () => {
  const secret = makeSecretKeys(random);
  return { secret, keys: publicKeysOf(secret) };
};
const desk = party();
const platform = party();
const other = party();
const body = { personId: 'p-1', phone: '15400000008', note: '李秀英' };
const operation: NewOperation = {
  v: 2,
  saga: null,
  opId: '01JD0000000000000000000001',
  matter: 'RES_CHANGE',
  subjects: [{ kind: 'person', id: 'p-1' }],
  base: [],
  body,
  bodyHash: bodyHashOf({ body }),
  forecast: { decision: 'ALLOW', rules: [], book: 'test', asOf: 'test', warnReason: null },
  day: '2026-11-22',
  clerk: 'clerk-1',
  supersedes: null,
  device: 'desk-0000-0001',
  seq: 7,
};
const recheck = { opId: operation.opId, reviewer: 'clerk-2', reason: '' };
const seal = (over: Partial<Parameters<typeof sealEnvelope>[0]> = {}): Envelope =>
  sealEnvelope({ operation, recheck, from: desk, to: platform.keys, random, ...over });
const open = (envelope: Envelope, over: Partial<Parameters<typeof openEnvelope>[0]> = {}) =>
  openEnvelope({ envelope, device: operation.device, sender: desk.keys, own: platform, ...over });

describe('an envelope', () => {
  test('[NI1] the platform it is for opens it, with the re-check in it, and nobody else does', () => {
    const envelope = seal();
    expect(Envelope.safeParse(JSON.parse(JSON.stringify(envelope))).success).toBe(true);
    expect(open(envelope)).toEqual({ ok: true, value: { v: 1, operation, recheck } });
    expect(open(envelope, { own: other })).toEqual({ ok: false, error: 'not-for-us' });
    const impostor = { secret: other.secret, keys: platform.keys };
    expect(open(envelope, { own: impostor })).toEqual({ ok: false, error: 'altered' });
  });

  test('[NI1] the desk that sealed it cannot open it again, and two of the same operation have nothing in common', () => {
    const [first, second] = [seal(), seal()];
    expect(open(first, { own: { secret: desk.secret, keys: platform.keys } }).ok).toBe(false);
    expect(first.sealed).not.toBe(second.sealed);
    expect(digestOf(first)).not.toBe(digestOf(second));
  });

  test('[NI2] nothing of an operation but its id can be read in it: neither words nor what a guess could be held against', () => {
    const text = JSON.stringify(seal());
    expect(text).toContain(operation.opId);
    for (const hidden of ['15400000008', '李秀英', 'p-1', 'clerk-1', 'RES_CHANGE', operation.bodyHash])
      expect(text).not.toContain(hidden);
  });

  test('[NI3] made by another desk, or said to be another’s, it does not open', () => {
    expect(open(seal({ from: other }))).toEqual({ ok: false, error: 'unknown-sender' });
    const forged = { ...seal({ from: other }), from: seal().from };
    expect(open(forged)).toEqual({ ok: false, error: 'altered' });
    expect(open(seal(), { device: 'desk-0000-0002' })).toEqual({ ok: false, error: 'altered' });
    // Signed in due form by a desk about an operation that is not its own.
    const foreign = seal({ operation: { ...operation, device: 'desk-0000-0002' } });
    expect(open(foreign, { device: 'desk-0000-0002' }).ok).toBe(true);
    expect(open(foreign).ok).toBe(false);
  });

  test('[NI3] whatever digit of it is changed, it opens as nothing', () => {
    const envelope = seal();
    fc.assert(
      fc.property(
        fc.constantFrom(
          'opId' as const,
          'from' as const,
          'to' as const,
          'sealed' as const,
          'signature' as const,
        ),
        fc.nat(),
        fc.constantFrom('0', '1', 'A', 'f'),
        (field, at, by) => {
          const text = envelope[field];
          const place = at % text.length;
          fc.pre(text[place] !== by);
          const changed = { ...envelope, [field]: text.slice(0, place) + by + text.slice(place + 1) };
          // A border parses first: of two ways to write a digit one is the form's.
          const parsed = Envelope.safeParse(changed);
          expect(parsed.success && open(parsed.data).ok).toBe(false);
        },
      ),
      { numRuns: 200 },
    );
    expect(open({ ...envelope, sealed: envelope.sealed.slice(0, -2) }).ok).toBe(false);
    expect(open({ ...envelope, sealed: 'cb' }).ok).toBe(false);
  });
});
