import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AGENT } from '#fixtures/agent';
import { ADULT, PHONE_PERSON, refusalOf, SNAPSHOT } from '#fixtures/deskSample';
import { QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import { agentOf } from '#shared/domain/operation';
import { agentFields } from '#shared/matters/forms/agent.form';
import { accepted, changePhone, testDesk, until } from './testDesk';

let host: StandIn;
const it = testDesk(() => host.bridge, SNAPSHOT);

beforeEach(() => {
  host = standInDesktop(QINGHE);
});
afterEach(it.wipe);

test('[AG1] [AG3] the agent typed at the counter is in the operation; a wrong one stops it with the field named', async () => {
  const desk = await it.ready();
  const typed = { ...changePhone(desk, '15400000077', PHONE_PERSON.id), agent: agentFields(AGENT) };
  const wrong = { ...typed, agent: { ...typed.agent, agentCertNo: PHONE_PERSON.certNo } };
  expect(desk.forecast(wrong)).toMatchObject({
    canAccept: false,
    agentProblems: { agentCertNo: expect.stringContaining('本人') as string },
  });
  expect(await desk.accept(wrong)).toMatchObject({ ok: false, error: { code: 'AGENT' } });
  expect(desk.operations()).toEqual([]);
  expect(desk.forecast(typed).agentProblems).toBeUndefined();
  const { operation } = await accepted(desk, typed);
  expect(operation.v).toBe(3);
  expect(agentOf(operation)).toEqual(AGENT);
  const { operation: alone } = await accepted(desk, changePhone(desk, '15400000078', ADULT.id));
  expect(alone.v).toBe(2);
});

test('[AG6] the agent lies in the draft over a restart, and 改后重办 keeps whoever acted', async () => {
  const first = await it.ready();
  const draft = { ...changePhone(first, '15400000077', PHONE_PERSON.id), agent: agentFields(AGENT) };
  expect(await first.saveDraft(draft)).toBe(true);
  it.closeAll();

  const desk = await it.ready();
  const [kept] = desk.snapshot().drafts;
  if (kept === undefined) throw new Error('a draft');
  expect(kept.agent).toEqual(agentFields(AGENT));
  const { operation } = await accepted(desk, kept);
  host.judge(refusalOf(operation));
  await until(desk, ({ counts }) => counts.needsClerk === 1);
  const anew = desk.redo(operation.opId);
  expect(anew?.agent).toEqual(agentFields(AGENT));
});
