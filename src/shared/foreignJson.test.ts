import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEEPEST_JSON, foreignJson, foreignJsonBytes } from './foreignJson';

const lists = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const objects = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

test('[SE29] as deep as may be is read, one level more is not, however long the text', () => {
  for (const nested of [lists, objects]) {
    expect(foreignJson(nested(DEEPEST_JSON))).toMatchObject({ ok: true });
    for (const depth of [DEEPEST_JSON + 1, 3_000, 500_000])
      expect(foreignJson(nested(depth))).toEqual({ ok: false, error: 'too-deep' });
  }
  expect(foreignJson(`[${'[],'.repeat(100_000)}1]`)).toMatchObject({ ok: true });
});

test('[SE29] brackets within texts do not count, whatever is quoted in them', () => {
  const value = { a: '['.repeat(1_000), b: `"\\${'{'.repeat(1_000)}`, c: '\\"[' };
  expect(foreignJson(JSON.stringify(value))).toEqual({ ok: true, value });
  // A quote that is written as such does not end the text.
  expect(foreignJson(`{"a":"\\\\",${objects(200).slice(1)}`)).toEqual({ ok: false, error: 'too-deep' });
});

test('[SE29] any JSON is what the parser makes of it, and half of one, or bytes that are no text, is none', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(foreignJson(text)).toEqual({ ok: true, value: JSON.parse(text) as unknown });
      expect(foreignJsonBytes(Buffer.from(text))).toEqual(foreignJson(text));
    }),
  );
  for (const text of ['', '{', '"', '"\\', '[1', '}{'])
    expect(foreignJson(text)).toEqual({ ok: false, error: 'not-json' });
  expect(foreignJsonBytes(new Uint8Array([0x22, 0xff, 0x22]))).toEqual({ ok: false, error: 'not-json' });
});
