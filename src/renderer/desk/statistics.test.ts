import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ADULT, OTHER_ADULT, refusalOf, SNAPSHOT } from '#fixtures/deskSample';
import { QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import { NO_COUNT, rateOf } from '#shared/campaign/count';
import { figuresOf } from '#shared/statistics/row';
import type { Desk } from './api';
import { accepted, testDesk, until } from './testDesk';

let host: StandIn;
const it = testDesk(() => host.bridge, SNAPSHOT);
const YEAR = 2027;
beforeEach(() => {
  host = standInDesktop(QINGHE);
});
afterEach(it.wipe);

const everybody = (desk: Desk) => desk.villages().flatMap(({ id }) => desk.statistics.counted(id, YEAR));

test('[SC2] the count of the township is that of the campaign', async () => {
  const desk = await it.ready();
  let sum = NO_COUNT;
  for (const { id } of desk.villages())
    sum = desk.campaign.count({ villageCode: id, group: null, year: YEAR }, sum);
  const members = everybody(desk);
  expect(members).toHaveLength(desk.snapshot().mirror?.persons ?? -1);
  expect(figuresOf({ members }).rate).toEqual(rateOf(sum));
});

test('[SC5] a registration counts for its clerk and year until it is withdrawn or comes back', async () => {
  const desk = await it.ready();
  const register = (personId: string) => accepted(desk, desk.newDraft('RES_REGISTER', { personId }));
  const { operation } = await register(ADULT.id);
  const second = await register(OTHER_ADULT.id);
  const year = Number(operation.body.year);
  expect(desk.statistics.registered(year)).toEqual([
    { personId: ADULT.id, clerk: operation.clerk },
    { personId: OTHER_ADULT.id, clerk: operation.clerk },
  ]);
  expect(desk.statistics.registered(year - 1)).toEqual([]);
  expect(desk.statistics.clerkName(operation.clerk)).toBe(desk.snapshot().desk?.clerk.name);
  expect(await desk.withdraw(operation.opId, '录错人')).toMatchObject({ ok: true });
  expect(desk.statistics.registered(year).map(({ personId }) => personId)).toEqual([OTHER_ADULT.id]);
  host.judge(refusalOf(second.operation));
  await until(desk, ({ counts }) => counts.needsClerk === 1);
  expect(desk.statistics.registered(year)).toEqual([]);
});

test('[SC6] where no number of people is set for the region, the national share is the target, with its document', async () => {
  const desk = await it.ready();
  expect(desk.statistics.goal()).toEqual({ kind: 'rate', value: 0.95, source: '医保发〔2020〕33号' });
});
