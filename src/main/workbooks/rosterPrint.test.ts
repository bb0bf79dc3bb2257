import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sampleRoster } from '#fixtures/roster';
import { rosterWorkbook } from './rosterWorkbook';

/** Runs a program; where it is missing the test fails with what to install. */
function run(program: string, args: readonly string[], install: string): string {
  try {
    return execFileSync(program, args, {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error(
        `${program} is not installed; the printed roster cannot be checked. On Debian: apt-get install ${install}`,
      );
    }
    throw error;
  }
}

const LONG_NAME = '阿依夏木·卡德尔·吐尔逊·买买提·热西提';
/** No character of it stands anywhere else on the sheet, so each one that is printed is one that was not cut off. */
const LONG_NOTE = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥乾坎艮震巽离坤兑角亢氐房心尾箕斗牛女虚危室壁';

const sample = sampleRoster(600, { masked: false });
const rows = sample.rows.map((row, i) =>
  i === 7
    ? { ...row, name: LONG_NAME, note: LONG_NOTE, identity: '低保边缘家庭成员、重度残疾人、被征地农民' }
    : row,
);
const roster = { ...sample, rows };

interface Word {
  readonly page: number;
  readonly text: string;
  readonly xMin: number;
  readonly xMax: number;
  readonly yMin: number;
  readonly yMax: number;
}

/** The workbook as LibreOffice prints it: text by page, words with their boxes in points, and what the file says of itself. */
async function print(): Promise<{ pages: string[]; words: Word[]; info: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'roster-'));
  try {
    writeFileSync(join(folder, 'roster.xlsx'), await rosterWorkbook(roster));
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    const convert = [
      '--headless',
      profile,
      '--convert-to',
      'pdf',
      '--outdir',
      folder,
      join(folder, 'roster.xlsx'),
    ];
    run('soffice', convert, 'libreoffice-calc');
    const pdf = join(folder, 'roster.pdf');
    const text = run('pdftotext', ['-layout', pdf, '-'], 'poppler-utils');
    const boxes = run('pdftotext', ['-bbox', pdf, '-'], 'poppler-utils');
    return {
      info: run('pdfinfo', [pdf], 'poppler-utils'),
      pages: text.split('\f').filter((page) => page.trim() !== ''),
      words: boxes
        .split('<page ')
        .slice(1)
        .flatMap((part, page) => wordsOf(part, page + 1)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const WORD = /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g;
const wordsOf = (part: string, page: number): Word[] =>
  [...part.matchAll(WORD)].map(([, xMin, yMin, xMax, yMax, text = '']) => ({
    page,
    xMin: Number(xMin),
    yMin: Number(yMin),
    xMax: Number(xMax),
    yMax: Number(yMax),
    text,
  }));

/** Printed once for all tests; where a program is missing each of them fails with the sentence. */
let printing: ReturnType<typeof print> | null = null;
const printed = (): ReturnType<typeof print> => {
  printing ??= print();
  return printing;
};

describe('the printed roster', () => {
  it('[RO10] 600 people fill between 18 and 35 pages of A4 landscape', async () => {
    const { info, pages } = await printed();
    expect(info).toMatch(/Page size: +841\.\d+ x 595\.\d+ pts \(A4\)/);
    expect(pages.length).toBeGreaterThanOrEqual(18);
    expect(pages.length).toBeLessThanOrEqual(35);
    expect(info).toContain(`Pages:           ${pages.length}`);
  });

  it('[RO11] every page has title, unit, date, header, clerk and its page number; the signature line is on the last one only', async () => {
    const { pages } = await printed();
    pages.forEach((page, i) => {
      for (const text of [
        roster.title,
        roster.unit,
        '制表日期：2026-11-22',
        '虚构数据',
        '手机号',
        '出生日期',
        `经办人：${roster.clerk}`,
      ]) {
        expect(page.split(text).length - 1, `page ${i + 1}: ${text}`).toBe(1);
      }
      expect(page.replaceAll(' ', '')).toContain(`第${i + 1}页共${pages.length}页`);
      expect(page.includes('负责人（签字）')).toBe(i === pages.length - 1);
    });
  });

  it('[RO12] every certificate number and every telephone number is printed whole, once a person', async () => {
    const { words } = await printed();
    const count = (texts: readonly string[]) =>
      texts.reduce((map, text) => map.set(text, (map.get(text) ?? 0) + 1), new Map<string, number>());
    const asked = roster.rows
      .flatMap(({ certNo, phone }) => [certNo, phone])
      .filter((text) => /^\d{11}$|^\d{17}[\dX]$/.test(text));
    const found = words.map(({ text }) => text).filter((text) => /^\d{11}$|^\d{17}[\dX]$/.test(text));
    expect(asked.length).toBeGreaterThan(900);
    expect(count(found)).toEqual(count(asked));
  });

  it('[RO13] nothing is cut off: all words lie inside the margins, long names and notes are printed to the last character', async () => {
    const { words } = await printed();
    const outside = words.filter(
      ({ xMin, xMax, yMin, yMax }) => xMin < 20 || xMax > 822 || yMin < 20 || yMax > 580,
    );
    expect(outside).toEqual([]);
    const page = words
      .filter((word) => word.page === 1)
      .map(({ text }) => text)
      .join('');
    expect([...LONG_NOTE].filter((char) => !page.includes(char))).toEqual([]);
    expect([...LONG_NAME].filter((char) => !page.includes(char))).toEqual([]);
    const names = roster.rows
      .map(({ name }) => name)
      .filter((name) => [...name].length <= 4 && !/\s/.test(name));
    const all = words.map(({ text }) => text).join('\n');
    expect(names.filter((name) => !all.includes(name))).toEqual([]);
  });

  it('[RO14] the print is large enough to read: certificate numbers are at least 2.3 mm high', async () => {
    const { words } = await printed();
    const heights = words
      .filter(({ text }) => /^\d{17}[\dX]$/.test(text))
      .map(({ yMin, yMax }) => ((yMax - yMin) / 72) * 25.4);
    expect(Math.min(...heights)).toBeGreaterThan(2.3);
  });
});
