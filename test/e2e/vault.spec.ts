import { Clerk } from '../support/clerk';
import {
  changeClerk,
  choose,
  enrol,
  FIRST_CLERK,
  setUp,
  signIn,
  trySignIn,
  vaultPhase,
} from '../support/signIn';
import { expect, test } from './fixture';

const WANG = { name: '王建国', staffNo: '2048', secret: '下雨天公共汽车总是要迟到' };
const ZHAO = { name: '赵桂兰', staffNo: '3072', secret: '灶台上的蓝花碗缺了个角' };

test.use({ deskEnter: false });

test('[VS6] [VS7] [VS8] a new desk is set up, locked, and opened again by keyboard; a wrong secret is told, and after five of them the wait counts down', async ({
  desk,
}) => {
  test.setTimeout(600_000);
  const info = test.info();
  const { page } = desk;
  await page.setViewportSize({ width: 1366, height: 768 });
  expect(await vaultPhase(page)).toBe('absent');
  const secret = page.getByLabel('口令', { exact: true });
  await expect(page.getByLabel('姓名')).toBeFocused();
  await secret.fill('1234');
  await expect(page.getByText('只用数字太容易被试出来')).toBeVisible();
  await secret.fill('短口令');
  await expect(page.getByText('口令太短')).toBeVisible();
  await page.getByRole('button', { name: '设置并登录' }).click();
  await expect(page.getByRole('alert')).toContainText('请填写姓名');
  await page.screenshot({ path: info.outputPath('set-up.png') });
  await setUp(page);
  const clerk = new Clerk(page);
  await clerk.ready();
  await expect(page.locator('header .clerk')).toHaveText(FIRST_CLERK.name);
  await expect(page.getByRole('note').filter({ hasText: '还没有县级恢复公钥' })).toBeVisible();

  // Nothing of anybody is left on the screen, and the page that held it is gone.
  await page.evaluate(() => Object.assign(window, { before: true }));
  await page.keyboard.press('Control+L');
  await expect(page.getByRole('heading', { name: '登录参保台' })).toBeVisible();
  await expect(page.locator('.frame')).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => 'before' in window)).toBe(false);
  await page.keyboard.press('F1');
  await expect(page.getByRole('region', { name: '帮助' })).toContainText('忘了口令');
  await page.keyboard.press('F1');
  await expect(secret).toBeFocused();

  for (let left = 4; left >= 1; left--) {
    await trySignIn(page, FIRST_CLERK.name, '不是这一句话真的不是这一句');
    await expect(page.getByRole('alert')).toContainText(`还可以错 ${left} 次`);
  }
  await trySignIn(page, FIRST_CLERK.name, '不是这一句话真的不是这一句');
  const waiting = page.getByText(/还要等 .*才能再试/);
  await expect(waiting).toBeVisible();
  await expect(secret).toBeDisabled();
  const told = await waiting.innerText();
  await expect(waiting).not.toHaveText(told);
  await page.screenshot({ path: info.outputPath('waiting.png') });
  await desk.restart();
  await expect(desk.page.getByText(/还要等 .*才能再试/)).toBeVisible();
  // At its end the box is there again, with the cursor in it.
  const again = desk.page.getByLabel('口令', { exact: true });
  await expect(again).toBeFocused({ timeout: 90_000 });
  await signIn(desk.page);
  await new Clerk(desk.page).ready();
});

test('[CL4] [CL6] [CL8] [VS9] a second clerk is taken on and sees nothing of the first one’s draft until it is handed over', async ({
  desk,
}) => {
  test.setTimeout(600_000);
  const info = test.info();
  const { page } = desk;
  await page.setViewportSize({ width: 1366, height: 768 });
  await setUp(page);
  const clerk = new Clerk(page);
  await clerk.ready();
  await enrol(page, WANG);
  await enrol(page, ZHAO);
  await page.screenshot({ path: info.outputPath('settings.png') });
  await clerk.startMatter('RES_REGISTER');
  await clerk.enter({ phone: { text: '15400000077' } });
  await page.keyboard.press('Control+S');
  await expect(page.getByText('草稿已存在本机')).toBeVisible();
  const own = page.url();

  await changeClerk(page, WANG.name, WANG.secret);
  await clerk.ready();
  await clerk.open('窗口受理');
  await expect(page.getByText('没有草稿')).toBeVisible();
  await page.goto(own);
  await expect(page.getByText('在同事名下')).toBeVisible();
  await clerk.open('设置');
  await expect(page.getByRole('button', { name: '修改我的口令…' })).toBeVisible();
  await expect(page.getByRole('button', { name: '录用经办人…' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: '停用本机…' })).toHaveCount(0);

  await changeClerk(page, FIRST_CLERK.name, FIRST_CLERK.secret);
  await clerk.ready();
  await clerk.open('窗口受理');
  await page.getByRole('button', { name: '移交…' }).click();
  const dialog = page.getByRole('dialog', { name: '移交草稿' });
  await choose(dialog.getByRole('combobox', { name: '交给谁' }), WANG.staffNo);
  await page.screenshot({ path: info.outputPath('hand-over.png') });
  await dialog.getByRole('button', { name: '移交' }).click();
  await expect(page.getByText('没有草稿')).toBeVisible();
  // An administrator sees that there is one, whose, and nothing in it.
  await expect(page.getByText(`${WANG.name} 1 份`)).toBeVisible();
  await page.screenshot({ path: info.outputPath('others-drafts.png') });

  await changeClerk(page, WANG.name, WANG.secret);
  await clerk.ready();
  await clerk.open('窗口受理');
  await expect(page.getByText(`${FIRST_CLERK.name}移交`)).toBeVisible();
  await page.getByRole('button', { name: '继续' }).click();
  await expect(clerk.field('phone').locator('input')).toHaveValue('15400000077');
  await clerk.open('同步');
  await expect(page.getByRole('checkbox', { name: '只看我的' })).toBeVisible();
});
