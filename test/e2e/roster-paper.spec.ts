import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { readSheetCode } from '#shared/rosterBook';
import { DeskOnPlatform } from '../support/deskOnPlatform';
import { throughLibreOffice } from '../support/office';
import { pagePictures, type ReadPdf, readPdf } from '../support/pdf';
import { agree, enrolColleague } from '../support/secondPerson';

test.describe.configure({ mode: 'serial', timeout: 240_000 });
const desk = new DeskOnPlatform({ name: '青禾镇两村', codes: ['220199100201', '220199100204'] });
const files = mkdtempSync(join(tmpdir(), 'canbao-roster-paper-'));
test.use({ actionTimeout: 30_000 });
test.afterAll(async () => {
  await desk.dispose();
  rmSync(files, { recursive: true, force: true });
});

const CODE = /^\s*[0-9A-Z]{6}(?=\s)/gm;
/** The people of a page by their row codes, from top to bottom. */
const codesOf = (page: string): string[] => (page.match(CODE) ?? []).map((code) => code.trim());
const withoutSpace = (text: string): string => text.replaceAll(/\s/g, '');

const dispatch = async (page: Page, receiver: string, group: string | null): Promise<void> => {
  await page.getByRole('button', { name: '下放…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('领取人').fill(receiver);
  if (group) {
    await dialog.getByLabel('社（组）').click();
    await page.getByTitle(group, { exact: true }).last().click();
    await page.keyboard.press('Escape');
  }
  await dialog.getByRole('button', { name: /^下放/ }).click();
  await expect(page.locator('main')).toContainText(`已下放给${receiver}`);
};

/** The book of a batch as the workbook prints and as the window does. */
async function bothWays(page: Page, no: string, office: boolean): Promise<{ book: ReadPdf; own: ReadPdf }> {
  const open = async () => {
    await page.getByRole('button', { name: `导出第 ${no} 批的花名册` }).click();
    if (office) await page.getByRole('radio', { name: /内部用/ }).check();
  };
  const reason = async () => {
    if (!office) return;
    await page.getByLabel('查看原因').fill('入户核实');
    await page.getByRole('button', { name: '记下并显示' }).click();
  };
  await open();
  await page.screenshot({ path: test.info().outputPath('choose.png') });
  await page.getByRole('button', { name: '导出工作簿' }).click();
  await reason();
  if (office) await agree(page, '入户核对参保人员', test.info().outputPath('second-person.png'));
  await expect(page.locator('main')).toContainText(`第 ${no} 批的花名册已保存到`);
  await open();
  await page.getByRole('button', { name: '打印或存为 PDF' }).click();
  await reason();
  const preview = page.getByRole('dialog', { name: /打印预览/ });
  await expect(preview.getByRole('button', { name: '存为 PDF' })).toBeEnabled();
  await page.screenshot({ path: test.info().outputPath('preview.png') });
  await preview.getByRole('button', { name: '存为 PDF' }).click();
  await expect(preview.getByRole('status')).toContainText('已保存到', { timeout: 60_000 });
  await page.keyboard.press('Escape');
  await expect(preview).toBeHidden();
  const path = (end: string) =>
    join(files, readdirSync(files).find((name) => name.includes(no) && name.endsWith(end)) ?? '');
  const printed = join(files, 'printed.pdf');
  writeFileSync(printed, throughLibreOffice([readFileSync(path('.xlsx'))], 'pdf')[0] ?? new Uint8Array());
  const found = { book: readPdf(printed), own: readPdf(path('.pdf')) };
  pagePictures(printed, test.info().outputPath(`${no}-workbook`));
  pagePictures(path('.pdf'), test.info().outputPath(`${no}-window`));
  return found;
}

for (const { no, receiver, group, office } of [
  { no: '2027-001', receiver: '王代办', group: '一社', office: true },
  { no: '2027-002', receiver: '李代办', group: null, office: false },
])
  test(`[RO34] [RO35] [HH28] ${group ?? 'every group'}: the window prints the pages of the workbook, the same people on each`, async () => {
    if (no === '2027-001') await desk.servePlatform();
    else await desk.close();
    const clerk = await desk.open({ saveTo: files });
    const { page } = clerk;
    await page.setViewportSize({ width: 1366, height: 768 });
    await clerk.ready();
    if (office) await enrolColleague(page);
    await clerk.open('入户专项');
    await dispatch(page, receiver, group);
    const { book, own } = await bothWays(page, no, office);
    expect(own.pages).toBeGreaterThan(2);
    expect(own.pages).toBe(book.pages);
    expect(own.size).toBe('842 x 595');
    expect(own.text.map(codesOf)).toEqual(book.text.map(codesOf));
    own.text.forEach((text, i) => {
      const plain = withoutSpace(text);
      const where = `page ${i + 1}`;
      expect(plain, where).toContain(`第${i + 1}页共${own.pages}页`);
      expect(plain, where).toContain(`领用人：${receiver}`);
      expect(plain, where).toContain('打印时间');
      expect(plain.includes('内部资料'), where).toBe(office);
      expect(plain.includes('（签字）'), where).toBe(withoutSpace(book.text[i] ?? '').includes('（签字）'));
      if (i > 0) expect(plain, where).toContain('证件号码');
    });
    // What a cell says is whole in both, number by number.
    const numbers = (pdf: ReadPdf) => pdf.text.map((text) => text.match(/\d{6}[\d*]{8}\d{3}[\dX]/g) ?? []);
    expect(numbers(own).flat().length).toBeGreaterThan(20);
    expect(numbers(own)).toEqual(numbers(book));
    expect(readSheetCode(own.qr(2) ?? '')).toEqual(readSheetCode(book.qr(2) ?? ''));
    expect(readSheetCode(own.qr(2) ?? '')).toMatchObject({ n: 1 });
  });
