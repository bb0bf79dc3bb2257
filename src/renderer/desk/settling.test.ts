import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PHONE_PERSON, RECORDS, SNAPSHOT } from '#fixtures/deskSample';
import { QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import type { Operation } from '#shared/domain/operation';
import type { Person } from '#shared/domain/person';
import type { Verdict } from '#shared/protocol/verdict';
import type { Desk } from './api';
import { accepted, changePhone, testDesk, until } from './testDesk';

let host: StandIn;
const it = testDesk(() => host.bridge, SNAPSHOT);
beforeEach(() => {
  host = standInDesktop(QINGHE);
  it.answer = SNAPSHOT;
});
afterEach(it.wipe);

const OURS = '15400000077';
const THEIRS = '15400000099';
const KEY = `person:${PHONE_PERSON.id}:phone`;
const record = RECORDS.find(
  (of): of is Person => of.kind === 'person' && of.id === PHONE_PERSON.id,
) as Person;
const conflictOf = (operation: Operation): Verdict => ({
  opId: operation.opId,
  bodyHash: operation.bodyHash,
  at: '2026-11-22T02:00:00.000Z',
  outcome: 'conflict',
  why: 'FIELDS_CHANGED',
  text: '联系电话已由他人改动',
  fields: [
    {
      subject: { kind: 'person', id: PHONE_PERSON.id },
      field: 'phone',
      base: PHONE_PERSON.phone,
      desk: OURS,
      platform: THEIRS,
    },
  ],
  changedBy: '县经办机构(经办人 b)',
  changedAt: '2026-11-21T02:00:00.000Z',
  current: [{ ...record, phone: THEIRS, version: record.version + 1 }],
});

async function inConflict(): Promise<{ desk: Desk; opId: string }> {
  const desk = await it.ready();
  const { operation } = await accepted(desk, changePhone(desk, OURS, PHONE_PERSON.id));
  host.judge(conflictOf(operation));
  await until(desk, ({ counts }) => counts.needsClerk === 1);
  return { desk, opId: operation.opId };
}

test('[CN14] the record that came with the verdict is what the desk works on, though the feed has not brought it', async () => {
  const { desk } = await inConflict();
  expect(desk.person(PHONE_PERSON.id)?.confirmed).toMatchObject({
    phone: THEIRS,
    version: record.version + 1,
  });
});

test('[CN7] a settlement needs every choice and a reason, and is a new operation on the platform’s present record', async () => {
  const { desk, opId } = await inConflict();
  const [item] = desk.inbox();
  expect(item).toMatchObject({
    kinds: ['同一项两边都改了'],
    fields: [{ key: KEY, label: '联系电话', desk: OURS, platform: THEIRS, recommended: 'desk' }],
    advice: [{ entry: { id: 'FIELDS-CHANGED' } }],
  });
  expect(await desk.settleConflict(opId, {}, '本人当面说的')).toMatchObject({ error: { code: 'CHOICES' } });
  expect(await desk.settleConflict(opId, { [KEY]: 'desk' }, ' ')).toMatchObject({
    error: { code: 'REASON' },
  });
  const done = await desk.settleConflict(opId, { [KEY]: 'desk' }, '本人当面说的');
  expect(done).toMatchObject({ ok: true, value: { kind: 'again' } });
  const again = desk.operations().at(-1)?.operation;
  expect(again).toMatchObject({
    supersedes: opId,
    body: { phone: OURS },
    forecast: { warnReason: '本人当面说的' },
    base: [{ version: record.version + 1, fields: { phone: THEIRS } }],
  });
  expect(desk.inbox()).toEqual([]);
});

test('[CN9] until it is sent the settlement can be taken back; the conflict is in the inbox again and is settled anew', async () => {
  const { desk, opId } = await inConflict();
  await desk.settleConflict(opId, { [KEY]: 'desk' }, '本人当面说的');
  const [undo] = desk.undoable();
  expect(undo?.operation.supersedes).toBe(opId);
  expect((await desk.withdraw(undo?.operation.opId ?? '', '选错了')).ok).toBe(true);
  expect(desk.inbox().map(({ operation }) => operation.operation.opId)).toEqual([opId]);
  expect(desk.snapshot().counts.needsClerk).toBe(1);
  expect(desk.undoable()).toEqual([]);
  expect(await desk.settleConflict(opId, { [KEY]: 'desk' }, '再核对过')).toMatchObject({ ok: true });
  expect(desk.inbox()).toEqual([]);
});

test('[CN6][CN12] keeping the platform’s value of all there was gives the operation up, and both values stay readable', async () => {
  const { desk, opId } = await inConflict();
  const done = await desk.settleConflict(opId, { [KEY]: 'platform' }, '县里核过');
  expect(done).toEqual({ ok: true, value: { kind: 'given-up' } });
  expect(desk.person(PHONE_PERSON.id)?.person.phone).toBe(THEIRS);
  expect(desk.settledConflicts()).toMatchObject([
    { reason: '县里核过', by: null, fields: [{ desk: OURS, platform: THEIRS }] },
  ]);
});

test('[CN13] what waits behind a conflict is named with it', async () => {
  const { desk, opId } = await inConflict();
  const { operation } = await accepted(desk, changePhone(desk, '15400000055', PHONE_PERSON.id));
  host.deliveries.set(operation.opId, 'held');
  host.heldBy.set(operation.opId, opId);
  host.say({ held: 1 });
  await until(desk, ({ counts }) => counts.held === 1);
  expect(desk.inbox()[0]?.waiting.map(({ who }) => who)).toEqual([PHONE_PERSON.name]);
});

test('[RJ10][RJ11] a reply nobody has explained is collected without the person, with the clerk’s note, and saved', async () => {
  const desk = await it.ready();
  const { operation } = await accepted(desk, changePhone(desk, OURS, PHONE_PERSON.id));
  const said = { code: 'E-77', text: `${PHONE_PERSON.name}（${PHONE_PERSON.certNo}）数据稽核挂起` };
  const reason = { rule: 'R', severity: 'refuse', document: 'D', documentTitle: 'D', article: '一' } as const;
  host.judge({
    opId: operation.opId,
    bodyHash: operation.bodyHash,
    at: '2026-11-22T02:00:00.000Z',
    outcome: 'refused',
    reasons: [{ ...reason, ...said }],
    current: [],
  });
  await until(desk, ({ counts }) => counts.needsClerk === 1);
  expect(desk.inbox()[0]?.advice).toMatchObject([{ ...said, entry: null }]);
  expect(await desk.replies.note(said, '县里在查')).toMatchObject({ ok: true });
  expect(await desk.replies.noteOf(said)).toBe('县里在查');
  expect(await desk.replies.save()).toMatchObject({ ok: true });
  expect(host.saved).toMatchObject([
    [{ code: 'E-77', text: '〔姓名〕（〔号码〕）数据稽核挂起', count: 1, note: '县里在查' }],
  ]);
});
