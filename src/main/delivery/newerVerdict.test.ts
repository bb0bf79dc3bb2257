import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import { API, PROTOCOL, PushResults } from '#shared/protocol/messages';
import { readNewer, wholeOf } from '#shared/protocol/newer';
import { Verdict } from '#shared/protocol/verdict';
import { isDecided } from '#shared/sync/state';
import { nodeFiles } from '../journal/fileLayer';
import { parseAnswer } from './answer';
import { VerdictLog } from './verdictLog';

const AT = '2026-11-22T08:00:00+08:00';
const APPLIED = {
  opId: '01JD0000000000000000000001',
  bodyHash: 'a'.repeat(64),
  at: AT,
  outcome: 'applied',
  receipt: 'R-1',
  versions: {},
  assigned: {},
  parallel: false,
};
const json = (status = 200) =>
  new Response(null, { status, headers: { 'content-type': 'application/json' } });
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const answer = (protocol: number, more: object) => ({
  api: API,
  protocol,
  serverTime: AT,
  results: [APPLIED],
  ...more,
});

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-newer-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('[VC15] an answer of our version is read strictly, one of a newer version without what we do not know', () => {
  const read = (protocol: number) => parseAnswer(json(), bytes(answer(protocol, { hint: 1 })), PushResults);
  expect(read(PROTOCOL)).toMatchObject({ ok: false, error: { kind: 'garbled' } });
  expect(read(PROTOCOL + 1)).toMatchObject({ ok: true, value: { results: [APPLIED] } });
});

test('[VC14] a newer platform’s refusal is a refusal, whatever its code', () => {
  const refusal = {
    api: API,
    protocol: PROTOCOL + 1,
    serverTime: AT,
    error: { code: 'NO_LONGER', text: '请升级。', link: 'x' },
  };
  const read = (value: object) => parseAnswer(json(426), bytes(value), PushResults);
  const { link: _, ...error } = refusal.error;
  expect(read({ ...refusal, error })).toMatchObject({
    ok: false,
    error: { kind: 'denied', status: 426, code: 'NO_LONGER', protocol: PROTOCOL + 1 },
  });
  expect(read(refusal)).toMatchObject({ ok: false, error: { kind: 'denied', status: 426 } });
  expect(read({ ...refusal, error, protocol: PROTOCOL })).toMatchObject({
    ok: false,
    error: { kind: 'garbled' },
  });
});

test('[VC17] what a verdict says beyond our version is kept with it and read anew at every start', async () => {
  const whole = { ...APPLIED, mailedOn: '2026-11-23' };
  const verdict = readNewer(Verdict, whole);
  if (verdict === null || !isDecided(verdict)) throw new Error('no verdict');
  const open = () => VerdictLog.open({ folder, files: nodeFiles, codec: plainCodec });
  const log = await open();
  expect((await log.record([verdict])).ok).toBe(true);
  await log.close();
  const again = await open();
  const [stored] = again.after(0, 10);
  expect(stored?.verdict).toEqual(APPLIED);
  expect(stored && wholeOf(stored.verdict)).toEqual(whole);
  await again.close();
});
