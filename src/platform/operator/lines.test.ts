import { expect, test } from 'vitest';
import { readLines } from './lines';

test('[PF24] an operator’s file is a list, an object with one list, or one value a line', () => {
  const two = { ok: true, value: [{ a: 1 }, { a: 2 }] };
  expect(readLines('[{"a":1},{"a":2}]')).toEqual(two);
  expect(readLines('\uFEFF{"payments":[{"a":1},{"a":2}]}')).toEqual(two);
  expect(readLines('{"a":1}\r\n\r\n{"a":2}\n')).toEqual(two);
  expect(readLines('{"a":1}')).toEqual({ ok: true, value: [{ a: 1 }] });
});

test('[PF24] a file that cannot be read names the line, and nothing of it is taken', () => {
  expect(readLines('{"a":1}\n{"a":')).toEqual({ ok: false, error: expect.stringContaining('第 2 行') });
  expect(readLines(' \n')).toEqual({ ok: false, error: expect.stringContaining('空') });
});
