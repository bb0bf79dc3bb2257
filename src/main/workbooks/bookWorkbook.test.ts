import { read } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { SAMPLE_BATCH, sampleBook } from '#fixtures/rosterBook';
import { rowCodeOf } from '#shared/campaign/rowCode';
import { ROSTER_OUTCOMES } from '#shared/roster';
import {
  bookChecksum,
  bookOfHousehold,
  countsOf,
  RosterBook,
  readSheetCode,
  sheetCodeText,
  sheetHash,
} from '#shared/rosterBook';
import { bookWorkbook } from './bookWorkbook';
import { qrPng } from './qrPicture';

const FIRST = 4;
const FILLED = [...'LMNOP'];
const book = sampleBook(120);

async function opened(of: RosterBook) {
  const bytes = await bookWorkbook(RosterBook.parse(of));
  const whole = read(bytes, { type: 'array', bookFiles: true, cellStyles: true, sheetStubs: true });
  const { files } = whole as unknown as { files: Record<string, { content: Uint8Array }> };
  const xml = (path: string): string =>
    Buffer.from(files[path]?.content ?? new Uint8Array()).toString('utf8');
  const sheet = (name: string) => whole.Sheets[name] ?? {};
  const text = (name: string, address: string): string => {
    const cell = sheet(name)[address] as { v?: unknown } | undefined;
    return cell?.v === undefined ? '' : String(cell.v);
  };
  return { whole, files, xml, sheet, text };
}

/** All texts of its sheets, as they are in the file. */
const textsOf = ({ whole, xml }: Awaited<ReturnType<typeof opened>>): string =>
  [
    xml('xl/sharedStrings.xml'),
    ...whole.SheetNames.map((_, i) => xml(`xl/worksheets/sheet${i + 1}.xml`)),
  ].join('');

