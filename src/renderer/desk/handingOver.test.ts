import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ADULT, OTHER_ADULT, PHONE_PERSON, refusalOf, SNAPSHOT } from '#fixtures/deskSample';
import { ONLINE, QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import type { DeskClerk } from '#shared/vault/clerk';
import { accepted, changePhone, testDesk, until } from './testDesk';

const LI: DeskClerk = { id: 'clerk-1', staffNo: '1024', name: '李秀英', roles: ['administrator', 'clerk'] };
const WANG: DeskClerk = { id: 'clerk-2', staffNo: '2048', name: '王建国', roles: ['clerk'] };
const ZHAO: DeskClerk = { id: 'clerk-3', staffNo: '3072', name: '赵桂兰', roles: ['clerk'] };

let host: StandIn;
const it = testDesk(() => host.bridge, SNAPSHOT);

/** The page of before is gone; this clerk signs in, and another begins. */
async function seat(clerk: DeskClerk, left: readonly DeskClerk[] = []) {
  it.closeAll();
  const clerks = [LI, WANG, ZHAO].filter(({ id }) => !left.some((one) => one.id === id));
  host.vault = { ...host.vault, phase: 'open', clerks, left: [...left], current: clerk };
  host.state = { ...host.state, clerk: { id: clerk.id, name: clerk.name } };
  const desk = await it.ready();
  await until(desk, ({ vault }) => vault !== null);
  return desk;
}

beforeEach(() => {
  host = standInDesktop(QINGHE);
  it.spoil = (store) => store;
});
afterEach(it.wipe);

test('[CL4] a draft is its clerk’s: a colleague neither sees nor counts it, an administrator sees its matter and nothing typed', async () => {
  const mine = await seat(WANG);
  const draft = changePhone(mine, '15400000077', PHONE_PERSON.id);
  expect(await mine.saveDraft(draft)).toBe(true);
  const saga = mine.newSaga('HOUSEHOLD_MOVE', ADULT.id);
  expect(await mine.saveSagaDraft(saga)).toBe(true);
  const theirs = (await seat(ZHAO)).snapshot();
  expect([theirs.drafts, theirs.sagaDrafts, theirs.othersDrafts]).toEqual([[], [], []]);
  const boss = (await seat(LI)).snapshot();
  expect([boss.drafts, boss.sagaDrafts]).toEqual([[], []]);
  expect(boss.othersDrafts.map(({ id, owner, label }) => ({ id, owner, label }))).toEqual([
    { id: saga.id, owner: 'clerk-2', label: '整户迁移' },
    { id: draft.id, owner: 'clerk-2', label: '居民信息变更' },
  ]);
  expect(JSON.stringify(boss.othersDrafts)).not.toContain('15400000077');
  const again = (await seat(WANG)).snapshot();
  expect(again.drafts.map(({ id }) => id)).toEqual([draft.id]);
  expect(again.sagaDrafts.map(({ id }) => id)).toEqual([saga.id]);
});

test('[CL5] a draft of a program without owners is everybody’s until somebody saves it; then it is theirs', async () => {
  const first = await seat(WANG);
  const { owner: _none, ...draft } = changePhone(first, '15400000077', PHONE_PERSON.id);
  it.spoil = (store) => {
    // As an older program left it.
    void store.putDraft(draft.id, { ...draft, savedAt: '2026-11-21T01:00:00.000Z' });
    return store;
  };
  await seat(LI);
  it.spoil = (store) => store;
  const zhao = await seat(ZHAO);
  const [seen] = zhao.snapshot().drafts;
  expect(seen?.owner).toBeUndefined();
  if (!seen) throw new Error('the draft is gone');
  await zhao.saveDraft(seen);
  expect(zhao.snapshot().drafts[0]?.owner).toBe('clerk-3');
  expect((await seat(WANG)).snapshot().drafts).toEqual([]);
});

test('[CL6] a draft handed over is the colleague’s, with who gave it; what is another’s one cannot give away', async () => {
  const wang = await seat(WANG);
  const one = changePhone(wang, '15400000077', PHONE_PERSON.id);
  const two = changePhone(wang, '15400000078', OTHER_ADULT.id);
  await wang.saveDraft(one);
  await wang.saveDraft(two);
  expect(wang.handOvers.takers('clerk-2').map(({ name }) => name)).toEqual(['李秀英', '赵桂兰']);
  expect(await wang.handOvers.drafts([one.id], 'nobody')).toMatchObject({ ok: false });
  expect(await wang.handOvers.drafts([one.id], 'clerk-3')).toEqual({ ok: true, value: 1 });
  expect(host.handedOver).toEqual([{ to: 'clerk-3', count: 1 }]);
  expect(wang.snapshot().drafts.map(({ id }) => id)).toEqual([two.id]);
  const zhao = await seat(ZHAO);
  expect(zhao.snapshot().drafts).toMatchObject([
    { id: one.id, owner: 'clerk-3', handedBy: 'clerk-2', fields: { phone: '15400000077' } },
  ]);
  expect(await zhao.handOvers.drafts([two.id], 'clerk-3')).toMatchObject({
    ok: false,
    error: { code: 'HAND_OVER' },
  });
  expect((await seat(WANG)).snapshot().drafts).toHaveLength(1);
});

test('[CL6] a disk that takes no hand-over leaves the draft with whose it was', async () => {
  const wang = await seat(WANG);
  const one = changePhone(wang, '15400000077', PHONE_PERSON.id);
  await wang.saveDraft(one);
  it.spoil = (store) => ({ ...store, putDraft: () => Promise.reject(new Error('QuotaExceededError')) });
  const again = await seat(WANG);
  expect(await again.handOvers.drafts([one.id], 'clerk-3')).toMatchObject({
    ok: false,
    error: { code: 'HAND_OVER_UNKEPT' },
  });
  expect(again.snapshot().drafts).toHaveLength(1);
});

test('[CL9] an administrator hands over what somebody began who is away or has left', async () => {
  const wang = await seat(WANG);
  await wang.saveDraft(changePhone(wang, '15400000077', PHONE_PERSON.id));
  const boss = await seat(LI, [WANG]);
  const ids = boss.snapshot().othersDrafts.map(({ id }) => id);
  expect(await boss.handOvers.drafts(ids, 'clerk-2')).toMatchObject({ ok: false });
  expect(await boss.handOvers.drafts(ids, 'clerk-3')).toEqual({ ok: true, value: 1 });
  expect(boss.snapshot().othersDrafts.map(({ owner }) => owner)).toEqual(['clerk-3']);
  expect((await seat(ZHAO, [WANG])).snapshot().drafts).toMatchObject([{ handedBy: 'clerk-1' }]);
});

test('[CL8] each operation says whose it is, and a refused one of somebody who left goes to a colleague', async () => {
  const wang = await seat(WANG);
  const { operation } = await accepted(wang, changePhone(wang, '15400000077', PHONE_PERSON.id));
  host.say(ONLINE);
  host.judge(refusalOf(operation));
  await until(wang, ({ counts }) => counts.needsClerk === 1);
  expect(wang.operations()[0]?.keeper).toMatchObject({ id: 'clerk-2', name: '王建国', left: false });

  const there = await seat(ZHAO);
  expect(there.handOvers.mayNot('clerk-2')).toMatch(/移交/);
  expect(await there.handOvers.operations([operation.opId], 'clerk-3')).toMatchObject({ ok: false });

  const zhao = await seat(ZHAO, [WANG]);
  await until(zhao, ({ counts }) => counts.needsClerk === 1);
  expect(zhao.inbox()[0]?.operation.keeper).toMatchObject({ name: '王建国', left: true });
  expect(zhao.handOvers.mayNot('clerk-2')).toBeNull();
  expect(await zhao.handOvers.operations([operation.opId], 'clerk-1')).toMatchObject({ ok: false });
  expect(await zhao.handOvers.operations([operation.opId], 'clerk-3')).toEqual({ ok: true, value: 1 });
  expect(zhao.inbox()[0]?.operation.keeper).toMatchObject({ id: 'clerk-3', left: false });

  // Who entered it stays who entered it, and the next start knows who goes on with it.
  const boss = await seat(LI, [WANG]);
  await until(boss, ({ counts }) => counts.needsClerk === 1);
  const [again] = boss.operations();
  expect([again?.operation.clerk, again?.keeper.id]).toEqual(['clerk-2', 'clerk-3']);
  expect(await boss.handOvers.operations([operation.opId], 'clerk-1')).toMatchObject({ ok: true });
});
