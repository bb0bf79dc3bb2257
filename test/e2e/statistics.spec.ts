import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { DeskOnPlatform } from '../support/deskOnPlatform';
import { readByOpenpyxl } from '../support/office';

test.describe.configure({ timeout: 600_000 });
const desk = new DeskOnPlatform({ name: '青禾镇两村', codes: ['220199100201', '220199100204'] });
const files = mkdtempSync(join(tmpdir(), 'canbao-report-'));
test.afterAll(async () => {
  await desk.dispose();
  rmSync(files, { recursive: true, force: true });
});

const numberIn = (text: string): number => Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', '') ?? '0');

test('[SC1] [SC2] [SC8] [SC9] [SC10] by keyboard alone: figures add up, one lists its people and gives the cursor back, and the report has the same figures', async () => {
  await desk.servePlatform();
  const clerk = await desk.open({ saveTo: files });
  const { page } = clerk;
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML|refused/i.test(message.text())) refused.push(message.text());
  });
  page.on('pageerror', (error) => refused.push(String(error)));
  const shot = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) });
  await page.setViewportSize({ width: 1366, height: 768 });
  await clerk.ready();
  await clerk.open('统计');
  const table = page.getByRole('table', { name: /按村/ });
  await expect(table).toBeVisible();
  await expect(page.getByRole('img', { name: /柱状图/ }).locator('canvas')).toBeVisible();
  await shot('village');
  const lines = await table
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td.right')].map((cell) => cell.textContent ?? '')),
    );
  const [whole = [], ...rows] = lines.map((line) => line.slice(0, 8).map(numberIn));
  expect(rows).toHaveLength(2);
  for (const [at, sum] of whole.entries())
    expect(rows.reduce((total, row) => total + (row[at] ?? 0), 0)).toBe(sum);

  const missing = page.getByRole('button', { name: /^合计 未参保 [\d,]+ 人/ });
  const n = numberIn(await missing.innerText());
  await missing.focus();
  await page.keyboard.press('Enter');
  const people = page.getByRole('table', { name: `${n} 人` });
  await expect(people).toHaveAttribute('aria-rowcount', String(n));
  await expect(people.locator('tbody')).toContainText('********');
  await expect(page.getByRole('heading', { level: 2 })).toBeFocused();
  await shot('people');
  await page.keyboard.press('Escape');
  await expect(missing).toBeFocused();

  for (const view of ['按社（组）', '按人员类别', '资助对象', '按经办人']) {
    await page.getByText(view, { exact: true }).click();
    await expect(page.getByRole('table', { name: new RegExp(view) })).toBeVisible();
    await shot(view);
  }
  await page.getByRole('button', { name: '导出月报…' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('月份')).toBeFocused();
  await shot('month');
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toContainText('月报已保存到');
  await shot('month-saved');
  const [book = ''] = readdirSync(files).filter((name) => name.endsWith('.xlsx'));
  const sums = readByOpenpyxl(readFileSync(join(files, book)))[0]?.rows ?? [];
  expect(sums.find(([label]) => label === '未参保')?.[1]).toBe(n);
  copyFileSync(join(files, book), test.info().outputPath('月报.xlsx'));

  await page.getByRole('button', { name: '打印报表' }).focus();
  await page.keyboard.press('Enter');
  const paper = page.getByRole('article', { name: /参保统计表/ });
  await expect(paper.getByRole('row', { name: /^合计/ }).first()).toContainText(String(n));
  await shot('report');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 683, height: 384 });
  await page.getByText('按村（居）', { exact: true }).click();
  await expect(table).toBeVisible();
  const cut = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(cut).toBeLessThanOrEqual(0);
  await page.screenshot({ path: test.info().outputPath('narrow.png'), fullPage: true });
  expect(refused).toEqual([]);
});
