import { beforeEach, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import { FaultyFiles } from '../../../test/faults/faultyFiles';
import { LossyFiles } from '../../../test/faults/lossyFiles';
import { ACCESS_FILE, AccessLog } from '../access/accessLog';
import { frames, header } from '../journal/frames';
import { compareAccess, mirror } from './accessMirror';
import type { AuditLog } from './auditLog';
import { allFiles, openAudit, recordsIn } from './testAudit';

const PATH = `/desk/access/${ACCESS_FILE.name}`;
const FORM = '01JD0000000000000000000001';
let disk: LossyFiles;
beforeEach(() => {
  disk = new LossyFiles();
});

const auditOn = (files: LossyFiles) => openAudit('/desk/audit', { files });
const accessOn = (files: LossyFiles | FaultyFiles, audit: AuditLog | null) =>
  AccessLog.open({
    folder: '/desk/access',
    files,
    codec: plainCodec,
    now: () => '2026-11-22T01:00:00.000Z',
    clerk: () => ({ id: 'clerk-1', name: '李秀英' }),
    ...(audit ? { mirror: (entry) => mirror(audit, entry) } : {}),
  });

async function threeEntries(): Promise<void> {
  const audit = await auditOn(disk);
  const access = await accessOn(disk, audit);
  await access.reveal({ kind: 'person', id: 'P1' }, 'certNo', '核对身份证件');
  await access.look(FORM, 'a'.repeat(64), '核对材料');
  await access.issue('certificate', 'P1', 'pdf');
  await audit.close();
  await access.close();
}

const compared = async (files: LossyFiles) => {
  const audit = await auditOn(files);
  const access = await accessOn(files, audit);
  return { audit, found: await compareAccess(audit, access.all()) };
};

test('[AU8] every entry of the access log stands in the audit log, without person, reason or name, and counts for its day', async () => {
  await threeEntries();
  const { audit, found } = await compared(disk);
  expect(found).toBeNull();
  const acts = (await audit.read(null, 10)).map(({ did }) => did).reverse();
  expect(acts.slice(1)).toMatchObject([
    { act: 'access', entry: 1, what: 'revealed', of: 'person' },
    { act: 'access', entry: 2, what: 'looked', of: 'operation' },
    { act: 'access', entry: 3, what: 'issued', of: 'person' },
  ]);
  const [, one, , three] = acts;
  expect(one?.act === 'access' && three?.act === 'access' && one.about === three.about).toBe(true);
  const text = Buffer.from((await disk.readAll('/desk/audit/audit.jnl')) ?? []).toString();
  for (const secret of ['P1', '核对', '李秀英']) expect(text).not.toContain(secret);
  expect(audit.revealCounts()).toEqual([
    { day: '2026-11-22', clerk: 'clerk-1', revealed: 1, looked: 1, issued: 1, exported: 0 },
  ]);
});

test('[AU8] an entry of the access log that is taken out or changed, by whoever has its key too, is found', async () => {
  await threeEntries();
  const sound = await allFiles(disk);
  const records = recordsIn(sound.get(PATH));
  const access = recordsIn(sound.get(PATH)).length === 0;
  expect(access).toBe(false);
  for (let i = 0; i < 3; i++) {
    const entry = plainCodec.open(records[i] ?? new Uint8Array(), 'x') as object;
    const other = plainCodec.seal({ ...entry, at: '2026-11-20T01:00:00.000Z' }, 'x');
    for (const changed of [
      records.filter((_, at) => at !== i),
      records.map((record, at) => (at === i ? other : record)),
    ]) {
      const now = new Map(sound).set(PATH, Buffer.concat([header(ACCESS_FILE.kind), frames(changed)]));
      const { audit, found } = await compared(LossyFiles.holding(now));
      expect(found?.text, `${i}`).toContain(`从第 ${i + 1} 条起`);
      expect((await audit.read(null, 1))[0]?.did).toEqual({ act: 'finding', code: 'ACCESS_CHANGED' });
    }
  }
});

test('[AU8] entries of before there was an audit log, and one that a power cut kept from it, are noted at the next start', async () => {
  const access = await accessOn(disk, null);
  await access.reveal({ kind: 'person', id: 'P1' }, 'certNo', '核对身份证件');
  await access.reveal({ kind: 'person', id: 'P2' }, 'phone', '联系本人');
  await access.close();
  const first = await compared(disk);
  expect(first.found).toBeNull();
  expect(first.audit.mirrors().last).toBe(2);
  await first.audit.close();
  const again = await compared(disk);
  expect([again.found, again.audit.state().entries]).toEqual([null, 3]);
});

test('[AU8] where the audit log cannot take the entry nothing is revealed', async () => {
  const files = new FaultyFiles(disk);
  const audit = await openAudit('/desk/audit', { files });
  const access = await accessOn(disk, audit);
  files.plan = [{ on: 'append', code: 'ENOSPC' }];
  const refused = await access.reveal({ kind: 'person', id: 'P1' }, 'certNo', '核对身份证件');
  expect(refused).toMatchObject({ ok: false, error: { code: 'ACCESS_UNLOGGED' } });
  expect(await access.reveal({ kind: 'person', id: 'P1' }, 'certNo', '核对身份证件')).toMatchObject({
    ok: true,
  });
});
