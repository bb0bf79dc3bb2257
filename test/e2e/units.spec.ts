import { generateTownship, SCENARIO } from '#fixtures/township';
import type { Unit } from '#shared/domain/unit';
import { Clerk } from '../support/clerk';
import { expect, test } from './fixture';

test.describe.configure({ timeout: 300_000 });

/** Nobody's account. */
const ACCOUNT = '0000000000000012345';

const units = [...generateTownship()].filter((record): record is Unit => record.kind === 'unit');
/** Owes at least one month that bears a late fee already. */
const owing = units.find(({ assessments }) =>
  assessments.some(({ state, period }) => state === 'DUE' && period <= '2026-10'),
);

test('[UN16][UN17][UN18] by keyboard alone: a unit is found, its staff and months are read, the late fee is told for every day, and a month is assessed', async ({
  desk,
}) => {
  if (!owing) throw new Error('no unit of the sample owes');
  const { page } = desk;
  const clerk = new Clerk(page);
  await clerk.ready();
  await clerk.open('单位');
  const box = page.getByLabel('查找单位');
  await expect(box).toBeFocused();
  await page.keyboard.type('没有这样的单位');
  await expect(page.locator('main')).toContainText('没有找到“没有这样的单位”');
  await box.fill('');
  await page.screenshot({ path: test.info().outputPath('units.png') });

  await page.keyboard.type(owing.uscc ?? owing.id);
  await expect(page.locator('main').getByRole('status')).toContainText('1 个单位');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: owing.name })).toBeVisible();
  await expect(page.getByRole('table', { name: '职工名单' })).toBeVisible();
  await expect(page.locator('.page-head')).toContainText(['欠费', '在保职工']);
  await page.screenshot({ path: test.info().outputPath('staff.png') });

  // The tabs are one group of radio buttons: arrows go through them.
  await page.getByRole('radio', { name: '职工名单' }).focus();
  await page.keyboard.press('ArrowRight');
  const months = page.getByRole('table', { name: '按月核定' });
  await expect(months).toContainText('欠缴');
  const fees = page.getByRole('table', { name: '滞纳金逐日' }).first();
  await expect(fees.getByRole('row', { name: /今天/ })).toHaveCount(1);
  await expect(fees.getByRole('row', { name: /预计/ })).toHaveCount(60);
  await expect(page.locator('main')).toContainText('R-FEE-02');
  await expect(page.locator('main')).toContainText('R-ARR-01');
  await page.screenshot({ path: test.info().outputPath('arrears.png'), fullPage: true });
  await page
    .locator('.late-fee')
    .first()
    .screenshot({ path: test.info().outputPath('late-fee.png') });
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('heading', { name: '登记资料' })).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('facts.png') });

  await clerk.open('单位');
  await page.keyboard.type(SCENARIO.unitForHire.name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: SCENARIO.unitForHire.name })).toBeVisible();
  await page.getByRole('button', { name: '单位缴费核定' }).focus();
  await page.keyboard.press('Enter');
  await expect(clerk.field('period').locator('input')).toHaveValue('2026-12');
  await expect(clerk.field('staff').locator('input')).toHaveValue(/^\d+$/);
  await expect(clerk.field('baseSumFen').locator('input')).toHaveValue(/^\d+\.\d{2}$/);
  await expect(clerk.verdict()).toContainText('可办理');
  await page.screenshot({ path: test.info().outputPath('assess.png') });
  await clerk.accept();
  await clerk.open('单位');
  await page.keyboard.type(SCENARIO.unitForHire.name);
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: '核定和欠费' }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('row', { name: /2026-12/ })).toContainText('应缴，待税务回传');
});

test('[UN19][HH20] a unit registers without a line under a placeholder, is found at once, and gets its number when the platform has it', async ({
  desk,
}) => {
  const { page } = desk;
  const clerk = new Clerk(page);
  await clerk.ready();
  await clerk.open('单位');
  await page.getByRole('button', { name: '单位参保登记' }).click();
  await clerk.enter({
    name: { text: '青禾镇新测试厂' },
    establishedOn: { text: '2026-11-10' },
    villageCode: { choose: '青禾村' },
    bankName: { text: '青禾镇信用社' },
    bankAccount: { text: ACCOUNT },
  });
  await clerk.accept();
  await clerk.open('单位');
  await page.keyboard.type('qhzxcsc');
  await expect(page.getByRole('table', { name: '单位' })).toContainText('青禾镇新测试厂');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '青禾镇新测试厂' })).toBeVisible();
  await page.getByRole('radio', { name: '登记资料' }).focus();
  await page.keyboard.press('Space');
  await expect(page.locator('dl.facts')).toContainText(/2201990190\d{6}（原占位号 TMP-/, { timeout: 60_000 });

  // Its account is masked until it is asked for with a reason, and that is kept.
  await expect(page.locator('main')).not.toContainText(ACCOUNT);
  await page.getByRole('button', { name: '显示完整号码' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: '查看原因' }).waitFor();
  await page.keyboard.type('核对退费账号');
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toContainText(ACCOUNT);
  await clerk.open('设置');
  await expect(
    page.getByRole('region', { name: '查看记录' }).getByRole('row', { name: /银行账号/ }),
  ).toContainText('青禾镇新测试厂');
});
