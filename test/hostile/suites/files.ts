import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from 'hucre';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleBook } from '#fixtures/rosterBook';
import { staffWorkbook } from '#fixtures/staffWorkbook';
import { SCENARIO } from '#fixtures/township';
import { type GridSheet, WORKBOOK_LIMITS } from '#shared/batch/grid';
import { readSheets } from '#shared/batch/sheet';
import type { RosterBook } from '#shared/rosterBook';
import type { BatchOut } from '#shared/rosterReturn/batchOut';
import { whichBatch } from '#shared/rosterReturn/whichBatch';
import { BatchAnswer } from '../../../src/main/workbooks/batchProtocol';
import { bookWorkbook } from '../../../src/main/workbooks/bookWorkbook';
import { FORMULAS, LINKED, MACROS } from '../../../src/main/workbooks/reading/lookInside';
import { filledUp, withFirstSheet } from '../rosters';
import { partsOf, zip, zipOf } from '../zip';

/** KiB. */
const MOST_MEMORY = 512 * 1024;
const ROWS = 1_000_000;

const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
const book = sampleBook(60);
let roster = new Uint8Array();
const peaks: string[] = [];

beforeAll(async () => {
  roster = new Uint8Array(await bookWorkbook(book));
});
afterAll(() => {
  console.log(peaks.join('\n'));
  rmSync(folder, { recursive: true, force: true });
});

