import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  ADULT,
  OTHER_ADULT,
  PHONE_PERSON,
  RECORDS,
  refusalOf,
  SNAPSHOT,
  VILLAGE,
} from '#fixtures/deskSample';
import { AS_OF, ONLINE, QINGHE, type StandIn, snapshotOf, standInDesktop } from '#fixtures/standInDesktop';
import { SCENARIO } from '#fixtures/township';
import { OperationDraft } from '#shared/domain/operation';
import { accepted, changePhone, testDesk, until } from './testDesk';

let host: StandIn;
const it = testDesk(() => host.bridge, SNAPSHOT);
const { open, ready, closeAll, wipe } = it;

beforeEach(() => {
  host = standInDesktop(QINGHE);
  it.spoil = (store) => store;
  it.answer = SNAPSHOT;
});
afterEach(wipe);

describe('opening', () => {
  test('[ST64] without people and without a line the clerk reads that nothing can be done yet, not that work goes on', async () => {
    const down = {
      code: 'UNREACHABLE',
      text: '连不上平台。可以继续受理，业务保存在本机，网络恢复后自动上传。',
    };
    it.answer = async () =>
      new Response(JSON.stringify(down), { status: 502, headers: { 'content-type': 'application/json' } });
    const { trouble } = await until(open(), ({ phase }) => phase === 'failed');
    expect(trouble?.code).toBe('UNREACHABLE');
    expect(trouble?.text).toMatch(/暂时不能办理.*网络恢复后会自动下载.*没有丢失/);
  });

  test('[DK1] an unregistered desk is new; once it has a jurisdiction it loads and becomes ready', async () => {
    host = standInDesktop(null);
    const desk = open();
    expect((await until(desk, ({ phase }) => phase !== 'starting')).phase).toBe('new');
    host.state = { ...host.state, mode: 'platform', jurisdiction: QINGHE };
    expect((await desk.register({ url: 'http://x', code: 'code', name: '窗口' })).ok).toBe(true);
    const { mirror } = await until(desk, ({ phase }) => phase === 'ready');
    expect(mirror?.persons).toBe(RECORDS.filter(({ kind }) => kind === 'person').length);
  });

  test('[DK2] a first load that fails says why and leaves the desk to try again', async () => {
    it.answer = async () => new Response('<html>认证</html>\n');
    const desk = open();
    const { trouble } = await until(desk, ({ phase }) => phase === 'failed');
    expect(trouble?.code).toBe('NOT_PLATFORM');
    it.answer = SNAPSHOT;
    await desk.syncNow();
    expect(desk.snapshot().phase).toBe('ready');
    expect(desk.snapshot().trouble).toBeNull();
  });

  test('[DK49] a first download is shown as one from its beginning on, also where the line is up already', async () => {
    host.say(ONLINE);
    it.answer = () => new Promise(() => undefined);
    const { progress } = await until(open(), ({ phase }) => phase === 'loading');
    expect(progress).toEqual({ done: 0, total: 0 });
  });

  test('[DK3] without the network the desk opens on what it has', async () => {
    await ready();
    closeAll();
    it.answer = () => Promise.reject(new Error('offline'));
    const desk = await ready();
    expect(desk.person(ADULT.id)?.person.name).toBe(ADULT.name);
  });

  test('[DK4] entries and verdicts come back from the desktop when the browser store was deleted', async () => {
    const desk = await ready();
    const { operation } = await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
    host.judge(refusalOf(operation));
    await until(desk, ({ counts }) => counts.needsClerk === 1);
    await wipe();
    const again = await ready();
    expect(again.operations()).toHaveLength(1);
    expect(again.inbox()).toHaveLength(1);
    expect(again.snapshot().findings.map(({ code }) => code)).toEqual(['STORE_RESTORED']);
    again.dismissFindings();
    expect(again.snapshot().findings).toEqual([]);
  });
});

