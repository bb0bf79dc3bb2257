import { utils, write } from '@e965/xlsx';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certNoOf } from '#fixtures/matterWorld';
import { STAFF_HEADINGS, type StaffCells, staffSheets, staffWorkbook } from '#fixtures/staffWorkbook';
import { cellText, type GridSheet, WORKBOOK_LIMITS } from '#shared/batch/grid';
import { readSheets } from '#shared/batch/sheet';
import { readWish } from '#shared/batch/wish';
import { writtenByOpenpyxl } from '../../../../test/support/office';
import { csvRows, decodeText } from './csv';
import { readWorkbook } from './readWorkbook';

const CERT = certNoOf('1992-05-16', 22);
const LINE: StaffCells = {
  姓名: '李春苗',
  证件类型: '居民身份证',
  身份证号: CERT,
  参保时间: new Date('2026-11-02T00:00:00Z'),
  '基本医疗 √': '√',
  变更类别: '增加',
  申报工资: 4321.5,
};

/** GB18030 text as bytes; the encoder of the platform only writes UTF-8. */
function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.charCodeAt(0);
    if (code < 128) {
      bytes.push(code);
      continue;
    }
    const found = PAIRS.find((pair) => decoder.decode(new Uint8Array(pair)) === char);
    if (found === undefined) throw new Error(`no code for ${char}`);
    bytes.push(...found);
  }
  return new Uint8Array(bytes);
}
const PAIRS: readonly [number, number][] = Array.from({ length: 0xfe - 0x81 + 1 }, (_, high) =>
  Array.from({ length: 0xfe - 0x40 + 1 }, (_, low): [number, number] => [0x81 + high, 0x40 + low]),
).flat();

const sheetsOf = (bytes: Uint8Array): GridSheet[] => {
  const read = readWorkbook(bytes);
  if (!read.ok) throw new Error(read.error);
  return read.value;
};
const wishOf = (bytes: Uint8Array) => {
  const read = readSheets(sheetsOf(bytes));
  if (!read.ok) throw new Error(read.error);
  const [sheet] = read.value;
  const [row] = sheet?.rows ?? [];
  if (sheet === undefined || row === undefined) throw new Error('no rows');
  return readWish(sheet, row);
};
const csv = (mark: string): string =>
  [
    STAFF_HEADINGS,
    ['1', '李春苗', '居民身份证', CERT, '', '', '', '', '2026-11-02', '', '√', '', '增加', '4321.5', ''],
  ]
    .map((row) => row.join(mark))
    .join('\r\n');
const html = `<html><head><meta charset="utf-8"></head><body><table><tr>${STAFF_HEADINGS.map((h) => `<td>${h}</td>`).join('')}</tr><tr><td>1</td><td>李春苗</td><td>居民身份证</td><td>${CERT}</td><td></td><td></td><td></td><td></td><td>2026-11-02</td><td></td><td>√</td><td></td><td>增加</td><td>4321.5</td><td></td></tr></table></body></html>`;
const utf16 = (text: string): Uint8Array =>
  new Uint8Array([0xff, 0xfe, ...[...Buffer.from(text, 'utf16le')]]);

