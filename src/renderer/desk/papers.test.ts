import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ADULT, PHONE_PERSON, refusalOf, SNAPSHOT } from '#fixtures/deskSample';
import { feedPage, ONLINE, QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import type { Person } from '#shared/domain/person';
import type { Verdict } from '#shared/protocol/verdict';
import { accepted, changePhone, testDesk, until } from './testDesk';

let host: StandIn;
const it = testDesk(() => host.bridge, SNAPSHOT);
const { ready, wipe, closeAll } = it;

beforeEach(() => {
  host = standInDesktop(QINGHE);
  it.spoil = (store) => store;
});
afterEach(wipe);

describe('papers of the desk', () => {
  test('[PP6] [SY19] a printed receipt is remembered over a restart, and stands to be taken back when the platform refuses', async () => {
    const first = await ready();
    const { operation } = await accepted(first, changePhone(first, '15400000077', PHONE_PERSON.id));
    const printed = await first.printing(operation.opId);
    expect(printed).toMatchObject({ ok: true, value: { copies: 1, fees: [], settled: null } });
    expect(first.papersDue()).toEqual([]);
    closeAll();

    const desk = await ready();
    host.judge(refusalOf(operation));
    await until(desk, ({ counts }) => counts.needsClerk === 1);
    expect(desk.papersDue()).toMatchObject([{ action: 'recall', who: PHONE_PERSON.name }]);
    expect(await desk.settlePaper(operation.opId, ' ')).toMatchObject({ ok: false });
    expect(await desk.settlePaper(operation.opId, '当面收回')).toMatchObject({ ok: true });
    expect(desk.papersDue()).toEqual([]);
    expect(await desk.settlePaper('01J99999999999999999999999', '当面收回')).toMatchObject({ ok: false });
  });

  test('[PP9] a paper outlives the window’s store, and one from before there was a file is given to the file', async () => {
    const first = await ready();
    const { operation } = await accepted(first, changePhone(first, '15400000077', PHONE_PERSON.id));
    expect((await first.printing(operation.opId)).ok).toBe(true);
    const [paper] = host.papers.values();
    if (paper === undefined) throw new Error('a paper');
    await wipe();
    const desk = await ready();
    host.judge(refusalOf(operation));
    await until(desk, ({ counts }) => counts.needsClerk === 1);
    expect(desk.papersDue()).toMatchObject([{ action: 'recall' }]);

    host.papers.clear();
    it.spoil = (store) => ({ ...store, readPapers: async () => [paper] });
    closeAll();
    const later = await ready();
    expect([...host.papers.values()]).toEqual([paper]);
    await until(later, () => later.papersDue().length === 1);
  });

  test('[PP6] what was not printed is on no list', async () => {
    const desk = await ready();
    const { operation } = await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
    host.judge(refusalOf(operation));
    await until(desk, ({ counts }) => counts.needsClerk === 1);
    expect(desk.papersDue()).toEqual([]);
  });

  test('[PP7] a receipt shows the fee of the forecast; assessed otherwise it is printed anew with the platform’s', async () => {
    const desk = await ready();
    const draft = desk.newDraft('RES_REGISTER', { who: 'existing', personId: ADULT.id });
    const { operation } = await accepted(desk, draft);
    const printed = await desk.printing(operation.opId);
    if (!printed.ok) throw new Error(printed.error.text);
    const [fee] = printed.value.fees;
    if (fee === undefined) throw new Error('a fee');
    const here = desk.person(ADULT.id)?.person as Person;
    const version = here.version + 1;
    const assessed: Person = {
      ...here,
      version,
      payments: here.payments.map((p) =>
        p.period === fee.period ? { ...p, personFen: fee.personFen - 5_000 } : p,
      ),
    };
    host.pages.push(feedPage([{ type: 'record', record: assessed }], 'c2'));
    host.say(ONLINE);
    host.judge({
      opId: operation.opId,
      bodyHash: operation.bodyHash,
      at: '2026-11-22T02:00:00.000Z',
      outcome: 'applied',
      receipt: 'R-1',
      versions: { [`person:${ADULT.id}`]: version },
      assigned: {},
      parallel: true,
    } satisfies Verdict);
    await until(desk, () => desk.papersDue().length === 1);
    expect(desk.papersDue()).toMatchObject([{ action: 'reprint' }]);
    const anew = await desk.printing(operation.opId);
    expect(anew).toMatchObject({
      ok: true,
      value: { copies: 2, fees: [{ personFen: fee.personFen - 5_000 }] },
    });
    expect(desk.papersDue()).toEqual([]);
  });

  test('[PP8] where the printing cannot be noted nothing is printed, and the clerk reads why', async () => {
    host.papers.set = () => {
      throw new Error('ENOSPC');
    };
    const desk = await ready();
    const { operation } = await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
    const printed = await desk.printing(operation.opId);
    expect(printed).toMatchObject({ ok: false, error: { code: 'PAPER_UNSTORED' } });
    if (!printed.ok) expect(printed.error.text).toMatch(/没有打印.*业务已保存/);
  });
});
