import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  feedPage,
  gzipResponse,
  ONLINE,
  QINGHE,
  type StandIn,
  snapshotLines,
  standInDesktop,
} from '#fixtures/standInDesktop';
import { generateTownship, SCENARIO } from '#fixtures/township';
import { plainCodec } from '#shared/codec';
import { type Operation, OperationDraft } from '#shared/domain/operation';
import type { Person } from '#shared/domain/person';
import { recordKey } from '#shared/domain/record';
import type { Verdict } from '#shared/protocol/verdict';
import { ok } from '#shared/result';
import { Roster } from '#shared/roster';
import { desktopOver } from '../desktop';
import { JournalDatabase, MirrorDatabase } from '../store/databases';
import { type JournalStore, journalStoreOver } from '../store/journalStore';
import { mirrorStoreOver } from '../store/mirrorStore';
import type { Desk, DeskSnapshot, MatterDraft } from './api';
import { startDesk } from './startDesk';

/** The written households of the scenario and one whole village: enough for every test, quick to load. */
const VILLAGE = '220199100201';
const RECORDS = [...generateTownship({ persons: 2_000 })].filter((record) => {
  if (record.kind === 'village' || record.kind === 'unit' || record.villageCode === VILLAGE) return true;
  return /-9\d{3}$/.test(record.kind === 'person' ? record.householdId : record.id);
});
const SNAPSHOT = snapshotLines(RECORDS, QINGHE)
  .map((line) => `${line}\n`)
  .join('');
const ADULT = SCENARIO.adultToRegister[0] as { id: string; name: string; certNo: string };
const OTHER = SCENARIO.adultToRegister[1] as { id: string; name: string; certNo: string };
const PHONE_PERSON = SCENARIO.phoneChangePerson;

let host: StandIn;
let databases: Dexie[];
let spoil: (store: JournalStore) => JournalStore;
let answer: () => Promise<Response>;

const open = (): Desk =>
  startDesk({
    desktop: desktopOver(host.bridge),
    fetchSnapshot: () => answer(),
    now: () => 0,
    every: () => () => undefined,
    openStores: async () => {
      const [journal, mirror] = [new JournalDatabase(), new MirrorDatabase()];
      databases.push(journal, mirror);
      return ok({
        journal: spoil(journalStoreOver(journal, plainCodec)),
        mirror: mirrorStoreOver(mirror, plainCodec),
      });
    },
  });
const until = (desk: Desk, holds: (snapshot: DeskSnapshot) => boolean): Promise<DeskSnapshot> =>
  new Promise((resolve) => {
    const look = () => {
      if (!holds(desk.snapshot())) return;
      off();
      resolve(desk.snapshot());
    };
    const off = desk.subscribe(look);
    look();
  });
const ready = async (desk = open()): Promise<Desk> => {
  await until(desk, ({ phase }) => phase === 'ready');
  return desk;
};
const closeAll = () => {
  for (const database of databases) database.close();
  databases = [];
};

const changePhone = (desk: Desk, phone: string, id = PHONE_PERSON.id): MatterDraft => {
  const draft = desk.newDraft('RES_CHANGE', { personId: id });
  return { ...draft, fields: { ...draft.fields, phone } };
};
const accepted = async (desk: Desk, draft: MatterDraft) => {
  const receipt = await desk.accept(draft);
  if (!receipt.ok) throw new Error(receipt.error.text);
  if (receipt.value.entry.content.type !== 'operation') throw new Error('no operation');
  return { ...receipt.value, operation: receipt.value.entry.content.operation };
};
const refusal = (operation: Operation): Verdict => ({
  opId: operation.opId,
  bodyHash: operation.bodyHash,
  at: '2026-11-22T02:00:00.000Z',
  outcome: 'refused',
  reasons: [
    {
      rule: 'R-RES-02',
      code: 'EMP_ACTIVE',
      severity: 'refuse',
      document: 'JL-11-2022',
      documentTitle: '经办规程',
      article: '第二十条',
      text: '此人已参加职工医保',
    },
  ],
  current: [],
});
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

beforeEach(() => {
  host = standInDesktop(QINGHE);
  databases = [];
  spoil = (store) => store;
  answer = async () => gzipResponse(SNAPSHOT);
});
afterEach(async () => {
  closeAll();
  await Dexie.delete('canbao-journal');
  await Dexie.delete('canbao-mirror');
});

