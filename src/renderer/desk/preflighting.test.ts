import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PHONE_PERSON, RECORDS, SNAPSHOT } from '#fixtures/deskSample';
import { CONTEXT, household, newAdult, operationOf, recordsOf, TOWN } from '#fixtures/matterWorld';
import { feedPage, QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import type { Person } from '#shared/domain/person';
import { STANDING_DICTIONARY } from '#shared/rejects/dictionary';
import type { PreflightView } from './api';
import { preflighting } from './preflighting';
import { accepted, changePhone, testDesk, until } from './testDesk';

let host: StandIn;
const it = testDesk(() => host.bridge, SNAPSHOT);
beforeEach(() => {
  host = standInDesktop(QINGHE);
  it.answer = SNAPSHOT;
});
afterEach(it.wipe);

const record = RECORDS.find(
  (of): of is Person => of.kind === 'person' && of.id === PHONE_PERSON.id,
) as Person;

describe('preflight on the desk', () => {
  test('[PR8] what the mirror has learnt since is held against the queue by itself, and what nothing stands against is clear', async () => {
    const desk = await it.ready();
    const { operation } = await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
    await until(desk, ({ preflight }) => preflight?.done === 1);
    expect(desk.snapshot().preflight).toMatchObject({ total: 1, items: [] });
    const moved = { ...record, version: record.version + 1, phone: '15400000099' };
    host.pages.push(feedPage([{ type: 'record', record: moved }], 'c2'));
    await desk.syncNow();
    await until(desk, ({ preflight }) => preflight?.items.length === 1);
    expect(desk.snapshot().preflight?.items).toMatchObject([
      { opId: operation.opId, heap: 'fix-now', prediction: { outcome: 'conflict' } },
    ]);
  });

  test('[PR9] one that will come back is taken back and opened again in one step; the draft is kept until it is accepted', async () => {
    const desk = await it.ready();
    const { operation } = await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
    expect(await desk.amend(operation.opId, ' ')).toMatchObject({ ok: false });
    expect(desk.snapshot().drafts).toEqual([]);
    const draft = await desk.amend(operation.opId, '电话又变了');
    expect(draft).toMatchObject({ ok: true, value: { supersedes: null, fields: { phone: '15400000077' } } });
    expect(desk.operations()[0]?.stateLabel).toBe('已撤回');
    expect(desk.snapshot().drafts).toHaveLength(1);
    if (draft.ok) await accepted(desk, draft.value);
    expect(desk.snapshot().drafts).toEqual([]);
  });
});

test('[PR10] it rests as soon as its slice is used up, and is given up when something newer overtakes it', async () => {
  const mirror = recordsOf(household('0201-001'));
  const queue = ['TMP-desk1-1', 'TMP-desk1-2', 'TMP-desk1-3'].map((personId) =>
    operationOf('RES_REGISTER', newAdult({ personId }), mirror),
  );
  let clock = 0;
  const rests: (() => void)[] = [];
  const seen: (PreflightView | null)[] = [];
  const ahead = preflighting({
    facts: () => ({
      mirror,
      queue,
      jurisdiction: TOWN,
      asOf: CONTEXT.asOf,
      personsWithNumber: () => [],
      dictionary: STANDING_DICTIONARY,
    }),
    publish: (view) => void seen.push(view),
    rest: () => new Promise((resolve) => rests.push(resolve)),
    now: () => (clock += 20),
  });
  const goOn = async () => {
    rests.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  ahead.again();
  ahead.again();
  expect(rests).toHaveLength(1);
  await goOn();
  expect(rests).toHaveLength(1);
  await goOn();
  ahead.again();
  expect(rests).toHaveLength(2);
  await goOn();
  expect(seen).toEqual([]);
  while (rests.length > 0) await goOn();
  expect(seen).toMatchObject([{ total: 3, done: 3, items: [{}, {}] }]);
});
