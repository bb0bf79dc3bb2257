import { expect, test } from 'vitest';
import { digitsOf, typedDate, typedMonth } from './typed';

test('[WI7] a date typed as eight digits, full width or with Chinese signs becomes a civil date', () => {
  expect(typedDate('20260903')).toBe('2026-09-03');
  expect(typedDate('２０２６０９０３')).toBe('2026-09-03');
  expect(typedDate('2026年09月03日')).toBe('2026-09-03');
  expect(typedDate('2026-09')).toBe('2026-09');
  expect(typedMonth('202611')).toBe('2026-11');
  expect(digitsOf('２０２７')).toBe('2027');
});
