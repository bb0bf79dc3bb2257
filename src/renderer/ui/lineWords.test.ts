import { expect, test } from 'vitest';
import type { DeskSnapshot } from '../desk/api';
import { lineWords } from './lineWords';

const NOW = Date.parse('2026-11-23T02:00:00.000Z');
type Facts = Pick<DeskSnapshot, 'delivery' | 'counts' | 'mirror'>;

const facts = (
  network: Partial<NonNullable<Facts['delivery']>['network']>,
  over: Partial<Facts> = {},
): Facts => ({
  delivery: {
    network: { state: 'online', lastAnswerAt: null, offlineSince: null, trouble: null, ...network },
    nextAttemptAt: null,
    queued: 0,
    held: 0,
    verdicts: 0,
    paused: null,
  },
  counts: { acceptedToday: 0, queued: 0, held: 0, reviewing: 0, needsClerk: 0 },
  mirror: null,
  ...over,
});

test('[WI2] an interrupted line says for how long, what waits, what needs a clerk and how old the data are', () => {
  const words = lineWords(
    facts(
      {
        state: 'offline',
        offlineSince: '2026-11-20T00:00:00.000Z',
        trouble: { code: 'X', text: '连不上平台。' },
      },
      {
        counts: { acceptedToday: 3, queued: 128, held: 1, reviewing: 0, needsClerk: 2 },
        mirror: { persons: 50_000, asOf: '2026-11-20T09:42:00.000Z' },
      },
    ),
    NOW,
  );
  expect(words).toEqual({
    tone: 'warn',
    line: '离线 3 天 2 小时',
    queued: '待上传 128',
    needsClerk: '需处理 2',
    asOf: '资料截至 11-20 17:42',
    trouble: '连不上平台。',
  });
});

test('[WI2] a desk that never had an answer does not claim to be online', () => {
  expect(lineWords(facts({ state: 'never' }), NOW).line).toBe('还没有联系过平台');
  expect(lineWords({ ...facts({}), delivery: null }, NOW).tone).toBe('mute');
});

test('[WI2] a paused delivery is not shown as well', () => {
  const online = facts({});
  const paused = {
    ...online,
    delivery: online.delivery && { ...online.delivery, paused: { code: 'UPGRADE', text: '请升级。' } },
  };
  expect(lineWords(online, NOW)).toMatchObject({ tone: 'ok', line: '在线', trouble: null });
  expect(lineWords(paused, NOW)).toMatchObject({
    tone: 'warn',
    line: '在线 · 已暂停上传',
    trouble: '请升级。',
  });
});
