import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ADULT, PHONE_PERSON, RECORDS, refusalOf, SNAPSHOT } from '#fixtures/deskSample';
import { feedPage, ONLINE, QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import { chainOf } from '#fixtures/standInJournal';
import type { Operation } from '#shared/domain/operation';
import type { Person } from '#shared/domain/person';
import { recordKey } from '#shared/domain/record';
import type { ChainStanding } from '#shared/host';
import type { Verdict } from '#shared/protocol/verdict';
import { Roster } from '#shared/roster';
import type { MatterDraft } from './api';
import { accepted, changePhone, testDesk, until } from './testDesk';

let host: StandIn;
const it = testDesk(() => host.bridge, SNAPSHOT);
const { ready, wipe } = it;

beforeEach(() => {
  host = standInDesktop(QINGHE);
  it.spoil = (store) => store;
  it.answer = SNAPSHOT;
});
afterEach(wipe);

const applied = (operation: Operation, version: number): Verdict => ({
  opId: operation.opId,
  bodyHash: operation.bodyHash,
  at: '2026-11-22T02:00:00.000Z',
  outcome: 'applied',
  receipt: 'R-1',
  versions: Object.fromEntries(operation.subjects.map((subject) => [recordKey(subject), version])),
  assigned: {},
  parallel: false,
});
describe('verdicts', () => {
  test('[ST63] verdicts that the store could not write while later ones were written are there after the next start', async () => {
    let full = true;
    it.spoil = (store) => ({
      ...store,
      putVerdicts: (verdicts) =>
        full ? Promise.reject(new Error('QuotaExceededError')) : store.putVerdicts(verdicts),
    });
    const desk = await ready();
    const [first, second] = [
      await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id)),
      await accepted(desk, changePhone(desk, '15400000078', ADULT.id)),
    ];
    for (const { operation } of [first, second]) {
      host.deliveries.set(operation.opId, 'settled');
      host.judge(applied(operation, 9));
      await until(desk, () =>
        desk.operations().some((o) => o.operation.opId === operation.opId && o.verdict),
      );
      full = false;
    }
    it.closeAll();
    const again = await ready();
    await until(again, () => again.operations().every(({ verdict }) => verdict?.outcome === 'applied'));
    expect(again.operations()).toHaveLength(2);
  });

  test('[DK14] what the platform refuses leaves the view and turns up in the inbox with the reason and what to do', async () => {
    const desk = await ready();
    const { operation } = await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
    host.judge(refusalOf(operation));
    await until(desk, ({ counts }) => counts.needsClerk === 1);
    expect(desk.person(PHONE_PERSON.id)?.person.phone).toBe(PHONE_PERSON.phone);
    const [item] = desk.inbox();
    expect(item?.kind).toBe('refused');
    for (const part of [PHONE_PERSON.name, '居民信息变更', '此人已参加职工医保', '第二十条', '改后重办'])
      expect(item?.text).toContain(part);
    expect(desk.operations()[0]?.stateLabel).toBe('平台不予受理');
    expect((await desk.drop(operation.opId, '  ')).ok).toBe(false);
    expect((await desk.drop(operation.opId, '本人放弃')).ok).toBe(true);
    expect(desk.inbox()).toEqual([]);
    expect(desk.operations()[0]?.stateLabel).toBe('已处理');
  });

  test('[DK35] a refusal can be told to the person: the platform’s reasons, on the records it sent', async () => {
    const desk = await ready();
    const { operation } = await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
    expect(desk.refusal(operation.opId)).toBeNull();
    host.judge(refusalOf(operation));
    await until(desk, ({ counts }) => counts.needsClerk === 1);
    const refusal = desk.refusal(operation.opId);
    expect(refusal?.answer).toMatchObject({ decision: 'REFUSE', materials: [], amounts: [] });
    expect(refusal?.answer.reasons).toMatchObject([{ text: expect.stringContaining('此人已参加职工医保') }]);
    // On the records of this desk a new telephone number is no reason to refuse: what decided is not here.
    expect(refusal?.explained).toBe(false);
    expect(refusal?.subject.facts.person?.name).toBe(PHONE_PERSON.name);
    expect(refusal?.subject.facts.relations).toBeUndefined();
  });

  test('[DK35] where the records sent lead to a refusal, what would change it can be worked out', async () => {
    const desk = await ready();
    const draft = desk.newDraft('RES_REGISTER', { who: 'existing', personId: ADULT.id });
    const { operation } = await accepted(desk, draft);
    const here = desk.person(ADULT.id)?.confirmed as Person;
    const elsewhere = {
      scheme: 'EMP',
      region: '210200',
      status: 'ACTIVE',
      from: '2026-01-01',
      source: '省平台',
    } as const;
    host.judge({ ...refusalOf(operation), current: [{ ...here, elsewhere: [elsewhere] }] } as Verdict);
    await until(desk, ({ counts }) => counts.needsClerk === 1);
    const refusal = desk.refusal(operation.opId);
    expect(refusal?.explained).toBe(true);
    expect(refusal?.subject.facts.relations).toContainEqual(
      expect.objectContaining({ scheme: 'EMP', region: '210200', status: 'ACTIVE' }),
    );
  });

  test('[DK15] 改后重办 starts from today’s data with the wanted change, and its acceptance deals with the refused one', async () => {
    const desk = await ready();
    const { operation } = await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
    host.judge(refusalOf(operation));
    await until(desk, ({ counts }) => counts.needsClerk === 1);
    const draft = desk.redo(operation.opId);
    expect(draft).toMatchObject({
      supersedes: operation.opId,
      fields: { personId: PHONE_PERSON.id, phone: '15400000077', name: PHONE_PERSON.name },
    });
    expect(draft?.opId).not.toBe(operation.opId);
    const again = await accepted(desk, draft as MatterDraft);
    expect(again.operation.supersedes).toBe(operation.opId);
    expect(desk.inbox()).toEqual([]);
    expect(desk.operations().map(({ stateLabel }) => stateLabel)).toEqual(['已处理', '待上传']);
  });

  test('[DK36] what was set aside leaves the view, comes back into it when it is tried again, and is dealt with when it is given up', async () => {
    const desk = await ready();
    const { operation } = await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
    const shown = () => desk.person(PHONE_PERSON.id)?.person.phone;
    const put = async (state: 'quarantined' | 'queued') => {
      host.deliveries.set(operation.opId, state);
      host.say({ queued: state === 'queued' ? 1 : 0 });
      await until(desk, () => desk.operations()[0]?.delivery?.state === state);
    };
    await put('quarantined');
    expect(shown()).toBe(PHONE_PERSON.phone);
    await put('queued');
    expect(shown()).toBe('15400000077');
    await put('quarantined');
    expect((await desk.drop(operation.opId, '本人放弃')).ok).toBe(true);
    host.deliveries.set(operation.opId, 'settled');
    host.say({ queued: 0, held: 0 });
    await until(desk, () => desk.operations()[0]?.delivery?.state === 'settled');
    expect(desk.operations()[0]?.stateLabel).toBe('已处理');
    expect(shown()).toBe(PHONE_PERSON.phone);
  });

  test('[DK16] a conflict shows the platform’s value and the desk’s', async () => {
    const desk = await ready();
    const { operation } = await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
    const subject = { kind: 'person', id: PHONE_PERSON.id } as const;
    host.judge({
      opId: operation.opId,
      bodyHash: operation.bodyHash,
      at: '2026-11-22T02:00:00.000Z',
      outcome: 'conflict',
      why: 'FIELDS_CHANGED',
      text: '联系电话已由他人改动',
      fields: [
        { subject, field: 'phone', base: PHONE_PERSON.phone, desk: '15400000077', platform: '15400000099' },
      ],
      changedBy: '县经办机构',
      changedAt: '2026-11-21T02:00:00.000Z',
      current: [],
    });
    await until(desk, ({ counts }) => counts.needsClerk === 1);
    for (const part of ['154****0077', '154****0099', '县经办机构', '联系电话'])
      expect(desk.inbox()[0]?.text).toContain(part);
  });

  test('[DK17] an applied operation stays in the view until the feed has brought it', async () => {
    const desk = await ready();
    const { operation } = await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
    const record = RECORDS.find(
      (of): of is Person => of.kind === 'person' && of.id === PHONE_PERSON.id,
    ) as Person;
    host.judge(applied(operation, record.version + 1));
    await until(desk, () => desk.operations()[0]?.stateLabel === '已确认');
    expect(desk.person(PHONE_PERSON.id)?.person).toMatchObject({
      phone: '15400000077',
      version: record.version,
    });
    const confirmed = { ...record, version: record.version + 1, phone: '15400000077' };
    host.pages.push(feedPage([{ type: 'record', record: confirmed }], 'c2'));
    host.say(ONLINE);
    await until(desk, () => desk.person(PHONE_PERSON.id)?.confirmed?.version === record.version + 1);
    expect(desk.person(PHONE_PERSON.id)?.person).toEqual(confirmed);
    expect(desk.snapshot().counts).toMatchObject({ queued: 0, needsClerk: 0 });
  });

  test('[DK18] an operation that was not sent can be withdrawn and leaves the view', async () => {
    const desk = await ready();
    const { operation } = await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
    expect((await desk.withdraw(operation.opId, '录错了')).ok).toBe(true);
    expect(desk.person(PHONE_PERSON.id)?.person.phone).toBe(PHONE_PERSON.phone);
    expect(desk.operations()[0]?.stateLabel).toBe('已撤回');
    expect(desk.snapshot().counts).toMatchObject({ acceptedToday: 0, queued: 0 });
  });
});