/** What the reading process makes of a file; its memory stays within bounds whatever the file is. */
function read(what: string, bytes: Uint8Array): BatchAnswer {
  const path = join(folder, 'file.xlsx');
  writeFileSync(path, bytes);
  const child = join(import.meta.dirname, '../readChild.ts');
  const told = execFileSync(process.execPath, ['--max-old-space-size=400', '--import', 'tsx', child, path], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const { answer, peak } = JSON.parse(told) as { answer: unknown; peak: number };
  peaks.push(`${what}: ${(bytes.length / 1024).toFixed(0)} KiB, peak ${(peak / 1024).toFixed(0)} MiB`);
  expect(peak, what).toBeLessThan(MOST_MEMORY);
  return BatchAnswer.parse(answer);
}
function refused(what: string, bytes: Uint8Array): string {
  const answer = read(what, bytes);
  if (answer.what !== 'unreadable') throw new Error(`${what}: ${answer.what}`);
  expect(answer.text).toMatch(/。$/);
  return answer.text;
}
function sheets(what: string, bytes: Uint8Array): { sheets: GridSheet[]; notices: string[] } {
  const answer = read(what, bytes);
  if (answer.what !== 'sheets') throw new Error(`${what}: ${JSON.stringify(answer).slice(0, 300)}`);
  return answer;
}
const bytesOf = (content: string): Uint8Array => new Uint8Array(Buffer.from(content, 'utf8'));
const withSheet = (change: (xml: string) => string): Uint8Array => withFirstSheet(roster, change);

const outOf = ({ batchId, year, villageCode, sheets: of }: RosterBook): BatchOut => ({
  batchId,
  year,
  villageCode,
  rows: of.flatMap(({ rows }) =>
    rows.map(({ code, personId, checksum, name }) => ({ code, personId, checksum, name, certNo: null })),
  ),
});

test('[RB20] a bomb that says its size, and one that lies about it', () => {
  const honest = zip([
    { name: 'xl/worksheets/sheet1.xml', data: new Uint8Array(WORKBOOK_LIMITS.unpacked + 1) },
  ]);
  expect(refused('bomb', honest)).toContain('解压后过大');
  const lying = zip([
    { name: 'xl/worksheets/sheet1.xml', data: new Uint8Array(400_000_000), declared: 1_000_000 },
  ]);
  expect(refused('lying bomb', lying)).toContain('恶意文件');
  const nested = zip(
    Array.from({ length: 6_000 }, (_, i) => ({ name: `xl/media/${i}.png`, data: new Uint8Array(1) })),
  );
  expect(refused('thousands of parts', nested)).toContain('解压后过大');
});

const full = (rows: number): Uint8Array => filledUp(roster, rows);

test('[RB20] as many filled cells as may be are read within the bounds, and more are a sentence', () => {
  expect(sheets('as full as may be', full(7_950)).sheets.length).toBeGreaterThan(1);
  expect(refused('fuller', full(8_100))).toContain('80 万个');
});

test('[RB21] a million rows that are only formatted are no people, and people behind them are not lost in silence', () => {
  const people = book.sheets[0]?.rows.length ?? 0;
  const blank = (from: number): string =>
    Array.from(
      { length: ROWS - from },
      (_, i) => `<row r="${from + i}" s="1" customFormat="1" ht="20"/>`,
    ).join('');
  const formatted = withSheet((xml) => xml.replace('</sheetData>', `${blank(people + 10)}</sheetData>`));
  const found = readSheets(sheets('formatted rows', formatted).sheets);
  if (!found.ok) throw new Error(found.error);
  expect(found.value[0]?.rows).toHaveLength(people);

  const cells = withSheet((xml) =>
    xml.replace(
      '</sheetData>',
      `${Array.from({ length: ROWS - people - 10 }, (_, i) => `<row r="${people + 10 + i}"><c r="A${people + 10 + i}" s="1"/></row>`).join('')}</sheetData>`,
    ),
  );
  expect(sheets('formatted cells', cells).sheets.length).toBeGreaterThan(1);
  const behind = withSheet((xml) =>
    xml.replace(
      '</sheetData>',
      `${blank(people + 10)}<row r="${ROWS}"><c r="A${ROWS}" t="inlineStr"><is><t>K7A</t></is></c></row></sheetData>`,
    ),
  );
  expect(refused('somebody behind them', behind)).toContain('拆成几个文件');
});

test('[RB22] formulas and links are what they were last worth and nothing is fetched; the clerk is told', () => {
  const told = sheets(
    'formulas',
    withSheet((xml) =>
      xml
        .replace(
          /<c r="L4"([^>]*)\/>/,
          '<c r="L4"$1 t="str"><f>HYPERLINK("http://203.0.113.9/x","拒参")</f><v>拒参</v></c>',
        )
        .replace(/<c r="L5"([^>]*)\/>/, '<c r="L5"$1><f>WEBSERVICE("http://203.0.113.9/y")</f></c>'),
    ),
  );
  expect(told.notices).toEqual([FORMULAS]);
  const rows = told.sheets[1]?.rows ?? [];
  expect([rows[3]?.[11], rows[4]?.[11] ?? null]).toEqual(['拒参', null]);
});

test('[RB23] references to other files are not followed; macros do not run, also where the file calls itself .xlsx; the clerk is told', async () => {
  const parts = partsOf(roster);
  parts.set(
    'xl/externalLinks/externalLink1.xml',
    bytesOf('<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'),
  );
  expect(sheets('external', zipOf(parts)).notices).toEqual([LINKED]);
  const macro = new Uint8Array(
    await writeXlsx({
      sheets: [{ name: '一社', rows: [['行码', '姓名', '核实结果']] }],
      vbaProject: new Uint8Array(2_000).fill(7),
    }),
  );
  expect(sheets('macros', macro).notices).toEqual([MACROS]);
});

test('[RB24] a file with a password, half a file, and a picture that calls itself .xlsx', async () => {
  const locked = new Uint8Array(
    await writeXlsx({
      sheets: [{ name: '一社', rows: [['行码', '姓名', '核实结果']] }],
      encryption: { password: '2027', spinCount: 1_000 },
    }),
  );
  expect(refused('password', locked)).toContain('去掉密码');
  for (const share of [0.25, 0.5, 0.99])
    expect(refused(`${share} of a file`, roster.slice(0, Math.floor(roster.length * share)))).toContain(
      '已损坏',
    );
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...Array(500).fill(0)]);
  expect(refused('picture', png)).toContain('不是工作簿');
});

test('[RB25] another template, and the template of last year, are said as such', async () => {
  const batches = [outOf(book)];
  const said = (what: string, bytes: Uint8Array): string => {
    const found = whichBatch(sheets(what, bytes).sheets, batches);
    if (found.ok) throw new Error('was taken');
    return found.error;
  };
  const staff = staffWorkbook(SCENARIO.unitForHire.name, [
    { 姓名: '王禾', 身份证号: '1', 变更类别: '增加', 参保时间: '2026-11-02' },
  ]);
  expect(said('staff list', staff)).toContain('不是入户花名册');
  const lastYear = {
    ...book,
    year: 2026,
    batchId: '01JCAXBQ7M0V3KZR5T9WHE2CYF',
    title: '青禾镇青禾村2026年度入户花名册',
  };
  expect(said('last year', new Uint8Array(await bookWorkbook(lastYear)))).toContain('2026 年度');
  expect(whichBatch(sheets('this year', roster).sheets, batches)).toMatchObject({ ok: true });
});
