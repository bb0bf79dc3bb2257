import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainCodec } from '#shared/codec';
import { err, ok } from '#shared/result';
import { STORE_FORMATS } from '#shared/update/formats';
import { NO_UPDATE, switched } from '#shared/update/pointer';
import { nodeFiles } from '../journal/fileLayer';
import { versionsFolder } from './handOver';
import { Highest } from './highest';
import { readPointer, writePointer } from './pointerFile';
import { folderForTest, KEY, makeUpdate, OTHER_SECRET, SYSTEM, type TestUpdate } from './testUpdates';
import { type UpdateAttempt, type UpdateOptions, Updates } from './updates';
import { Versions } from './versions';

let folder = '';
let remove: () => Promise<void>;
let program = '';
let picked: string | null;
let attempts: UpdateAttempt[];
let order: string[];
beforeEach(async () => {
  ({ folder, remove } = await folderForTest());
  program = join(folder, 'desk/program');
  picked = null;
  attempts = [];
  order = [];
});
afterEach(() => remove());

const highest = (): Promise<Highest> =>
  Highest.open({
    folders: [join(folder, 'desk'), join(folder, 'desk/journal')],
    files: nodeFiles,
    codec: plainCodec,
  });

async function desk(more: Partial<UpdateOptions> = {}) {
  const updates = new Updates({
    program,
    versions: new Versions(versionsFolder(program), [KEY], nodeFiles),
    files: nodeFiles,
    highest: await highest(),
    current: '0.1.0',
    launched: false,
    system: SYSTEM,
    keys: [KEY],
    formats: STORE_FORMATS,
    pick: async () => picked,
    may: () => true,
    undelivered: () => 7,
    backup: async () => {
      order.push(`backup before ${readPointer(program).current ?? 'any'}`);
      return ok(undefined);
    },
    unwell: () => null,
    onAttempt: (attempt) => attempts.push(attempt),
    restart: () => order.push('restart'),
    ...more,
  });
  return updates.handlers();
}

/** What choosing a file comes to: the code, or its version. */
async function chosen(made: TestUpdate, more: Partial<UpdateOptions> = {}): Promise<string> {
  picked = await makeUpdate(folder, made);
  const answer = await (await desk(more))['update/choose']({});
  return answer.ok ? (answer.value.found?.version ?? 'closed') : answer.error.code;
}