describe('the chain', () => {
  const standing = (over: Partial<ChainStanding>): { chain: ChainStanding } => ({
    chain: { state: 'whole', epoch: 1, accepts: true, text: null, entries: 0, lost: [], ...over },
  });

  test('[DK40] entries that the file got back from the platform are in the list and in the store at once', async () => {
    const desk = await ready();
    const back = chainOf(3);
    host.entries.push(...back);
    host.say(standing({ entries: 3 }));
    await until(desk, () => desk.operations().length === 3);
    expect(desk.operations().map(({ entry }) => entry)).toEqual(back);
    it.closeAll();
    const again = await it.ready();
    expect(again.snapshot().findings).toEqual([]);
    expect(again.operations()).toHaveLength(3);
  });

  test('[DK40] one that this window accepted meanwhile is there once', async () => {
    const desk = await ready();
    const receipt = accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
    host.say(standing({ entries: 1 }));
    await receipt;
    host.say(standing({ entries: 1 }));
    await until(desk, ({ delivery }) => delivery?.chain?.entries === 1);
    expect(desk.operations()).toHaveLength(1);
    expect(desk.person(PHONE_PERSON.id)?.person.phone).toBe('15400000077');
  });

  test('[DK46] what another window accepted is in the list only together with its effect', async () => {
    const [desk, other] = [await ready(), await ready()];
    await accepted(other, changePhone(other, '15400000077', PHONE_PERSON.id));
    const { call } = host.bridge;
    await new Promise<void>((asked) => {
      vi.spyOn(host.bridge, 'call').mockImplementation((channel, ask) => {
        if (channel !== 'delivery/operations') return call(channel, ask);
        asked();
        return new Promise(() => undefined);
      });
      host.say(standing({ entries: 1 }));
    });
    await accepted(desk, changePhone(desk, '15400000078', ADULT.id));
    expect(desk.operations()).toHaveLength(2);
    expect(desk.person(PHONE_PERSON.id)?.person.phone).toBe('15400000077');
    expect(desk.person(ADULT.id)?.person.phone).toBe('15400000078');
  });

  test('[DK41] 另起一段流水 shows how the chain stands then; a failure is a sentence', async () => {
    const desk = await ready();
    host.say(standing({ state: 'forked', accepts: false, text: '另一台电脑' }));
    expect(desk.snapshot().delivery?.chain?.accepts).toBe(false);
    host.failOnce('delivery/newEpoch', { ok: false, error: { code: 'UNREACHABLE', text: '连不上平台。' } });
    expect(await desk.newEpoch()).toEqual({
      ok: false,
      error: { code: 'UNREACHABLE', text: '连不上平台。' },
    });
    expect(desk.snapshot().delivery?.chain?.state).toBe('forked');
    expect(await desk.newEpoch()).toEqual({ ok: true, value: undefined });
  });
});

