import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_BATCH, sampleBook } from '#fixtures/rosterBook';
import { ROSTER_OUTCOMES } from '#shared/roster';
import { type RosterBook, readSheetCode, sheetHash } from '#shared/rosterBook';
import { paperOfSheet } from '#shared/rosterPaper/bookPages';
import { readByOpenpyxl, throughLibreOffice } from '../../../test/support/office';
import { type ReadPdf, readPdf } from '../../../test/support/pdf';
import { bookWorkbook } from './bookWorkbook';
import { zipParts } from './reading/zipParts';

const book = sampleBook(150);
const people = book.sheets.flatMap(({ rows }) => rows);
let folder = '';
let bytes = new Uint8Array();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'book-'));
  bytes = new Uint8Array(await bookWorkbook(book));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Columns, lists, protection and print set-up as another library has them. */
function holds(of: Uint8Array): void {
  const [index, ...sheets] = readByOpenpyxl(of);
  expect(index?.name).toBe('目录');
  expect(sheets.map(({ name }) => name)).toEqual(book.sheets.map(({ label }) => label));
  const pictures = zipParts(of)?.filter(({ name }) => name.startsWith('xl/media/')) ?? [];
  expect(pictures).toHaveLength(book.sheets.length);
  const found = sheets.flatMap((sheet, i) => {
    const count = book.sheets[i]?.rows.length ?? 0;
    expect(sheet).toMatchObject({ protected: true, titles: expect.stringMatching(/^\$?1:\$?3$/) });
    expect(sheet.header).toContain(`领用人：周田　批次：${SAMPLE_BATCH}`);
    expect(new Set(sheet.open.filter((cell) => Number(/\d+/.exec(cell)?.[0]) <= 3 + count))).toEqual(
      new Set(
        Array.from({ length: count }, (_, n) => [...'LMNOP'].map((column) => `${column}${4 + n}`)).flat(),
      ),
    );
    expect(sheet.lists.map(([range, list]) => [range, list])).toEqual([
      [`L4:L${3 + count}`, `"${ROSTER_OUTCOMES.join(',')}"`],
    ]);
    return sheet.rows.slice(3, 3 + count).map((row) => [row[0], row[2], row[16], row[17]]);
  });
  expect(new Set(found.map((row) => row.join('/')))).toEqual(
    new Set(people.map(({ code, name, personId, checksum }) => [code, name, personId, checksum].join('/'))),
  );
}

/** The text of each page as LibreOffice prints it. */
async function printedTexts(books: readonly RosterBook[]): Promise<(readonly string[])[]> {
  const files = await Promise.all(books.map(bookWorkbook));
  return throughLibreOffice(files, 'pdf').map((pdf, i) => {
    const path = join(folder, `pages-${i}.pdf`);
    writeFileSync(path, pdf);
    return readPdf(path).text;
  });
}

describe('the workbook of a batch in other hands', () => {
  it('[RO29] printed, every page has title, headings, receiver and batch; certificate numbers are whole and the square code is read', () => {
    const path = join(folder, 'book.pdf');
    writeFileSync(path, throughLibreOffice([bytes], 'pdf')[0] ?? new Uint8Array());
    const pdf: ReadPdf = readPdf(path);
    expect(pdf.size).toBe('842 x 595');
    pdf.text.forEach((page, i) => {
      const plain = page.replaceAll(/\s/g, '');
      const where = `page ${i + 1}`;
      expect(plain, where).toContain(book.title);
      expect(plain, where).toContain(`领用人：周田批次：${SAMPLE_BATCH}`);
      expect(plain, where).toContain('不得张贴');
      expect(plain, where).toContain(`第${i + 1}页共${pdf.pages}页`);
      expect(plain, where).toContain(i === 0 ? '内容摘要' : '原因说明');
      expect(plain.includes('人员标识'), where).toBe(false);
    });
    const text = pdf.text.join('\n');
    const whole = people.map(({ certNo }) => certNo).filter((number) => /^\d{17}[\dX]$/.test(number));
    expect(whole.length).toBeGreaterThan(100);
    expect(whole.filter((number) => !text.includes(number))).toEqual([]);
    expect(people.filter(({ code }) => !text.includes(code))).toEqual([]);
    const [first] = book.sheets;
    expect(readSheetCode(pdf.qr(2) ?? '')).toEqual({
      batchId: SAMPLE_BATCH,
      n: 1,
      hash: first && sheetHash(first),
    });
  });

  it('[RO33] pages end where the book says, in one group and in several, with long texts too', async () => {
    const wordy = sampleBook(90);
    const [one] = wordy.sheets;
    const alone = {
      ...wordy,
      sheets: [
        {
          label: '一社',
          rows: (one?.rows ?? []).map((row, i) =>
            i % 5 ? row : { ...row, note: '本机已登记，待平台确认，'.repeat(4) },
          ),
        },
      ],
    };
    for (const [i, pages] of (await printedTexts([book, alone])).entries()) {
      const of = i === 0 ? book : alone;
      const codes = of.sheets.flatMap((sheet) => {
        const paper = paperOfSheet(of, sheet);
        return paper.pages.map((page) => page.map((at) => paper.lines[at]?.row.code));
      });
      expect(codes.length).toBeGreaterThan(i === 0 ? of.sheets.length : 2);
      expect(
        pages.slice(1).map((page) => page.match(/^\s*[0-9A-Z]{6}(?=\s)/gm)?.map((code) => code.trim())),
      ).toEqual(codes);
    }
  });

  it('[RO30] openpyxl reads the same people, keys, lists, protection and print set-up', () => {
    holds(bytes);
  });

  it('[RO31] saved by LibreOffice, it has all of them still', () => {
    holds(throughLibreOffice([bytes], 'xlsx')[0] ?? new Uint8Array());
  });
});