describe('opening', () => {
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
    answer = async () => new Response('<html>认证</html>\n');
    const desk = open();
    const { trouble } = await until(desk, ({ phase }) => phase === 'failed');
    expect(trouble?.code).toBe('NOT_PLATFORM');
    answer = async () => gzipResponse(SNAPSHOT);
    await desk.syncNow();
    expect(desk.snapshot().phase).toBe('ready');
    expect(desk.snapshot().trouble).toBeNull();
  });

  test('[DK3] without the network the desk opens on what it has', async () => {
    await ready();
    closeAll();
    answer = () => Promise.reject(new Error('offline'));
    const desk = await ready();
    expect(desk.person(ADULT.id)?.person.name).toBe(ADULT.name);
  });

  test('[DK4] entries and verdicts come back from the desktop when the browser store was deleted', async () => {
    const desk = await ready();
    const { operation } = await accepted(desk, changePhone(desk, '15400000077'));
    host.judge(refusal(operation));
    await until(desk, ({ counts }) => counts.needsClerk === 1);
    closeAll();
    await Dexie.delete('canbao-journal');
    await Dexie.delete('canbao-mirror');
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
    const { receiptNo, operation } = await accepted(desk, changePhone(desk, '15400000077'));
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
    const draft = changePhone(desk, '15400000077');
    const [one, two] = await Promise.all([desk.accept(draft), desk.accept(draft)]);
    const three = await desk.accept(draft);
    expect(host.entries).toHaveLength(1);
    expect(two).toEqual(one);
    expect(three).toEqual(one);
    expect(desk.operations()).toHaveLength(1);
  });

  test('[DK7] a store that takes nothing does not undo 已保存, and the next start mends it', async () => {
    spoil = (store) => ({ ...store, putEntries: () => Promise.reject(new Error('QuotaExceededError')) });
    const desk = await ready();
    await accepted(desk, changePhone(desk, '15400000077'));
    expect(desk.operations()).toHaveLength(1);
    closeAll();
    spoil = (store) => store;
    const again = await ready();
    expect(again.operations()).toHaveLength(1);
    expect(again.person(PHONE_PERSON.id)?.person.phone).toBe('15400000077');
  });

  test('[DK8] where the file did not answer, nothing is claimed, the draft stays, and trying again is safe', async () => {
    const desk = await ready();
    const draft = changePhone(desk, '15400000077');
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
    const draft = { ...changePhone(desk, '15400000077'), warnReason: '本人在场' };
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
    spoil = (store) => ({ ...store, putDraft: () => Promise.reject(new Error('QuotaExceededError')) });
    const desk = await ready();
    const draft = changePhone(desk, '15400000077');
    await desk.saveDraft(draft);
    expect(desk.snapshot().trouble?.code).toBe('DRAFT_UNSTORED');
    await accepted(desk, draft);
  });
});

describe('verdicts', () => {
  test('[DK14] what the platform refuses leaves the view and turns up in the inbox with the reason and what to do', async () => {
    const desk = await ready();
    const { operation } = await accepted(desk, changePhone(desk, '15400000077'));
    host.judge(refusal(operation));
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

  test('[DK15] 改后重办 starts from today’s data with the wanted change, and its acceptance deals with the refused one', async () => {
    const desk = await ready();
    const { operation } = await accepted(desk, changePhone(desk, '15400000077'));
    host.judge(refusal(operation));
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

  test('[DK16] a conflict shows the platform’s value and the desk’s', async () => {
    const desk = await ready();
    const { operation } = await accepted(desk, changePhone(desk, '15400000077'));
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
    for (const part of ['15400000077', '15400000099', '县经办机构', '联系电话'])
      expect(desk.inbox()[0]?.text).toContain(part);
  });

  test('[DK17] an applied operation stays in the view until the feed has brought it', async () => {
    const desk = await ready();
    const { operation } = await accepted(desk, changePhone(desk, '15400000077'));
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
    const { operation } = await accepted(desk, changePhone(desk, '15400000077'));
    expect((await desk.withdraw(operation.opId, '录错了')).ok).toBe(true);
    expect(desk.person(PHONE_PERSON.id)?.person.phone).toBe(PHONE_PERSON.phone);
    expect(desk.operations()[0]?.stateLabel).toBe('已撤回');
    expect(desk.snapshot().counts).toMatchObject({ acceptedToday: 0, queued: 0 });
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

test('[DK30] a pending operation whose person left the jurisdiction says so in the list and waits for the platform', async () => {
  const desk = await ready();
  await accepted(desk, changePhone(desk, '15400000077'));
  expect(desk.operations()[0]?.leftOut).toBeNull();
  host.pages.push(feedPage([{ type: 'left', key: `person:${PHONE_PERSON.id}`, version: 99 }], 'c2'));
  await desk.syncNow();
  expect(desk.person(PHONE_PERSON.id)).toBeNull();
  expect(desk.operations()[0]).toMatchObject({
    stateLabel: '待上传',
    leftOut: expect.stringMatching(/没有此人/),
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
  await accepted(desk, changePhone(desk, '15400000077'));
  desk.setDay('2026-11-23');
  expect(desk.snapshot().counts.acceptedToday).toBe(0);
  const { operation } = await accepted(desk, changePhone(desk, '15400000078', OTHER.id));
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
  answer = () => Promise.reject(new Error('offline'));
  host.state = { ...host.state, jurisdiction: town };
  await desk.register({ url: 'http://y', code: 'code', name: '窗口' });
  expect((await until(desk, ({ phase }) => phase === 'failed')).mirror).toBeNull();
  expect(desk.forecast(desk.newDraft('RES_REGISTER', {})).canAccept).toBe(false);
  answer = async () => gzipResponse(`${snapshotLines([], town).join('\n')}\n`);
  await desk.syncNow();
  await until(desk, ({ phase }) => phase === 'ready');
  expect(desk.person(ADULT.id)).toBeNull();
});