describe('roster', () => {
  test('[DK19] households stand together with the head first, numbers masked, everybody of the place once', async () => {
    const desk = await ready();
    const village = desk.villages()[0];
    if (!village) throw new Error('no village');
    const roster = Roster.parse(desk.roster(village.id, null, { year: 2027, masked: true }));
    const persons = RECORDS.filter(
      (record): record is Person => record.kind === 'person' && record.villageCode === village.id,
    );
    expect(roster.rows).toHaveLength(persons.length);
    expect(roster.synthetic).toBe(true);
    const seen = new Set<string>();
    roster.rows.forEach((row, at) => {
      const opens = roster.rows[at - 1]?.household !== row.household;
      if (opens) expect(seen.has(row.household)).toBe(false);
      seen.add(row.household);
      if (row.certNo.length === 18) expect(row.certNo).toMatch(/^.{6}\*{8}.{4}$/);
      if (!opens) expect(row.relation).not.toBe('户主');
    });
    const open = desk.roster(village.id, null, { year: 2027, masked: false });
    expect(open.rows.some(({ certNo }) => /^\d{17}[\dX]$/.test(certNo))).toBe(true);
  });

  test('[DK20] amounts: what is assessed, else what the rules would ask; nothing for the dead and the insured elsewhere', async () => {
    const desk = await ready();
    const person = desk.person(ADULT.id)?.person as Person;
    const roster = desk.roster(person.villageCode, person.group, { year: 2027, masked: false });
    const row = (certNo: string) => roster.rows.find((of) => of.certNo === certNo);
    expect(row(ADULT.certNo)).toMatchObject({
      status: '未参保',
      dueYuan: expect.stringMatching(/^\d+\.\d\d$/),
    });
    for (const of of roster.rows.filter(({ status }) => status === '死亡' || status === '职工参保'))
      expect(of.dueYuan).toBe('');
    expect((await desk.saveRoster(roster)).ok).toBe(true);
    expect(host.saved).toHaveLength(1);
  });
});

