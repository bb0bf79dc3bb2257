import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPolicy } from '#shared/policy/bundle';
import { DeviceRegistered, PolicyAnswer, PolicyKeyTold, PROTOCOL } from '#shared/protocol/messages';
import { STANDING_DICTIONARY } from '#shared/rejects/dictionary';
import { STANDING_LIMITS } from '#shared/sync/limits';
import { SAMPLE_JURISDICTION } from '../sample';
import { type RunningPlatform, startPlatform } from '../server';
import { call } from '../testing/desk';
import { pgliteEngine, type TestEngine } from '../testing/engines';
import { publishPolicy } from './policies';

let engine: TestEngine;
let running: RunningPlatform;
let desk: ReturnType<typeof DeviceRegistered.parse>;

beforeAll(async () => {
  engine = await pgliteEngine();
  const started = await startPlatform({ ...(await engine.place()), today: '2026-11-22', taxToken: null });
  if (!started.ok) throw new Error(started.error.text);
  running = started.value;
  const code = await running.registrationCode(SAMPLE_JURISDICTION);
  const ask = { protocol: PROTOCOL, code, device: 'desk-policy', name: '测试窗口' };
  desk = DeviceRegistered.parse((await call(running.url, '/v1/devices', ask)).body);
});
afterAll(async () => {
  await running?.stop();
  await engine?.close();
});

async function served() {
  const response = await fetch(new URL('/v1/policy', running.url), {
    headers: { authorization: `Bearer ${desk.token}` },
  });
  return openPolicy(PolicyAnswer.parse(await response.json()).policy, desk.policyKey ?? '', null);
}

test('[RJ9] the platform serves the newest policy, signed with the key it told at registration, to registered desks only', async () => {
  const stranger = await fetch(new URL('/v1/policy', running.url));
  expect(stranger.status).toBe(401);
  expect(await served()).toMatchObject({ ok: true, value: { version: 1, limits: STANDING_LIMITS } });
  const limits = { ...STANDING_LIMITS, backlog: { warn: 10, stop: 20 } };
  const next = { version: 4, dictionary: STANDING_DICTIONARY, limits };
  expect(await publishPolicy(running.db, running.clock, next)).toEqual({ ok: true, value: { version: 4 } });
  expect(await served()).toEqual({ ok: true, value: next });
});

test('[RJ13] a registered desk is told again the key it was told at registration, a stranger is not', async () => {
  const ask = (headers: Record<string, string>) => fetch(new URL('/v1/policy/key', running.url), { headers });
  expect((await ask({})).status).toBe(401);
  const told = await ask({ authorization: `Bearer ${desk.token}` });
  expect(PolicyKeyTold.parse(await told.json()).policyKey).toBe(desk.policyKey);
});

test('[RJ9] what is broken or not newer is not published', async () => {
  const again = { version: 4, dictionary: STANDING_DICTIONARY, limits: STANDING_LIMITS };
  expect(await publishPolicy(running.db, running.clock, again)).toMatchObject({
    ok: false,
    error: expect.stringContaining('没有发布'),
  });
  expect(await publishPolicy(running.db, running.clock, { version: 9 })).toMatchObject({ ok: false });
  expect(await served()).toMatchObject({ ok: true, value: { version: 4 } });
});