describe('files', () => {
  test('[BA26] rare characters are the characters they are, also where the file writes them as their numbers', () => {
    const names = ['汪依𬱖', '𠮷田', '甲&#139334;乙', '王<五>'];
    const rows = [['姓名', '身份证号', '变更类别'], ...names.map((name) => [name, CERT, '增加'])];
    const read = sheetsOf(writtenByOpenpyxl(rows))[0]?.rows.map(([name]) => name);
    expect(read).toEqual(['姓名', ...names]);
  });

  test.each([
    ['xlsx', () => staffWorkbook('某厂', [LINE])],
    ['xls', () => staffWorkbook('某厂', [LINE], 'biff8')],
    ['csv in UTF-8', () => new TextEncoder().encode(csv(','))],
    ['csv in UTF-8 with a mark', () => new TextEncoder().encode(`\ufeff${csv(',')}`)],
    ['csv in GB18030', () => gb18030(csv(',').replaceAll('√', '是'))],
    ['tabs in UTF-16', () => utf16(csv('\t'))],
    ['a web page that calls itself xls', () => new TextEncoder().encode(html)],
  ] as const)('[BA6] %s gives the same row', (_, bytes) => {
    expect(wishOf(bytes())).toMatchObject({
      wish: {
        kind: 'register',
        who: { certNo: CERT, name: '李春苗' },
        hireDate: '2026-11-02',
        wageFen: 432_150,
      },
    });
  });

  test.each(['xlsx', 'biff8'] as const)(
    '[BA5][BA6] %s: every cell comes back as it was written, and a hidden sheet is known as one',
    (type) => {
      const whole = (sheets: GridSheet[]) =>
        sheets.map(({ rows, ...sheet }) => ({
          ...sheet,
          rows: rows.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== null) + 1)),
        }));
      expect(sheetsOf(staffWorkbook('某厂', [LINE], type))).toEqual(whole(staffSheets('某厂', [LINE])));
    },
  );

  test('[BA6] quotes, line ends inside them, and ="…" of a CSV are read as they are meant', () => {
    expect(csvRows('a,"b,""c""\n d",="0012"\n\n1;2,,')).toEqual([
      ['a', 'b,"c"\n d', '0012'],
      [null],
      ['1;2', null, null],
    ]);
    expect(decodeText(new Uint8Array([0xd0, 0xd5, 0xc3, 0xfb]))).toBe('姓名');
  });

  test('[BA11] what is too large, packed beyond measure, locked, damaged or no table is a sentence', () => {
    const said = (bytes: Uint8Array): string => {
      const read = readWorkbook(bytes);
      if (read.ok) throw new Error('was read');
      return read.error;
    };
    expect(said(new Uint8Array())).toContain('空的');
    expect(said(new Uint8Array(WORKBOOK_LIMITS.bytes + 1))).toContain('MB');
    expect(said(new Uint8Array([0x50, 0x4b, 3, 4, ...Array(100).fill(7)]))).toContain('已损坏');
    expect(said(new Uint8Array([1, 2, 0, 4, 5]))).toContain('不是工作簿');
    expect(said(bomb(400_000_000))).toContain('解压后过大');
    expect(
      said(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array(600).fill(1)])),
    ).toContain('已损坏');
    const long = Array.from({ length: WORKBOOK_LIMITS.rows + 100 }, () => 'a').join('\n');
    expect(said(new TextEncoder().encode(long))).toContain('拆成几个文件');
  });

  test('[BA11] more rows than may be are said, not cut off', () => {
    const rows = Array.from({ length: WORKBOOK_LIMITS.rows + 100 }, (_, i) => [String(i)]);
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), '表');
    const bytes = new Uint8Array(
      write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer,
    );
    expect(readWorkbook(bytes)).toMatchObject({ ok: false, error: expect.stringContaining('拆成几个文件') });
  });

  test('[BA10] no bytes make the reading throw', () => {
    const good = staffWorkbook('某厂', [LINE]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        readWorkbook(bytes);
      }),
    );
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(200), (at, byte, cut) => {
        const damaged = good.slice(0, good.length - cut);
        if (at < damaged.length) damaged[at] = byte;
        const read = readWorkbook(damaged);
        if (read.ok) for (const { rows } of read.value) for (const row of rows) row.map(cellText);
      }),
      { numRuns: 150 },
    );
  });
});

/** A zip directory whose one part says that it unpacks to so many bytes. */
function bomb(unpacked: number): Uint8Array {
  const entry = new DataView(new ArrayBuffer(46));
  entry.setUint32(0, 0x02014b50, true);
  entry.setUint32(24, unpacked, true);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, 1, true);
  end.setUint32(16, 4, true);
  return new Uint8Array([
    0x50,
    0x4b,
    0x03,
    0x04,
    ...new Uint8Array(entry.buffer),
    ...new Uint8Array(end.buffer),
  ]);
}
