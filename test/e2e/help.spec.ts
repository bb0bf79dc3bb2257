import { SCENARIO } from '#fixtures/township';
import { MATTERS } from '#shared/domain/matter';
import { axeFindings, cutOff, FULL, ZOOMED } from '../a11y/look';
import { Clerk } from '../support/clerk';
import { Keyboard } from '../support/keyboard';
import { lockDesk } from '../support/signIn';
import { expect, test } from './fixture';

test.describe.configure({ timeout: 600_000 });

const adult = SCENARIO.adultToRegister[2];

test('[HE8][HE9][HE10][HE11] F1 on a field, a matter and every page, by keyboard: articles lead to 政策, Esc gives the cursor back', async ({
  desk,
}) => {
  if (!adult) throw new Error('the sample has nobody to register');
  const { page } = desk;
  const clerk = new Clerk(page);
  const keyboard = new Keyboard(page);
  const help = page.getByRole('region', { name: '帮助', exact: true });
  const picture = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) });
  await clerk.ready();
  await page.setViewportSize(FULL);

  await test.step('on every page of the rail: its own help, and no violation that axe finds', async () => {
    const titles: string[] = [];
    for (const name of [
      '今日',
      '窗口受理',
      '人员',
      '单位',
      '入户专项',
      '待办',
      '同步',
      '政策',
      '设置',
    ] as const) {
      await clerk.open(name);
      // A page that is still coming would take the cursor for its own first field.
      await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
      await page.keyboard.press('F1');
      await expect(help).toBeVisible();
      titles.push((await page.locator('.ant-drawer-title').innerText()).trim());
      await expect(help).toContainText('接下来做什么');
      await expect(help.getByLabel('查找帮助')).toBeFocused();
      await expect.poll(() => axeFindings(page), { message: name }).toEqual([]);
      if (name === '同步') await picture('page');
      await page.keyboard.press('Escape');
      await expect(help).toBeHidden();
    }
    expect(titles).toEqual(
      ['今日', '窗口受理', '人员', '单位', '入户专项', '待办', '同步', '政策', '设置'].map(
        (t) => `帮助：${t}`,
      ),
    );
  });

  await test.step('on a field of a matter: the field, its standard, the matter and its articles', async () => {
    await keyboard.openMatter('RES_REGISTER');
    await clerk.enter({ who: { choose: '新建人员' } });
    const number = clerk.field('certNo').locator('input');
    await number.focus();
    await page.keyboard.press('F1');
    await expect(help.getByRole('region', { name: '栏目 证件号码' })).toContainText('GB 11643');
    const matter = help.getByRole('region', { name: `事项 ${MATTERS.RES_REGISTER}` });
    for (const words of ['步骤', '材料', '期限', 'R-PRE-01', '依据的条款', '第十二条'])
      await expect(matter).toContainText(words);
    await picture('field');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(help).toBeHidden();
    await expect(number).toBeFocused();
    await page.keyboard.press('F1');
    await page.keyboard.press('F1');
    await expect(help).toBeHidden();
    await expect(number).toBeFocused();
  });

  await test.step('searched by its text, and a result opened', async () => {
    await page.keyboard.press('F1');
    await help.getByLabel('查找帮助').press('Tab');
    await help.getByLabel('查找帮助').focus();
    await page.keyboard.type('离线包');
    await expect(help).toContainText(/找到 \d+ 条/);
    await picture('search');
    await help.getByRole('button', { name: '同步', exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect(help.getByRole('region', { name: '同步页' })).toBeVisible();
    await help.getByRole('button', { name: '‹ 回到本页帮助' }).press('Enter');
    await help.getByLabel('查找帮助').fill('没有这样的词');
    await expect(help.getByRole('status')).toContainText('没有找到');
    await help.getByLabel('查找帮助').fill('');
  });

  await test.step('an article is followed into 政策, and what was typed is still there afterwards', async () => {
    const article = help.getByRole('link', { name: '第十二条', exact: true }).first();
    await article.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#\/policy\/article\//);
    await expect(help).toBeHidden();
    await expect(page.getByRole('region', { name: '规则内容' })).toContainText('第十二条');
  });

  await test.step('at 200 % nothing is cut off, and a locked window tells of nobody', async () => {
    await clerk.startFor(adult.certNo, 'RES_REGISTER');
    await page.setViewportSize(ZOOMED);
    await page.keyboard.press('F1');
    await expect(help).toBeVisible();
    await expect.poll(() => cutOff(page)).toEqual([]);
    await picture('zoomed');
    await page.keyboard.press('Escape');
    await expect(help).toBeHidden();
    await page.setViewportSize(FULL);
    await lockDesk(page);
    await page.keyboard.press('F1');
    await expect(help).toContainText('锁屏');
    await expect(help).not.toContainText('事项：');
    await expect(page.locator('body')).not.toContainText(adult.name);
    await page.keyboard.press('Escape');
    await expect(page.getByLabel('口令', { exact: true })).toBeFocused();
  });
});
