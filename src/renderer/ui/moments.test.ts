import { expect, test } from 'vitest';
import { clockTime, lapse, longMoment, shortMoment } from './moments';

test('[WI3] moments are read in China’s one time zone, whatever the machine’s', () => {
  expect(shortMoment('2026-11-20T17:30:00.000Z')).toBe('11-21 01:30');
  expect(longMoment('2026-12-31T16:00:05.000Z')).toBe('2027-01-01 00:00:05');
  expect(clockTime('2026-11-22T02:42:07+00:00')).toBe('10:42:07');
  expect(shortMoment('不是时间')).toBe('不是时间');
});

test('[WI3] a length of time is said in its two largest units', () => {
  const minute = 60_000;
  expect([59_999, minute, 61 * minute, 120 * minute, 1440 * minute, 1500 * minute, -5].map(lapse)).toEqual([
    '不到 1 分钟',
    '1 分钟',
    '1 小时 1 分',
    '2 小时',
    '1 天',
    '1 天 1 小时',
    '不到 1 分钟',
  ]);
});
