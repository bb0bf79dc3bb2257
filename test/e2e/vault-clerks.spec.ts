import { randomBytes } from 'node:crypto';
import { x25519 } from '@noble/curves/ed25519.js';
import type { Page } from '@playwright/test';
import { Clerk } from '../support/clerk';
import {
  changeClerk,
  enrol,
  FIRST_CLERK,
  lockDesk,
  setUp,
  signIn,
  trySignIn,
  vaultPhase,
} from '../support/signIn';
import { expect, test } from './fixture';

const WANG = { name: '王建国', staffNo: '2048', secret: '下雨天公共汽车总是要迟到' };
const NEW_SECRET = '河边的石头夏天也是凉凉的';

test.use({ deskEnter: false });

const rowOf = (page: Page, name: string) =>
  page.getByRole('region', { name: '经办人与口令' }).getByRole('row', { name: new RegExp(name) });
const said = (page: Page, words: string) =>
  expect(page.getByRole('status').filter({ hasText: words })).toBeVisible({ timeout: 60_000 });

test('[VS9] an administrator changes posts, another’s secret, the recovery key and the keys, lets somebody leave, and takes the desk out of use', async ({
  desk,
}) => {
  test.setTimeout(600_000);
  const info = test.info();
  let { page } = desk;
  await page.setViewportSize({ width: 1366, height: 768 });
  await setUp(page);
  await new Clerk(page).ready();
  await enrol(page, WANG);

  await rowOf(page, WANG.name).getByRole('button', { name: '岗位…' }).click();
  let dialog = page.getByRole('dialog', { name: `${WANG.name}的岗位` });
  for (const box of await dialog.getByRole('checkbox').all()) await box.uncheck();
  await dialog.getByRole('button', { name: '修改岗位' }).click();
  await expect(dialog.getByRole('alert')).toContainText('请至少选一个岗位');
  await dialog.getByRole('checkbox', { name: /^复核/ }).check();
  await page.screenshot({ path: info.outputPath('posts.png') });
  await dialog.getByRole('button', { name: '修改岗位' }).click();
  await said(page, `${WANG.name}的岗位改为：复核`);
  // The only administrator stays one.
  await rowOf(page, FIRST_CLERK.name).getByRole('button', { name: '岗位…' }).click();
  dialog = page.getByRole('dialog', { name: `${FIRST_CLERK.name}的岗位` });
  await dialog.getByRole('checkbox', { name: /^管理/ }).uncheck();
  await dialog.getByRole('button', { name: '修改岗位' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByRole('button', { name: '返回' }).click();

  await rowOf(page, WANG.name).getByRole('button', { name: '口令…' }).click();
  dialog = page.getByRole('dialog', { name: `重设${WANG.name}的口令` });
  await dialog.getByLabel('新口令').fill(NEW_SECRET);
  await dialog.getByLabel('再输一次').fill(NEW_SECRET);
  await dialog.getByRole('button', { name: '重设' }).click();
  await said(page, `${WANG.name}的口令已重设`);
  await lockDesk(page);
  await trySignIn(page, WANG.name, WANG.secret);
  await expect(page.getByRole('alert')).toContainText('口令不对');
  await signIn(page, WANG.name, NEW_SECRET);
  const clerk = new Clerk(page);
  await clerk.ready();
  await clerk.open('设置');
  await expect(page.getByRole('button', { name: '修改我的口令…' })).toBeVisible();
  await expect(page.getByRole('button', { name: '轮换密钥…' })).toHaveCount(0);

  await changeClerk(page, FIRST_CLERK.name, FIRST_CLERK.secret);
  await clerk.ready();
  await clerk.open('设置');
  await rowOf(page, WANG.name).getByRole('button', { name: '离岗…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '办理离岗' }).click();
  await said(page, `${WANG.name}已离岗`);
  await expect(page.getByText(`已离岗：${WANG.name}（${WANG.staffNo}）`)).toBeVisible();

  await page.getByRole('button', { name: '填写恢复公钥…' }).click();
  dialog = page.getByRole('dialog', { name: '县级恢复公钥' });
  await dialog.getByLabel('恢复公钥').fill('不是公钥');
  await dialog.getByRole('button', { name: '保存公钥' }).click();
  await expect(dialog.getByRole('alert')).toContainText('公钥不对');
  await dialog.getByLabel('恢复公钥').fill(Buffer.from(x25519.getPublicKey(randomBytes(32))).toString('hex'));
  await dialog.getByRole('button', { name: '保存公钥' }).click();
  await said(page, '恢复公钥已保存');
  await expect(page.getByRole('note').filter({ hasText: '还没有县级恢复公钥' })).toHaveCount(0);

  await page.getByRole('button', { name: '轮换密钥…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '轮换密钥' }).click();
  await said(page, '已换用第 2 号密钥');
  await page.screenshot({ path: info.outputPath('rotated.png') });

  page = await desk.restart();
  await page.setViewportSize({ width: 1366, height: 768 });
  const who = page.getByRole('combobox', { name: '经办人' });
  await who.click();
  await who.fill(WANG.name);
  await expect(page.locator('.ant-select-dropdown:visible .ant-select-item-option')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await signIn(page);
  const again = new Clerk(page);
  await again.ready();
  await again.open('设置');
  await page.getByRole('button', { name: '停用本机…' }).click();
  dialog = page.getByRole('dialog', { name: '停用本机？' });
  await dialog.getByRole('button', { name: '销毁密钥并停用' }).click();
  await expect(dialog.getByRole('alert')).toContainText('请照样输入');
  await dialog.getByLabel('请输入').fill('停用本机');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await page.screenshot({ path: info.outputPath('decommission.png') });
  await dialog.getByRole('button', { name: '销毁密钥并停用' }).click();
  await expect(page.getByRole('heading', { name: '这台电脑已停用' })).toBeVisible({ timeout: 60_000 });
  page = await desk.restart();
  expect(await vaultPhase(page)).toBe('shredded');
  await expect(page.getByRole('heading', { name: '这台电脑已停用' })).toBeVisible();
});
