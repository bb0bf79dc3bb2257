import { expect, test } from 'vitest';
import type { OperationView } from '../../desk/api';
import { neverSent, whereIsIt } from './where';

const A = '01JDAAAAAAAAAAAAAAAAAAAAAA';
const B = '01JDBBBBBBBBBBBBBBBBBBBBBB';

const operation = (over: Partial<NonNullable<OperationView['delivery']>>): OperationView =>
  ({
    delivery: { opId: B, seq: 2, state: 'queued', heldBy: null, attempts: 0, lastAttemptAt: null, ...over },
    verdict: null,
    leftOut: null,
  }) as unknown as OperationView;

test('[WI10] an operation that is held says behind which one', () => {
  expect(whereIsIt(operation({ state: 'held', heldBy: A }), new Map([[A, 1]]))).toBe(
    '排在第 1 笔之后，前一笔处理好就上传。',
  );
});

test('[BG51] an operation in a bag says in which one', () => {
  expect(whereIsIt(operation({ state: 'exported', bag: 3 }), new Map())).toContain('第 3 号离线包');
  expect(neverSent(operation({ state: 'exported', bag: 3 }))).toBe(false);
});

test('[WI10] only what was never sent can be taken back', () => {
  expect(neverSent(operation({}))).toBe(true);
  expect(neverSent(operation({ attempts: 1 }))).toBe(false);
  expect(neverSent(operation({ state: 'settled' }))).toBe(false);
});

test('[WI10] an operation whose effect is not shown says why', () => {
  const moved = { ...operation({}), leftOut: '此人已不在本辖区。' };
  expect(whereIsIt(moved, new Map())).toBe(
    '已保存在本机，联网后自动上传。本机没有显示它的效果：此人已不在本辖区。',
  );
});
