import { expect, test } from 'vitest';
import type { OperationView } from '../../desk/api';
import { type WayFacts, wayOf } from './way';

const OP = '01JD0000000000000000000001';
const BEFORE = '01JD0000000000000000000002';
const view = (part: Partial<OperationView>): OperationView =>
  ({
    operation: { opId: OP, seq: 7 },
    entry: { seq: 9, at: { device: '2026-11-22T01:00:00.000Z', counter: 9, platform: null } },
    delivery: null,
    verdict: null,
    stateLabel: '待上传',
    leftOut: null,
    ...part,
  }) as unknown as OperationView;
const delivery = (
  part: Partial<NonNullable<OperationView['delivery']>>,
): NonNullable<OperationView['delivery']> => ({
  opId: OP,
  seq: 7,
  state: 'queued',
  heldBy: null,
  attempts: 0,
  lastAttemptAt: null,
  ...part,
});
const way = (operation: OperationView, part: Partial<WayFacts> = {}) =>
  Object.fromEntries(
    wayOf({ operation, seqOf: new Map([[BEFORE, 4]]), nextAttemptAt: null, dayIsFixed: false, ...part }).map(
      ({ name, text }) => [name, text],
    ),
  );
const echo = { opId: OP, bodyHash: 'a'.repeat(64), at: '2026-11-22T02:00:00.000Z' };

test('[DG6] one that was never sent says so, and when it will be tried', () => {
  const said = way(view({ delivery: delivery({}) }), { nextAttemptAt: '2026-11-22T03:00:00.000Z' });
  expect(said).toMatchObject({
    受理: '2026-11-22 09:00:00（电脑时间），存入流水账第 9 笔',
    首次发出: '还没有发出',
    下次尝试: '2026-11-22 11:00:00',
    平台答复: '还没有',
  });
});

test('[DG6] one that is held names the number it waits for; one that was tried says how often and when', () => {
  const held = way(view({ delivery: delivery({ state: 'held', heldBy: BEFORE }) }));
  expect(held.等待).toBe('等第 4 笔处理好');
  expect(held.下次尝试).toBeUndefined();
  const tried = delivery({
    attempts: 3,
    lastAttemptAt: '2026-11-22T02:30:00.000Z',
    firstSentAt: '2026-11-22T01:30:00.000Z',
  });
  expect(way(view({ delivery: tried }))).toMatchObject({
    首次发出: '2026-11-22 09:30:00',
    本次启动后尝试: '3 次，最近一次 2026-11-22 10:30:00',
  });
});

test('[DG9] attempts that came to nothing are counted over restarts, with the last words that were met', () => {
  const failed = {
    times: 12,
    at: '2026-11-22T02:30:00.000Z',
    met: { code: 'BUSY', text: '平台正在月末结算，请一小时后再传。' },
  };
  const stages = wayOf({
    operation: view({ delivery: delivery({ failed }) }),
    seqOf: new Map(),
    nextAttemptAt: null,
    dayIsFixed: false,
  });
  expect(stages).toContainEqual({
    name: '没有成功的尝试',
    text: '共 12 次，最近一次 2026-11-22 10:30:00',
    words: ['平台正在月末结算，请一小时后再传。'],
  });
});

test('[DG6] the platform’s words are given as they were said, its receipt by itself', () => {
  const applied = {
    ...echo,
    outcome: 'applied' as const,
    receipt: 'R-77',
    versions: {},
    assigned: {},
    parallel: false,
  };
  const done = way(
    view({ delivery: delivery({ state: 'settled' }), verdict: applied, stateLabel: '已确认' }),
  );
  expect(done).toMatchObject({
    首次发出: '没有记下时间',
    平台答复: '2026-11-22 10:00:00，已确认',
    平台回执: 'R-77',
  });
  const conflict = {
    ...echo,
    outcome: 'conflict' as const,
    why: 'RECORD_GONE' as const,
    text: '此人已迁出，  请核对！',
    fields: [],
    changedBy: null,
    changedAt: null,
    current: [],
  };
  const stages = wayOf({
    operation: view({ delivery: delivery({ state: 'settled' }), verdict: conflict, stateLabel: '有冲突' }),
    seqOf: new Map(),
    nextAttemptAt: null,
    dayIsFixed: false,
  });
  expect(stages.find(({ words }) => words)?.words).toEqual(['此人已迁出，  请核对！']);
});

test('[DG6] where the day is fixed, the computer’s own times are given without one', () => {
  const sent = delivery({ state: 'settled', firstSentAt: '2026-11-22T01:30:00.000Z' });
  expect(way(view({ delivery: sent }), { dayIsFixed: true }).首次发出).toBe('09:30:00');
});
