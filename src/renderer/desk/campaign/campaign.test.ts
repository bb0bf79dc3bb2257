import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SNAPSHOT } from '#fixtures/deskSample';
import { QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import { excludedIn, NO_COUNT, rateOf } from '#shared/campaign/count';
import { rowCodeOf } from '#shared/campaign/rowCode';
import { CAMPAIGN_CLASSES } from '#shared/campaign/target';
import { err, ok } from '#shared/result';
import type { Desk } from '../api';
import { coverStatus } from '../coverStatus';
import { testDesk } from '../testDesk';
import type { Said } from './api';
import type { GoesOut } from './handoutDesk';

let host: StandIn;
const it = testDesk(() => host.bridge, SNAPSHOT);
const YEAR = 2027;
const SAID: Said = {
  outcome: '拒参',
  on: '2026-11-22',
  amountFen: null,
  phone: null,
  note: '',
  way: 'typed',
};

beforeEach(() => {
  host = standInDesktop(QINGHE);
  it.spoilCampaign = (store) => store;
});
afterEach(it.wipe);

/** The village with the most people to be asked. */
const villageOf = (desk: Desk): string =>
  desk
    .villages()
    .map(({ id }) => ({ id, n: desk.campaign.list(placeOf(id), 'missing').length }))
    .toSorted((a, b) => b.n - a.n)[0]?.id ?? '';
const placeOf = (villageCode: string) => ({ villageCode, group: null, year: YEAR });
const dispatched = async (desk: Desk, over: Partial<Parameters<Desk['campaign']['dispatch']>[0]> = {}) => {
  const ask = {
    villageCode: villageOf(desk),
    groups: null,
    year: YEAR,
    classes: ['missing'],
    receiver: '王代办',
  };
  const done = await desk.campaign.dispatch({ ...ask, ...over } as Parameters<
    Desk['campaign']['dispatch']
  >[0]);
  if (!done.ok) throw new Error(done.error.text);
  return done.value;
};

test('[CG7] one count: villages add up to the township, and no page says anything else of a person', async () => {
  const desk = await it.ready();
  let sum = NO_COUNT;
  for (const { id } of desk.villages()) sum = desk.campaign.count(placeOf(id), sum);
  expect(sum.registered).toBe(desk.snapshot().mirror?.persons);
  expect(rateOf(sum).denominator + excludedIn(sum)).toBe(sum.registered);
  for (const { id } of desk.villages()) {
    const listed = CAMPAIGN_CLASSES.flatMap((of) => desk.campaign.list(placeOf(id), of));
    expect(listed.length).toBe(desk.personsOf(id, null).length);
    for (const { person, standing } of listed) {
      const status = coverStatus(person, YEAR);
      expect(status === '已缴费').toBe(standing.class === 'paid');
      expect(status === '死亡').toBe(standing.kind === 'deceased');
      expect(status === '职工参保').toBe(standing.kind === 'employee');
      if (standing.class === 'unpaid') expect(status).toBe('已登记未缴');
      if (standing.class === 'missing') expect(status).toBe('未参保');
    }
  }
});

test('[CG12] [CG13] a list goes out once: the same people again are left out, also when asked for twice at the same moment', async () => {
  const desk = await it.ready();
  const place = placeOf(villageOf(desk));
  const missing = desk.campaign.list(place, 'missing');
  const ask = { villageCode: place.villageCode, groups: null, year: YEAR, classes: ['missing' as const] };
  const both = await Promise.all([
    desk.campaign.dispatch({ ...ask, receiver: '王代办' }),
    desk.campaign.dispatch({ ...ask, receiver: '李代办' }),
  ]);
  const [first, second] = both;
  if (!first.ok) throw new Error(first.error.text);
  expect(first.value.batch).toMatchObject({ no: '2027-001', receiver: '王代办', recall: null });
  expect(first.value.batch.people.map(({ personId }) => personId).toSorted()).toEqual(
    missing.map(({ person }) => person.id).toSorted(),
  );
  expect(second).toMatchObject({ ok: false, error: { code: 'NOBODY' } });
  expect(!second.ok && second.error.text).toContain(`王代办（第 2027-001 批） ${missing.length} 人`);
  for (const { out } of desk.campaign.list(place, 'missing')) expect(out?.batch.receiver).toBe('王代办');
  const more = await dispatched(desk, { classes: ['missing', 'unpaid'], receiver: '李代办' });
  expect(more.leftOut).toBe(missing.length);
  expect(more.batch.people).toHaveLength(desk.campaign.list(place, 'unpaid').length);
});

test('[CG12] [CG16] lists and what came back survive a restart, sealed: outside stands no more than an id and a place', async () => {
  let desk = await it.ready();
  const { batch } = await dispatched(desk);
  expect(await desk.campaign.record(batch.id, 0, { ...SAID, note: '在深圳打工' })).toMatchObject({
    ok: true,
  });
  it.closeAll();
  desk = await it.ready();
  const [again] = desk.campaign.batches();
  expect(again).toMatchObject({ batch, back: 1, out: batch.people.length - 1 });
  expect(desk.campaign.listed(batch.id)[0]?.word).toMatchObject({
    outcome: '拒参',
    note: '在深圳打工',
    by: '王代办',
  });
  expect((await dispatched(desk, { classes: ['unpaid'] })).batch.no).toBe('2027-002');

  const database = await new Dexie('canbao-journal').open();
  const rows = [
    ...(await database.table<object>('dispatches').toArray()),
    ...(await database.table<object>('dispatchReturns').toArray()),
  ];
  expect(rows).toHaveLength(3);
  for (const row of rows)
    expect(Object.keys(row).filter((key) => !['id', 'batchId', 'at', 'sealed'].includes(key))).toEqual([]);
  database.close();
});

test('[CG14] a recalled list is out no more and its people can go out again; what came back stays', async () => {
  const desk = await it.ready();
  const { batch } = await dispatched(desk);
  await desk.campaign.record(batch.id, 1, { ...SAID, outcome: '死亡' });
  expect(await desk.campaign.recall(batch.id, ' ')).toMatchObject({ ok: false, error: { code: 'REASON' } });
  expect(await desk.campaign.recall(batch.id, '换人')).toEqual({ ok: true, value: undefined });
  expect(await desk.campaign.recall(batch.id, '换人')).toMatchObject({
    ok: false,
    error: { code: 'RECALLED' },
  });
  expect(desk.campaign.batches()[0]).toMatchObject({
    out: 0,
    back: 1,
    batch: { recall: { reason: '换人' } },
  });
  const again = await dispatched(desk, { receiver: '李代办' });
  expect(again.batch.people).toHaveLength(batch.people.length - 1);
});

test('[CG6] [CG15] what came back changes where the person stands, and taking it back undoes that', async () => {
  const desk = await it.ready();
  const { batch } = await dispatched(desk);
  const place = placeOf(batch.filter.villageCode);
  const before = desk.campaign.count(place);
  const id = batch.people[0]?.personId;
  await desk.campaign.record(batch.id, 0, { ...SAID, outcome: '外地参保' });
  expect(desk.campaign.count(place)).toEqual({
    ...before,
    missing: before.missing - 1,
    excluded: { ...before.excluded, elsewhere: before.excluded.elsewhere + 1 },
  });
  const row = desk.campaign.list(place, 'excluded').find(({ person }) => person.id === id);
  expect(row?.standing.evidence).toMatchObject({ fact: 'door', on: '2026-11-22' });
  expect(await desk.campaign.takeBack(batch.id, 0)).toMatchObject({ ok: true });
  expect(desk.campaign.count(place)).toEqual(before);
  expect(await desk.campaign.takeBack(batch.id, 0)).toMatchObject({ ok: false, error: { code: 'NOTHING' } });
});

test('[CG13] a word is not taken back once the person is out with somebody else', async () => {
  const desk = await it.ready();
  const { batch } = await dispatched(desk);
  await desk.campaign.record(batch.id, 0, SAID);
  const again = await dispatched(desk, { receiver: '李代办' });
  expect(again.batch.people).toHaveLength(1);
  const refused = await desk.campaign.takeBack(batch.id, 0);
  expect(!refused.ok && refused.error.text).toContain('李代办（第 2027-002 批）');
});

test('[CG18] somebody is found by the code on paper; a slip, another list’s code and a row that is not there say what to do', async () => {
  const desk = await it.ready();
  const { batch } = await dispatched(desk);
  const other = (await dispatched(desk, { classes: ['unpaid'], receiver: '李代办' })).batch;
  const code = rowCodeOf(batch.id, 2);
  expect(desk.campaign.byCode(batch.id, code.toLowerCase())).toMatchObject({
    ok: true,
    value: { at: 2, code, person: { id: batch.people[2]?.personId }, word: null, changed: false },
  });
  const said = (text: string) => {
    const found = desk.campaign.byCode(batch.id, text);
    return found.ok ? '' : found.error;
  };
  expect(said('12')).toContain('行号是 6 位');
  expect(said('看7安')).toContain('切换到英文输入');
  const swapped = code.slice(0, 5) + (code.endsWith('A') ? 'C' : 'A');
  expect(said(swapped)).toContain('打错');
  expect(said(rowCodeOf(other.id, 0))).toContain('第 2027-002 批（李代办）');
  expect(said(rowCodeOf(batch.id, batch.people.length))).toContain('没有这一行');
});

test('[CG19] what the disk does not take is said and does not count; lists that cannot be read stop new ones', async () => {
  it.spoilCampaign = (store) => ({
    ...store,
    addBatch: () => Promise.reject(new Error('full')),
    putReturn: () => Promise.reject(new Error('full')),
  });
  let desk = await it.ready();
  const ask = {
    villageCode: villageOf(desk),
    groups: null,
    year: YEAR,
    classes: ['missing' as const],
    receiver: '王',
  };
  expect(await desk.campaign.dispatch(ask)).toMatchObject({
    ok: false,
    error: { code: 'CAMPAIGN_UNSTORED' },
  });
  expect(desk.campaign.batches()).toEqual([]);

  it.closeAll();
  it.spoilCampaign = (store) => store;
  desk = await it.ready();
  await dispatched(desk);
  it.closeAll();
  const database = await new Dexie('canbao-journal').open();
  await database.table('dispatches').put({ id: 'nobody-has-it', sealed: new Uint8Array([1, 2, 3]) });
  database.close();
  desk = await it.ready();
  expect(desk.campaign.trouble()).toContain('1 条下放记录读不出来');
  expect(await desk.campaign.dispatch(ask)).toMatchObject({ ok: false, error: { code: 'CAMPAIGN_UNREAD' } });
});

test('[CG24] lists, recalls and results are there again after the browser store was wiped, and it is said', async () => {
  let desk = await it.ready();
  const { batch } = await dispatched(desk);
  const { batch: gone } = await dispatched(desk, { classes: ['unpaid'], receiver: '李代办' });
  expect(await desk.campaign.recall(gone.id, '换人')).toMatchObject({ ok: true });
  expect(await desk.campaign.record(batch.id, 0, SAID)).toMatchObject({ ok: true });
  expect(await desk.campaign.record(batch.id, 0, { ...SAID, outcome: '无法联系' })).toMatchObject({
    ok: true,
  });
  const before = [desk.campaign.batches(), desk.campaign.listed(batch.id)];
  await it.wipe();
  desk = await it.ready();
  expect([desk.campaign.batches(), desk.campaign.listed(batch.id)]).toEqual(before);
  expect(desk.snapshot().findings).toContainEqual(expect.objectContaining({ code: 'CAMPAIGN_RESTORED' }));
  // The store has them again: nothing is said the next time.
  it.closeAll();
  host.campaign.length = 0;
  desk = await it.ready();
  expect([desk.campaign.batches(), desk.campaign.listed(batch.id)]).toEqual(before);
  expect(desk.snapshot().findings).toEqual([]);
  // And what a desk had before there was a file is given to it.
  expect(host.campaign.map(({ type }) => type).toSorted()).toEqual([
    'batch',
    'batch',
    'people',
    'people',
    'return',
  ]);
});

test('[CG24] a row of the store that cannot be read is written anew from the file', async () => {
  let desk = await it.ready();
  const { batch } = await dispatched(desk);
  it.closeAll();
  const database = await new Dexie('canbao-journal').open();
  await database.table('dispatches').put({ id: batch.id, sealed: new Uint8Array([1, 2, 3]) });
  database.close();
  desk = await it.ready();
  expect(desk.campaign.trouble()).toBe(null);
  expect(desk.campaign.batches().map((view) => view.batch)).toEqual([batch]);
});

test('[CG19] [CG24] what the file does not take does not count; the second copy may wait', async () => {
  let desk = await it.ready();
  const { batch } = await dispatched(desk);
  host.campaignFull = true;
  expect(await desk.campaign.record(batch.id, 0, SAID)).toMatchObject({ ok: false });
  expect(await desk.campaign.recall(batch.id, '换人')).toMatchObject({ ok: false });
  const other = { villageCode: villageOf(desk), groups: null, year: YEAR, classes: ['unpaid' as const] };
  expect(await desk.campaign.dispatch({ ...other, receiver: '李代办' })).toMatchObject({ ok: false });
  it.closeAll();
  host.campaignFull = false;
  it.spoilCampaign = (store) => ({ ...store, putReturn: () => Promise.reject(new Error('full')) });
  desk = await it.ready();
  expect(desk.campaign.batches()).toHaveLength(1);
  expect(desk.campaign.listed(batch.id)[0]?.word).toBe(null);
  expect(await desk.campaign.record(batch.id, 0, SAID)).toMatchObject({ ok: true });
  it.closeAll();
  it.spoilCampaign = (store) => store;
  desk = await it.ready();
  expect(desk.campaign.listed(batch.id)[0]?.word).toMatchObject({ outcome: '拒参' });
});

const OUT: GoesOut = {
  batchNo: '2027-001',
  villageCode: '220199100201',
  place: '东岗村',
  tier: 'office',
  form: 'paper',
  copies: 2,
  people: 30,
  receiver: '王代办',
  reason: '入户核实',
  watermark: '领用人：王代办　批次：B',
  due: '2026-12-07',
};

test('[CG25] [CG26] what leaves is noted before it does; what came to nothing is told apart; the log outlives a wiped store', async () => {
  let desk = await it.ready();
  expect(desk.handouts.usualDue()).toBe('2026-12-07');
  host.campaignFull = true;
  const leave = vi.fn(async () => ok({ path: '/tmp/a.xlsx' as string | null }));
  expect(await desk.handouts.goesOut(OUT, leave, () => true)).toMatchObject({
    ok: false,
    error: { code: 'HANDOUT_UNNOTED' },
  });
  expect(leave).not.toHaveBeenCalled();
  host.campaignFull = false;
  expect(await desk.handouts.goesOut(OUT, leave, ({ path }) => path !== null)).toMatchObject({ ok: true });
  await desk.handouts.goesOut(
    OUT,
    async () => ok({ path: null }),
    ({ path }) => path !== null,
  );
  await desk.handouts.goesOut(
    OUT,
    async () => err({ code: 'DISK_FULL', text: '磁盘空间不足。' }),
    () => true,
  );
  await it.wipe();
  desk = await it.ready();
  expect(desk.handouts.all().map(({ end }) => end && [end.how, end.note])).toEqual([
    ['unmade', '磁盘空间不足。'],
    ['unmade', '经办人取消'],
    null,
  ]);
  expect(desk.handouts.all()[2]?.handout).toMatchObject({ ...OUT, day: '2026-11-22' });
});

test('[CG27] [CG28] what is late shows until it came back, once', async () => {
  const desk = await it.ready();
  const noted = await desk.handouts.note({ ...OUT, due: '2026-11-21' });
  if (!noted.ok) throw new Error(noted.error.text);
  const { id } = noted.value;
  expect(desk.handouts.overdue().map(({ handout }) => handout.id)).toEqual([id]);
  const ending = { how: 'destroyed', on: '2026-11-22', by: '王代办', witness: '', note: '' } as const;
  expect(await desk.handouts.end(id, ending)).toMatchObject({ ok: false, error: { code: 'HANDOUT_END' } });
  expect(await desk.handouts.end(id, { ...ending, witness: '赵所长' })).toMatchObject({ ok: true });
  expect(desk.handouts.overdue()).toEqual([]);
  expect(await desk.handouts.end(id, { ...ending, how: 'returned' })).toMatchObject({ ok: false });
  expect(desk.handouts.all()[0]?.end).toMatchObject({ how: 'destroyed', witness: '赵所长' });
});
