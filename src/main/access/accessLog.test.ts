import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { holdsNumber, reasonTrouble } from '#shared/access/access';
import { plainCodec } from '#shared/codec';
import { HOST_CALLS } from '#shared/host';
import { type AppendFile, type Files, nodeFiles } from '../journal/fileLayer';
import { AccessLog } from './accessLog';
import { accessLogCommand } from './cli';

let data: string;
let clerk = { id: 'c1', name: '周敏' };
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'canbao-access-'));
  clerk = { id: 'c1', name: '周敏' };
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const open = (files: Files = nodeFiles) =>
  AccessLog.open({
    folder: join(data, 'access'),
    files,
    codec: plainCodec,
    now: () => '2026-11-22T01:00:00.000Z',
    clerk: () => clerk,
  });
const person = (id: string) => ({ kind: 'person' as const, id });
const file = () => join(data, 'access', 'access.jnl');

/** A disk on which nothing can be synced after the file was opened. */
function failing(when: () => boolean): Files {
  const broken = (one: AppendFile): AppendFile => ({
    size: () => one.size(),
    append: (bytes) => one.append(bytes),
    truncate: (length) => one.truncate(length),
    close: () => one.close(),
    sync: async () => {
      if (when()) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      await one.sync();
    },
  });
  return { ...nodeFiles, openAppend: async (path) => broken(await nodeFiles.openAppend(path)) } as Files;
}

describe('the access log', () => {
  test('[HH20] who asked for which number of whose record, when and why, is on the disk before the answer, and there after a restart', async () => {
    const log = await open();
    expect(await log.reveal(person('P1'), 'certNo', ' 核对身份证件 ')).toMatchObject({ ok: true });
    // Nothing was closed: what a kill leaves is what was synced.
    const again = await open();
    expect(again.of('c1', null, 10)).toEqual({
      entries: [
        {
          type: 'revealed',
          n: 1,
          at: '2026-11-22T01:00:00.000Z',
          clerk,
          of: person('P1'),
          field: 'certNo',
          reason: '核对身份证件',
        },
      ],
      more: false,
    });
    await again.reveal(person('P2'), 'phone', '联系本人');
    const third = await open();
    expect(third.of('c1', null, 10).entries.map(({ n }) => n)).toEqual([2, 1]);
  });

  test('[HH20] where it cannot be written nothing is revealed and no copy is counted, and a sentence says so', async () => {
    let full = false;
    const log = await open(failing(() => full));
    full = true;
    expect(await log.reveal(person('P1'), 'certNo', '核对身份证件')).toMatchObject({
      ok: false,
      error: { code: 'ACCESS_UNLOGGED' },
    });
    expect(await log.issue('form', 'OP1', 'printer')).toMatchObject({ ok: false });
    full = false;
    expect(await log.issue('form', 'OP1', 'printer')).toEqual({ ok: true, value: { copy: 1 } });
    expect((await open()).of('c1', null, 10).entries).toHaveLength(1);
  });

  test('[HH21] a reason is asked for, and holds no number however it is written', () => {
    for (const none of ['', ' ', '看']) expect(reasonTrouble(none)).toContain('请写明');
    for (const number of [
      '220199199003071234',
      '2201 9919 9003 0712 34',
      '１３８００００５６７８',
      '139-1234-5678',
      '1390，0112233',
    ])
      expect([holdsNumber(`核对${number}`), reasonTrouble(`核对${number}`)], number).toEqual([
        true,
        expect.stringContaining('不要写'),
      ]);
    for (const good of ['核对身份证件', '2026-11-22 体检', '第 3 次来窗口，材料 12 份'])
      expect(reasonTrouble(good), good).toBeNull();
    const ask = HOST_CALLS['access/reveal'].ask;
    expect(ask.safeParse({ of: person('P1'), field: 'certNo', reason: '220199199003071234' }).success).toBe(
      false,
    );
    expect(ask.safeParse({ of: person('P1'), field: 'certNo', reason: '' }).success).toBe(false);
    expect(ask.safeParse({ of: person('P1'), field: 'name', reason: '核对身份' }).success).toBe(false);
  });

  test('[HH22] a clerk sees her own entries, the last first and page by page; the administrator sees all at the command line', async () => {
    const log = await open();
    for (let i = 1; i <= 5; i++) await log.reveal(person(`P${i}`), 'certNo', '核对身份证件');
    clerk = { id: 'c2', name: '林禾' };
    await log.reveal(person('P9'), 'phone', '联系本人');
    expect(log.of('c2', null, 10).entries).toMatchObject([{ of: person('P9') }]);
    const first = log.of('c1', null, 3);
    expect(first.entries.map(({ n }) => n)).toEqual([5, 4, 3]);
    expect(first.more).toBe(true);
    expect(log.of('c1', 3, 3)).toMatchObject({ entries: [{ n: 2 }, { n: 1 }], more: false });
    const all = await accessLogCommand([data]);
    if (!all.ok) throw new Error(all.error);
    expect(all.value.split('\n')).toHaveLength(6);
    expect(all.value).toContain('林禾（c2）\t查看联系电话\tP9\t联系本人');
    expect(await accessLogCommand([join(data, 'nowhere')])).toMatchObject({ ok: false });
    expect(await accessLogCommand([])).toMatchObject({ ok: false });
  });

  test('[HH23] the file only grows: a torn end is kept aside, what is damaged in the middle costs no other entry', async () => {
    const log = await open();
    for (let i = 1; i <= 3; i++) await log.reveal(person(`P${i}`), 'certNo', '核对身份证件');
    const bytes = readFileSync(file());
    const at = bytes.indexOf('"P2"');
    bytes[at + 1] = (bytes[at + 1] ?? 0) ^ 1;
    writeFileSync(file(), Buffer.concat([bytes, Buffer.from('torn')]));
    const again = await open();
    expect(again.of('c1', null, 10).entries).toMatchObject([{ of: person('P3') }, { of: person('P1') }]);
    await again.reveal(person('P4'), 'certNo', '核对身份证件');
    const all = await accessLogCommand([data]);
    expect(all).toMatchObject({ ok: true, value: expect.stringContaining('1 处损坏') });
    expect((await open()).of('c1', null, 10).entries.map(({ n }) => n)).toEqual([4, 3, 1]);
  });

  test('[PP27] copies of a paper are counted one by one, also when two are asked for at once', async () => {
    const log = await open();
    const both = await Promise.all([log.issue('form', 'OP1', 'printer'), log.issue('form', 'OP1', 'pdf')]);
    expect(both).toEqual([
      { ok: true, value: { copy: 1 } },
      { ok: true, value: { copy: 2 } },
    ]);
    expect(await log.issue('certificate', 'OP1', 'pdf')).toMatchObject({ value: { copy: 1 } });
    expect([log.copies('form', 'OP1'), log.copies('form', 'OP2')]).toEqual([2, 0]);
  });
});
