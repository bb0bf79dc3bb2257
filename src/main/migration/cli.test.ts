import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { read, utils, write } from '@e965/xlsx';
import { afterAll, describe, expect, test } from 'vitest';
import {
  type OldRecords,
  type OldTable,
  oldCsv,
  oldRecords,
  oldTable,
  oldWorkbook,
} from '#fixtures/migration';
import { gbk } from '#fixtures/readers/gbk';
import { CLASS_CODES } from '#shared/migration/classes';
import { Registration } from '#shared/migration/registration';
import { answerMigration } from './answer';
import { runMigrateCommand, WRITTEN } from './cli';
import { migrateFiles } from './readFiles';

const ON = '2026-11-22';
const folder = mkdtempSync(join(tmpdir(), 'canbao-migration-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes the three tables of some records and gives the arguments that name them. */
function filesOf(name: string, records: OldRecords): string[] {
  const path = (which: OldTable): string => {
    const at = join(folder, `${name}-${which}.xlsx`);
    writeFileSync(at, oldWorkbook(records, which));
    return at;
  };
  return [path('households'), '--hukou', path('police'), '--employees', path('employees'), '--on', ON];
}
const small = oldRecords({ members: 400 });
const place = { on: ON, region: null, insured: [] };
const bytesOf = (which: OldTable) => oldWorkbook(small, which);

describe('files', () => {
  test('[HM4] GBK text and xlsx give the same people, and so do the police’s rows on a sheet of the same workbook', () => {
    // Names with characters that GBK lacks are the reason why such a file would not come in GBK.
    const plain = Array.from({ length: 50 }, (_, i) => oldRecords({ seed: `gbk-${i}`, members: 200 })).find(
      (records) =>
        ![...oldCsv(records, 'households'), ...oldCsv(records, 'police')].some((char) => char.length > 1),
    );
    if (plain === undefined) throw new Error('no names that GBK holds');
    const asText = (which: OldTable) => gbk(oldCsv(plain, which));
    const asBook = (which: OldTable) => oldWorkbook(plain, which);
    const peopleOf = (of: (which: OldTable) => Uint8Array) => {
      const found = migrateFiles(
        { households: of('households'), police: of('police'), employees: of('employees') },
        place,
      );
      if (!found.ok) throw new Error(found.error);
      return found.value.people.map((person) => ({
        ...person,
        sheet: '',
        reason: '',
        evidence: [],
        household: '',
      }));
    };
    const [text, book] = [peopleOf(asText), peopleOf(asBook)];
    expect(text).toEqual(book);
    expect(text).toHaveLength(200);

    const together = utils.book_new();
    for (const which of ['households', 'police'] as const)
      utils.book_append_sheet(together, utils.aoa_to_sheet(oldTable(small, which) as unknown[][]), which);
    const one = migrateFiles(
      {
        households: new Uint8Array(write(together, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer),
        police: null,
        employees: null,
      },
      place,
    );
    expect(one.ok && one.value.report.read).toBe(400);
  });

  test('[HM5] a file that is none, or has no register in it, is a sentence that names the file', () => {
    const files = { households: bytesOf('households'), police: bytesOf('police'), employees: null };
    expect(migrateFiles({ ...files, police: new Uint8Array() }, place)).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^公安户籍：/),
    });
    expect(migrateFiles({ ...files, households: bytesOf('employees') }, place)).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^户登记表：.*表头/),
    });
    expect(migrateFiles({ ...files, police: null }, place)).toMatchObject({
      ok: false,
      error: expect.stringContaining('没有公安户籍数据'),
    });
  });

  test('[HM21] the worker answers with people by pages, and writes the same workbook for the same people', async () => {
    const answer = await answerMigration({
      what: 'migrate',
      households: oldWorkbook(oldRecords({ members: 1_200 }), 'households'),
      police: oldWorkbook(oldRecords({ members: 1_200 }), 'police'),
      employees: null,
      on: ON,
      region: '220199',
      insured: [],
    });
    if (answer.what !== 'migrated') throw new Error(JSON.stringify(answer));
    expect(answer.pages.map((page) => (JSON.parse(page) as unknown[]).length)).toEqual([1_000, 200]);
    for (const book of ['report', 'visits'] as const) {
      const ask = { what: 'book', book, report: answer.report, pages: answer.pages };
      const [one, two] = [await answerMigration(ask), await answerMigration(ask)];
      if (one.what !== 'workbook' || two.what !== 'workbook') throw new Error(JSON.stringify(one));
      expect(Buffer.compare(one.bytes, two.bytes)).toBe(0);
    }
    expect((await answerMigration({ what: 'migrate' })).what).toBe('failed');
    expect(
      await answerMigration({
        what: 'migrate',
        households: new Uint8Array([1, 2, 3]),
        police: new Uint8Array(),
        employees: null,
        on: ON,
        region: '220199',
        insured: [],
      }),
    ).toMatchObject({ what: 'unreadable', text: expect.stringMatching(/^户登记表：/) });
  });
});

