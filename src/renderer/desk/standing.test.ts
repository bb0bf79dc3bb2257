import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PHONE_PERSON, SNAPSHOT } from '#fixtures/deskSample';
import { ALL_WELL, AS_OF, QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import type { DeskStanding } from '#shared/sync/standing';
import { changePhone, testDesk, until } from './testDesk';

const STOPPED: DeskStanding = {
  ...ALL_WELL,
  accepts: false,
  words: [{ kind: 'clockBack', level: 'stop', text: '电脑时间可能被调慢了。' }],
};

let host: StandIn;
const it = testDesk(() => host.bridge, SNAPSHOT);
beforeEach(() => {
  host = standInDesktop(QINGHE);
});
afterEach(it.wipe);

test('[LM11] the window tells how old its mirror is and on which day it works, and again when the day changes', async () => {
  const told: unknown[] = [];
  const { bridge } = host;
  const call = bridge.call.bind(bridge);
  bridge.call = (channel, ask) => {
    if (channel === 'desk/standing') told.push(ask);
    return call(channel, ask);
  };
  const desk = await it.ready();
  await until(desk, ({ standing }) => standing !== null);
  desk.setDay('2026-11-20');
  expect(told.at(0)).toEqual({ mirrorAsOf: null, day: '2026-11-22' });
  expect(told.slice(1)).toContainEqual({ mirrorAsOf: AS_OF, day: '2026-11-22' });
  expect(told.at(-1)).toEqual({ mirrorAsOf: AS_OF, day: '2026-11-20' });
});

test('[LM11] what stops is in the snapshot when the desktop says so, and gone when the clock was confirmed', async () => {
  const desk = await it.ready();
  await until(desk, ({ standing }) => standing?.accepts === true);
  host.stand(STOPPED);
  expect((await until(desk, ({ standing }) => standing?.accepts === false)).standing).toEqual(STOPPED);
  host.standing = ALL_WELL;
  expect((await desk.confirmClock()).ok).toBe(true);
  expect(desk.snapshot().standing?.accepts).toBe(true);
});

test('[LM11] a desktop that does not say how it stands keeps nobody from working; its refusal is shown and the draft stays', async () => {
  host.failOnce('desk/standing', new Error('no answer'));
  const desk = await it.ready();
  const refusal = { ok: false, error: { code: 'LIMIT_REACHED', text: '没有保存：待上传业务太多。' } };
  host.failOnce('journal/accept', refusal);
  const draft = changePhone(desk, '15400000077', PHONE_PERSON.id);
  await desk.saveDraft(draft);
  expect(await desk.accept(draft)).toEqual(refusal);
  expect(desk.snapshot().drafts).toHaveLength(1);
  expect((await desk.accept(draft)).ok).toBe(true);
});
