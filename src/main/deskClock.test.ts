import { expect, test } from 'vitest';
import { deskClock } from './deskClock';
import { dayInChina } from './environment';

const AT = Date.parse('2027-05-03T16:30:00Z');

test('[SH31] without a fixed day the desk keeps the device’s time', () => {
  expect(deskClock(null, () => AT)()).toBe(AT);
});

test('[SH31] with a fixed day the time of day runs on under that date, in China', () => {
  let now = AT;
  const clock = deskClock('2026-11-22', () => now);
  expect(dayInChina(new Date(clock()))).toBe('2026-11-22');
  expect(new Date(clock()).toISOString().slice(11)).toBe('16:30:00.000Z');
  now += 60_000;
  expect(new Date(clock()).toISOString().slice(11)).toBe('16:31:00.000Z');
});
