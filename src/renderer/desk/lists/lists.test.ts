import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RECORDS, SNAPSHOT, VILLAGE } from '#fixtures/deskSample';
import { QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import type { GridCell } from '#shared/batch/grid';
import type { Person } from '#shared/domain/person';
import { addsUp } from '#shared/lists/item';
import type { Desk } from '../api';
import { testDesk } from '../testDesk';
import type { ListAsk, ListView } from './api';

let host: StandIn;
const it = testDesk(() => host.bridge, SNAPSHOT);
beforeEach(() => {
  host = standInDesktop(QINGHE);
});
afterEach(it.wipe);

const people = RECORDS.filter(
  (record): record is Person => record.kind === 'person' && record.villageCode === VILLAGE,
);
/** Those whom civil affairs confirmed, and some whom nobody did. */
const assisted = people.filter(({ identities }) =>
  identities.some(({ until, source }) => until === null && source !== null),
);
const plain = people.filter(
  ({ identities, survival, certType, enrolments, payments, duplicates }) =>
    identities.length + duplicates.length === 0 &&
    survival === '1' &&
    certType === '01' &&
    enrolments.length === 1 &&
    enrolments[0]?.scheme === 'RES' &&
    enrolments[0].status === 'ACTIVE' &&
    payments.every(({ paidOn }) => (paidOn ?? '') < '2026-10-01'),
);
const HEADINGS = ['序号', '身份证号', '姓名', '医疗救助身份', '纳入资助时间'];
const full = ({ certNo, name }: Pick<Person, 'certNo' | 'name'>, identity = '低保'): GridCell[] => [
  '1',
  certNo,
  name,
  identity,
  '2026-11-02',
];
const settled = (desk: Desk): Promise<ListView> =>
  new Promise((resolve) => {
    const look = () => {
      const view = desk.lists.snapshot();
      if (view === null) return;
      expect(addsUp(view.counts)).toBe(true);
      if (['previewing', 'accepting'].includes(view.phase)) return;
      off();
      resolve(view);
    };
    const off = desk.lists.subscribe(look);
    look();
  });
async function open(desk: Desk, rows: GridCell[][], over: Partial<ListAsk> = {}, headings = HEADINGS) {
  host.sheets = [{ name: '一', hidden: false, rows: [headings, ...rows] }];
  const opened = await desk.lists.open({
    source: 'ASSISTED_FULL',
    period: '2026-11',
    fileName: '全量.xlsx',
    data: 'AAAA',
    ...over,
  });
  if (!opened.ok) throw new Error(opened.error.text);
  return settled(desk);
}
async function accept(desk: Desk, second: Parameters<Desk['lists']['accept']>[0]['second'] = null) {
  expect(await desk.lists.accept({ reason: '名单属实', second })).toEqual({ ok: true, value: undefined });
  return settled(desk);
}
const made = (desk: Desk) =>
  desk
    .operations()
    .map(({ operation: { matter, body } }) => [body.personId, matter, body.what ?? body.reason]);
const id = (n: number): string => plain[n]?.id ?? '';
const person = (n: number): Person => plain[n] as Person;
const SECOND = { workNo: 'QH-07', name: '李审', reason: '与民政核对无误' };

test('[LI4][LI13] a full list is previewed, then becomes operations by the rules; the same file again, and in another order, changes nothing', async () => {
  const desk = await it.ready();
  const [stays, ...leave] = assisted;
  if (!stays) throw new Error('nobody is assisted');
  const rows = [full(person(0)), full(person(1), '特困'), full(stays, '低保')];
  const preview = await open(desk, rows);
  expect(preview.guard).toEqual([]);
  expect(preview.counts).toMatchObject({ read: 3, added: 2 });
  expect(desk.operations()).toEqual([]);
  expect(host.lists).toEqual([]);
  const done = preview.breaker.trips ? await accept(desk, SECOND) : await accept(desk);
  expect(done.phase).toBe('done');
  expect(made(desk)).toEqual(
    expect.arrayContaining([
      [id(0), 'SPECIAL_IDENTITY', 'ENTER'],
      [id(1), 'SPECIAL_IDENTITY', 'ENTER'],
    ]),
  );
  const before = made(desk).length;
  expect(before).toBeGreaterThanOrEqual(2);
  expect(leave.length).toBeGreaterThan(0);
  const again = await open(desk, rows.toReversed());
  expect(again.counts).toMatchObject({ added: 0, changed: 0, cancelled: 0 });
  expect(made(desk)).toHaveLength(before);
});

test('[LI14] everybody whom a list changed is kept before and after, with the file’s hash, and is there after the window’s store was wiped', async () => {
  const desk = await it.ready();
  await open(desk, [full(person(0)), full({ ...person(1), name: '别人' })], { source: 'CIVIL_AFFAIRS' });
  await accept(desk);
  await it.wipe();
  const again = await it.ready();
  const past = await again.lists.past();
  if (!past.ok) throw new Error(past.error.text);
  const [last] = past.value;
  expect(last?.head).toMatchObject({ source: 'CIVIL_AFFAIRS', rows: 2, fileName: '全量.xlsx' });
  expect(last?.head.fileHash).toMatch(/^[0-9a-f]{64}$/);
  expect(last?.changes).toMatchObject([
    {
      personId: id(0),
      before: { identities: [] },
      after: { identities: [{ type: 'MIN_LIVING', source: '民政', until: null }] },
      opIds: [expect.any(String)],
    },
  ]);
  expect(last?.open).toMatchObject([{ personId: id(1), text: expect.stringContaining('别人') }]);
});

test('[LI7] a broken list adds, and takes nothing from anybody', async () => {
  const desk = await it.ready();
  const view = await open(desk, [full(person(0)), ['2', '', '没有号码', '低保', '']]);
  expect(view.guard[0]).toContain('1 行有误');
  expect(view.counts.cancelled).toBeGreaterThan(0);
  expect(view.breaker.trips).toBe(false);
  await accept(desk);
  expect(made(desk)).toEqual([[id(0), 'SPECIAL_IDENTITY', 'ENTER']]);
});

test('[LI8] a large change waits for a second person who is not the clerk, and is noted with them', async () => {
  const desk = await it.ready();
  const on = '2026-10-03';
  const headings = ['序号', '姓名', '身份证号码', '死亡时间'];
  const rows = plain.slice(0, 21).map(({ name, certNo }) => ['1', name, certNo, on]);
  expect(rows).toHaveLength(21);
  const view = await open(desk, rows, { source: 'DEATHS' }, headings);
  expect(view.breaker).toMatchObject({ trips: true, total: view.counts.ended });
  const clerk = desk.snapshot().desk?.clerk;
  for (const second of [null, { ...SECOND, workNo: clerk?.id ?? '' }, { ...SECOND, reason: ' ' }])
    expect(await desk.lists.accept({ reason: '核对过', second })).toMatchObject({ ok: false });
  expect(desk.operations()).toEqual([]);
  await accept(desk, SECOND);
  expect(desk.operations().length).toBe(view.counts.ended);
  expect(host.lists[0]).toMatchObject({ type: 'import', second: SECOND });
});

test('[LI15] where the note of a list cannot be written nothing is done, and the clerk is told', async () => {
  const desk = await it.ready();
  await open(desk, [full(person(0))], { source: 'CIVIL_AFFAIRS' });
  host.failOnce('lists/put', { ok: false, error: { code: 'DISK', text: '磁盘已满。' } });
  expect(await desk.lists.accept({ reason: null, second: null })).toMatchObject({
    ok: false,
    error: { text: '磁盘已满。' },
  });
  expect(desk.operations()).toEqual([]);
  await accept(desk);
  expect(made(desk)).toEqual([[id(0), 'SPECIAL_IDENTITY', 'ENTER']]);
});
