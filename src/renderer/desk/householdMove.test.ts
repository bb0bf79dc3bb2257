import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RECORDS, refusalOf, SNAPSHOT } from '#fixtures/deskSample';
import { QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import { type Operation, sagaOf } from '#shared/domain/operation';
import type { Person } from '#shared/domain/person';
import type { Json } from '#shared/json';
import type { Verdict } from '#shared/protocol/verdict';
import type { Desk, SagaDraft } from './api';
import { type TestDesk, testDesk, until } from './testDesk';

/** The first household of exactly four, all alive, with its head. */
const FAMILY: Person[] = (() => {
  const homes = new Map<string, Person[]>();
  for (const record of RECORDS)
    if (record.kind === 'person')
      homes.set(record.householdId, [...(homes.get(record.householdId) ?? []), record]);
  const fits = (who: Person[]) =>
    who.length === 4 && who.every((p) => p.survival === '1') && who.some((p) => p.relation === '02');
  const found = [...homes.values()].find(fits);
  if (found === undefined) throw new Error('the sample has such a household');
  return found;
})();
const HEAD = FAMILY.find(({ relation }) => relation === '02') as Person;
const TARGET = RECORDS.find((r) => r.kind === 'village' && r.id !== HEAD.villageCode && r.groups.length > 1);
if (TARGET === undefined) throw new Error('the sample has another village');

let host: StandIn;
let it: TestDesk;

beforeEach(() => {
  host = standInDesktop(QINGHE);
  it = testDesk(() => host.bridge, SNAPSHOT);
});
afterEach(() => it.wipe());

/** The household moves to a new one in another village; `stays` do not go along. */
function moving(desk: Desk, stays: readonly Person[] = [], from = HEAD): SagaDraft {
  const draft = desk.newSaga('HOUSEHOLD_MOVE', from.id);
  const isStaying = (id: Json | undefined) => stays.some((person) => person.id === id);
  return {
    ...draft,
    common: {
      ...draft.common,
      householdNew: true,
      villageCode: TARGET?.id ?? '',
      group: 2,
      address: '西岭村二社 8 号',
    },
    steps: draft.steps.map((step) => ({ ...step, going: !isStaying(step.fields.personId) })),
  };
}
const operations = (): Operation[] =>
  host.entries.flatMap(({ content }) => (content.type === 'operation' ? [content.operation] : []));
const applied = ({ opId, bodyHash }: Operation): Verdict => ({
  opId,
  bodyHash,
  at: '2026-11-22T02:00:00.000Z',
  outcome: 'applied',
  receipt: 'R-1',
  versions: Object.fromEntries(FAMILY.map(({ id }) => [`person:${id}`, 9])),
  assigned: {},
  parallel: false,
});
const begun = async (desk: Desk): Promise<Operation[]> => {
  const receipts = await desk.acceptSaga(moving(desk));
  if (!receipts.ok) throw new Error(receipts.error.text);
  return operations();
};
const homes = (desk: Desk) => new Set(FAMILY.map(({ id }) => desk.person(id)?.person.householdId));

test('[SG22] a household of four is decided as one and written in one call, and all are in the new household at once', async () => {
  const desk = await it.ready();
  const draft = moving(desk);
  const forecast = desk.forecastSaga(draft);
  expect(forecast).toMatchObject({ canAccept: true, answer: { decision: 'ALLOW' }, common: {} });
  expect(forecast.asked.every((asked) => asked?.answer.decision === 'ALLOW')).toBe(true);
  const [one, two] = await Promise.all([desk.acceptSaga(draft), desk.acceptSaga(draft)]);
  expect(one.ok && one.value).toHaveLength(4);
  expect(two).toEqual(one);
  expect(operations().map(sagaOf)).toEqual([1, 2, 3, 4].map((step) => ({ id: draft.id, step, of: 4 })));
  expect(operations()[0]?.body.personId).toBe(HEAD.id);
  const [there, ...elsewhere] = homes(desk);
  expect(elsewhere).toEqual([]);
  expect(desk.household(there ?? '')).toMatchObject({
    household: { headPersonId: HEAD.id, villageCode: TARGET?.id, group: 2, address: '西岭村二社 8 号' },
  });
  expect(desk.household(there ?? '')?.members).toHaveLength(4);
  expect(desk.household(HEAD.householdId)?.members).toEqual([]);
  expect(desk.operations().map(({ matterLabel }) => matterLabel.slice(-8))).toEqual(
    [1, 2, 3, 4].map((step) => `（联办 ${step}/4）`),
  );
});

test('[SG22] chosen members go alone; one alone is a plain change and no saga', async () => {
  const desk = await it.ready();
  const others = FAMILY.filter(({ id }) => id !== HEAD.id);
  const [first] = others;
  if (first === undefined) throw new Error('somebody');
  const two = await desk.acceptSaga(moving(desk, others.slice(1)));
  expect(two.ok && two.value).toHaveLength(2);
  const draft = moving(desk, FAMILY, others[1]);
  const alone: SagaDraft = {
    ...draft,
    steps: draft.steps.map((step) =>
      step.fields.personId === others[1]?.id
        ? { ...step, going: true, fields: { ...step.fields, relation: '02' } }
        : step,
    ),
  };
  expect((await desk.acceptSaga(alone)).ok).toBe(true);
  expect(operations().map(sagaOf)).toMatchObject([{ of: 2 }, { of: 2 }, null]);
});

test('[SG15] nobody chosen, nowhere to go, or no head: nothing is written, and the form says what is missing', async () => {
  const desk = await it.ready();
  expect(desk.forecastSaga(moving(desk, FAMILY))).toMatchObject({
    answer: null,
    common: { going: expect.stringContaining('还没有选人') },
  });
  const blank = desk.newSaga('HOUSEHOLD_MOVE', HEAD.id);
  expect(Object.keys(desk.forecastSaga(blank).common)).toContain('householdId');
  expect(await desk.acceptSaga(blank)).toMatchObject({ ok: false, error: { code: 'INCOMPLETE' } });
  const headless = moving(desk, [HEAD]);
  const { problems, canAccept } = desk.forecastSaga(headless);
  expect(canAccept).toBe(false);
  expect(problems.flatMap((of) => Object.values(of))).toEqual([expect.stringContaining('还没有户主')]);
  expect((await desk.acceptSaga(headless)).ok).toBe(false);
  expect(host.entries).toEqual([]);
});

test('[SG25] one refused member: who has moved is moved back by new operations, the last first, and the rest is given up', async () => {
  const desk = await it.ready();
  const [one, two, three, four] = await begun(desk);
  if (!one || !two || !three || !four) throw new Error('four steps');
  host.judge(applied(one));
  host.judge(applied(two));
  host.judge(refusalOf(three));
  await until(desk, ({ counts }) => counts.needsClerk === 1);
  const [saga] = desk.sagas();
  expect(saga).toMatchObject({ state: 'broken', hasEffect: true, redoable: three.opId });
  expect(saga?.text).toContain(`${HEAD.name}一户的整户迁移没有办完`);
  expect(saga?.text).toContain('分在两处');
  const reversing = desk.reversalsOf(saga?.id ?? '');
  expect(reversing.ok && reversing.value.map(({ forecast }) => forecast.answer?.decision)).toEqual([
    'ALLOW',
    'ALLOW',
  ]);
  expect((await desk.compensate(saga?.id ?? '', '有一人不能迁')).ok).toBe(true);
  const back = operations().slice(4);
  expect(back.map(({ supersedes, body }) => [supersedes, body.personId, body.householdId])).toEqual([
    [two.opId, two.body.personId, HEAD.householdId],
    [one.opId, HEAD.id, HEAD.householdId],
  ]);
  expect(host.entries.slice(-2).map(({ content }) => content)).toMatchObject([
    { type: 'withdrawal', opId: four.opId },
    { type: 'resolution', opId: three.opId },
  ]);
  expect([...homes(desk)]).toEqual([HEAD.householdId]);
  expect(FAMILY.map(({ id }) => desk.person(id)?.person.relation)).toEqual(FAMILY.map((p) => p.relation));
  expect(desk.sagas()).toMatchObject([{ state: 'compensating' }]);
  for (const operation of back) host.judge(applied(operation));
  await until(desk, () => desk.sagas().length === 0);
});

test('[SG18] a member’s failed step done anew keeps the household it goes to and its place in the saga', async () => {
  const desk = await it.ready();
  const [one, two] = await begun(desk);
  if (!one || !two) throw new Error('steps');
  host.judge(applied(one));
  host.judge(refusalOf(two));
  await until(desk, ({ counts }) => counts.needsClerk === 1);
  const draft = desk.redo(two.opId);
  if (draft === null) throw new Error('no draft');
  expect((await desk.accept(draft)).ok).toBe(true);
  const anew = operations().at(-1);
  expect(anew).toMatchObject({
    supersedes: two.opId,
    saga: { step: 2, of: 4 },
    body: { householdId: one.body.householdId, movesFrom: HEAD.householdId, householdNew: true },
    subjects: two.subjects,
  });
  expect(homes(desk).size).toBe(1);
});

test('[SG27] a saga half typed is kept as typed, comes back after a restart, and is gone when it was accepted', async () => {
  const desk = await it.ready();
  const draft = { ...moving(desk), common: { ...moving(desk).common, group: null } };
  await desk.saveSagaDraft(draft);
  it.closeAll();
  const again = await it.ready();
  const [kept] = again.snapshot().sagaDrafts;
  expect(kept).toEqual({ ...draft, savedAt: expect.any(String), owner: again.snapshot().desk?.clerk.id });
  if (kept === undefined) throw new Error('no draft');
  expect(Object.keys(again.forecastSaga(kept).common)).toEqual(['group']);
  const done = { ...kept, common: { ...kept.common, group: 1 } };
  expect((await again.acceptSaga(done)).ok).toBe(true);
  await until(again, ({ sagaDrafts }) => sagaDrafts.length === 0);
  // What the page still had in hand is not kept again.
  await again.saveSagaDraft(done);
  expect(again.snapshot().sagaDrafts).toEqual([]);
  it.closeAll();
  expect((await it.ready()).snapshot().sagaDrafts).toEqual([]);
});