test('[DK30] [JM7] a pending operation whose person left the jurisdiction says so in the list and waits for the platform, over a restart too', async () => {
  let desk = await ready();
  await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
  expect(desk.operations()[0]?.leftOut).toBeNull();
  host.pages.push(feedPage([{ type: 'left', key: `person:${PHONE_PERSON.id}`, version: 99 }], 'c2'));
  await desk.syncNow();
  expect(desk.person(PHONE_PERSON.id)).toMatchObject({
    departed: '已调出，您的业务待处理。',
    confirmed: null,
    person: { name: PHONE_PERSON.name, phone: '15400000077' },
  });
  expect(desk.search(PHONE_PERSON.name, 5)).toMatchObject([{ id: PHONE_PERSON.id, status: '已调出' }]);
  // After a restart neither mirror nor platform would tell of them.
  it.closeAll();
  desk = await ready();
  expect(desk.person(PHONE_PERSON.id)).toMatchObject({
    departed: '已调出，您的业务待处理。',
    person: { name: PHONE_PERSON.name, phone: '15400000077' },
  });
  const [open] = desk.operations();
  if (open === undefined) throw new Error('no operation');
  expect(open.who).toBe(PHONE_PERSON.name);
  expect(desk.operations()[0]).toMatchObject({
    stateLabel: '待上传',
    leftOut: expect.stringMatching(/没有此人/),
  });
  host.judge({
    opId: open.operation.opId,
    bodyHash: open.operation.bodyHash,
    at: '2026-11-22T02:00:00.000Z',
    outcome: 'conflict',
    why: 'OUT_OF_SCOPE',
    text: '已调往北河镇。',
    fields: [],
    changedBy: null,
    changedAt: null,
    current: [],
  });
  await until(desk, ({ counts }) => counts.needsClerk === 1);
  expect(desk.inbox()[0]?.text).toContain(PHONE_PERSON.name);
  expect((await desk.drop(open.operation.opId, '已转交北河镇')).ok).toBe(true);
  expect(desk.person(PHONE_PERSON.id)).toBeNull();
  it.closeAll();
  expect((await ready()).person(PHONE_PERSON.id)).toBeNull();
});
