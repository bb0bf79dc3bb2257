import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { put } from '../roundtrip/fill';
import { openRoster, saveRoster } from '../roundtrip/sheets';
import { DeskOnPlatform } from '../support/deskOnPlatform';

test.describe.configure({ mode: 'serial', timeout: 600_000 });
const desk = new DeskOnPlatform({ name: '青禾镇两村', codes: ['220199100201', '220199100204'] });
const files = mkdtempSync(join(tmpdir(), 'canbao-campaign-'));
test.afterAll(async () => {
  await desk.dispose();
  rmSync(files, { recursive: true, force: true });
});

const numberIn = (text: string): number => Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', '') ?? '0');
const shot = (page: Page, name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) });

test('[CG1] [CG2] [CG4] the page says who is missing and why, and the rate what it is made of', async () => {
  await desk.servePlatform();
  const clerk = await desk.open();
  const { page } = clerk;
  await page.setViewportSize({ width: 1366, height: 768 });
  await clerk.ready();
  await clerk.open('入户专项');
  await expect(page.getByRole('table', { name: /\d+ 人/ })).toBeVisible();
  await shot(page, 'missing');
  const rate = page.locator('.campaign-rate');
  await rate.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(rate.locator('dl')).toContainText('应参保');
  const parts = await rate.locator('dl > div').allInnerTexts();
  const n = (label: string) =>
    numberIn(parts.find((part) => part.includes(label))?.replace(/^\D+/, '') ?? '');
  const minus = parts.filter((part) => part.startsWith('减')).reduce((sum, part) => sum + numberIn(part), 0);
  expect(n('在册') - minus).toBe(n('应参保'));
  expect(n('已缴费') + n('已登记未缴') + n('未参保') + n('待核')).toBe(n('应参保'));
  await shot(page, 'rate');
  await rate.locator('summary').click();
  for (const [name, says] of [
    ['催缴', '还没有缴费'],
    ['已在别处参保等', '参保登记'],
    ['待核', '要核实什么'],
  ] as const) {
    await page.getByText(new RegExp(`^${name} \\d`)).click();
    const table = page.getByRole('table', { name: /\d+ 人/ });
    await expect(table).toContainText(says);
    await expect(table).toHaveAccessibleName(
      `${numberIn(await page.getByText(new RegExp(`^${name} \\d`)).innerText())} 人`,
    );
    await shot(page, name);
  }
});

test('[CG12] [CG14] [CG15] [CG18] [CG23] by keyboard alone a list goes out, results are typed by row code and key, one is taken back, one is read from the workbook, the rest is recalled', async () => {
  await desk.close();
  let clerk = await desk.open({ saveTo: files });
  let { page } = clerk;
  await page.setViewportSize({ width: 1366, height: 768 });
  await clerk.ready();
  await clerk.open('入户专项');
  const before = numberIn(await page.getByText(/^未参保 \d/).innerText());
  await page.getByRole('button', { name: '下放…' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('status')).toContainText('这次下放');
  await page.keyboard.type('王代办');
  await shot(page, 'dispatch');
  await dialog.getByRole('button', { name: /^下放/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toContainText('第 2027-001 批已下放给王代办');
  await shot(page, 'out');

  await page.getByRole('button', { name: '录入结果（第 2027-001 批）' }).focus();
  await page.keyboard.press('Enter');
  const typing = page.getByRole('region', { name: '录入第 2027-001 批的结果' });
  const codes = await typing.locator('.listed-row:not(.head) td:first-child').allInnerTexts();
  const [first = '', second = ''] = codes;
  const status = typing.getByRole('status');
  await page.keyboard.type(`${first.slice(0, 5)}${first.endsWith('A') ? 'C' : 'A'}`);
  await expect(typing.getByRole('alert')).toContainText('打错');
  await page.keyboard.type(first.toLowerCase());
  await expect(typing.getByRole('group', { name: '结果' })).toBeFocused();
  await shot(page, 'typing');
  await page.keyboard.press('3');
  await expect(status).toContainText('外地参保');
  await page.keyboard.type(second);
  await page.keyboard.press('2');
  await expect(status).toContainText('拒参');
  await page.keyboard.press('Control+z');
  await expect(status).toContainText('已撤销');
  await expect(typing).toContainText('已带回 1 /');
  await shot(page, 'typed');
  await typing.getByRole('button', { name: /核对并办理/ }).focus();
  await page.keyboard.press('Enter');
  const carried = page.getByRole('region', { name: '核对结果' });
  await expect(carried).toContainText('读入 1 行');
  await shot(page, 'typed-preview');
  await carried.getByRole('button', { name: '回收 1 行' }).focus();
  await page.keyboard.press('Enter');
  await expect(carried).toContainText('已办完');
  await clerk.open('入户专项');
  await page.getByText(/^下放与收回/).click();
  await page.getByRole('button', { name: '导出第 2027-001 批的花名册' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: '导出工作簿' })).toBeFocused();
  await shot(page, 'save');
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toContainText('花名册已保存到');
  const sheets = openRoster(
    readFileSync(join(files, readdirSync(files).find((name) => name.endsWith('.xlsx')) ?? '')),
  );
  const third = sheets
    .flatMap((sheet) => sheet.people.map((row) => ({ sheet, row })))
    .find(({ row }) => row.includes(codes[2] ?? ''));
  if (!third) throw new Error('the third row code is not in the workbook');
  put(third.sheet, third.row, '核实结果', '无法联系');
  const filled = join(files, '交回.xlsx');
  writeFileSync(filled, saveRoster(sheets));
  await page.getByRole('link', { name: '读入填好的花名册' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('填好交回的花名册').setInputFiles(filled);
  await page.getByRole('button', { name: '回收 1 行' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: '核对结果' })).toContainText('已办完', { timeout: 60_000 });
  await shot(page, 'read-back');
  await clerk.open('入户专项');
  await page.getByText(/^下放与收回/).click();
  await expect(page.getByRole('table', { name: '下放的名单' }).locator('tbody tr').first()).toContainText(
    '2',
  );
  await shot(page, 'out-after');

  // All of it is there after the program was closed.
  await desk.close();
  clerk = await desk.open();
  ({ page } = clerk);
  await page.setViewportSize({ width: 1366, height: 768 });
  await clerk.ready();
  await clerk.open('入户专项');
  await page.getByText(/^下放与收回/).click();
  const row = page.getByRole('table', { name: '下放的名单' }).locator('tbody tr').first();
  await expect(row).toContainText('王代办');
  await row.getByRole('button', { name: '收回第 2027-001 批' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('换人去');
  await shot(page, 'recall');
  await page.getByRole('dialog').getByRole('button', { name: '收回' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toContainText('第 2027-001 批已收回');
  await expect(row).toContainText('换人去');
  await shot(page, 'recalled');
  const after = numberIn(await page.getByText(/^未参保 \d/).innerText());
  expect(before - after).toBeLessThanOrEqual(1);
});