describe('accepting', () => {
  test('[DK5] an accepted operation is in the file, in the list and in the view at once', async () => {
    const desk = await ready();
    const before = desk.snapshot().revision;
    const { receiptNo, operation } = await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
    expect(receiptNo).toBe('20261122-000001-000001');
    expect(host.entries).toHaveLength(1);
    expect(
      OperationDraft.parse(
        Object.fromEntries(Object.entries(operation).filter(([key]) => key !== 'device' && key !== 'seq')),
      ).day,
    ).toBe('2026-11-22');
    const view = desk.person(PHONE_PERSON.id);
    expect(view?.person.phone).toBe('15400000077');
    expect(view?.confirmed?.phone).toBe(PHONE_PERSON.phone);
    expect(view?.operations[0]).toMatchObject({
      who: PHONE_PERSON.name,
      stateLabel: '待上传',
      matterLabel: '居民信息变更',
    });
    expect(desk.search('15400000077', 5)[0]).toMatchObject({ id: PHONE_PERSON.id, by: '手机' });
    expect(desk.snapshot().counts).toMatchObject({ acceptedToday: 1, queued: 1 });
    expect(desk.snapshot().revision).toBeGreaterThan(before);
  });

  test('[DK6] the same draft twice, also at the same moment, is accepted once', async () => {
    const desk = await ready();
    const draft = changePhone(desk, '15400000077', PHONE_PERSON.id);
    const [one, two] = await Promise.all([desk.accept(draft), desk.accept(draft)]);
    const three = await desk.accept(draft);
    expect(host.entries).toHaveLength(1);
    expect(two).toEqual(one);
    expect(three).toEqual(one);
    expect(desk.operations()).toHaveLength(1);
  });

  test('[DK37] a store that never answers does not stand between the commit and 已保存', async () => {
    it.spoil = (store) => ({ ...store, removeDraft: () => new Promise(() => undefined) });
    const desk = await ready();
    await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
    expect(desk.snapshot().drafts).toEqual([]);
  });

  test('[DK7] a store that takes nothing does not undo 已保存, and the next start mends it', async () => {
    it.spoil = (store) => ({ ...store, putEntries: () => Promise.reject(new Error('QuotaExceededError')) });
    const desk = await ready();
    await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
    expect(desk.operations()).toHaveLength(1);
    closeAll();
    it.spoil = (store) => store;
    const again = await ready();
    expect(again.operations()).toHaveLength(1);
    expect(again.person(PHONE_PERSON.id)?.person.phone).toBe('15400000077');
  });

  test('[DK8] where the file did not answer, nothing is claimed, the draft stays, and trying again is safe', async () => {
    const desk = await ready();
    const draft = changePhone(desk, '15400000077', PHONE_PERSON.id);
    await desk.saveDraft(draft);
    host.failOnce('journal/accept', new Error('gone'));
    expect(await desk.accept(draft)).toMatchObject({ ok: false, error: { code: 'NOT_SAVED' } });
    expect(desk.operations()).toHaveLength(0);
    expect(desk.snapshot().drafts).toHaveLength(1);
    await accepted(desk, draft);
    expect(desk.snapshot().drafts).toHaveLength(0);
  });

  test('[DK9] an incomplete or unlawful draft is not accepted, with a sentence', async () => {
    const desk = await ready();
    const empty = desk.newDraft('RES_REGISTER', {});
    expect(Object.keys(desk.forecast(empty).problems).length).toBeGreaterThan(0);
    expect(desk.forecast(empty).canAccept).toBe(false);
    expect(await desk.accept(empty)).toMatchObject({ ok: false, error: { code: 'INCOMPLETE' } });
    const employee = desk.newDraft('RES_REGISTER', { personId: SCENARIO.personWithEmpActive.id });
    const forecast = desk.forecast(employee);
    expect(forecast.answer?.decision).toBe('REFUSE');
    expect(forecast.canAccept).toBe(false);
    expect((await desk.accept(employee)).ok).toBe(false);
    expect(host.entries).toHaveLength(0);
  });

  test('[DK10] a registration changes what the person owes and how the campaign counts them', async () => {
    const desk = await ready();
    expect(desk.search(ADULT.certNo, 1)[0]?.status).toBe('未参保');
    const draft = desk.newDraft('RES_REGISTER', { personId: ADULT.id });
    expect(desk.forecast(draft)).toMatchObject({ canAccept: true, problems: {} });
    const { operation } = await accepted(desk, draft);
    expect(operation.base[0]).toMatchObject({ subject: { kind: 'person', id: ADULT.id } });
    expect(desk.search(ADULT.certNo, 1)[0]?.status).toBe('已登记未缴');
  });

  test('[DK11] somebody new is in the view, the household and the search before the platform knows them', async () => {
    const desk = await ready();
    const { guardian, child } = SCENARIO.newbornHouseholds[0] as (typeof SCENARIO.newbornHouseholds)[number];
    const draft = desk.newDraft('NEWBORN_REGISTER', {
      guardianId: guardian.id,
      certType: child.certNo ? '01' : '99',
      certNo: child.certNo,
      name: child.name,
      sex: child.sex,
      birthDate: child.birthDate,
      birthCertNo: 'B220199001',
    });
    const { operation } = await accepted(desk, draft);
    const id = String(operation.body.personId);
    expect(id).toMatch(/^TMP-/);
    expect(desk.person(id)).toMatchObject({ confirmed: null, person: { name: child.name } });
    expect(desk.household(guardian.householdId)?.members.map((member) => member.id)).toContain(id);
    expect(desk.search(child.name, 5).map((hit) => hit.id)).toContain(id);
  });

  test('[DK12] drafts survive a crash of the window; an operation once accepted leaves no draft behind', async () => {
    const desk = await ready();
    const draft = { ...changePhone(desk, '15400000077', PHONE_PERSON.id), warnReason: '本人在场' };
    await desk.saveDraft(draft);
    closeAll();
    const again = await ready();
    expect(again.snapshot().drafts[0]).toMatchObject({
      id: draft.id,
      fields: draft.fields,
      warnReason: '本人在场',
    });
    await accepted(again, draft);
    await again.saveDraft(draft);
    expect(again.snapshot().drafts).toEqual([]);
  });

  test('[DK13] a disk that takes no draft does not stand in the way of accepting', async () => {
    it.spoil = (store) => ({ ...store, putDraft: () => Promise.reject(new Error('QuotaExceededError')) });
    const desk = await ready();
    const draft = changePhone(desk, '15400000077', PHONE_PERSON.id);
    expect(await desk.saveDraft(draft)).toBe(false);
    expect(desk.snapshot().trouble?.code).toBe('DRAFT_UNSTORED');
    await accepted(desk, draft);
  });

  test('[DK47] a store that never answers a draft is not waited for for ever, and acceptance goes on meanwhile', async () => {
    it.spoil = (store) => ({ ...store, putDraft: () => new Promise(() => undefined) });
    const desk = await ready();
    const draft = changePhone(desk, '15400000077', PHONE_PERSON.id);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const saving = desk.saveDraft(draft);
      vi.advanceTimersByTime(60_000);
      expect(await saving).toBe(false);
    } finally {
      vi.useRealTimers();
    }
    expect(desk.snapshot().trouble?.code).toBe('DRAFT_UNSTORED');
    void desk.saveDraft(draft);
    await accepted(desk, draft);
  });
});

