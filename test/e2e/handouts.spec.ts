import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { DeskOnPlatform } from '../support/deskOnPlatform';
import { pagePictures, readPdf } from '../support/pdf';

test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.use({ actionTimeout: 30_000 });
const desk = new DeskOnPlatform({ name: '青禾镇两村', codes: ['220199100201', '220199100204'] });
const files = mkdtempSync(join(tmpdir(), 'canbao-handouts-'));
test.afterAll(async () => {
  await desk.dispose();
  rmSync(files, { recursive: true, force: true });
});
const shot = (page: Page, name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) });
const start = async (day = '2026-11-22'): Promise<Page> => {
  const clerk = await desk.open({ saveTo: files, day });
  await clerk.page.setViewportSize({ width: 1366, height: 768 });
  await clerk.ready();
  await clerk.open('入户专项');
  return clerk.page;
};
const log = (page: Page) => page.getByRole('table', { name: '领用登记' }).locator('tbody tr');

test('[RO36] [CG25] [CG28] [CG29] a workbook a household and paper are signed for, one comes back, and the log is printed', async () => {
  await desk.servePlatform();
  const page = await start();
  await page.getByRole('button', { name: '下放…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('领取人').fill('王代办');
  await dialog.getByLabel('社（组）').click();
  await page.getByTitle('一社', { exact: true }).last().click();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: /^下放/ }).click();
  await expect(page.locator('main')).toContainText('已下放给王代办');

  await page.getByRole('button', { name: '导出第 2027-001 批的花名册' }).click();
  await shot(page, 'choose');
  await page.getByRole('button', { name: '每户一份' }).click();
  await expect(page.getByRole('status', { name: '每户一份的进度' })).toContainText('户，共');
  await shot(page, 'progress');
  await expect(page.locator('main')).toContainText('批每户一份，共', { timeout: 60_000 });
  const said = /共 (\d+) 户，已保存到 (.+?)。/.exec(await page.locator('main').innerText());
  expect(existsSync(said?.[2] ?? '')).toBe(true);
  expect(readdirSync(said?.[2] ?? '')).toHaveLength(Number(said?.[1]));

  await page.getByRole('button', { name: '导出第 2027-001 批的花名册' }).click();
  await page.getByRole('radio', { name: /内部用/ }).check();
  await page.getByLabel('打印份数').fill('2');
  await page.getByRole('button', { name: '打印或存为 PDF' }).click();
  await page.getByLabel('查看原因').fill('入户核实');
  await page.getByRole('button', { name: '记下并显示' }).click();
  const preview = page.getByRole('dialog', { name: /打印预览/ });
  await preview.getByRole('button', { name: '存为 PDF' }).click();
  await expect(preview.getByRole('status')).toContainText('已保存到', { timeout: 60_000 });
  await page.keyboard.press('Escape');

  await page.getByText(/^领用登记/).click();
  await expect(log(page)).toHaveCount(2);
  await expect(log(page).first()).toContainText('内部（完整号码）');
  await expect(log(page).first()).toContainText('入户核实');
  await expect(log(page).last()).toContainText('每户一份');
  await shot(page, 'log');
  await page.getByRole('button', { name: '登记去向：第 2027-001 批（PDF）' }).focus();
  await page.keyboard.press('Enter');
  const ending = page.getByRole('dialog', { name: '登记去向' });
  await ending.getByRole('radio', { name: '销毁' }).check();
  await ending.getByRole('button', { name: /登\s*记/ }).click();
  await expect(ending.getByRole('alert')).toContainText('见证人');
  await ending.getByLabel('见证人').fill('赵所长');
  await shot(page, 'end');
  await ending.getByRole('button', { name: /登\s*记/ }).click();
  await expect(log(page).first()).toContainText('销毁，经手 王代办，见证 赵所长');
  await shot(page, 'ended');

  await page.getByRole('button', { name: '打印登记簿' }).click();
  const book = page.getByRole('dialog', { name: /打印预览：花名册领用登记簿/ });
  await book.getByRole('button', { name: '存为 PDF' }).click();
  await expect(book.getByRole('status')).toContainText('已保存到');
  const path = join(files, readdirSync(files).find((name) => name.startsWith('花名册领用登记簿')) ?? '');
  pagePictures(path, test.info().outputPath('log-paper'));
  const text = readPdf(path).text.join('').replaceAll(/\s/g, '');
  for (const words of ['王代办', '赵所长', '入户核实', '内部资料', '170份']) expect(text).toContain(words);
  await page.keyboard.press('Escape');
});

test('[CG24] [CG26] [CG27] the lists and the log are there again after the browser store was deleted, and what is late is said', async () => {
  await desk.close();
  desk.deleteBrowserStore();
  const page = await start('2026-12-20');
  await expect(page.locator('body')).toContainText('下放与带回的记录，已从文件恢复');
  await shot(page, 'restored');
  await page.getByText(/^下放与收回/).click();
  await expect(page.getByRole('table', { name: '下放的名单' })).toContainText('王代办');
  await expect(page.locator('main')).toContainText('有 1 份花名册到期还没有交回');
  await page.getByRole('button', { name: '查看登记' }).click();
  await expect(log(page)).toHaveCount(2);
  await expect(log(page).first()).toContainText('见证 赵所长');
  await expect(log(page).last()).toContainText('逾期 13 天');
  await shot(page, 'late');
});
