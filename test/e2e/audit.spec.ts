import { AuditView } from '#shared/audit/calls';
import { auditCommand } from '../../src/main/audit/cli';
import { Clerk } from '../support/clerk';
import { FIRST_CLERK, setUp, signIn, trySignIn } from '../support/signIn';
import { expect, test } from './fixture';

test.use({ deskEnter: false });

test('[AU3] [AU13] [AU19] the running desk notes what is done at its vault, locked or not, shows its log whole, and finds it whole at the next start', async ({
  desk,
}) => {
  test.setTimeout(600_000);
  const { page } = desk;
  await page.setViewportSize({ width: 1366, height: 768 });
  await setUp(page);
  await new Clerk(page).ready();
  await page.keyboard.press('Control+L');
  await trySignIn(page, FIRST_CLERK.name, '不是这一句话真的不是这一句');
  await expect(page.getByRole('alert')).toContainText('还可以错 4 次');
  await trySignIn(page, FIRST_CLERK.name, FIRST_CLERK.secret);
  await new Clerk(page).ready();

  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '设置' }).click();
  const card = page.getByRole('region', { name: '审计日志' });
  await expect(card.getByRole('status')).toContainText('没有发现改动或缺失');
  await card.getByRole('button', { name: '逐条核对' }).click();
  await card.getByRole('button', { name: '查看逐条记录' }).click();
  await expect(card.getByRole('table')).toContainText('口令不对 clerk-1');
  // The trial's platform keeps the head as a county's does.
  await expect
    .poll(async () => {
      const told = await page.evaluate(() => window.desktop?.call('audit/state', {}));
      return AuditView.parse(told).state?.anchoring;
    })
    .toBe('anchored');
  await card.scrollIntoViewIfNeeded();
  await page.screenshot({ path: test.info().outputPath('audit-card.png') });

  const again = await desk.restart();
  await signIn(again);
  await new Clerk(again).ready();
  const told = AuditView.parse(await again.evaluate(() => window.desktop?.call('audit/state', {})));
  expect(told.state?.findings).toEqual([]);
  expect(told.beside).toEqual([]);
  await desk.program.stop();
  const printed = await auditCommand([desk.userData]);
  if (!printed.ok) throw new Error(printed.error);
  for (const part of [
    '设置密钥库 clerk-1',
    '锁定：经办人锁定',
    '口令不对 clerk-1',
    '登录 clerk-1',
    '平台已保存',
    '程序退出',
  ])
    expect(printed.value).toContain(part);
  expect(printed.value).not.toContain(FIRST_CLERK.name);
});
