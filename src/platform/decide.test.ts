import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { DecideAnswer, DeviceRegistered, PROTOCOL } from '#shared/protocol/messages';
import { Case } from '#shared/rules/case';
import { decide } from '#shared/rules/decide';
import { CaseFile, merge } from '#shared/rules/workedCase';
import { SAMPLE_JURISDICTION } from './sample';
import { type RunningPlatform, startPlatform } from './server';
import { call, refusalOf } from './testing/desk';
import { pgliteEngine, type TestEngine } from './testing/engines';

const CHAPTERS = join(import.meta.dirname, '../shared/rules/chapters');
const FILES = [
  'resident/resident',
  'resident/newborn',
  'employee/register',
  'status/status',
  'waiting/waiting',
  'arrears/arrears',
  'refund/refund',
  'transfer/transfer',
  'mutualAid/mutualAid',
];
const CASES_A_FILE = 3;

/** Cases of the handbook's chapters, spread over each file; none needs a pack that is not shipped. */
const subjects: Case[] = FILES.flatMap((name) => {
  const file = readFileSync(join(CHAPTERS, `${name}.cases.yaml`), 'utf8');
  const { given, cases } = CaseFile.parse(parse(file, { merge: true }));
  return Array.from({ length: CASES_A_FILE }, (_, i) => {
    const at = Math.floor((i * (cases.length - 1)) / (CASES_A_FILE - 1));
    const base = { id: `${name}#${at}`, facts: {}, request: {}, ...given };
    return Case.parse(merge(base, cases[at]?.case ?? {}));
  });
});

let engine: TestEngine;
let running: RunningPlatform;
let token: string;

beforeAll(async () => {
  engine = await pgliteEngine();
  const started = await startPlatform({ ...(await engine.place()), today: '2026-11-22', taxToken: null });
  if (!started.ok) throw new Error(started.error.text);
  running = started.value;
  const code = await running.registrationCode(SAMPLE_JURISDICTION);
  const desk = { protocol: PROTOCOL, code, device: 'desk-decide', name: '测试窗口' };
  token = DeviceRegistered.parse((await call(running.url, '/v1/devices', desk)).body).token;
});
afterAll(async () => {
  await running?.stop();
  await engine?.close();
});

test('[RU98] the same case has the same bytes in Node and on the platform', async () => {
  const decisions = new Set<string>();
  for (const subject of subjects) {
    const response = await fetch(new URL('/v1/decide', running.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(subject),
    });
    const text = await response.text();
    const { id, answer } = DecideAnswer.parse(JSON.parse(text));
    expect(id).toBe(subject.id);
    expect(text.slice(text.indexOf(',"answer":'))).toBe(`,"answer":${JSON.stringify(decide(subject))}}`);
    decisions.add(answer.decision);
  }
  expect(subjects).toHaveLength(FILES.length * CASES_A_FILE);
  expect([...decisions]).toEqual(expect.arrayContaining(['ALLOW', 'ALLOW_WARN', 'REFUSE']));
});

test('[RU99] the platform decides for a registered desk only, and only what is a case of a pack it has', async () => {
  const [subject] = subjects;
  expect(refusalOf(await call(running.url, '/v1/decide', subject, 'unknown-token'))).toMatchObject({
    status: 401,
    code: 'UNAUTHORISED',
  });
  const ask = async (body: unknown) => refusalOf(await call(running.url, '/v1/decide', body, token));
  expect(await ask({ ...subject, matter: 'NO_SUCH_MATTER' })).toMatchObject({
    status: 400,
    text: expect.stringContaining('matter'),
  });
  expect(await ask({ ...subject, clock: 'now' })).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  expect(await ask({ ...subject, pack: 'NO-SUCH-PACK' })).toMatchObject({
    status: 400,
    text: expect.stringContaining('NO-SUCH-PACK'),
  });
});
