import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RECORDS, refusalOf, SNAPSHOT } from '#fixtures/deskSample';
import { QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import { SCENARIO } from '#fixtures/township';
import { type Operation, sagaOf } from '#shared/domain/operation';
import type { Json } from '#shared/json';
import type { Verdict } from '#shared/protocol/verdict';
import { JournalDatabase } from '../store/databases';
import type { Desk, SagaDraft } from './api';
import { changePhone, type TestDesk, testDesk, until } from './testDesk';

const EMPLOYEE = SCENARIO.personWithEmpActive;
const RESIDENT = SCENARIO.personForHire;
let host: StandIn;
let it: TestDesk;

beforeEach(() => {
  host = standInDesktop(QINGHE);
  it = testDesk(() => host.bridge, SNAPSHOT);
});
afterEach(() => it.wipe());

/** The draft with fields typed into its steps. */
const typed = (draft: SagaDraft, ...fields: Record<string, Json>[]): SagaDraft => ({
  ...draft,
  steps: draft.steps.map((step, at) => ({ ...step, fields: { ...step.fields, ...fields[at] } })),
});
/** 职工暂停参保 (离职), then 居民参保登记 for 2027. */
const leaving = (desk: Desk, reason = 'RESIGNATION'): SagaDraft =>
  typed(desk.newSaga('EMP_PAUSE', EMPLOYEE.id), { reason });
const operations = (): Operation[] =>
  host.entries.flatMap(({ content }) => (content.type === 'operation' ? [content.operation] : []));
const applied = ({ opId, bodyHash }: Operation): Verdict => ({
  opId,
  bodyHash,
  at: '2026-11-22T02:00:00.000Z',
  outcome: 'applied',
  receipt: 'R-1',
  versions: { [`person:${EMPLOYEE.id}`]: 4 },
  assigned: {},
  parallel: false,
});
const begun = async (desk: Desk): Promise<[Operation, Operation]> => {
  const receipts = await desk.acceptSaga(leaving(desk));
  if (!receipts.ok) throw new Error(receipts.error.text);
  return operations() as [Operation, Operation];
};
/** A saga whose first step is applied and whose second is refused. */
const broken = async (): Promise<{ desk: Desk; pause: Operation; register: Operation }> => {
  const desk = await it.ready();
  const [pause, register] = await begun(desk);
  host.judge(applied(pause));
  host.judge(refusalOf(register));
  await until(desk, ({ counts }) => counts.needsClerk === 1);
  return { desk, pause, register };
};
const statuses = (desk: Desk) =>
  desk.person(EMPLOYEE.id)?.person.enrolments.map(({ scheme, status }) => `${scheme} ${status}`);

test('[SG14] both steps are decided as one, written together, and both are in the view at once', async () => {
  const desk = await it.ready();
  const draft = leaving(desk);
  expect(desk.forecastSaga(draft)).toMatchObject({
    canAccept: true,
    answer: { decision: 'ALLOW', gap: { from: '2026-11-22', to: '2026-12-31' } },
  });
  const [one, two] = await Promise.all([desk.acceptSaga(draft), desk.acceptSaga(draft)]);
  expect(one.ok && one.value).toHaveLength(2);
  expect(two).toEqual(one);
  expect(await desk.acceptSaga(draft)).toEqual(one);
  expect(operations().map((o) => [o.matter, sagaOf(o)])).toEqual([
    ['EMP_PAUSE', { id: draft.id, step: 1, of: 2 }],
    ['RES_REGISTER', { id: draft.id, step: 2, of: 2 }],
  ]);
  expect(operations()[1]?.base[0]?.fields).toMatchObject({ 'emp.status': 'PAUSED' });
  expect(statuses(desk)).toEqual(['EMP PAUSED', 'RES ACTIVE']);
  expect(desk.operations().map(({ matterLabel }) => matterLabel)).toEqual([
    '职工暂停参保（联办 1/2）',
    '居民参保登记（联办 2/2）',
  ]);
  expect(desk.sagas()).toEqual([]);
});

test('[SG15] where one step is refused or incomplete nothing of the saga is written', async () => {
  const desk = await it.ready();
  expect(await desk.acceptSaga(leaving(desk, 'DEATH'))).toMatchObject({
    ok: false,
    error: { code: 'REFUSE', text: expect.stringContaining('整件事不开始') },
  });
  const draft = desk.newSaga('RES_PAUSE', RESIDENT.id);
  expect(desk.forecastSaga(draft)).toMatchObject({ answer: null, canAccept: false });
  expect(Object.keys(desk.forecastSaga(draft).problems[1] ?? {})).toContain('empNo');
  expect(await desk.acceptSaga(draft)).toMatchObject({ ok: false, error: { code: 'INCOMPLETE' } });
  expect(host.entries).toEqual([]);
});

test('[SG15] the other way: a resident is paused and registered as an employee', async () => {
  const desk = await it.ready();
  const draft = desk.newSaga('RES_PAUSE', RESIDENT.id);
  const filled = typed(
    draft,
    { reason: 'EMPLOYMENT' },
    { empNo: SCENARIO.unitForHire.id, hireDate: '2026-11-20' },
  );
  expect(desk.forecastSaga(filled)).toMatchObject({ canAccept: true, answer: { gap: null } });
  expect((await desk.acceptSaga(filled)).ok).toBe(true);
  expect(operations().map(({ matter }) => matter)).toEqual(['RES_PAUSE', 'EMP_REGISTER']);
});

test('[SG16] a saga that broke is on the watch-list with what stands, also when its failed step was given up', async () => {
  const { desk, register } = await broken();
  expect(desk.sagas()).toMatchObject([
    {
      state: 'broken',
      who: EMPLOYEE.name,
      hasEffect: true,
      redoable: register.opId,
      text: expect.stringMatching(/第 1 步 职工暂停参保（已确认）；第 2 步 居民参保登记（平台不予受理）/),
    },
  ]);
  expect((await desk.drop(register.opId, '本人不办了')).ok).toBe(true);
  expect(desk.inbox()).toEqual([]);
  expect(desk.sagas()).toMatchObject([{ state: 'broken', hasEffect: true }]);
  it.closeAll();
  const again = await it.ready();
  await until(again, () => again.sagas().length === 1);
});

test('[SG17] 恢复 takes the paused relation up again by an operation the rules allow, and gives up the rest', async () => {
  const { desk, pause, register } = await broken();
  const [saga] = desk.sagas();
  if (saga === undefined) throw new Error('no saga');
  const reversing = desk.reversalsOf(saga.id);
  expect(reversing).toMatchObject({
    ok: true,
    value: [{ draft: { matter: 'EMP_REGISTER' }, forecast: { answer: { decision: 'ALLOW' } } }],
  });
  expect(await desk.compensate(saga.id, ' ')).toMatchObject({ ok: false, error: { code: 'REASON' } });
  const [one, two] = await Promise.all([
    desk.compensate(saga.id, '居民登记未通过'),
    desk.compensate(saga.id, '居民登记未通过'),
  ]);
  expect([one.ok, two.ok]).toEqual([true, true]);
  const [, , reversal, ...more] = operations();
  expect(more).toEqual([]);
  expect(reversal).toMatchObject({ matter: 'EMP_REGISTER', supersedes: pause.opId, saga: null });
  expect(host.entries.at(-1)?.content).toMatchObject({ type: 'resolution', opId: register.opId });
  expect(statuses(desk)).toEqual(['EMP ACTIVE']);
  expect(desk.sagas()).toMatchObject([{ state: 'compensating', redoable: null }]);
  expect(await desk.compensate(saga.id, '再来一次')).toMatchObject({ ok: false });
  if (reversal !== undefined) host.judge(applied(reversal));
  await until(desk, () => desk.sagas().length === 0);
});

test('[SG18] the failed step done anew goes on as the same step of the saga', async () => {
  const { desk, register } = await broken();
  const draft = desk.redo(register.opId);
  if (draft === null) throw new Error('no draft');
  expect((await desk.accept(draft)).ok).toBe(true);
  const anew = operations().at(-1);
  expect(anew).toMatchObject({ supersedes: register.opId, saga: { step: 2, of: 2 } });
  // Half done, it stays on the watch-list until it is whole (SG2).
  expect(desk.sagas()).toMatchObject([{ state: 'open', redoable: null }]);
  expect(statuses(desk)).toEqual(['EMP PAUSED', 'RES ACTIVE']);
});

test('[SG19] taking back one waiting step takes back the whole saga, the last step first', async () => {
  const desk = await it.ready();
  const [pause, register] = await begun(desk);
  expect((await desk.withdraw(pause.opId, '本人改主意')).ok).toBe(true);
  expect(host.entries.slice(2).map(({ content }) => content)).toMatchObject([
    { type: 'withdrawal', opId: register.opId },
    { type: 'withdrawal', opId: pause.opId },
  ]);
  expect(desk.sagas()).toEqual([]);
  expect(statuses(desk)).toEqual(['EMP ACTIVE']);
  expect(RECORDS.some((record) => record.id === EMPLOYEE.id)).toBe(true);
});

test('[SG33] what takes a broken saga back is asked of the desktop in one call', async () => {
  const { desk } = await broken();
  const [saga] = desk.sagas();
  if (saga === undefined) throw new Error('no saga');
  const asked: string[] = [];
  const { call } = host.bridge;
  host.bridge.call = (channel, ask) => {
    if (channel.startsWith('journal/')) asked.push(channel);
    return call(channel, ask);
  };
  expect((await desk.compensate(saga.id, '居民登记未通过')).ok).toBe(true);
  expect(asked).toEqual(['journal/endSaga']);
});

test('[SG34] a reversal that the platform refused is followed by another in its place when the clerk presses 恢复 again', async () => {
  const { desk, pause } = await broken();
  const [saga] = desk.sagas();
  if (saga === undefined) throw new Error('no saga');
  expect((await desk.compensate(saga.id, '居民登记未通过')).ok).toBe(true);
  const first = operations().at(-1);
  if (first === undefined) throw new Error('no reversal');
  host.judge(refusalOf(first));
  await until(desk, () => desk.sagas()[0]?.state === 'broken');
  expect((await desk.compensate(saga.id, '单位已补办手续')).ok).toBe(true);
  const second = operations().at(-1);
  expect([first.supersedes, second?.supersedes]).toEqual([pause.opId, first.opId]);
  expect(desk.sagas()).toMatchObject([{ state: 'compensating' }]);
  if (second !== undefined) host.judge(applied(second));
  await until(desk, () => desk.sagas().length === 0);
  expect(desk.inbox()).toEqual([]);
});

test('[SG35] a form that was accepted is no draft after a program that ended before it was taken away', async () => {
  it.spoil = (store) => ({ ...store, removeDraft: () => new Promise(() => undefined) });
  const desk = await it.ready();
  const draft = leaving(desk);
  const plain = { ...changePhone(desk, '15400000077', RESIDENT.id) };
  const typedOnly = changePhone(desk, '15400000078', RESIDENT.id);
  for (const one of [plain, typedOnly]) await desk.saveDraft(one);
  await desk.saveSagaDraft(draft);
  expect((await desk.acceptSaga(draft)).ok).toBe(true);
  expect((await desk.accept(plain)).ok).toBe(true);
  it.closeAll();
  it.spoil = (store) => store;
  const again = await it.ready();
  expect(again.snapshot().sagaDrafts).toEqual([]);
  expect(again.snapshot().drafts.map(({ id }) => id)).toEqual([typedOnly.id]);
  // What is left behind is taken away too.
  it.closeAll();
  const read = new JournalDatabase();
  await vi.waitFor(async () => expect(await read.drafts.count()).toBe(1));
  read.close();
});
