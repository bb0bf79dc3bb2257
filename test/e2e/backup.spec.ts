import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { SCENARIO } from '#fixtures/township';
import type { DesktopBridge } from '#shared/host';
import { Clerk } from '../support/clerk';
import { DeskOnPlatform } from '../support/deskOnPlatform';
import { readLedger } from '../support/platformLedger';
import { FIRST_CLERK, signIn, vaultPhase } from '../support/signIn';

const people = SCENARIO.adultToRegister
  .filter(({ id }) => SCENARIO.adultStanding.get(id) === 'continuing')
  .slice(0, 2);
const certNo = (n: number): string => people[n]?.certNo ?? '';
const delivered = (clerk: Clerk) => expect(clerk.waiting()).toHaveCount(0, { timeout: 60_000 });
const headOf = (clerk: Clerk) =>
  clerk.page.evaluate(() =>
    (window as unknown as { desktop: DesktopBridge }).desktop.call('journal/head', {}),
  );

const desk = new DeskOnPlatform();
test.afterAll(() => desk.dispose());

test('[BK40] the desk is backed up to a stick, looked over, and restored on a second profile, where the work goes on', async () => {
  test.slow();
  const shots = test.info().outputDir;
  const stick = join(desk.platformFolder, '../stick');
  mkdirSync(stick, { recursive: true });
  await desk.servePlatform();
  let clerk = await desk.open({ saveTo: stick });
  await clerk.ready();
  await clerk.startFor(certNo(0), 'RES_REGISTER');
  await clerk.accept();
  await delivered(clerk);
  await clerk.page.setViewportSize({ width: 1366, height: 768 });
  await clerk.open('设置');
  const card = clerk.page.getByRole('region', { name: '备份' });
  await card.getByRole('button', { name: '选择存放位置…' }).click();
  await expect(card).toContainText(stick);
  await card.getByRole('button', { name: '立即备份' }).click();
  await expect(card.getByRole('status')).toContainText('读回核对', { timeout: 60_000 });
  await card.getByRole('button', { name: '现在演练' }).click();
  await expect(card).toContainText('可以恢复', { timeout: 60_000 });
  await card.scrollIntoViewIfNeeded();
  await clerk.page.screenshot({ path: join(shots, 'card.png') });

  await card.getByRole('link', { name: '打开电脑体检' }).click();
  const table = clerk.page.getByRole('region', { name: '电脑体检' });
  await expect(table.getByRole('row', { name: /最近备份/ })).toContainText('✓ 正常');
  await expect(table.getByRole('row', { name: /备份演练/ })).toContainText('✓ 正常');
  await expect(table.getByRole('row', { name: /恢复密钥/ })).toContainText('✗ 要办');
  await clerk.page.screenshot({ path: join(shots, 'doctor.png') });
  await clerk.page.keyboard.press('Control+P');
  const preview = clerk.page.getByRole('dialog', { name: /打印预览/ });
  await expect(preview.locator('.sheets .sheet')).toHaveCount(1);
  await expect(preview).not.toContainText(FIRST_CLERK.name);
  await clerk.page.screenshot({ path: join(shots, 'paper.png') });
  await clerk.page.keyboard.press('Escape');
  const head = await headOf(clerk);
  await desk.close();
  // One by the button, one at the stop.
  const backups = readdirSync(stick).filter((name) => name.endsWith('.cbbak'));
  expect(backups.length).toBeGreaterThanOrEqual(2);
  const newest = Math.max(...backups.map((name) => Number(/-(\d+)\.cbbak$/.exec(name)?.[1])));

  desk.userData = `${desk.userData}-second`;
  const page = await desk.start({ saveTo: stick });
  expect(await vaultPhase(page)).toBe('absent');
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByRole('button', { name: '从备份恢复…' }).click();
  await page.screenshot({ path: join(shots, 'restore-empty.png') });
  await page.getByRole('button', { name: '选择备份文件…' }).click();
  await expect(page.getByText(`-${newest}.cbbak`)).toBeVisible();
  await page.getByLabel('原来的口令').fill('不是这一句口令啊真的不是');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('口令不对');
  await page.screenshot({ path: join(shots, 'restore-wrong.png') });
  await page.getByLabel('原来的口令').fill(FIRST_CLERK.secret);
  await page.keyboard.press('Enter');
  const again = await desk.startedAgain();
  expect(await vaultPhase(again)).toBe('locked');
  await signIn(again);
  clerk = new Clerk(again);
  await clerk.ready();
  expect(await headOf(clerk)).toEqual(head);
  await clerk.startFor(certNo(1), 'RES_REGISTER');
  await clerk.accept();
  await delivered(clerk);
  await desk.close();
  await desk.stopPlatform();

  const { rows, changes } = await readLedger(desk.platformFolder);
  expect(rows.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
  expect(people.map(({ id }) => changes.get(id))).toEqual([1, 1]);
});
