import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BAG_FAULT_TEXTS, type Bag, openBag, readBag, sealBag } from './bag';
import { fingerprint, makeSecretKeys, publicKeysOf, type RandomBytes } from './keys';

/** Bytes that follow from a name, so that a run repeats. */
const bytesOf = (name: string): RandomBytes => {
  let n = 0;
  return (length) => {
    const bytes: number[] = [];
    while (bytes.length < length) bytes.push(...sha256(utf8ToBytes(`${name} ${n++}`)));
    return Uint8Array.from(bytes.slice(0, length));
  };
};
const party = (name: string) => {
  const secret = makeSecretKeys(bytesOf(name));
  return { secret, keys: publicKeysOf(secret) };
};
const desk = party('desk');
const platform = party('platform');
const other = party('other');
const content = { operations: [{ who: '李春苗', phone: '15400000008' }] };
const header = {
  kind: 'delivery' as const,
  device: 'desk-0000-0001',
  number: 3,
  answers: null,
  operations: 1,
  madeAt: '2026-11-22T09:30:00+08:00',
};
const seal = (random = bytesOf('bag')): string =>
  sealBag({ header, content, from: desk.secret, fromPublic: desk.keys, to: platform.keys, random });
const read = (text: string): Bag => {
  const bag = readBag(utf8ToBytes(text));
  if (!bag.ok) throw new Error(bag.error);
  return bag.value;
};
const open = (bag: Bag, by = platform, from = desk) =>
  openBag({ bag, own: by.secret, ownPublic: by.keys, sender: from.keys });

describe('a bag', () => {
  test('[BG1] [SY17] what was sealed is opened by its receiver, and by nobody else', () => {
    const bag = read(seal());
    expect(open(bag)).toEqual({ ok: true, value: content });
    expect(open(bag, other)).toEqual({ ok: false, error: 'not-for-us' });
    const disguised: Bag = { ...bag, header: { ...bag.header, to: fingerprint(other.keys) } };
    expect(open(disguised, other)).toEqual({ ok: false, error: 'damaged' });
  });

  test('[BG2] nothing about anybody can be read in the file, and two bags of the same content have nothing in common', () => {
    const first = seal();
    expect(first).not.toMatch(/李春苗|15400000008/);
    expect(read(first).header).toMatchObject({ device: 'desk-0000-0001', number: 3, operations: 1 });
    expect(read(seal(bytesOf('another'))).sealed).not.toBe(read(first).sealed);
  });

  test('[BG3] a bag is signed: made by somebody else it is refused, even where its header claims otherwise', () => {
    const forged = sealBag({
      header,
      content,
      from: other.secret,
      fromPublic: other.keys,
      to: platform.keys,
      random: bytesOf('f'),
    });
    expect(open(read(forged))).toEqual({ ok: false, error: 'unknown-sender' });
    const claimed = read(forged);
    const disguised: Bag = { ...claimed, header: { ...claimed.header, from: fingerprint(desk.keys) } };
    expect(open(disguised)).toEqual({ ok: false, error: 'damaged' });
  });

  test('[BG4] whatever single character of the file is changed, it never opens as something else', () => {
    const text = seal();
    fc.assert(
      fc.property(
        fc.nat({ max: text.length - 1 }),
        fc.constantFrom('0', '9', 'a', 'f', '"', '}'),
        (at, by) => {
          fc.pre(text[at] !== by);
          const bag = readBag(utf8ToBytes(text.slice(0, at) + by + text.slice(at + 1)));
          if (bag.ok) expect(open(bag.value).ok).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('[BG1] a bag of a month of a whole township is read and opened', () => {
    const many = { operations: Array.from({ length: 5_000 }, (_, i) => `${i} ${'x'.repeat(1_000)}`) };
    const ask = { header, content: many, from: desk.secret, fromPublic: desk.keys, to: platform.keys };
    expect(open(read(sealBag({ ...ask, random: bytesOf('large') })))).toEqual({ ok: true, value: many });
  });

  test('[BG5] a file that is cut, empty, something else, too large or of a newer version is each said', () => {
    const text = seal();
    const fault = (bytes: Uint8Array) => {
      const bag = readBag(bytes);
      return bag.ok ? 'a bag' : bag.error;
    };
    for (const length of [0, 1, 100, text.length - 1])
      expect(fault(utf8ToBytes(text.slice(0, length)))).toBe('not-a-bag');
    expect(fault(utf8ToBytes('{"header":{"format":"zip","version":1}}'))).toBe('not-a-bag');
    expect(fault(Uint8Array.from([0xff, 0xfe, 0x00]))).toBe('not-a-bag');
    expect(fault(utf8ToBytes(text.replace('"version":1', '"version":2,"more":true')))).toBe('newer');
    expect(fault(new Uint8Array(128 * 1024 * 1024 + 1))).toBe('too-large');
    for (const said of Object.values(BAG_FAULT_TEXTS)) expect(said).toMatch(/没有使用|打不开/);
  });
});