describe('taking an update', () => {
  test('[UP8] what it is and what is undelivered is told; it is installed after a backup, and begins with the next start', async () => {
    picked = await makeUpdate(folder);
    const calls = await desk();
    expect(await calls['update/state']({})).toMatchObject({
      current: '0.1.0',
      ready: null,
      undelivered: 7,
      may: true,
    });
    expect(await calls['update/choose']({})).toMatchObject({
      ok: true,
      value: {
        found: {
          fileName: 'canbao-desk-0.2.0.cbupd',
          version: '0.2.0',
          releasedOn: '2026-11-30',
          notes: ['新增按村统计'],
        },
      },
    });
    expect(await calls['update/restart']({})).toMatchObject({ ok: false });
    expect(await calls['update/install']({ version: '0.2.0' })).toMatchObject({
      ok: true,
      value: { ready: '0.2.0' },
    });
    expect(order).toEqual(['backup before any']);
    expect(readPointer(program)).toEqual(switched('0.2.0', null));
    expect(await calls['update/restart']({})).toEqual({ ok: true, value: {} });
    await expect.poll(() => order.at(-1)).toBe('restart');
    expect(attempts).toEqual([
      { what: 'chosen', version: '0.2.0', code: null },
      { what: 'installed', version: '0.2.0', code: null },
    ]);
  });

  test('[UP8] nobody but an administrator installs, and not where the backup failed; nothing changes then', async () => {
    picked = await makeUpdate(folder);
    const clerk = await desk({ may: () => false });
    await clerk['update/choose']({});
    expect(await clerk['update/install']({ version: '0.2.0' })).toMatchObject({
      ok: false,
      error: { code: 'UPDATE_NOT_ADMINISTRATOR' },
    });
    const full = await desk({ backup: async () => err({ code: 'DISK_FULL', text: '磁盘已满。' }) });
    await full['update/choose']({});
    expect(await full['update/install']({ version: '0.2.0' })).toMatchObject({
      ok: false,
      error: { code: 'UPDATE_BACKUP_DISK_FULL', text: expect.stringContaining('磁盘已满') },
    });
    expect(readPointer(program)).toEqual(NO_UPDATE);
    expect(attempts.filter(({ what }) => what === 'installed').map(({ code }) => code)).toEqual([
      'UPDATE_NOT_ADMINISTRATOR',
      'UPDATE_BACKUP_DISK_FULL',
    ]);
  });

  test('[UP9] what lies on the stick when it is installed is what was read to the clerk, or it is refused', async () => {
    const calls = await desk();
    picked = await makeUpdate(folder);
    await calls['update/choose']({});
    const other = await makeUpdate(folder, { facts: { notes: ['另一个'] } });
    expect(other).toBe(picked);
    expect(await calls['update/install']({ version: '0.2.0' })).toMatchObject({
      ok: false,
      error: { code: 'UPDATE_NOT_CHOSEN' },
    });
    expect(await calls['update/install']({ version: '0.3.0' })).toMatchObject({
      ok: false,
      error: { code: 'UPDATE_NOT_CHOSEN' },
    });
    await calls['update/choose']({});
    await rm(picked);
    expect(await calls['update/install']({ version: '0.2.0' })).toMatchObject({
      ok: false,
      error: { code: 'UPDATE_UNREADABLE' },
    });
    picked = null;
    expect(await calls['update/choose']({})).toEqual({ ok: true, value: { found: null } });
    expect(readPointer(program)).toEqual(NO_UPDATE);
  });

  test('[UP5] the same, an older, one for another system, one that skips a version, one whose stores do not fit: each by its own sentence', async () => {
    expect(await chosen({ facts: { version: '0.1.0' } })).toBe('UPDATE_SAME');
    expect(await chosen({ facts: { version: '0.0.9', minVersion: '0.0.1' } })).toBe('UPDATE_OLDER');
    expect(await chosen({ facts: { version: '0.9.0' } }, { current: '0.10.0' })).toBe('UPDATE_OLDER');
    expect(await chosen({ facts: { system: 'win32-ia32' } })).toBe('UPDATE_SYSTEM');
    expect(await chosen({ facts: { version: '0.3.0', minVersion: '0.2.0' } })).toBe('UPDATE_SKIPPED');
    const journalEntry = { reads: [1, 2, 3, 4, 5], writes: 5 };
    expect(await chosen({ facts: { stores: { journalEntry } } })).toBe('UPDATE_FORMATS');
    expect(await chosen({ facts: { stores: { journalEntry: { reads: [5], writes: 4 } } } })).toBe(
      'UPDATE_FORMATS',
    );
    // A program that reads the next format already takes the one that writes it; a store it does not have is no matter.
    const formats = { ...STORE_FORMATS, journalEntry: { reads: [1, 2, 3, 4, 5], writes: 4 } };
    expect(await chosen({ facts: { stores: { journalEntry } } }, { formats })).toBe('0.2.0');
    expect(await chosen({ facts: { stores: { somethingNew: { reads: [1], writes: 1 } } } })).toBe('0.2.0');
    expect(await chosen({ secrets: [OTHER_SECRET] })).toBe('UPDATE_SIGNATURE');
    expect(await chosen({}, { keys: [] })).toBe('UPDATE_NO_KEY');
  });

  test('[UP10] every attempt, refused or not, is told with its code for the audit log', async () => {
    await chosen({ facts: { version: '0.1.0' } });
    await chosen({ secrets: [OTHER_SECRET] });
    await chosen({});
    expect(attempts).toEqual([
      { what: 'chosen', version: '0.1.0', code: 'UPDATE_SAME' },
      { what: 'chosen', version: null, code: 'UPDATE_SIGNATURE' },
      { what: 'chosen', version: '0.2.0', code: null },
    ]);
  });
});

