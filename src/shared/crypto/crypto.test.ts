import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { sm4 } from 'sm-crypto-v2';
import { describe, expect, test } from 'vitest';
import { plainCodec } from '../codec';
import { canonicalJson } from '../json';
import { KeyRing } from './keyRing';
import { nationalSuite } from './national';
import { type Inbox, isSealed, SealError } from './sealed';
import { type SealingKeys, sealingCodec } from './sealingCodec';
import { standardSuite } from './standard';
import type { CryptoSuite } from './suite';
import { SUITES, suiteNamed } from './suites';

const random = (length: number) => new Uint8Array(randomBytes(length));
const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const utf8 = (text: string) => new TextEncoder().encode(text);

const ringOf = (...ids: readonly number[]) =>
  new KeyRing(ids.at(-1) ?? 1, new Map(ids.map((id) => [id, random(32)])));
const inboxOf = (suite: CryptoSuite): Inbox => {
  const secretKey = random(32);
  return { id: 1, secretKey, publicKey: suite.sealingKeyOf(secretKey) };
};
const fault = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof SealError) return error.fault;
    throw error;
  }
  return 'opened';
};

describe('the suites', () => {
  test('[VA1] each has a number of its own and is found by it', () => {
    expect(SUITES.map(({ id, name }) => `${id} ${name}`)).toEqual(['1 std', '2 gm', '3 swift']);
    for (const suite of SUITES) expect(suiteNamed(suite.name)).toBe(suite);
  });

  test('[VA1] AES-256-GCM, HMAC and HKDF are those of OpenSSL', () => {
    const [key, nonce, bound] = [random(32), random(12), utf8('context')];
    const sealed = standardSuite.seal(key, nonce, utf8('王小二'), bound);
    const cipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(bound).setAuthTag(sealed.slice(-16));
    expect(Buffer.concat([cipher.update(sealed.slice(0, -16)), cipher.final()]).toString()).toBe('王小二');
    expect(Buffer.from(standardSuite.mac(key, nonce))).toEqual(
      createHmac('sha256', key).update(nonce).digest(),
    );
    expect(Buffer.from(standardSuite.derive(key, 'field', 32))).toEqual(
      Buffer.from(hkdfSync('sha256', key, new Uint8Array(), 'field', 32)),
    );
  });

  test('[VA2] SM4-GCM gives what RFC 8998 A.1 says, and refuses another tag', () => {
    const key = hex('0123456789ABCDEFFEDCBA9876543210');
    const nonce = hex('00001234567800000000ABCD');
    const bound = hex('FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2');
    const plain = hex(
      'AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDDEEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA',
    );
    const sealed = nationalSuite.seal(key, nonce, plain, bound);
    expect(Buffer.from(sealed).toString('hex').toUpperCase()).toBe(
      '17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D' +
        '83DE3541E4C2B58177E065A9BF7B62EC',
    );
    expect(nationalSuite.open(key, nonce, sealed, bound)).toEqual(plain);
    expect(() => nationalSuite.open(key, nonce, sealed.slice(0, 15), bound)).toThrow();
    expect(() =>
      nationalSuite.open(
        key,
        nonce,
        sealed.map((b, i) => (i === 70 ? b ^ 1 : b)),
        bound,
      ),
    ).toThrow();
  });

  test('[VA2] SM3 and its HMAC and HKDF are those of GB/T 32905 and OpenSSL', () => {
    const digest = (text: string) => Buffer.from(nationalSuite.digest(utf8(text))).toString('hex');
    // GB/T 32905-2016, A.1.
    expect(digest('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    const key = random(32);
    expect(Buffer.from(nationalSuite.mac(key, utf8('abc')))).toEqual(
      createHmac('sm3', key).update('abc').digest(),
    );
    expect(Buffer.from(nationalSuite.derive(key, 'field', 16))).toEqual(
      Buffer.from(hkdfSync('sm3', key, new Uint8Array(), 'field', 16)),
    );
  });

  test('[VA2] the library gives the ciphertext of the open interface of the insurance platform', () => {
    const appId = 'SYNTHETICAPPID0000000000000000AA';
    const appSecret = 'SYNTHETICSECRET00000000000000BB';
    const ecb = (text: string, key: string) =>
      String(sm4.encrypt(utf8(text), utf8(key), { mode: 'ecb', padding: 'pkcs#7' })).toUpperCase();
    const dataKey = ecb(appSecret, appId.slice(0, 16)).slice(0, 16);
    expect(dataKey).toBe('11191C2748F592B2');
    const data = { certno: '110000189012310018', psnCertType: '01', psnName: '测试人员' };
    expect(ecb(canonicalJson(data), dataKey)).toBe(
      '180DE477BDF13EBBB7B204E7F2E8BCFA1E1C58E8FE761A2E7BC1BDB5F37F5CEBEB091752E8BEF9ED576486776E32BCADC4D9F3D84CF06BE0E5D12A6BF0B929F70D69A3A1D40F33AA2AC5D45AB9184CA0',
    );
  });

  test.each(SUITES)('[VA3] $name: a signature is of these bytes and this key', (suite) => {
    const [one, other] = [random(32), random(32)];
    const signature = suite.sign(one, utf8('流水'));
    expect(suite.verify(suite.signingKeyOf(one), utf8('流水'), signature)).toBe(true);
    expect(suite.verify(suite.signingKeyOf(other), utf8('流水'), signature)).toBe(false);
    expect(suite.verify(suite.signingKeyOf(one), utf8('流水 '), signature)).toBe(false);
    for (let at = 0; at < signature.length; at += 7)
      expect(
        suite.verify(
          suite.signingKeyOf(one),
          utf8('流水'),
          signature.map((b, i) => (i === at ? b ^ 1 : b)),
        ),
      ).toBe(false);
    expect(suite.verify(suite.signingKeyOf(one), utf8('流水'), new Uint8Array())).toBe(false);
  });
});

describe.each(SUITES)('the sealing codec, $name', (suite) => {
  const with_ = (keys: SealingKeys) => sealingCodec(suite, () => keys, random);

  test('[VA4] gives back what was sealed, in its context only', () => {
    const codec = with_({ ring: ringOf(1), inbox: null });
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), fc.string(), (value, context, other) => {
        const sealed = codec.seal(value, context);
        expect(codec.open(sealed, context)).toEqual(plainCodec.open(plainCodec.seal(value, ''), ''));
        if (context !== other) expect(fault(() => codec.open(sealed, other))).toBe('altered');
      }),
      { numRuns: 60 },
    );
  });

  test('[VA5] notices every byte that is another, and every cut', () => {
    const codec = with_({ ring: ringOf(1), inbox: null });
    const sealed = codec.seal({ name: '王小二', certNo: '11010519491231002X' }, 'mirror/person/1');
    for (let at = 0; at < sealed.length; at++) {
      const other = sealed.map((b, i) => (i === at ? b ^ (1 << (at % 8)) : b));
      expect(
        fault(() => codec.open(other, 'mirror/person/1')),
        `byte ${at}`,
      ).not.toBe('opened');
      expect(
        fault(() => codec.open(sealed.slice(0, at), 'mirror/person/1')),
        `cut at ${at}`,
      ).not.toBe('opened');
    }
  });

  test('[VA4] two people’s values cannot be put in each other’s place, and the same value is sealed differently each time', () => {
    const codec = with_({ ring: ringOf(1), inbox: null });
    const a = codec.seal('甲', 'persons/A/1');
    expect(fault(() => codec.open(a, 'persons/B/1'))).toBe('altered');
    expect(codec.seal('甲', 'persons/A/1')).not.toEqual(a);
  });

  test('[VA6] a rotated ring opens what older keys sealed, and knows it as stale', () => {
    const [first, second] = [random(32), random(32)];
    const before = with_({ ring: new KeyRing(1, new Map([[1, first]])), inbox: null });
    const after = with_({
      ring: new KeyRing(
        2,
        new Map([
          [1, first],
          [2, second],
        ]),
      ),
      inbox: null,
    });
    const old = before.seal({ n: 1 }, 'c');
    expect(before.isStale(old)).toBe(false);
    expect(after.open(old, 'c')).toEqual({ n: 1 });
    expect(after.isStale(old)).toBe(true);
    expect(after.isStale(after.seal({ n: 1 }, 'c'))).toBe(false);
    expect(fault(() => before.open(after.seal({ n: 1 }, 'c'), 'c'))).toBe('key');
  });

  test('[VA6] what another suite sealed opens, and is stale', () => {
    const ring = ringOf(1);
    for (const other of SUITES.filter(({ id }) => id !== suite.id)) {
      const theirs = sealingCodec(other, () => ({ ring, inbox: null }), random).seal('值', 'c');
      expect(with_({ ring, inbox: null }).open(theirs, 'c')).toBe('值');
      expect(with_({ ring, inbox: null }).isStale(theirs)).toBe(true);
    }
  });

  test('[VA7] locked, it seals to the inbox and opens nothing; unlocked again it opens that, in its context, unaltered', () => {
    const ring = ringOf(1);
    const inbox = inboxOf(suite);
    const before = with_({ ring, inbox }).seal('早', 'c');
    const locked = with_({ ring: null, inbox: { ...inbox, secretKey: null } });
    const meanwhile = locked.seal({ 回执: '已办' }, 'verdict/1');
    expect(fault(() => locked.open(meanwhile, 'verdict/1'))).toBe('key');
    expect(fault(() => locked.open(before, 'c'))).toBe('key');
    const unlocked = with_({ ring, inbox });
    expect(unlocked.open(meanwhile, 'verdict/1')).toEqual({ 回执: '已办' });
    expect(unlocked.isStale(meanwhile)).toBe(true);
    expect(fault(() => unlocked.open(meanwhile, 'verdict/2'))).toBe('altered');
    for (let at = 0; at < meanwhile.length; at++)
      expect(
        fault(() =>
          unlocked.open(
            meanwhile.map((b, i) => (i === at ? b ^ 1 : b)),
            'verdict/1',
          ),
        ),
        `byte ${at}`,
      ).not.toBe('opened');
    expect(fault(() => with_({ ring, inbox: inboxOf(suite) }).open(meanwhile, 'verdict/1'))).toBe('altered');
  });

  test('[VA8] a wiped ring is zeroes and opens nothing', () => {
    const key = random(32);
    const ring = new KeyRing(1, new Map([[1, key]]));
    const codec = with_({ ring, inbox: null });
    const sealed = codec.seal('值', 'c');
    const derived = ring.key(1, suite);
    ring.wipe();
    expect([...key, ...(derived ?? [])].every((byte) => byte === 0)).toBe(true);
    expect(fault(() => codec.open(sealed, 'c'))).toBe('key');
    expect(fault(() => codec.seal('值', 'c'))).toBe('key');
    expect(ring.copies()).toEqual([]);
  });

  test('[VA9] a plain value of an earlier program, rubbish and the future are refused by what they are', () => {
    const codec = with_({ ring: ringOf(1), inbox: inboxOf(suite) });
    for (const value of [null, true, 0, -1, '', 'x', [], {}])
      expect(fault(() => codec.open(plainCodec.seal(value, ''), ''))).toBe('plain');
    expect(fault(() => codec.open(new Uint8Array(), ''))).toBe('plain');
    expect(fault(() => codec.open(Uint8Array.of(0xcb), ''))).toBe('form');
    const sealed = codec.seal('值', '');
    expect(
      fault(() =>
        codec.open(
          Uint8Array.from(sealed, (b, i) => (i === 1 ? 9 : b)),
          '',
        ),
      ),
    ).toBe('form');
    expect(
      fault(() =>
        codec.open(
          Uint8Array.from(sealed, (b, i) => (i === 2 ? 9 : b)),
          '',
        ),
      ),
    ).toBe('suite');
    expect(
      fault(() =>
        codec.open(
          Uint8Array.from(sealed, (b, i) => (i === 6 ? 9 : b)),
          '',
        ),
      ),
    ).toBe('key');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(fault(() => codec.open(bytes, ''))).not.toBe('opened');
        expect(fault(() => codec.open(Uint8Array.of(0xcb, 1, suite.id, 0, 0, 0, 1, ...bytes), ''))).toBe(
          'altered',
        );
      }),
      { numRuns: 60 },
    );
    expect(isSealed(sealed)).toBe(true);
  });
});

test('[VA1] what node seals with AES-256-GCM, the window’s AES opens', () => {
  const [key, nonce] = [random(32), random(12)];
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(utf8('c'));
  const sealed = Buffer.concat([cipher.update('值'), cipher.final(), cipher.getAuthTag()]);
  expect(Buffer.from(standardSuite.open(key, nonce, sealed, utf8('c'))).toString()).toBe('值');
});
