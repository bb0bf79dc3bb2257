import { describe, expect, test } from 'vitest';
import { checkup, type DoctorLevel, worst } from './checkup';
import { DoctorFacts, type WindowFacts } from './facts';

const GB = 1024 ** 3;
const AT = '2026-11-30T02:00:00.000Z';
const ago = (days: number): string => new Date(Date.parse(AT) - days * 86_400_000).toISOString();

const WELL: DoctorFacts = DoctorFacts.parse({
  at: AT,
  disk: { free: 50 * GB, total: 200 * GB },
  clock: { offsetMs: 1_000, heardAt: AT, fixed: false },
  printers: 2,
  reader: 'ready',
  journal: { entries: 300, finding: null },
  queue: { count: 0, oldestAt: null, warnHours: 168, stopHours: 1080 },
  policy: { version: 3, confirmedAt: ago(1), refused: false, warnHours: 720 },
  backup: { lastAt: ago(0.5), chosen: true, trouble: null, rehearsedAt: ago(3), rehearsal: 'good' },
  vault: { hasRecovery: true, suite: 'std' },
  audit: { whole: true, anchoredAt: ago(1) },
  memory: { total: 8 * GB, program: GB / 4 },
  program: { version: 'v0.1.0', protocol: 3, rulebook: '2026.11', mode: 'platform' },
  system: 'win32 x64',
});
const WINDOW: WindowFacts = { store: { usage: GB, quota: 60 * GB }, persisted: true, trialHost: false };

/** The line of that id with the facts changed. */
const line = (id: string, part: Partial<DoctorFacts>, window: Partial<WindowFacts> = {}) => {
  const found = checkup({ ...WELL, ...part }, { ...WINDOW, ...window }).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no line ${id}`);
  return found;
};

describe('the station’s checkup', () => {
  test('[DR1] a healthy station is good in every line, and each thing that is asked about has one', () => {
    const lines = checkup(WELL, WINDOW);
    expect(lines.filter(({ level }) => level !== 'good')).toEqual([]);
    expect(worst(lines)).toBe('good');
    expect(lines.map(({ id }) => id)).toEqual([
      'disk',
      'store',
      'memory',
      'clock',
      'journal',
      'queue',
      'backup',
      'rehearsal',
      'recovery',
      'audit',
      'policy',
      'printer',
      'reader',
      'program',
    ]);
  });

  const backup = WELL.backup;
  const CASES: readonly (readonly [string, Partial<DoctorFacts>, DoctorLevel, Partial<WindowFacts>?])[] = [
    ['disk', { disk: { free: 0.4 * GB, total: 200 * GB } }, 'act'],
    ['disk', { disk: { free: 2 * GB, total: 200 * GB } }, 'look'],
    ['disk', { disk: null }, 'look'],
    ['store', {}, 'act', { store: { usage: 95, quota: 100 } }],
    ['store', {}, 'look', { store: null }],
    ['store', {}, 'good', { persisted: false }],
    ['memory', { memory: { total: 2 * GB, program: GB } }, 'look'],
    ['clock', { clock: { offsetMs: -2 * 3_600_000, heardAt: AT, fixed: false } }, 'act'],
    ['clock', { clock: { offsetMs: 10 * 60_000, heardAt: AT, fixed: false } }, 'look'],
    ['clock', { clock: { offsetMs: null, heardAt: null, fixed: false } }, 'look'],
    ['clock', { clock: { offsetMs: 1e12, heardAt: null, fixed: true } }, 'good'],
    ['journal', { journal: { entries: 3, finding: 'JOURNAL_GAP' } }, 'act'],
    ['journal', { journal: { entries: 3, finding: 'JOURNAL_MENDED' } }, 'look'],
    ['queue', { queue: { count: 5, oldestAt: ago(8), warnHours: 168, stopHours: 1080 } }, 'act'],
    ['queue', { queue: { count: 5, oldestAt: ago(4), warnHours: 168, stopHours: 1080 } }, 'look'],
    ['queue', { queue: { count: 5, oldestAt: ago(0.1), warnHours: 168, stopHours: 1080 } }, 'good'],
    ['backup', { backup: backup && { ...backup, lastAt: null } }, 'act'],
    ['backup', { backup: backup && { ...backup, lastAt: ago(8) } }, 'act'],
    ['backup', { backup: backup && { ...backup, lastAt: ago(3) } }, 'look'],
    ['backup', { backup: backup && { ...backup, chosen: false } }, 'look'],
    ['backup', { backup: backup && { ...backup, trouble: 'BACKUP_FOLDER' } }, 'look'],
    ['backup', { backup: null }, 'good'],
    ['rehearsal', { backup: backup && { ...backup, rehearsal: 'bad' } }, 'act'],
    ['rehearsal', { backup: backup && { ...backup, rehearsal: 'none', rehearsedAt: null } }, 'look'],
    ['rehearsal', { backup: backup && { ...backup, rehearsedAt: ago(15) } }, 'look'],
    ['recovery', { vault: { hasRecovery: false, suite: 'std' } }, 'act'],
    ['audit', { audit: { whole: false, anchoredAt: AT } }, 'act'],
    ['audit', { audit: { whole: true, anchoredAt: null } }, 'look'],
    ['policy', { policy: { version: null, confirmedAt: null, refused: false, warnHours: 720 } }, 'look'],
    ['policy', { policy: { version: 2, confirmedAt: ago(31), refused: false, warnHours: 720 } }, 'look'],
    ['printer', { printers: 0 }, 'act'],
    ['printer', { printers: null }, 'look'],
    ['reader', { reader: 'down' }, 'act'],
    ['reader', { reader: 'incomplete' }, 'look'],
    ['program', {}, 'look', { trialHost: true }],
  ];
  const cases = CASES.map(([id, part, level, window = {}]) => ({ id, part, level, window }));
  test.each(cases)(
    '[DR2] $id $part $window is $level, with what to do now unless it is good',
    ({ id, part, level, window }) => {
      const found = line(id, part, window);
      expect(found.level).toBe(level);
      expect(found.todo === null).toBe(level === 'good');
    },
  );

  test('[DR2] practice has no backups and no vault to speak of', () => {
    const ids = checkup({ ...WELL, backup: null, vault: null, audit: null }, WINDOW).map(({ id }) => id);
    expect(ids).not.toEqual(expect.arrayContaining(['rehearsal']));
    expect(ids).not.toEqual(expect.arrayContaining(['recovery']));
    expect(ids).not.toEqual(expect.arrayContaining(['audit']));
  });
});
