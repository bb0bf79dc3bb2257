import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PHONE_PERSON, refusalOf, SNAPSHOT } from '#fixtures/deskSample';
import { jpegBytes } from '#fixtures/picture';
import { QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import { pictureHash } from '#shared/evidence/picture';
import { JournalDatabase } from '../store/databases';
import { accepted, changePhone, testDesk, until } from './testDesk';

let host: StandIn;
const it = testDesk(() => host.bridge, SNAPSHOT);
const SHOWS = { material: 'ID_CARD', label: '身份证件' };
const FULL = {
  ok: false,
  error: { code: 'DISK_FULL', text: '图片没有存进本机（磁盘已满）。' },
};

beforeEach(() => {
  host = standInDesktop(QINGHE);
});
afterEach(it.wipe);

test('[EV8] kept pictures lie in the draft over a restart, go into the journal with the operation, and are not taken away with the draft', async () => {
  const first = await it.ready();
  const draft = changePhone(first, '15400000077', PHONE_PERSON.id);
  const kept = await first.evidence.keep(draft.opId, SHOWS, jpegBytes());
  if (!kept.ok) throw new Error(kept.error.text);
  await first.saveDraft({ ...draft, evidence: [kept.value] });
  it.closeAll();

  const desk = await it.ready();
  const [stored] = desk.snapshot().drafts;
  if (!stored) throw new Error('a draft');
  expect(stored.evidence).toEqual([kept.value]);
  expect(await desk.evidence.preview(kept.value.sha256)).toEqual({ ok: true, value: jpegBytes() });
  const { operation } = await accepted(desk, stored);
  host.say({
    chain: { state: 'whole', epoch: 1, accepts: true, text: null, entries: host.entries.length, lost: [] },
  });
  await until(desk, () => desk.evidence.of(operation.opId).length === 1);
  expect(desk.evidence.of(operation.opId)).toMatchObject([{ ...kept.value, clerk: operation.clerk }]);

  // The window's store has the picture's entry too: nothing is missing at the next start.
  const store = new JournalDatabase();
  await expect.poll(() => store.entries.count(), { timeout: 20_000 }).toBe(2);
  store.close();
  it.closeAll();
  const next = await it.ready();
  expect(next.snapshot().findings).toEqual([]);
  expect(next.evidence.of(operation.opId)).toHaveLength(1);
  it.closeAll();
}, 30_000);

test('[EV8] an operation that is done anew takes its pictures along', async () => {
  const desk = await it.ready();
  const draft = changePhone(desk, '15400000077', PHONE_PERSON.id);
  const kept = await desk.evidence.keep(draft.opId, SHOWS, jpegBytes());
  if (!kept.ok) throw new Error(kept.error.text);
  const { operation } = await accepted(desk, { ...draft, evidence: [kept.value] });
  host.say({
    chain: { state: 'whole', epoch: 1, accepts: true, text: null, entries: host.entries.length, lost: [] },
  });
  await until(desk, () => desk.evidence.of(operation.opId).length === 1);
  host.judge(refusalOf(operation));
  await until(desk, ({ counts }) => counts.needsClerk === 1);
  expect(desk.redo(operation.opId)?.evidence).toEqual([kept.value]);
});

test('[EV9] a picture that the disk does not take stays in the window; the operation is accepted all the same, and the next try attaches it', async () => {
  const desk = await it.ready();
  const draft = changePhone(desk, '15400000077', PHONE_PERSON.id);
  host.failOnce('evidence/keep', FULL);
  expect(await desk.evidence.keep(draft.opId, SHOWS, jpegBytes())).toMatchObject(FULL);
  expect(desk.evidence.unkept(draft.opId)).toMatchObject([{ ...SHOWS, text: FULL.error.text }]);
  const { operation } = await accepted(desk, draft);
  expect(desk.evidence.of(operation.opId)).toEqual([]);
  expect(desk.evidence.unkept(draft.opId)).toHaveLength(1);

  host.failOnce('evidence/keep', FULL);
  expect(await desk.evidence.keepAgain(draft.opId)).toMatchObject({ kept: [], trouble: FULL.error });
  const { kept, trouble } = await desk.evidence.keepAgain(draft.opId);
  expect(trouble).toBeNull();
  expect(desk.evidence.unkept(draft.opId)).toEqual([]);
  expect(await desk.evidence.attach(operation.opId, kept)).toMatchObject({ ok: true });
  expect(desk.evidence.of(operation.opId)).toMatchObject([{ sha256: pictureHash(jpegBytes()) }]);
});

test('[EV2] a draft that is given up takes its pictures along, unless another draft has them too', async () => {
  const desk = await it.ready();
  const [one, two] = ['15400000077', '15400000078'].map((phone) => changePhone(desk, phone, PHONE_PERSON.id));
  if (!one || !two) throw new Error('two drafts');
  const kept = await desk.evidence.keep(one.opId, SHOWS, jpegBytes());
  if (!kept.ok) throw new Error(kept.error.text);
  for (const draft of [one, two]) await desk.saveDraft({ ...draft, evidence: [kept.value] });
  await desk.removeDraft(one.id);
  expect([...host.pictures.keys()]).toEqual([kept.value.sha256]);
  await desk.removeDraft(two.id);
  await until(desk, () => true);
  expect([...host.pictures.keys()]).toEqual([]);
});

test('[EV17] looking at a picture of an operation is noted with its reason before it is given', async () => {
  const desk = await it.ready();
  const draft = changePhone(desk, '15400000077', PHONE_PERSON.id);
  const kept = await desk.evidence.keep(draft.opId, SHOWS, jpegBytes());
  if (!kept.ok) throw new Error(kept.error.text);
  const { operation } = await accepted(desk, { ...draft, evidence: [kept.value] });
  const looked = await desk.evidence.look(operation.opId, kept.value.sha256, '复核这笔业务');
  expect(looked).toEqual({ ok: true, value: jpegBytes() });
  expect(host.access).toMatchObject([{ type: 'looked', about: operation.opId, reason: '复核这笔业务' }]);
});
