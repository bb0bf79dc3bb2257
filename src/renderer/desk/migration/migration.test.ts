import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { oldRecords, oldSheet } from '#fixtures/migration';
import {
  answersWith,
  preparedSnapshot,
  QINGHE,
  type StandIn,
  standInDesktop,
} from '#fixtures/standInDesktop';
import { generateTownship } from '#fixtures/township';
import { addsUp } from '#shared/batch/counts';
import { readHouseholds } from '#shared/migration/households';
import { migrate } from '#shared/migration/migrate';
import { readPolice } from '#shared/migration/police';
import type { Desk } from '../api';
import { testDesk } from '../testDesk';
import type { MigrationView } from './api';

const RECORDS = [...generateTownship({ persons: 400 })];
const SNAPSHOT = answersWith(preparedSnapshot(RECORDS, QINGHE));
const ON = '2026-11-22';
const FILE = { fileName: '户.xlsx', data: '' };

let host: StandIn;
const it = testDesk(() => host.bridge, SNAPSHOT);
beforeEach(() => {
  host = standInDesktop(QINGHE);
  const records = oldRecords({ members: 120 });
  const [old, police] = [
    readHouseholds([oldSheet(records, 'households')], ON),
    readPolice([oldSheet(records, 'police')], ON),
  ];
  if (!old.ok || !police.ok) throw new Error('not read');
  const found = migrate({
    households: old.value,
    police: police.value,
    employees: [],
    on: ON,
    region: QINGHE.region,
  });
  if (!found.ok) throw new Error(found.error);
  host.migration = found.value;
});
afterEach(it.wipe);

const settled = (desk: Desk): Promise<MigrationView> =>
  new Promise((resolve) => {
    const look = () => {
      const view = desk.migration.snapshot();
      if (view === null) return;
      if (view.counts !== null) expect(addsUp(view.counts)).toBe(true);
      if (['loading', 'previewing', 'accepting'].includes(view.phase)) return;
      off();
      resolve(view);
    };
    const off = desk.migration.subscribe(look);
    look();
  });
const ALL = { village: null, outsideWindowReason: null };
async function opened(desk: Desk): Promise<MigrationView> {
  const open = await desk.migration.open({ households: FILE, police: FILE, employees: null });
  if (!open.ok) throw new Error(open.error.text);
  return settled(desk);
}
async function previewed(desk: Desk): Promise<MigrationView> {
  await desk.migration.preview(ALL);
  return settled(desk);
}

describe('registering matched people', () => {
  test('[HM18][HM19] they become registrations with receipts, families one household; the same files again change nothing', async () => {
    const desk = await it.ready();
    const { report, loaded } = await opened(desk);
    expect(loaded).toBe(report.read);
    expect(desk.operations()).toHaveLength(0);
    const { counts } = await previewed(desk);
    expect(counts).toMatchObject({ read: report.classes.MATCHED, refused: 0, skipped: 0 });
    expect(desk.operations()).toHaveLength(0);

    await desk.migration.accept('合并新农合，已核对户籍');
    const done = await settled(desk);
    expect(done).toMatchObject({ phase: 'done', counts: { accepted: report.classes.MATCHED, waiting: 0 } });
    for (const { state, text } of done.rows)
      expect([state, text]).toEqual(['accepted', expect.stringMatching(/^回执号/)]);
    const made = desk.operations();
    expect(new Set(made.map(({ operation }) => operation.matter))).toEqual(new Set(['RES_REGISTER']));
    const families = new Map<unknown, Set<unknown>>();
    const familyOf = new Map(
      desk.migration.people('MATCHED').map((one) => [one.registration?.certNo, one.household]),
    );
    for (const { operation } of made) {
      const { certNo, householdId } = operation.body;
      const family = familyOf.get(certNo as string);
      families.set(family, (families.get(family) ?? new Set()).add(householdId));
    }
    for (const ids of families.values()) expect(ids.size).toBe(1);
    expect(new Set([...families.values()].map(([id]) => id)).size).toBe(families.size);

    await opened(desk);
    const again = await previewed(desk);
    expect(again.counts).toMatchObject({ ready: 0, refused: 0, skipped: report.classes.MATCHED });
    await desk.migration.accept('再来一次');
    expect(desk.operations()).toHaveLength(made.length);
  });

  test('[HM18] a village that is not of this jurisdiction is refused in words, and a journal that takes nothing more ends the run', async () => {
    const desk = await it.ready();
    const migration = host.migration;
    if (migration === null) throw new Error('nothing compared');
    host.migration = {
      ...migration,
      people: migration.people.map((person, i) =>
        i % 2 === 0 && person.registration
          ? { ...person, registration: { ...person.registration, village: '别处村' } }
          : person,
      ),
    };
    await opened(desk);
    const { rows, counts } = await previewed(desk);
    expect(counts?.refused).toBeGreaterThan(0);
    expect(rows.find(({ state }) => state === 'refused')?.text).toContain('别处村');
    host.failOnce('journal/accept', {
      ok: false,
      error: { code: 'DISK_FULL', text: '磁盘已满，没有保存。' },
    });
    await desk.migration.accept('合并新农合');
    const ended = await settled(desk);
    expect(ended).toMatchObject({ phase: 'stopped', trouble: { code: 'DISK_FULL' } });
    expect(ended.counts?.accepted).toBe(desk.operations().length);
  });

  test('[HM5] files that cannot be read are a sentence, and nothing is shown', async () => {
    const desk = await it.ready();
    host.migration = null;
    expect(await desk.migration.open({ households: FILE, police: FILE, employees: null })).toMatchObject({
      ok: false,
      error: { text: '文件是空的，请核对。' },
    });
    expect(desk.migration.snapshot()).toBeNull();
  });
});
