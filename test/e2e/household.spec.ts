import { SCENARIO } from '#fixtures/township';
import { MATTERS } from '#shared/domain/matter';
import { Clerk } from '../support/clerk';
import { expect, test } from './fixture';

const member = SCENARIO.phoneChangePerson;
const head = SCENARIO.personWithEmpActive;

test('[HH1] [HH2] [HH4] [HH6] [HH25] a household is found by its number, shows cover with its evidence, and is worked on by keyboard', async ({
  desk,
}, info) => {
  const { page } = desk;
  const clerk = new Clerk(page);
  await clerk.ready();
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.keyboard.press('Control+K');
  const box = page.getByRole('combobox', { name: '查找人员' });
  await box.fill(member.householdId);
  await page.getByRole('option', { name: /打开整户/ }).waitFor();
  await box.press('Enter');
  const table = page.locator('.household-table');
  const row = (name: string) => table.locator('tbody tr', { hasText: name });
  await expect(row(head.name)).toContainText('户主');
  await expect(row(head.name)).toContainText(/职工医保 正常参保.*平台参保登记/);
  await expect(row(head.name)).toContainText('不用办理居民参保');
  await expect(row(member.name)).toContainText('配偶');
  await expect(row(member.name)).toContainText('R-RES-01');
  await page.screenshot({ path: info.outputPath('household.png') });

  // What is typed into a field is no key of the page.
  await box.fill('1');
  await box.press('1');
  await expect(table).toBeVisible();
  await box.fill(member.householdId);
  await page.getByRole('option', { name: /打开整户/ }).waitFor();
  await box.press('Enter');
  await page.keyboard.press('1');
  await page.getByRole('heading', { level: 1, name: MATTERS.RES_REGISTER }).waitFor();
  await expect(page.locator('main')).toContainText(member.name);
  await clerk.accept();

  await clerk.findPerson(member.certNo);
  await expect(page.getByRole('heading', { name: '特殊身份' })).toBeVisible();
  await expect(page.locator('main')).toContainText('没有登记特殊身份');
  await page.screenshot({ path: info.outputPath('person.png'), fullPage: true });
  await page.getByRole('link', { name: '打开整户' }).click();
  await expect(row(member.name)).toContainText(/已受理，等平台确认|请到税务部门缴费/);
  await page.evaluate(() => {
    location.hash = '#/households/9999-9999';
  });
  await expect(page.locator('main')).toContainText('本机资料里没有户号 9999-9999');
});