describe('a new version', () => {
  const onProbation = { current: '0.2.0', launched: true } as const;

  test('[UP15] is out of probation when the window has opened the desk; then older versions go, except the one before', async () => {
    for (const version of ['0.1.5', '0.1.9', '0.2.0']) {
      const path = await makeUpdate(folder, { facts: { version } });
      picked = path;
      const calls = await desk();
      await calls['update/choose']({});
      await calls['update/install']({ version });
    }
    await writePointer(program, nodeFiles, { ...switched('0.2.0', '0.1.9'), tries: 2 });
    const calls = await desk(onProbation);
    await calls['update/healthy']({});
    expect(readPointer(program)).toEqual({ ...switched('0.2.0', '0.1.9'), healthy: true, tries: 0 });
    expect(attempts.at(-1)).toEqual({ what: 'healthy', version: '0.2.0', code: null });
    const versions = new Versions(versionsFolder(program), [KEY], nodeFiles);
    expect(
      await Promise.all(['0.1.5', '0.1.9', '0.2.0'].map(async (one) => (await versions.check(one)) !== null)),
    ).toEqual([false, true, true]);
  });

  test('[UP15] whose journal does not open as it should is no proof of itself', async () => {
    await writePointer(program, nodeFiles, switched('0.2.0', null));
    const calls = await desk({ ...onProbation, unwell: () => ({ code: 'JOURNAL_NEWER', text: '…' }) });
    await calls['update/healthy']({});
    expect(readPointer(program).healthy).toBe(false);
    expect((await highest()).program()).toBeNull();
  });

  test('[UP14] that was given up is said, until the clerk has read it, and may be taken once more', async () => {
    const returned = {
      version: '0.2.0',
      to: null,
      why: 'did-not-open',
      at: '2026-11-30T02:00:00.000Z',
    } as const;
    await writePointer(program, nodeFiles, { ...NO_UPDATE, returned });
    const calls = await desk();
    expect(await calls['update/state']({})).toMatchObject({ ready: null, returned });
    expect(attempts).toEqual([{ what: 'returned', version: '0.2.0', code: 'UPDATE_DID_NOT_OPEN' }]);
    expect(await calls['update/acknowledge']({})).toMatchObject({ ok: true, value: { returned: null } });
    picked = await makeUpdate(folder);
    await calls['update/choose']({});
    expect(await calls['update/install']({ version: '0.2.0' })).toMatchObject({ ok: true });
  });

  test('[UP12] so it does where that one was started again without being launched', async () => {
    await writePointer(program, nodeFiles, { ...switched('0.2.0', null), healthy: true });
    picked = await makeUpdate(folder, { facts: { version: '0.3.0' } });
    const calls = await desk({ current: '0.2.0', launched: false });
    await calls['update/choose']({});
    await calls['update/install']({ version: '0.3.0' });
    expect(readPointer(program)).toEqual(switched('0.3.0', '0.2.0'));
  });

  test('[UP12] from an earlier update the way back leads to that one', async () => {
    picked = await makeUpdate(folder, { facts: { version: '0.3.0' } });
    const calls = await desk(onProbation);
    await calls['update/choose']({});
    await calls['update/install']({ version: '0.3.0' });
    expect(readPointer(program)).toEqual(switched('0.3.0', '0.2.0'));
  });
});

describe('never back', () => {
  const FILES = ['highest.json', 'journal/highest.json'];
  const atDesk = (name: string) => join(folder, 'desk', name);

  test('[UP20] what this desk once ran is the least it takes, also after it went back to the program before', async () => {
    await (await desk({ current: '0.3.0', launched: true }))['update/healthy']({});
    expect(await chosen({})).toBe('UPDATE_OLDER');
    expect(await chosen({ facts: { version: '0.3.0' } })).toBe('0.3.0');
    expect(await (await desk())['update/state']({})).toMatchObject({ highest: '0.3.0', older: true });
    expect(attempts).toContainEqual({ what: 'older', version: '0.1.0', code: 'PROGRAM_OLDER' });
  });

  test('[UP20] losing one of its two files, or putting an older one back, changes nothing; a forged one is said', async () => {
    await (await desk({ current: '0.2.0', launched: true }))['update/healthy']({});
    const older = await readFile(atDesk('highest.json'));
    await (await desk({ current: '0.3.0', launched: true }))['update/healthy']({});
    for (const name of FILES) {
      const whole = await readFile(atDesk(name));
      await writeFile(atDesk(name), older);
      expect((await highest()).program()).toBe('0.3.0');
      await rm(atDesk(name));
      expect((await highest()).program()).toBe('0.3.0');
      await writeFile(atDesk(name), '{"version":1,"sealed":"AAAA"}');
      expect(await highest()).toMatchObject({ altered: true });
      expect((await highest()).program()).toBe('0.3.0');
      attempts = [];
      await desk({ current: '0.3.0' });
      expect(attempts).toEqual([{ what: 'older', version: '0.3.0', code: 'HIGHEST_ALTERED' }]);
      await writeFile(atDesk(name), whole);
    }
  });

  test('[UP20] it only rises', async () => {
    const kept = await highest();
    await kept.raiseProgram('0.10.0');
    await kept.raiseProgram('0.9.0');
    await kept.raisePolicy(KEY, 5);
    await kept.raisePolicy(KEY, 4);
    const again = await highest();
    expect([again.program(), again.policy(KEY), again.policy('0'.repeat(64))]).toEqual(['0.10.0', 5, null]);
  });
});
