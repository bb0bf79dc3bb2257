import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { DeskOnPlatform } from '../support/deskOnPlatform';
import { readByOpenpyxl } from '../support/office';

test.describe.configure({ timeout: 300_000 });
const desk = new DeskOnPlatform({ name: '青禾镇两村', codes: ['220199100201', '220199100204'] });
const files = mkdtempSync(join(tmpdir(), 'canbao-rollover-'));
test.afterAll(async () => {
  await desk.dispose();
  rmSync(files, { recursive: true, force: true });
});

test('[RL7] by keyboard alone the turn of the year is looked at, looked through, written and carried out; last year’s lists are closed', async () => {
  await desk.servePlatform();
  const clerk = await desk.open({ saveTo: files });
  const { page } = clerk;
  await page.setViewportSize({ width: 1366, height: 768 });
  const shot = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) });
  await clerk.ready();
  await clerk.open('入户专项');
  await page.getByRole('link', { name: '年度结转' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toContainText('先核对，再结转');
  await shot('empty');
  const year = page.getByRole('spinbutton', { name: '结转到的年度' });
  await year.fill('2031');
  await page.getByRole('button', { name: '先核对' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toContainText('政策包里还没有 2031 年度的个人缴费标准', {
    timeout: 60_000,
  });
  await shot('no-standard');
  await year.fill('2027');
  await page.getByRole('button', { name: '先核对' }).focus();
  await page.keyboard.press('Enter');
  const figures = page.getByRole('region', { name: '核对结果' });
  await expect(figures).toContainText('¥420.00', { timeout: 60_000 });
  await expect(page.getByRole('button', { name: '结转到 2027 年度…' })).toBeEnabled();
  await shot('counted');
  await page.getByText(/^标准变化 \d/).click();
  await expect(page.getByRole('table', { name: /^标准变化 \d+ 人/ })).toContainText('400.00 元 → ');
  await shot('standard');
  await page.getByRole('button', { name: '导出核对表…' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toContainText('核对表已保存到');
  const [book = ''] = readdirSync(files);
  const rows = readByOpenpyxl(readFileSync(join(files, book)))[0]?.rows ?? [];
  const whole = rows.find(([label]) => label === '合计');
  await expect(figures).toContainText(`共 ${whole?.[1]} 人`);
  await page.getByRole('button', { name: '结转到 2027 年度…' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toContainText('不能撤销');
  await shot('asks');
  await page.getByRole('dialog').getByRole('button', { name: '结转', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toContainText('已结转到 2027 年度');
  await expect(page.getByRole('region', { name: '办理过的结转' })).toContainText('结转到 2027 年度');
  await shot('carried');

  await clerk.open('入户专项');
  await expect(page.getByRole('heading', { level: 1, name: '入户专项' })).toBeVisible();
  await page.getByRole('spinbutton', { name: '参保年度' }).fill('2026');
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toContainText('没有 2026 年度的登记');
  await page.getByRole('button', { name: '下放…' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('status')).toContainText('这次下放');
  await page.keyboard.type('王代办');
  await dialog.getByRole('button', { name: /^下放/ }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('2026 年度的名单只能查看');
  await shot('closed');
});
