import { describe, expect, test } from 'vitest';
import { type FrameKind, frames, header, readFrames } from './frames';

const KIND: FrameKind = { magic: 'TESTFR', version: 1 };
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const content = (n: number): Uint8Array => new TextEncoder().encode(`record ${n} ${'x'.repeat(n * 3)}`);
const CONTENTS = [1, 2, 3, 4].map(content);
const FILE = Buffer.concat([header(KIND), frames(CONTENTS)]);
const TEXTS = CONTENTS.map(text);

const read = (bytes: Uint8Array) => {
  const got = readFrames(bytes, KIND);
  return { ...got, texts: got.records.map((record) => text(record.content)) };
};

describe('frames', () => {
  test('[JR2] what was written is read, in order and without damage', () => {
    const got = read(FILE);
    expect(got.texts).toEqual(TEXTS);
    expect(got.header).toBe('ok');
    expect(got.damage).toEqual([]);
    expect(got.goodEnd).toBe(FILE.length);
  });

  test('[JR3] a file that ends at any byte gives every whole record and says what was cut off', () => {
    const ends = read(FILE).records.map((record) => record.end);
    for (let length = header(KIND).length; length < FILE.length; length++) {
      const got = read(FILE.subarray(0, length));
      const wholeOnes = ends.filter((end) => end <= length);
      expect(got.texts).toEqual(TEXTS.slice(0, wholeOnes.length));
      const atAnEnd = length === header(KIND).length || ends.includes(length);
      expect(got.damage.map((damage) => damage.kind)).toEqual(atAnEnd ? [] : ['torn']);
      expect(got.goodEnd).toBe(wholeOnes.at(-1) ?? header(KIND).length);
    }
  });

  test('[JR4] a flipped byte anywhere costs one record at most, and is never silent', () => {
    for (let at = 0; at < FILE.length; at++) {
      for (const mask of [0x01, 0x80, 0xff]) {
        const flipped = Uint8Array.from(FILE);
        flipped[at] = (flipped[at] ?? 0) ^ mask;
        const got = read(flipped);
        const lost = TEXTS.filter((one) => !got.texts.includes(one));
        expect(
          got.texts.every((one) => TEXTS.includes(one)),
          `byte ${at}`,
        ).toBe(true);
        if (at < header(KIND).length) {
          expect(got.header).toBe('damaged');
          expect(lost).toEqual([]);
        } else {
          expect(lost.length, `byte ${at}`).toBe(1);
          expect(got.damage.length).toBe(1);
        }
      }
    }
  });

  test('[JR6] a newer version is told from a damaged header', () => {
    const newer = Buffer.concat([header({ ...KIND, version: 2 }), frames(CONTENTS)]);
    expect(read(newer).header).toBe('newer');
    expect(read(header({ ...KIND, magic: 'OTHERS' })).header).toBe('damaged');
    expect(read(new Uint8Array()).header).toBe('absent');
  });
});
