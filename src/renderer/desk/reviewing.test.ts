import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ADULT, PHONE_PERSON, refusalOf, SNAPSHOT } from '#fixtures/deskSample';
import { QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import type { EntryContent } from '#shared/domain/journalEntry';
import { accepted, changePhone, testDesk, until } from './testDesk';

let host: StandIn;
const it = testDesk(() => host.bridge, SNAPSHOT);
const { ready, wipe } = it;

beforeEach(() => {
  host = standInDesktop(QINGHE);
});
afterEach(wipe);

/** As the journal file writes it beside an operation. */
const call = (opId: string): EntryContent => ({
  type: 'review-call',
  opId,
  cause: 'matter',
  weight: 1,
  samplePermille: 0,
  policy: 2,
});
const chain = (entries: number) => ({
  chain: { state: 'whole' as const, epoch: 1, accepts: true, text: null, entries, lost: [] },
});

test('[RV12] [RV4] what waits is in the queue with the decision on the records without it; returned it is in the inbox with reason and reviewer, out of the view', async () => {
  const desk = await ready();
  const { operation } = await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
  host.append(call(operation.opId));
  host.say(chain(2));
  await until(desk, ({ counts }) => counts.reviewing === 1);
  expect(desk.snapshot().counts.queued).toBe(0);
  const [item] = desk.reviews.queue();
  expect(item).toMatchObject({ who: PHONE_PERSON.name, cause: 'matter', from: 'here' });
  expect(item?.mayNot).toContain('请换一人复核');
  expect(desk.operations()[0]?.stateLabel).toBe('待复核');
  // The view has the change already; the rules are asked about the record before it.
  expect(desk.person(PHONE_PERSON.id)?.person.phone).toBe('15400000077');
  expect(desk.reviews.forecast(operation)?.answer.decision).toMatch(/^ALLOW/);

  expect((await desk.reviews.addClerk('李复核')).ok).toBe(true);
  const second = desk.snapshot().desk?.clerks?.at(-1)?.id ?? '';
  expect((await desk.reviews.signIn(second)).ok).toBe(true);
  const [now] = desk.reviews.queue();
  if (!now) throw new Error('nothing waits');
  expect(now.mayNot).toBeNull();
  expect((await desk.reviews.giveBack(now, '电话与登记表不符')).ok).toBe(true);
  expect(desk.reviews.queue()).toEqual([]);
  expect(desk.snapshot().counts.needsClerk).toBe(1);
  const [inbox] = desk.inbox();
  expect(inbox?.kind).toBe('returned');
  for (const part of ['李复核', '电话与登记表不符', '改后重办']) expect(inbox?.text).toContain(part);
  expect(desk.person(PHONE_PERSON.id)?.person.phone).toBe(PHONE_PERSON.phone);
  expect(desk.redo(operation.opId)?.supersedes).toBe(operation.opId);
});

test('[LD5] the inbox is ordered by what can be lost and when, not by arrival', async () => {
  const desk = await ready();
  const plain = await accepted(desk, changePhone(desk, '15400000078', PHONE_PERSON.id));
  const draft = desk.newDraft('RES_REGISTER', { who: 'existing', personId: ADULT.id });
  const year = await accepted(desk, {
    ...draft,
    warnReason: '已说明',
    fields: { ...draft.fields, year: 2027, category: 'ADULT' },
  });
  host.judge(refusalOf(plain.operation));
  host.judge(refusalOf(year.operation));
  await until(desk, ({ counts }) => counts.needsClerk === 2);
  const [first, second] = desk.inbox();
  expect(first?.operation.operation.opId).toBe(year.operation.opId);
  expect(first?.deadline).toMatchObject({ kind: 'window', last: '2027-02-28' });
  expect(second?.deadline).toBeNull();
});

test('[DU11] [DU12] [DU7] a pair is found, also for somebody who waits; judged, it is not asked about again and can be read', async () => {
  const desk = await ready();
  const known = desk.person(PHONE_PERSON.id)?.person;
  if (!known) throw new Error('nobody');
  const typed = { who: 'new', name: known.name, birthDate: known.birthDate, sex: known.sex };
  await until(desk, () => desk.duplicates.likeTyped(typed).length > 0);
  const [like] = desk.duplicates.likeTyped(typed);
  expect(like?.right.id).toBe(known.id);
  expect(like?.reasons.slice(0, 2)).toEqual(['姓名相同', '出生日期相同']);

  await until(desk, () => desk.duplicates.open().done);
  const [pair] = desk.duplicates.open().pairs;
  if (!pair) throw new Error('the sample village has duplicates');
  expect(desk.duplicates.rows(pair).some(({ differs }) => differs)).toBe(true);
  const id = '01J00000000000000000000F1D';
  expect((await desk.duplicates.judge(id, pair.pair, 'undecided', '等本人来')).ok).toBe(true);
  expect(desk.duplicates.open().pairs.some((one) => one.pair.join() === pair.pair.join())).toBe(false);
  expect(desk.duplicates.judged()[0]?.finding).toMatchObject({ verdict: 'undecided', reason: '等本人来' });
  it.closeAll();
  const again = await ready();
  await until(again, () => again.duplicates.open().done);
  expect(again.duplicates.judged()).toHaveLength(1);
});
