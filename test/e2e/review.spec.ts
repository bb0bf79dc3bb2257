import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { SCENARIO } from '#fixtures/township';
import { STANDING_DICTIONARY } from '#shared/rejects/dictionary';
import { STANDING_LIMITS } from '#shared/sync/limits';
import { DeskOnPlatform } from '../support/deskOnPlatform';
import { platformCommand } from '../support/platformProcess';
import { changeClerk, enrol, FIRST_CLERK } from '../support/signIn';

const VILLAGES = ['220199100201', '220199100204'];
const people = SCENARIO.adultToRegister.filter(
  ({ id, villageCode }) => SCENARIO.adultStanding.get(id) === 'continuing' && VILLAGES.includes(villageCode),
);
const REVIEWER = { name: '李复核', staffNo: '0002', secret: '河边洗衣服的石板断成两截' };
const desk = new DeskOnPlatform({ name: '青禾镇两村', codes: VILLAGES });
test.afterAll(() => desk.dispose());

test('[RV12] [RV13] two clerks at one desk without a line: what one entered the other accepts or returns by keyboard, and only then it is sent', async () => {
  test.setTimeout(600_000);
  const info = test.info();
  const [first, second] = people;
  if (!first || !second) throw new Error('the sample has too few people');
  await desk.servePlatform();
  const policy = join(desk.platformFolder, '..', 'review-policy.json');
  writeFileSync(
    policy,
    JSON.stringify({
      version: 2,
      dictionary: STANDING_DICTIONARY,
      limits: STANDING_LIMITS,
      review: { always: ['RES_REGISTER'], samplePermille: 0 },
    }),
  );
  await platformCommand(['publish-policy', policy, '--folder', desk.platformFolder]);
  const clerk = await desk.open();
  const { page } = clerk;
  await page.setViewportSize({ width: 1366, height: 768 });
  await clerk.ready();
  const rail = page.getByRole('navigation', { name: '主导航' });
  const tab = (name: string) =>
    page.getByRole('navigation', { name: '待办分类' }).getByRole('link', { name }).click();
  await clerk.open('待办');
  await tab('待复核');
  await expect(page.getByText('受理后要复核的业务会先停在这里')).toBeVisible({ timeout: 60_000 });
  await desk.stopPlatform();

  await clerk.startFor(first.certNo, 'RES_REGISTER');
  await clerk.accept();
  await clerk.startFor(second.certNo, 'RES_REGISTER');
  await clerk.accept();
  await expect(rail.getByTitle('待复核')).toHaveText('2');
  await expect(clerk.waiting()).toHaveCount(0);

  // The same person may not do both.
  await clerk.open('待办');
  await tab('待复核');
  const list = page.getByRole('listbox', { name: '待复核的业务' });
  await expect(list.getByRole('option')).toHaveCount(2);
  await expect(page.getByRole('alert').filter({ hasText: '请换一人复核' })).toBeVisible();
  await page.keyboard.press('F9');
  await expect(rail.getByTitle('待复核')).toHaveText('2');
  await expect(page.getByRole('button', { name: '锁屏换人' })).toBeVisible();
  await enrol(page, REVIEWER, ['复核']);
  await changeClerk(page, REVIEWER.name, REVIEWER.secret);
  await clerk.ready();
  await expect(page.locator('header .clerk')).toHaveText('李复核');
  await clerk.open('待办');
  await tab('待复核');
  await expect(page.getByRole('alert').filter({ hasText: '请换一人复核' })).toHaveCount(0);

  // By keyboard alone: down the list, accept; then return the other with a reason.
  await list.focus();
  await page.keyboard.press('ArrowDown');
  const detail = page.locator('.review-detail');
  await expect(detail.getByRole('heading', { level: 2 })).toContainText(second.name);
  await expect(page.getByRole('region', { name: '规则结论' })).toContainText('可办理');
  await expect(page.getByRole('region', { name: '录入内容' })).toContainText('2027');
  await page.screenshot({ path: info.outputPath('review-queue.png') });
  await page.keyboard.press('F9');
  await expect(page.getByRole('status').filter({ hasText: '复核通过' })).toBeVisible();
  await expect(detail.getByRole('heading', { level: 2 })).toContainText(first.name);
  await expect(clerk.waiting()).toHaveText('1');
  await page.keyboard.press('F8');
  await page.getByRole('textbox', { name: '原因' }).waitFor();
  await page.keyboard.type('参保类别要再核对户口簿');
  await page.screenshot({ path: info.outputPath('review-return.png') });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('没有等您复核的业务')).toBeVisible();

  // Back to who entered it: the reason, and done anew it is looked at again.
  await changeClerk(page, FIRST_CLERK.name, FIRST_CLERK.secret);
  await clerk.ready();
  await clerk.open('待办');
  const item = page.locator('article.card').filter({ hasText: first.name });
  await expect(item).toContainText('复核退回');
  await expect(item).toContainText('参保类别要再核对户口簿');
  await expect(item).toContainText('李复核');
  await page.screenshot({ path: info.outputPath('returned.png') });
  await item.getByRole('button', { name: '改后重办' }).click();
  await clerk.accept();
  await expect(rail.getByTitle('待复核')).toHaveText('1');
  await clerk.open('待办');
  await expect(page.getByText('没有需要处理的事项')).toBeVisible();

  // The line is there again: only what was accepted goes out.
  await desk.servePlatform();
  await clerk.open('同步');
  await page.getByRole('button', { name: '立即同步' }).click();
  await expect(clerk.waiting()).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByText('已确认').first()).toBeVisible();
  await expect(rail.getByTitle('待复核')).toHaveText('1');
  await page.screenshot({ path: info.outputPath('sync.png') });
});
