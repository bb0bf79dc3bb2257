import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { SCENARIO } from '#fixtures/township';
import { DeskOnPlatform } from '../support/deskOnPlatform';

const who = SCENARIO.phoneChangePerson;
const saveTo = mkdtempSync(join(tmpdir(), 'canbao-papers-outlive-'));
const desk = new DeskOnPlatform();
test.describe.configure({ timeout: 600_000 });
test.afterAll(async () => {
  await desk.dispose();
  rmSync(saveTo, { recursive: true, force: true });
});

test('[DL43][PP9] what was tried without a line can be withdrawn; its receipt is to be taken back, also after the browser store was deleted', async ({
  browserName: _,
}, info) => {
  await desk.servePlatform();
  let clerk = await desk.open({ saveTo });
  await clerk.page.setViewportSize({ width: 1366, height: 768 });
  await clerk.ready();
  await desk.stopPlatform();
  await expect(clerk.line()).toContainText('离线', { timeout: 60_000 });
  await clerk.startFor(who.certNo, 'RES_CHANGE');
  await clerk.enter({ phone: { text: '15400990077' } });
  await clerk.accept();
  await clerk.page.getByRole('button', { name: '打印回执' }).click();
  const receipt = clerk.page.getByRole('dialog', { name: /业务受理回执/ });
  await receipt.getByRole('button', { name: '存为 PDF' }).click();
  await expect(receipt.getByRole('status')).toContainText('已保存到');
  await clerk.page.keyboard.press('Escape');
  await expect(receipt).toBeHidden();

  await clerk.open('同步');
  const row = clerk.page.locator('.ant-table-row');
  await expect(row).toContainText(/试过 \d+ 次/, { timeout: 90_000 });
  await clerk.page.screenshot({ path: info.outputPath('papers-tried.png') });
  await row.getByRole('button', { name: /撤\s*回/ }).click();
  await clerk.page.getByLabel('原因').fill('号码录错');
  await clerk.page
    .getByRole('dialog')
    .getByRole('button', { name: /撤\s*回/ })
    .click();
  await expect(row).toContainText('未发出，已由经办人撤回', { timeout: 60_000 });
  await desk.close();
  desk.deleteBrowserStore();

  await desk.servePlatform();
  clerk = await desk.open();
  await clerk.ready();
  await expect(clerk.page.getByRole('heading', { name: '需收回或更换的回执（1 张）' })).toBeVisible();
  await expect(clerk.page.getByText('这一笔已撤回或改办')).toBeVisible();
  await clerk.page.screenshot({ path: info.outputPath('papers-due.png') });
});
