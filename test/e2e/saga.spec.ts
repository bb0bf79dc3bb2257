import { expect, test } from '@playwright/test';
import { SCENARIO, TODAY } from '#fixtures/township';
import { operatorOf } from '../../src/platform/operator/operator';
import { SAMPLE_COUNTY } from '../../src/platform/sample';
import type { Clerk } from '../support/clerk';
import { DeskOnPlatform } from '../support/deskOnPlatform';

const WHO = SCENARIO.personWithEmpActive;
let desk: DeskOnPlatform;

test.beforeEach(async () => {
  desk = new DeskOnPlatform();
  await desk.servePlatform();
});
test.afterEach(() => desk.dispose());

/** 职工暂停参保 and 居民参保登记 of one person, filled in up to F9. */
async function fillIn(clerk: Clerk): Promise<void> {
  await clerk.findPerson(WHO.certNo);
  await clerk.page.getByRole('button', { name: '联办：职工暂停参保 → 居民参保登记' }).click();
  await expect(clerk.page.getByRole('heading', { level: 1 })).toContainText('联办');
  await clerk.enter({ reason: { choose: '辞职' } });
  await expect(clerk.verdict()).toContainText('可办理');
}

test('[SG20] both steps are filled in on one page, accepted with one F9 and confirmed one after the other', async ({
  browserName: _,
}, info) => {
  const clerk = await desk.open();
  await clerk.ready();
  await fillIn(clerk);
  const { page } = clerk;
  await expect(page.getByRole('region', { name: '办理结论' })).toContainText('没有待遇');
  await page.screenshot({ path: info.outputPath('saga-form.png'), fullPage: true });
  await page.keyboard.press('F9');
  const saved = page.locator('.saved');
  await expect(saved.getByRole('status')).toContainText('已保存');
  await expect(saved.locator('.receipt')).toHaveCount(2);
  await expect(saved.getByText('已确认')).toHaveCount(2, { timeout: 60_000 });
  await page.screenshot({ path: info.outputPath('saga-saved.png'), fullPage: true });
  await clerk.open('今日');
  await expect(page.getByRole('region', { name: '未完成的联办' })).toHaveCount(0);
});

test('[SG20] a saga that breaks at the platform stands under 未完成的联办 until the old relation is back', async ({
  browserName: _,
}, info) => {
  test.slow();
  const clerk = await desk.open();
  await clerk.ready();
  const { page } = clerk;
  await desk.stopPlatform();
  await fillIn(clerk);
  await clerk.enter({ phone: { text: '15400049001' } });
  await page.keyboard.press('F9');
  await expect(page.locator('.saved').getByRole('status')).toContainText('已保存');

  // Meanwhile another agency changes the number that the second step writes too.
  const opened = await operatorOf(
    { folder: desk.platformFolder, databaseUrl: null, sample: false, template: null },
    TODAY,
  );
  if (!opened.ok) throw new Error(opened.error.text);
  const [result] = await opened.value.importOperations({
    device: '县窗口',
    jurisdiction: SAMPLE_COUNTY,
    lines: [{ matter: 'EMP_CHANGE', body: { personId: WHO.id, phone: '15400049002', note: null } }],
  });
  expect(result).toMatchObject({ verdict: { outcome: 'applied' } });
  await opened.value.close();
  await desk.servePlatform();

  await clerk.open('同步');
  await page.getByRole('button', { name: '立即同步' }).first().click();
  await clerk.open('今日');
  const watch = page.getByRole('region', { name: '未完成的联办' });
  await expect(watch).toContainText('第 1 步 职工暂停参保（已确认）；第 2 步 居民参保登记（有冲突）', {
    timeout: 90_000,
  });
  await page.screenshot({ path: info.outputPath('saga-broken.png'), fullPage: true });
  await watch.getByRole('button', { name: '恢复原参保关系…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('另办一笔职工参保登记');
  await page.screenshot({ path: info.outputPath('saga-take-back.png'), fullPage: true });
  await page.getByLabel('原因').fill('居民登记未成，本人仍在原单位');
  await dialog.getByRole('button', { name: /恢\s*复/ }).click();
  await expect(watch).toHaveCount(0, { timeout: 90_000 });
  await clerk.findPerson(WHO.certNo);
  await page.screenshot({ path: info.outputPath('saga-person.png'), fullPage: true });
});