describe('the command', () => {
  test('[HM16] a dry run prints the report and writes nothing; a run writes three files for this user alone, registers nobody and says so', async () => {
    const args = filesOf('small', small);
    const out = mkdtempSync(join(folder, 'out-'));
    const dry = await runMigrateCommand([...args, '--dry-run', '--out', out], ON);
    if (!dry.ok) throw new Error(dry.error);
    expect(dry.value).toContain('读入 400 人');
    for (const code of CLASS_CODES) expect(dry.value).toMatch(new RegExp(`（${code}）　[1-9]\\d* 人`));
    expect(dry.value).toContain('没有登记任何人');
    expect(readdirSync(out)).toEqual([]);

    const run = await runMigrateCommand([...args, '--out', out], ON);
    if (!run.ok) throw new Error(run.error);
    expect(run.value).toContain('命令行不登记任何人');
    expect(readdirSync(out).toSorted()).toEqual(Object.values(WRITTEN).toSorted());
    for (const name of readdirSync(out)) expect(statSync(join(out, name)).mode & 0o077).toBe(0);
    const wishes = readFileSync(join(out, WRITTEN.registrations), 'utf8').trimEnd().split('\n');
    const matched = Number(/相符（MATCHED）　(\d+) 人/.exec(dry.value)?.[1]);
    expect(wishes.map((line) => Registration.parse(JSON.parse(line)))).toHaveLength(matched);
    const visits = read(readFileSync(join(out, WRITTEN.visits)), { type: 'buffer' });
    const listed = visits.SheetNames.slice(1).flatMap((name) => {
      const sheet = visits.Sheets[name];
      return sheet === undefined ? [] : utils.sheet_to_json<string[]>(sheet, { header: 1 }).slice(3);
    });
    expect(listed).toHaveLength(Number(/入户调查 (\d+) 人/.exec(dry.value)?.[1]));
  });

  test('[HM16] what cannot be done is said, with the way to write it', async () => {
    for (const args of [[], ['a.xlsx', 'b.xlsx'], ['a.xlsx', '--on', '2026-13-01'], ['a.xlsx', '--unknown']])
      expect(await runMigrateCommand(args, ON)).toMatchObject({
        ok: false,
        error: expect.stringContaining('--hukou'),
      });
    expect(await runMigrateCommand([join(folder, 'none.xlsx')], ON)).toMatchObject({
      ok: false,
      error: expect.stringContaining('读不出文件'),
    });
  });

  test('[HM15] [HM12] 70,000 people within 512 MB: every class occurs and the report adds up', {
    timeout: 600_000,
  }, async () => {
    const args = filesOf('town', oldRecords());
    // A process of its own, whose heap ends where the worker's does: more than that and it dies.
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--max-old-space-size=512', '--import', 'tsx', 'build/migrate.ts', ...args, '--dry-run'],
      { maxBuffer: 10_000_000 },
    );
    expect(stdout).toContain('读入 70000 人');
    expect(stdout).toContain('读入人数与各类合计、各村合计一致');
    const counts = CLASS_CODES.map((code) => Number(new RegExp(`（${code}）　(\\d+) 人`).exec(stdout)?.[1]));
    for (const count of counts) expect(count).toBeGreaterThan(0);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(70_000);
  });

  test('[HM13] a second run on the same day leaves the same bytes', async () => {
    const args = filesOf('again', small);
    const outs = [mkdtempSync(join(folder, 'one-')), mkdtempSync(join(folder, 'two-'))];
    for (const out of outs) expect((await runMigrateCommand([...args, '--out', out], ON)).ok).toBe(true);
    for (const name of Object.values(WRITTEN)) {
      const [one, two] = outs.map((out) => readFileSync(join(out, name)));
      expect(Buffer.compare(one ?? Buffer.of(1), two ?? Buffer.of(2)), name).toBe(0);
    }
  });
});