test('[DK21] locking hides nothing from delivery: the state says locked, unlocking says unlocked', async () => {
  const desk = await ready();
  await desk.lock();
  expect(desk.snapshot().desk?.locked).toBe(true);
  expect((await desk.unlock()).ok).toBe(true);
  expect(desk.snapshot().desk?.locked).toBe(false);
});

test('[DK22] the business day is the clerk’s: operations carry it and today’s count follows it', async () => {
  const desk = await ready();
  await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
  desk.setDay('2026-11-23');
  expect(desk.snapshot().counts.acceptedToday).toBe(0);
  const { operation } = await accepted(desk, changePhone(desk, '15400000078', OTHER_ADULT.id));
  expect(operation.day).toBe('2026-11-23');
  expect(desk.snapshot().counts.acceptedToday).toBe(1);
});

test('[DK28] a desktop that does not answer is a sentence, not a crash', async () => {
  const desk = await ready();
  host.failOnce('roster/save', new Error('gone'));
  const roster = desk.roster(VILLAGE, 1, { year: 2027, masked: true });
  expect(await desk.saveRoster(roster)).toMatchObject({ ok: false, error: { code: 'NO_ANSWER' } });
  host.failOnce('desk/lock', new Error('gone'));
  await desk.lock();
  host.failOnce('delivery/now', { nonsense: true });
  await desk.syncNow();
  expect(desk.snapshot().phase).toBe('ready');
});

test('[DK29] a desk registered anew shows nothing of the old jurisdiction and loads the new one', async () => {
  const desk = await ready();
  const town = { region: '220199', name: '白杨镇', prefixes: ['220199101'] };
  it.answer = () => Promise.reject(new Error('offline'));
  host.state = { ...host.state, jurisdiction: town, platformUrl: 'http://y' };
  await desk.register({ url: 'http://y', code: 'code', name: '窗口' });
  expect((await until(desk, ({ phase }) => phase === 'failed')).mirror).toBeNull();
  expect(desk.forecast(desk.newDraft('RES_REGISTER', {})).canAccept).toBe(false);
  it.answer = snapshotOf([], town);
  await desk.syncNow();
  await until(desk, ({ phase }) => phase === 'ready');
  expect(desk.person(ADULT.id)).toBeNull();
});

test('[JM8] a desk that the county gave another jurisdiction says so, and works on the old mirror until the new one is whole', async () => {
  const desk = await ready();
  const town = { region: '220199', name: '白杨镇', prefixes: ['220199101'] };
  it.answer = () => Promise.reject(new Error('offline'));
  host.state = { ...host.state, jurisdiction: town };
  await desk.unlock();
  await until(desk, ({ findings }) => findings.length === 1);
  expect(desk.snapshot().findings[0]).toMatchObject({
    code: 'REASSIGNED',
    text: expect.stringContaining('白杨镇'),
  });
  expect(desk.snapshot().phase).toBe('ready');
  expect(desk.person(ADULT.id)?.person.name).toBe(ADULT.name);
  it.answer = snapshotOf([], town);
  await desk.syncNow();
  await until(desk, ({ mirror }) => mirror?.persons === 0);
  expect(desk.person(ADULT.id)).toBeNull();
});

test('[DK45] words of the deliverer that come while one is taken in are taken in together, as the last of them', async () => {
  const desk = await ready();
  const call = vi.spyOn(host.bridge, 'call');
  for (let queued = 300; queued >= 0; queued--) host.say({ queued, verdicts: 0, nextAttemptAt: AS_OF });
  await desk.syncNow();
  await until(desk, ({ delivery }) => delivery?.queued === 0);
  const looks = call.mock.calls.filter(([channel]) => channel === 'delivery/operations').length;
  expect(looks).toBeGreaterThan(0);
  expect(looks).toBeLessThan(10);
});
