import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkup } from '#shared/doctor/checkup';
import { DoctorFacts } from '#shared/doctor/facts';
import { STANDING_DICTIONARY } from '#shared/rejects/dictionary';
import { STANDING_LIMITS } from '#shared/sync/limits';
import { standingOf } from '#shared/sync/standing';
import { openAudit } from '../audit/testAudit';
import { TestDesk } from '../backup/testDesk';
import { Readers } from '../readers/readers';
import { ReaderSettingFile } from '../readers/settingFile';
import { type DoctorParts, gather } from './gather';

let home: string;
let desk: TestDesk;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'canbao-doctor-王建国-'));
  desk = await new TestDesk(join(home, '王建国')).open();
});
afterEach(async () => {
  await desk.close();
  await rm(home, { recursive: true, force: true });
});

const parts = async (more: Partial<DoctorParts> = {}): Promise<DoctorParts> => ({
  userData: desk.userData,
  journal: desk.journal,
  acceptance: {
    standing: () =>
      standingOf({
        now: desk.now,
        limits: STANDING_LIMITS,
        figures: { backlog: 2, oldestAt: desk.now - 3_600_000, mirrorAt: null, policyAt: null },
        clock: null,
        shaken: null,
        day: null,
      }),
  },
  policies: {
    state: () => ({
      version: 4,
      confirmedAt: '2026-11-29T02:00:00.000Z',
      key: null,
      dictionary: STANDING_DICTIONARY,
      limits: STANDING_LIMITS,
      trouble: null,
    }),
  },
  readers: new Readers(await ReaderSettingFile.open(desk.userData)),
  backups: desk.backups,
  vault: desk.vault,
  audit: null,
  contents: () => null,
  heardAt: () => null,
  version: 'v0.1.0',
  mode: 'platform',
  fixed: false,
  now: () => new Date(desk.now),
  ...more,
});

test('[DR3] what the station is like comes from the real disk, journal, backups and reader, and is what the contract says', async () => {
  await desk.accept(1, 2);
  await desk.backups.make();
  await desk.backups.rehearse();
  const facts = DoctorFacts.parse(await gather(await parts()));
  expect(facts).toMatchObject({
    journal: { entries: 2, finding: null },
    queue: { count: 2, warnHours: STANDING_LIMITS.backlogAgeHours.warn },
    reader: 'none',
    backup: { lastAt: new Date(desk.now).toISOString(), chosen: false, trouble: null, rehearsal: 'good' },
    vault: { hasRecovery: false },
    policy: { version: 4, refused: false },
    audit: null,
  });
  expect(facts.disk?.free).toBeGreaterThan(0);
  expect(facts.memory.program).toBeGreaterThan(1_000_000);
});

test('[DR3] the audit log is whole where nothing was found of it, and its anchor is told', async () => {
  const open = () => openAudit(join(desk.userData, 'audit'));
  const log = await open();
  await log.note({ act: 'start', version: '0.1.0' }, null);
  expect((await gather(await parts({ audit: log }))).audit).toEqual({ whole: true, anchoredAt: null });
  await log.close();
  const folder = join(desk.userData, 'audit');
  const file = join(folder, (await readdir(folder)).find((name) => name.endsWith('.jnl')) ?? '');
  const bytes = await readFile(file);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 20) ^ 1, bytes.length - 20);
  await writeFile(file, bytes);
  const again = await open();
  expect((await gather(await parts({ audit: again }))).audit?.whole).toBe(false);
  await again.close();
});

test('[DR4] nothing personal is in it: no name, no folder, not the place a pulled stick had', async () => {
  await desk.backups.choose(join(home, '王建国的U盘'));
  await desk.backups.make();
  expect(desk.backups.state().trouble?.text).toContain('王建国');
  const facts = await gather(await parts());
  expect(facts.backup?.trouble).toBe('BACKUP_FOLDER');
  const lines = checkup(facts, { store: null, persisted: null, trialHost: true });
  for (const text of [JSON.stringify(facts), JSON.stringify(lines)]) {
    expect(text).not.toContain('王建国');
    expect(text).not.toContain('李秀英');
    expect(text).not.toContain(home);
  }
});

test('[DR3] printers are counted where the host can tell; one that throws is not known, and no failure', async () => {
  const printers = async (contents: DoctorParts['contents']) =>
    (await gather(await parts({ contents }))).printers;
  expect(await printers(() => null)).toBeNull();
  expect(await printers(() => ({ getPrintersAsync: async () => [] }))).toBe(0);
  const unable = () => {
    throw new Error('electron: WebContents.getPrintersAsync is not stood in for by the Chromium host');
  };
  expect(await printers(() => ({ getPrintersAsync: unable }))).toBeNull();
  const one = { name: 'P', displayName: 'P', description: '', options: {} };
  expect(await printers(() => ({ getPrintersAsync: async () => [one] as never }))).toBe(1);
});
