import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { jpegBytes } from '#fixtures/picture';
import { plainCodec } from '#shared/codec';
import type { EvidenceRef } from '#shared/evidence/evidence';
import { DEVICE, draftOf } from '../../../test/faults/operations';
import { AccessLog } from '../access/accessLog';
import { accessLine } from '../access/accessWords';
import { nodeFiles } from '../journal/fileLayer';
import { type Journal, openJournal } from '../journal/journal';
import { EvidenceDesk } from './evidenceDesk';

let folder = '';
let journal: Journal;
let access: AccessLog;
let desk: EvidenceDesk;
const base64 = (seed: number) => Buffer.from(jpegBytes({ seed })).toString('base64');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-evidence-desk-'));
  const shared = { folder, files: nodeFiles, codec: plainCodec };
  const opened = await openJournal({ ...shared, device: DEVICE });
  if (!opened.ok) throw new Error(opened.error.text);
  journal = opened.value;
  access = await AccessLog.open({
    ...shared,
    now: () => '2026-11-22T01:00:00.000Z',
    clerk: () => ({ id: 'C2', name: '复核员' }),
  });
  desk = await EvidenceDesk.open({
    ...shared,
    journal,
    access,
    delivery: {
      status: () => ({
        network: { state: 'offline', lastAnswerAt: null, offlineSince: null, trouble: null },
        nextAttemptAt: null,
        queued: 0,
        held: 0,
        verdicts: 0,
        paused: null,
      }),
      fateOf: () => 'open',
      onChange: () => () => undefined,
    },
    transport: () => null,
    now: Date.now,
    random: () => 0,
  });
});
afterEach(async () => {
  await desk.stop();
  await access.close();
  await journal.close();
  await rm(folder, { recursive: true, force: true });
});

async function kept(seed: number): Promise<EvidenceRef> {
  const done = await desk.keep(base64(seed));
  if (!done.ok) throw new Error(done.error.text);
  return { material: 'ID_CARD', label: '身份证件', ...done.value };
}

test('[EV17] before it belongs to an operation a picture is shown as it is; after that only with a reason that is on the disk', async () => {
  const ref = await kept(1);
  expect(await desk.preview(ref.sha256)).toEqual({ ok: true, value: { data: base64(1) } });
  const { opId } = draftOf(1);
  const ask = { opId, sha256: ref.sha256, reason: '复核这笔业务' };
  expect(await desk.look(ask)).toMatchObject({ ok: false, error: { code: 'EVIDENCE_LOST' } });
  expect(await desk.accept(draftOf(1), [ref])).toMatchObject({ ok: true });
  expect(await desk.preview(ref.sha256)).toMatchObject({ ok: false, error: { code: 'EVIDENCE_NAMED' } });
  expect(await desk.look(ask)).toEqual({ ok: true, value: { data: base64(1) } });
  const { entries } = access.of('C2', null, 10);
  expect(entries.map(accessLine)).toEqual([
    `1\t2026-11-22T01:00:00.000Z\t复核员（C2）\t查看材料图片\t${opId}\t复核这笔业务`,
  ]);
  // A log that takes no more shows nothing.
  await access.close();
  expect(await desk.look(ask)).toMatchObject({ ok: false, error: { code: 'ACCESS_UNLOGGED' } });
});

test('[EV8] a draft accepted before gets the pictures it lacks; what an operation has is not taken away', async () => {
  const [one, two] = [await kept(1), await kept(2)];
  await desk.accept(draftOf(1), [one]);
  expect(await desk.accept(draftOf(1), [one, two])).toMatchObject({ ok: true, value: { seq: 1 } });
  expect(journal.picturesOf(draftOf(1).opId).map(({ sha256 }) => sha256)).toEqual([one.sha256, two.sha256]);
  const three = await kept(3);
  for (const { sha256 } of [one, two, three]) await desk.discard(sha256);
  expect((await readdir(join(folder, 'evidence'))).sort()).toEqual(
    [one, two].map(({ sha256 }) => `${sha256}.cbpic`).sort(),
  );
});
