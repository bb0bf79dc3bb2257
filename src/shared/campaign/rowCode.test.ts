import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchTag, MOST_ROWS, parseRowCode, rowChecksum, rowCodeOf } from './rowCode';

const ALPHABET = '34679ACDEFHJKLMNPRTUWXY';
const BATCH = '01JD0000000000000000000001';
const position = fc.nat({ max: MOST_ROWS - 1 });
const batch = fc.string({ minLength: 1, maxLength: 30 });

test('[CG20] a row code is six characters, read back however it is typed, and tells its batch', () => {
  fc.assert(
    fc.property(batch, position, (batchId, at) => {
      const code = rowCodeOf(batchId, at);
      expect(code).toMatch(/^[34679ACDEFHJKLMNPRTUWXY]{6}$/);
      const read = { ok: true, value: { at, batchTag: batchTag(batchId) } };
      expect(parseRowCode(code)).toEqual(read);
      expect(parseRowCode(` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)} `)).toEqual(read);
      const wide = Array.from(code, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)).join('');
      expect(parseRowCode(wide)).toEqual(read);
    }),
  );
});

test('[CG20] the codes of a full batch are all different, and there is none beyond it', () => {
  expect(new Set(Array.from({ length: MOST_ROWS }, (_, at) => rowCodeOf(BATCH, at))).size).toBe(MOST_ROWS);
  expect(() => rowCodeOf(BATCH, MOST_ROWS)).toThrow(RangeError);
});

test('[CG21] every single slip and every exchange of two characters is found', () => {
  fc.assert(
    fc.property(position, (at) => {
      const code = rowCodeOf(BATCH, at);
      for (let i = 0; i < 6; i++) {
        for (const other of ALPHABET) {
          if (other === code[i]) continue;
          expect(parseRowCode(code.slice(0, i) + other + code.slice(i + 1)).ok).toBe(false);
        }
        for (let j = i + 1; j < 6; j++) {
          if (code[i] === code[j]) continue;
          const swapped = [...code];
          [swapped[i], swapped[j]] = [code[j] ?? '', code[i] ?? ''];
          expect(parseRowCode(swapped.join(''))).toEqual({ ok: false, error: 'wrong-check' });
        }
      }
    }),
    { numRuns: 50 },
  );
});

test.each(['', 'K7A', '4.4E+17', '0OIL18', '张三', 'K7AAAAA'])(
  '[CG21] what is no code is malformed: “%s”',
  (text) => {
    expect(parseRowCode(text)).toEqual({ ok: false, error: 'malformed' });
  },
);

test('[CG22] the checksum of a row is the same for the same cells only, and knows where a cell ends', () => {
  expect(rowChecksum(['P1', '张小明', '3'])).toMatch(/^[0-9a-f]{8}$/);
  expect(rowChecksum(['P1', '张小明', '3'])).toBe(rowChecksum(['P1', '张小明', '3']));
  expect(rowChecksum(['P1', '张小明', '3'])).not.toBe(rowChecksum(['P1', '张小', '明3']));
  expect(rowChecksum(['P1', '', '3'])).not.toBe(rowChecksum(['P1', '3', '']));
});
