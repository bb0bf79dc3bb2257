import { expect, test } from 'vitest';
import { KeyRing } from '#shared/crypto/keyRing';
import { sealingCodec } from '#shared/crypto/sealingCodec';
import { standardSuite, swiftSuite } from '#shared/crypto/standard';
import { webSegments } from './segmentCodec';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const ring = new KeyRing(1, new Map([[1, random(32)]]));
const codecOf = (suite: typeof standardSuite) => sealingCodec(suite, () => ({ ring, inbox: null }), random);
const swift = codecOf(swiftSuite);
const segments = webSegments(swift, ring, random);
const VALUE = '{"name":"李秀英"}\n{"name":"王建国"}';

test('[VA1] the browser’s own cipher seals what the suite in JavaScript opens, and the other way round', async () => {
  expect(codecOf(standardSuite).open(await segments.seal(VALUE, 'a'), 'a')).toBe(VALUE);
  expect(await segments.open(codecOf(standardSuite).seal(VALUE, 'a'), 'a')).toBe(VALUE);
});

test('[VA6] segments that the window’s other suite sealed still open', async () => {
  expect(await segments.open(swift.seal(VALUE, 'a'), 'a')).toBe(VALUE);
});

test('[VA4] a segment opens in its own place only, and never twice has the same bytes', async () => {
  const [one, other] = [await segments.seal(VALUE, 'a'), await segments.seal(VALUE, 'a')];
  expect(one).not.toEqual(other);
  await expect(segments.open(one, 'b')).rejects.toThrow();
});

test('[VA5] every byte of a segment that is changed, and every cut, is noticed', async () => {
  const sealed = await segments.seal('短', 'a');
  for (let at = 0; at < sealed.length; at++) {
    const altered = Uint8Array.from(sealed);
    altered[at] = (altered[at] ?? 0) ^ 1;
    await expect(segments.open(altered, 'a'), `byte ${at}`).rejects.toThrow();
    await expect(segments.open(sealed.subarray(0, at), 'a'), `cut at ${at}`).rejects.toThrow();
  }
});

test('[VA8] a ring that was wiped opens and seals nothing here either', async () => {
  const gone = new KeyRing(1, new Map([[1, random(32)]]));
  const theirs = webSegments(
    sealingCodec(swiftSuite, () => ({ ring: gone, inbox: null }), random),
    gone,
    random,
  );
  const sealed = await theirs.seal(VALUE, 'a');
  gone.wipe();
  await expect(theirs.open(sealed, 'a')).rejects.toThrow();
  await expect(theirs.seal(VALUE, 'a')).rejects.toThrow();
});
