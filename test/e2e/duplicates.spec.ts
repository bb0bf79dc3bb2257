import { expect, test } from '@playwright/test';
import type { Clerk } from '../support/clerk';
import { DeskOnPlatform } from '../support/deskOnPlatform';

test.describe.configure({ mode: 'serial', timeout: 600_000 });
const desk = new DeskOnPlatform({ name: '青禾镇两村', codes: ['220199100201', '220199100204'] });
test.afterAll(() => desk.dispose());

/** The list, once everybody has been looked at. */
async function openList(clerk: Clerk): Promise<void> {
  const { page } = clerk;
  await clerk.open('待办');
  await page.getByRole('navigation', { name: '待办分类' }).getByRole('link', { name: '疑似重复' }).click();
  // The page comes first, and says while it is still looking.
  await page.getByRole('table', { name: '疑似重复' }).waitFor({ timeout: 120_000 });
  await expect(page.getByText('正在空闲时逐人核对')).toHaveCount(0, { timeout: 120_000 });
}

test('[DU11] [DU12] a pair is compared side by side, judged with a reason, kept over a restart and not asked again', async () => {
  const info = test.info();
  await desk.servePlatform();
  let clerk = await desk.open();
  let { page } = clerk;
  await page.setViewportSize({ width: 1366, height: 768 });
  await clerk.ready();
  await openList(clerk);
  const table = page.getByRole('table', { name: '疑似重复' });
  const rows = table.locator('tbody tr');
  const count = await rows.count();
  expect(count).toBeGreaterThan(1);
  await expect(rows.first()).toContainText('证件号码相同');
  await page.screenshot({ path: info.outputPath('duplicates.png') });
  const name = (await rows.first().getByRole('button').getAttribute('aria-label')) ?? '';

  await rows.first().getByRole('button').focus();
  await page.keyboard.press('Enter');
  const compare = page.getByRole('region', { name: '并列核对' });
  await expect(compare.locator('tr.differs').first()).toContainText('≠');
  await page.keyboard.press('F9');
  await expect(compare.getByRole('alert')).toContainText('请先选择是不是同一人');
  await compare.getByRole('radio', { name: '不是同一人' }).check();
  await page.keyboard.press('F9');
  await expect(compare.getByRole('alert')).toContainText('请写明判断的依据');
  await compare.getByRole('textbox', { name: '判断的依据' }).fill('户口簿两人，同村堂兄弟');
  await page.screenshot({ path: info.outputPath('compare.png') });
  await page.keyboard.press('F9');
  await expect(page.getByRole('status').filter({ hasText: '不是同一人' })).toContainText('两份档案都保留');
  await expect(rows).toHaveCount(count - 1);
  await expect(table.getByRole('button', { name, exact: true })).toHaveCount(0);

  await desk.close();
  clerk = await desk.open();
  ({ page } = clerk);
  await clerk.ready();
  await openList(clerk);
  await expect(
    page.getByRole('table', { name: '疑似重复' }).getByRole('button', { name, exact: true }),
  ).toHaveCount(0);
  await page.getByText('判断过的 1 对').click();
  await expect(page.locator('details.settled')).toContainText('户口簿两人，同村堂兄弟');
  // Nothing of it leaves the desk as an operation.
  await expect(clerk.waiting()).toHaveCount(0);
});

test('[DU13] [LD7] the counter names who may be the same person before F9, and 今日 lists the deadlines of the days ahead', async () => {
  const info = test.info();
  await desk.close();
  const clerk = await desk.open();
  const { page } = clerk;
  await page.setViewportSize({ width: 1366, height: 768 });
  await clerk.ready();
  await clerk.open('今日');
  const coming = page.getByRole('region', { name: '近期到期' });
  await expect(coming).toContainText('新生儿登记', { timeout: 60_000 });
  await expect(coming).toContainText('还剩');
  await page.screenshot({ path: info.outputPath('today-deadlines.png') });
  await coming
    .getByRole('button', { name: /为.*办理新生儿参保登记/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('新生儿参保登记');

  await openList(clerk);
  const row = page.getByRole('table', { name: '疑似重复' }).locator('tbody tr').first();
  const cell = await row.locator('td').first().innerText();
  const birth = /\d{4}-\d{2}-\d{2}/.exec(cell)?.[0] ?? '';
  const name = cell.slice(0, cell.indexOf(birth)).trim();
  await clerk.startMatter('RES_REGISTER');
  await clerk.enter({ who: { choose: '新建' } });
  await clerk.enter({ name: { text: name }, birthDate: { text: birth } });
  const like = page.getByRole('region', { name: '可能是同一人' });
  await expect(like).toContainText(name);
  await expect(like).toContainText('出生日期相同');
  await page.screenshot({ path: info.outputPath('counter-like.png') });
});

test('[DU14] two records of one person that are both insured lead to 重复参保处理 with the other relation filled in', async () => {
  const info = test.info();
  await desk.close();
  const clerk = await desk.open();
  const { page } = clerk;
  await page.setViewportSize({ width: 1366, height: 768 });
  await clerk.ready();
  await openList(clerk);
  const table = page.getByRole('table', { name: '疑似重复' });
  await table.locator('tbody tr').first().getByRole('button').click();
  const compare = page.getByRole('region', { name: '并列核对' });
  await compare.getByRole('radio', { name: '是同一人', exact: true }).check();
  await compare.getByRole('textbox', { name: '判断的依据' }).fill('身份证和户口簿是同一人');
  await page.keyboard.press('F9');
  await page.getByText(/^判断过的 \d+ 对/).click();
  const judged = page.locator('details.settled section').filter({ hasText: '身份证和户口簿是同一人' });
  await judged.screenshot({ path: info.outputPath('same.png') });
  await judged
    .getByRole('button', { name: /^重复参保处理/ })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('重复参保处理');
  await expect(clerk.field('otherRegion').locator('input')).toHaveValue(/^\d{6}$/);
  await expect(clerk.field('otherFrom').locator('input')).toHaveValue(/^\d{4}-\d{2}-\d{2}$/);
  await page.screenshot({ path: info.outputPath('duplicate-matter.png') });
});
