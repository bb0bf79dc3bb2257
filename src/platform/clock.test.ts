import { afterEach, expect, test, vi } from 'vitest';
import { platformClock } from './clock';

afterEach(() => vi.useRealTimers());

test('[PF22] a fixed day keeps its date while the time of day runs on, never backwards over midnight', () => {
  vi.useFakeTimers({ now: Date.parse('2031-05-05T23:59:59.500+08:00') });
  const clock = platformClock({ fixedDay: '2026-11-22', notBefore: null });
  expect(clock.now()).toBe('2026-11-22T23:59:59.500+08:00');
  vi.setSystemTime(Date.parse('2031-05-06T00:00:01.000+08:00'));
  expect(clock.now()).toBe('2026-11-22T23:59:59.500+08:00');
  expect(clock.today()).toBe('2026-11-22');
});

test('[PF22] a restart does not take the clock back behind what was written down', () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T10:00:00.000+08:00') });
  const clock = platformClock({ fixedDay: null, notBefore: '2026-11-22T10:30:00.000+08:00' });
  expect(clock.now()).toBe('2026-11-22T10:30:00.000+08:00');
  vi.setSystemTime(Date.parse('2026-11-22T11:00:00.000+08:00'));
  expect(clock.now()).toBe('2026-11-22T11:00:00.000+08:00');
  expect(platformClock({ fixedDay: null, notBefore: null }).today()).toBe('2026-11-22');
});
