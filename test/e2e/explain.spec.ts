import type { Page } from '@playwright/test';
import { SCENARIO } from '#fixtures/township';
import { Clerk } from '../support/clerk';
import { expect, test } from './fixture';

test.describe.configure({ timeout: 300_000 });

const employee = SCENARIO.personWithEmpActive;

/** The prints the window asked for; the dialogue of the machine would stand in the way of the test. */
async function countPrints(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    Reflect.set(window, 'prints', 0);
    window.print = () => Reflect.set(window, 'prints', Reflect.get(window, 'prints') + 1);
  });
  return () => page.evaluate(() => Reflect.get(window, 'prints'));
}

test('[WI33][WI34][WI35][WI36] a refused person is told what would change it, gets the notice, and the reason leads to aged facts', async ({
  desk: { page },
}) => {
  const clerk = new Clerk(page);
  await clerk.ready();
  await page.setViewportSize({ width: 1366, height: 768 });
  await clerk.startFor(employee.certNo, 'RES_REGISTER');
  await expect(clerk.verdict()).toContainText('不予办理');

  const evidence = page.getByRole('region', { name: '缺什么可以改变结论' });
  await expect(evidence).toContainText('本地的职工医保关系已经暂停的，请带参保地出具的停保凭证。');
  await expect(evidence).toContainText('核实后可以办理');

  const panel = page.getByRole('region', { name: '办理结论' });
  await panel.locator('.finding.refuse .linklike').first().click();
  const drawer = page.locator('.ant-drawer-body');
  await expect(drawer).toContainText('这一次怎样认定');
  await expect(drawer).toContainText(/各地参保关系：平台资料，截至 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d/);
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  const prints = await countPrints(page);
  await panel.getByRole('button', { name: '一次性告知书' }).click();
  const dialog = page.getByRole('dialog', { name: /一次性告知书/ });
  const sheet = dialog.getByRole('article', { name: '一次性告知书' });
  for (const words of [
    '居民参保登记',
    employee.name,
    '不能办理',
    '停保凭证',
    '到哪里办理',
    '行政复议',
    '平台资料截至',
  ]) {
    await expect(sheet).toContainText(words);
  }
  await expect(sheet).not.toContainText(employee.certNo);
  await dialog.getByRole('button', { name: '复制文字' }).click();
  await expect(dialog.getByRole('status')).toContainText('已复制，');
  await dialog.getByRole('button', { name: '打印（A4）' }).click();
  await expect(dialog.getByRole('status')).toContainText('已交给打印机');
  expect(await prints()).toBe(1);

  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.print-page')).toBeVisible();
  await expect(page.locator('#root')).toBeHidden();
  await expect(page.locator('.print-bar')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await expect(page.locator('.print-bar')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('[WI30][WI31][WI32] 人员 shows the year day by day, as a drawing and as text, and another year can be chosen', async ({
  desk: { page },
}) => {
  const clerk = new Clerk(page);
  await clerk.ready();
  await page.setViewportSize({ width: 1366, height: 768 });
  await clerk.findPerson(employee.certNo);
  const card = page.getByRole('region', { name: '待遇时间线' });
  const table = card.getByRole('table', { name: '2026 年每天的待遇状态' });
  await expect(table.getByRole('row').nth(1)).toContainText('享受待遇');
  await expect(table.getByRole('row').nth(2)).toContainText('不享受待遇');
  await expect(table.getByRole('row').nth(2)).toContainText(/未满足.*当日所在费款所属期为实缴：否/);
  await expect(table.getByRole('row').nth(3)).toContainText('未到');
  await expect(card.locator('.cover .stretch.benefit').first()).toBeVisible();
  await expect(card).toContainText('职工医保缴费年限（4 年 10 个月）');

  await table
    .getByRole('button', { name: /第十条 · R-BEN-01/ })
    .nth(1)
    .click();
  const drawer = page.locator('.ant-drawer-body');
  await expect(drawer).toContainText('下列例外这一次都不成立');
  await expect(drawer).toContainText('历年缴费记录');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  for (const year of [2025, 2024, 2023, 2022, 2021]) {
    await card.getByRole('button', { name: '上一年' }).click();
    await expect(card.getByRole('table', { name: `${year} 年每天的待遇状态` })).toBeVisible();
  }
  const old = card.getByRole('table', { name: '2021 年每天的待遇状态' });
  await expect(old).toContainText('不能确定');
  await expect(old).not.toContainText('不享受待遇');
  await expect(card).toContainText('2021 年的应缴和实缴');
});

test('[WI33][WI34] a case that is tried is explained like a decision at the counter, and marked as tried', async ({
  desk: { page },
}) => {
  const clerk = new Clerk(page);
  await clerk.ready();
  await clerk.open('政策');
  await page.getByRole('link', { name: '试算' }).click();
  const text = page.getByRole('textbox', { name: '案例（JSON）' });
  const example = JSON.parse(await text.inputValue());
  example.facts.relations = [{ scheme: 'EMP', status: 'ACTIVE', region: '210200' }];
  await text.fill(JSON.stringify(example));
  await text.press('Control+Enter');
  const result = page.getByRole('region', { name: '试算结果' });
  await expect(result.locator('.verdict')).toContainText('不予办理');
  await expect(result.getByRole('region', { name: '缺什么可以改变结论' })).toContainText(
    '辽宁省（区划 210200）的职工医保关系',
  );
  await result.getByRole('button', { name: '一次性告知书' }).click();
  await expect(page.getByRole('dialog')).toContainText('（试算，不作办理依据）');
});
