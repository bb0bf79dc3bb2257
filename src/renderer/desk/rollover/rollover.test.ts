import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SNAPSHOT, VILLAGE } from '#fixtures/deskSample';
import { QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import type { Desk } from '../api';
import { testDesk } from '../testDesk';

let host: StandIn;
const it = testDesk(() => host.bridge, SNAPSHOT);
beforeEach(() => {
  host = standInDesktop(QINGHE);
});
afterEach(it.wipe);

const dispatch = (desk: Desk, year: number) =>
  desk.campaign.dispatch({
    villageCode: VILLAGE,
    groups: null,
    year,
    classes: ['missing', 'unpaid', 'undecided'],
    receiver: '周田',
  });

test('[RL1][RL5] a dry run changes nothing; carried out, last year is read only, also after the window’s store was wiped, and nobody was enrolled by it', async () => {
  const desk = await it.ready();
  const old = await dispatch(desk, 2026);
  if (!old.ok) throw new Error(old.error.text);
  const { batch } = old.value;
  expect(await desk.rollover.dryRun(2027)).toEqual({ ok: true, value: undefined });
  const view = desk.rollover.snapshot();
  expect(view).toMatchObject({ phase: 'counted', done: desk.villages().length });
  expect(view?.count.people).toBe(desk.snapshot().mirror?.persons);
  expect(host.rollovers).toEqual([]);

  // A list of last year that is still out comes back first.
  expect(desk.rollover.hindrances()[0]).toContain(`第 ${batch.no} 批还有`);
  expect(await desk.rollover.carryOut()).toMatchObject({ ok: false });
  await desk.campaign.recall(batch.id, '年度结束');
  expect(desk.rollover.hindrances()).toEqual([]);
  expect(await desk.rollover.carryOut()).toEqual({ ok: true, value: undefined });
  expect(host.rollovers).toMatchObject([{ to: 2027, people: view?.count.people }]);
  expect(desk.operations()).toEqual([]);

  const closed = { ok: false, error: { code: 'YEAR_CLOSED', text: expect.stringContaining('2027 年度') } };
  expect(await dispatch(desk, 2026)).toMatchObject(closed);
  const said = { on: null, amountFen: null, phone: null, note: '', way: 'typed', outcome: '拒参' } as const;
  expect(await desk.campaign.record(batch.id, 0, said)).toMatchObject(closed);
  expect(desk.campaign.listed(batch.id)).toHaveLength(batch.people.length);
  expect(await dispatch(desk, 2027)).toMatchObject({ ok: true });

  // Twice changes nothing.
  await desk.rollover.dryRun(2027);
  expect(await desk.rollover.carryOut()).toMatchObject({
    ok: false,
    error: { text: expect.stringContaining('已经结转') },
  });
  await it.wipe();
  const again = await it.ready();
  expect(await dispatch(again, 2026)).toMatchObject(closed);
  expect(await again.rollover.past()).toMatchObject({ ok: true, value: [{ to: 2027 }] });
});

test('[RL4] without a standard for the year, or where it cannot be noted, nothing is carried out', async () => {
  const desk = await it.ready();
  await desk.rollover.dryRun(2031);
  expect(desk.rollover.hindrances()[0]).toContain('2031 年度的个人缴费标准');
  expect(await desk.rollover.carryOut()).toMatchObject({ ok: false });
  await desk.rollover.dryRun(2027);
  host.failOnce('rollover/put', { ok: false, error: { code: 'DISK', text: '磁盘已满。' } });
  expect(await desk.rollover.carryOut()).toMatchObject({ ok: false, error: { text: '磁盘已满。' } });
  expect(await dispatch(desk, 2026)).toMatchObject({ ok: true });
});
