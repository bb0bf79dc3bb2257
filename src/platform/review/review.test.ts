import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cast, SCENARIO } from '#fixtures/township';
import type { Json } from '#shared/json';
import { PROTOCOL, PushResults, ReviewQueue, ReviewTaken } from '#shared/protocol/messages';
import type { Verdict } from '#shared/protocol/verdict';
import { STANDING_DICTIONARY } from '#shared/rejects/dictionary';
import { STANDING_LIMITS } from '#shared/sync/limits';
import { publishPolicy } from '../policy/policies';
import { SAMPLE_JURISDICTION } from '../sample';
import { type RunningPlatform, startPlatform } from '../server';
import { TestDesk } from '../testing/desk';
import { pgliteEngine, type TestEngine } from '../testing/engines';

let engine: TestEngine;
let running: RunningPlatform;
let desk: TestDesk;
let other: TestDesk;

const adult = (n: number): Cast => SCENARIO.adultToRegister[n] as Cast;
const phone = (n: number, last: number): Record<string, Json> => ({
  personId: adult(n).id,
  phone: `1540007${String(last).padStart(4, '0')}`,
  note: null,
});
const queue = async (of: TestDesk) => ReviewQueue.parse((await of.ask('/v1/reviews')).body).waiting;
const say = async (
  of: TestDesk,
  operation: { opId: string; bodyHash: string },
  word: { outcome: 'accepted' | 'returned'; reviewer: string; reason?: string },
) => {
  const { opId, bodyHash } = operation;
  const answer = await of.ask('/v1/reviews', { protocol: PROTOCOL, opId, bodyHash, reason: '', ...word });
  return ReviewTaken.parse(answer.body);
};
const rechecked = async (of: TestDesk, operation: { opId: string }, reviewer: string): Promise<Verdict> => {
  const rechecks = [{ opId: operation.opId, reviewer, reason: '' }];
  const { body } = await of.ask('/v1/operations', { protocol: PROTOCOL, operations: [operation], rechecks });
  const [verdict] = PushResults.parse(body).results;
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
};

beforeAll(async () => {
  engine = await pgliteEngine();
  const started = await startPlatform({ ...(await engine.place()), today: '2026-11-22', taxToken: null });
  if (!started.ok) throw new Error(started.error.text);
  running = started.value;
  desk = await TestDesk.registered(running, SAMPLE_JURISDICTION);
  other = await TestDesk.registered(running, SAMPLE_JURISDICTION);
  await desk.snapshot();
});
afterAll(async () => {
  await running?.stop();
  await engine?.close();
});

describe('the re-check at the platform', () => {
  test('[RV9] without a policy nothing waits; with one an operation without a re-check has no effect and holds its lane', async () => {
    expect((await desk.pushOne(desk.operation('RES_CHANGE', phone(0, 1)))).outcome).toBe('applied');
    await desk.feed();
    const policy = {
      version: 2,
      dictionary: STANDING_DICTIONARY,
      limits: STANDING_LIMITS,
      review: { always: ['RES_CHANGE'], samplePermille: 0 },
    };
    expect((await publishPolicy(running.db, running.clock, policy)).ok).toBe(true);
    const first = desk.operation('RES_CHANGE', phone(1, 2));
    const behind = desk.operation('RES_CHANGE', phone(1, 3));
    expect(await desk.push(first, behind)).toMatchObject([
      { outcome: 'waiting-review', cause: 'matter' },
      { outcome: 'waiting', for: first.opId },
    ]);
    expect((await desk.pushOne(first)).outcome).toBe('waiting-review');
    await desk.feed();
    expect(desk.mirror.get(`person:${adult(1).id}`)).toMatchObject({ phone: adult(1).phone });
    expect(await queue(other)).toMatchObject([{ operation: { opId: first.opId }, cause: 'matter' }]);

    const taken = await say(other, first, { outcome: 'accepted', reviewer: 'clerk-1' });
    expect(taken.verdict?.outcome).toBe('applied');
    expect(await desk.pushOne(first)).toEqual(taken.verdict);
    expect(await queue(other)).toEqual([]);
    await desk.feed();
    expect(desk.mirror.get(`person:${adult(1).id}`)).toMatchObject({ phone: phone(1, 2).phone });
  });

  test('[RV10] who entered it may not re-check it here either, with or without a word of their desk', async () => {
    const waiting = desk.operation('RES_CHANGE', phone(2, 4));
    expect((await desk.pushOne(waiting)).outcome).toBe('waiting-review');
    const self = await say(desk, waiting, { outcome: 'accepted', reviewer: 'clerk-1' });
    expect(self.verdict).toBeNull();
    expect(self.text).toContain('请换一人复核');
    expect((await say(desk, waiting, { outcome: 'accepted', reviewer: 'clerk-2' })).verdict?.outcome).toBe(
      'applied',
    );

    const claimed = desk.operation('RES_CHANGE', phone(3, 5));
    expect(await rechecked(desk, claimed, 'clerk-1')).toMatchObject({
      outcome: 'refused',
      reasons: [{ rule: 'R-WF-03', code: 'SAME_REVIEWER' }],
    });
    const sound = desk.operation('RES_CHANGE', phone(4, 6));
    expect((await rechecked(desk, sound, 'clerk-2')).outcome).toBe('applied');
    expect(await queue(other)).toEqual([]);
  });

  test('[RV11] what is returned comes back to its desk as a refusal with the article and the reviewer’s words, once and for all', async () => {
    const operation = desk.operation('RES_CHANGE', phone(5, 7));
    await desk.pushOne(operation);
    const word = { outcome: 'returned', reviewer: 'clerk-9', reason: '电话与登记表不符' } as const;
    const taken = await say(other, operation, word);
    expect(taken.verdict).toMatchObject({
      outcome: 'refused',
      reasons: [{ rule: 'R-WF-03', code: 'FILE_RETURNED' }],
    });
    expect(JSON.stringify(taken.verdict)).toContain('电话与登记表不符');
    expect(await desk.pushOne(operation)).toEqual(taken.verdict);
    expect((await say(other, operation, word)).verdict).toEqual(taken.verdict);
    expect((await say(other, operation, { outcome: 'accepted', reviewer: 'clerk-8' })).text).toContain(
      '已经由别人复核过',
    );
    expect(await desk.pushOne(operation)).toEqual(taken.verdict);
  });

  test('[RV11] a word on another body, of another township, or on nothing at all is not taken', async () => {
    const operation = desk.operation('RES_CHANGE', phone(6, 8));
    await desk.pushOne(operation);
    const away = await TestDesk.registered(running, {
      region: '220199',
      name: '别的乡镇',
      prefixes: ['220199999'],
    });
    expect(await queue(away)).toEqual([]);
    const accept = { outcome: 'accepted', reviewer: 'clerk-7' } as const;
    expect((await say(away, operation, accept)).verdict).toBeNull();
    expect((await say(other, { ...operation, bodyHash: '0'.repeat(64) }, accept)).verdict).toBeNull();
    expect((await say(other, desk.operation('RES_CHANGE', phone(7, 9)), accept)).verdict).toBeNull();
    expect((await queue(other)).length).toBe(1);
  });

  test('[RV9] matters the policy does not name go through', async () => {
    const before = (await queue(other)).length;
    const pause = desk.operation('RES_REGISTER', {
      who: 'existing',
      personId: adult(8).id,
      phone: null,
      year: 2027,
      category: 'ADULT',
      school: null,
      outsideWindowReason: null,
    });
    expect((await desk.pushOne(pause)).outcome).toBe('applied');
    expect((await queue(other)).length).toBe(before);
  });
});