describe('the roster workbook of a batch, read back by a second library', () => {
  it('[RO22] has an index and a sheet a group, and the index adds up to them', async () => {
    const { whole, text } = await opened(book);
    expect(whole.SheetNames).toEqual(['目录', ...book.sheets.map(({ label }) => label)]);
    const counts = book.sheets.map(countsOf);
    book.sheets.forEach((sheet, i) => {
      const at = FIRST + i;
      expect([text('目录', `A${at}`), text('目录', `C${at}`)]).toEqual([String(i + 1), sheet.label]);
      expect(Number(text('目录', `D${at}`))).toBe(counts[i]?.households);
      expect(Number(text('目录', `E${at}`))).toBe(counts[i]?.people);
      expect(text('目录', `H${at}`)).toBe(sheetHash(sheet));
      const end = FIRST + sheet.rows.length;
      expect(text(sheet.label, `A${end}`)).toBe(
        `合计：${counts[i]?.households} 户，${counts[i]?.people} 人。`,
      );
    });
    const sum = FIRST + book.sheets.length;
    expect(Number(text('目录', `E${sum}`))).toBe(120);
    expect(Number(text('目录', `D${sum}`))).toBe(counts.reduce((n, { households }) => n + households, 0));
  });

  it('[RO23] every row has its code in sight, and person and checksum in two hidden columns; nothing else is hidden', async () => {
    const { text, xml, whole } = await opened(book);
    const found = new Set<string>();
    book.sheets.forEach((sheet, i) => {
      expect([text(sheet.label, 'A3'), text(sheet.label, 'Q3'), text(sheet.label, 'R3')]).toEqual([
        '行码',
        '人员标识',
        '校验',
      ]);
      const byCode = new Map(sheet.rows.map((row) => [row.code, row]));
      sheet.rows.forEach((_, n) => {
        const at = FIRST + n;
        const row = byCode.get(text(sheet.label, `A${at}`));
        expect(text(sheet.label, `C${at}`)).toBe(row?.name);
        expect(text(sheet.label, `Q${at}`)).toBe(row?.personId);
        expect(text(sheet.label, `R${at}`)).toBe(row && bookChecksum(SAMPLE_BATCH, row));
        found.add(row?.code ?? '');
      });
      const columns = [...xml(`xl/worksheets/sheet${i + 2}.xml`).matchAll(/<col ([^>]*)\/>/g)];
      expect(columns.map(([, attributes = '']) => /hidden="(1|true)"/.test(attributes))).toEqual(
        columns.map((_, col) => col >= 16),
      );
    });
    expect(found).toEqual(new Set(Array.from({ length: 120 }, (_, at) => rowCodeOf(SAMPLE_BATCH, at))));
    expect(whole.Workbook?.Sheets?.map(({ Hidden }) => Hidden ?? 0)).toEqual(whole.SheetNames.map(() => 0));
  });

  it('[RO24] only the five columns of the door may be written, without a password; the outcome is a closed list', async () => {
    const { xml, sheet } = await opened(book);
    const styles = xml('xl/styles.xml');
    const formats = [
      ...(/<cellXfs[^>]*>(.*)<\/cellXfs>/s.exec(styles)?.[1] ?? '').matchAll(
        /<xf (?:[^>]*[^/])?(?:\/>|>.*?<\/xf>)/gs,
      ),
    ].map(([format]) => format);
    book.sheets.forEach((of, i) => {
      const source = xml(`xl/worksheets/sheet${i + 2}.xml`);
      expect(source).toMatch(/<sheetProtection [^>]*sheet="1"/);
      expect(source).not.toMatch(/<sheetProtection [^>]*(password|hashValue)/);
      expect(source).toContain(`sqref="L4:L${FIRST + of.rows.length - 1}"`);
      expect(source).toContain(`<formula1>"${ROSTER_OUTCOMES.join(',')}"</formula1>`);
      const open = [...source.matchAll(/<c r="([A-Z]+)(\d+)"(?: s="(\d+)")?/g)]
        .filter(([, , , style]) => /locked="(0|false)"/.test(formats[Number(style ?? 0)] ?? ''))
        .map(([, column = '', row]) => `${column}${row}`);
      const wanted = of.rows.flatMap((_, n) => FILLED.map((column) => `${column}${FIRST + n}`));
      expect(new Set(open)).toEqual(new Set(wanted));
    });
    expect(xml('xl/worksheets/sheet1.xml')).toMatch(/<sheetProtection [^>]*sheet="1"/);
    expect(sheet('目录')['!ref']).toMatch(/^A1:H/);
  });

  it('[RO25] a square code says batch, sheet and what it holds: the same however sorted, another when a row is another', async () => {
    const { files } = await opened(book);
    const [first] = book.sheets;
    if (first === undefined) throw new TypeError('no sheet');
    const hash = sheetHash(first);
    expect(sheetHash({ ...first, rows: first.rows.toReversed() })).toBe(hash);
    expect(sheetHash({ ...first, rows: first.rows.slice(1) })).not.toBe(hash);
    const text = sheetCodeText(SAMPLE_BATCH, 1, hash);
    expect(readSheetCode(` ${text.toLowerCase()}`)).toEqual({ batchId: SAMPLE_BATCH, n: 1, hash });
    expect(readSheetCode(text.slice(0, -1))).toBeNull();
    expect(readSheetCode(`${text}/1`)).toBeNull();
    for (const [i, sheet] of book.sheets.entries()) {
      const png = files[`xl/media/image${i + 1}.png`]?.content ?? new Uint8Array();
      expect(Buffer.from(png)).toEqual(
        Buffer.from(qrPng(sheetCodeText(SAMPLE_BATCH, i + 1, sheetHash(sheet)))),
      );
    }
    expect(first.rows.some(({ personId, name }) => text.includes(personId) || text.includes(name))).toBe(
      false,
    );
  });

  it('[RO26] a posted book tells no whole number, birthday or need; one for the office names receiver and batch on every page', async () => {
    const posted = await opened(sampleBook(120, 'posting'));
    const strings = textsOf(posted);
    expect(strings).not.toMatch(/\d{17}[\dX]/);
    expect(strings).not.toMatch(/1540\d{7}/);
    expect(strings).toMatch(/220199\*{8}\d{3}[\dX]/);
    expect(strings).not.toMatch(/低保|残疾|脱贫|特困/);
    expect(strings).not.toMatch(/<t[^>]*>\d{4}-\d{2}-\d{2}<\/t>/);
    const office = await opened(sampleBook(120));
    expect(textsOf(office)).toMatch(/\d{17}[\dX]/);
    for (const [of, caution] of [
      [posted, false],
      [office, true],
    ] as const)
      for (let n = 1; n <= of.whole.SheetNames.length; n++) {
        const source = of.xml(`xl/worksheets/sheet${n}.xml`);
        expect(source).toMatch(new RegExp(`<oddHeader>[^<]*领用人：周田　批次：${SAMPLE_BATCH}`));
        expect(/<oddHeader>[^<]*含完整证件号码/.test(source)).toBe(caution);
      }
  });

  it('[RO27] labels that no sheet may be called, or that are the same, become names that are; the repeated rows name them quoted', async () => {
    const [sheet] = book.sheets;
    if (sheet === undefined) throw new TypeError('no sheet');
    const labels = ["3社[北]'", '目录', '三社', '三社', '///', '长'.repeat(60)];
    const { whole, xml } = await opened({
      ...book,
      sheets: labels.map((label) => ({ ...sheet, label, rows: [] })),
    });
    expect(whole.SheetNames).toEqual([
      '目录',
      '3社北',
      '目录(2)',
      '三社',
      '三社(2)',
      '第5表',
      '长'.repeat(27),
    ]);
    expect(xml('xl/workbook.xml')).toContain('localSheetId="1">\'3社北\'!$1:$3</definedName>');
  });

  it('[RO51] whatever a name is made of, it is that text and nothing else; only what XML cannot hold is left out', async () => {
    const names = [
      '=HYPERLINK("http://example.invalid")',
      '</t></is></c><c t="str"><f>1+1</f>',
      '_x0041_',
      '甲\u0000乙\u000b',
      '𠮷田\ud800',
      '  前后有空  ',
    ];
    const [sheet] = book.sheets;
    if (sheet === undefined) throw new TypeError('no sheet');
    const rows = sheet.rows.slice(0, names.length).map((row, i) => ({
      ...row,
      household: String(i),
      name: names[i] ?? '',
    }));
    const { text, xml } = await opened({ ...book, sheets: [{ ...sheet, rows }] });
    expect(names.map((_, i) => text(sheet.label, `C${FIRST + i}`))).toEqual([
      ...names.slice(0, 3),
      '甲乙',
      '𠮷田\ufffd',
      '  前后有空  ',
    ]);
    expect(xml('xl/worksheets/sheet2.xml')).not.toMatch(/<f>/);
  });

  it('[RO28] one household has a book of its own, with the very same codes', async () => {
    const household = book.sheets[0]?.rows[3]?.household ?? '';
    const own = bookOfHousehold(book, household);
    if (own === null) throw new TypeError('no household');
    const members = book.sheets.flatMap(({ rows }) => rows.filter((row) => row.household === household));
    expect(own.sheets).toHaveLength(1);
    expect(own.sheets[0]?.rows).toEqual(members);
    const { whole, text } = await opened(own);
    expect(text(whole.SheetNames[1] ?? '', 'A4')).toBe(members[0]?.code);
    expect(bookOfHousehold(book, 'nobody')).toBeNull();
  });
});
