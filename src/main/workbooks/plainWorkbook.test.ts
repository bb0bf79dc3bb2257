import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readByOpenpyxl, throughLibreOffice } from '../../../test/support/office';
import { readPdf } from '../../../test/support/pdf';
import { plainWorkbook } from './plainWorkbook';

const folder = mkdtempSync(join(tmpdir(), 'report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const rows = Array.from({ length: 90 }, (_, i) => [`第${i + 1}村`, '38.99%', i, i * 1.5]);
const sheet = {
  name: '按村居',
  title: '2027 年度城乡居民医保参保缴费月报（2026-11）',
  note: '填报单位：青禾镇医保窗口　制表日期：2026-11-22',
  headings: ['村（居）', '参保率', '在册', '个人缴费（元）'],
  rows,
  foot: '填报单位（盖章）：＿＿　经办人：苏禾　审核人（签字）：＿＿',
};

test('[SC13] a report is read by openpyxl as it was written, and printed with title, headings, page and the line to sign', async () => {
  const bytes = await plainWorkbook('月报', [sheet], '2026-11-22');
  const [read] = readByOpenpyxl(bytes);
  expect(read?.rows.slice(3, 3 + rows.length).map((row) => row.slice(0, 4))).toEqual(
    rows.map((row) => row.map((value) => (typeof value === 'number' ? expect.anything() : value))),
  );
  const [pdf] = throughLibreOffice([bytes], 'pdf');
  const path = join(folder, 'report.pdf');
  writeFileSync(path, pdf ?? new Uint8Array());
  const { pages, text: texts } = readPdf(path);
  expect(pages).toBeGreaterThan(1);
  const squeezed = texts.map((text) => text.replace(/\s/g, ''));
  for (const [i, text] of squeezed.entries()) {
    expect(text).toContain('个人缴费（元）');
    expect(text).toContain(`第${i + 1}页共${pages}页`);
  }
  expect(squeezed.at(-1)).toContain('审核人（签字）');
  expect(squeezed.slice(0, -1).join('')).not.toContain('审核人（签字）');
});
