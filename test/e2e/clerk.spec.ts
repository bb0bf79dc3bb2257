import { CAMPAIGN_YEAR, SCENARIO } from '#fixtures/township';
import { Clerk } from '../support/clerk';
import { lockDesk, signIn } from '../support/signIn';
import { expect, test } from './fixture';

const adult = SCENARIO.adultToRegister[0];
const IMG = '<img src=x onerror="window.hacked=1">';

test.describe.configure({ timeout: 300_000 });

test('[WI1][WI11][WI12][WI15][HH20][HH22] a clerk finds somebody, reads the article behind the answer, accepts, and locks', async ({
  desk,
}) => {
  if (!adult) throw new Error('the sample has nobody to register');
  const clerk = new Clerk(desk.page);
  const { page } = desk;
  await clerk.ready();
  await expect(page.getByText('试用模式')).toBeVisible();
  await expect(page.locator('.bands')).toContainText('虚构');

  await clerk.startFor(adult.certNo, 'RES_REGISTER');
  await expect(clerk.verdict()).toContainText('可办理');
  const panel = page.getByRole('region', { name: '办理结论' });
  await expect(panel).toContainText('¥420.00');
  await expect(panel).toContainText('参数虚构');
  await expect(panel).toContainText('依据本地资料，截至');
  const link = panel.locator('.finding .linklike').first();
  await expect(link).toContainText('R-');
  await link.click();
  const drawer = page.locator('.ant-drawer-body');
  await expect(drawer).toContainText('条款');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  const receipt = await clerk.accept();
  expect(receipt).not.toBe('');
  await expect(page.getByText('下一步')).toBeVisible();
  await clerk.open('同步');
  await expect(page.locator('.ant-table-row', { hasText: adult.name })).toContainText(/待上传|上传中|已确认/);
  await clerk.findPerson(adult.certNo);
  await expect(page.locator('main')).toContainText(`${CAMPAIGN_YEAR} 年度 已登记未缴`);
  await expect(page.locator('main')).not.toContainText(adult.certNo);
  await page.getByRole('button', { name: '显示完整证件号码' }).click();
  const asked = page.getByRole('dialog', { name: /查看.*的完整证件号码/ });
  await expect(asked.getByRole('button', { name: '记下并显示' })).toBeDisabled();
  await asked.getByLabel('查看原因').fill(`核对 ${adult.certNo}`);
  await asked.getByRole('button', { name: '记下并显示' }).click();
  await expect(asked.getByRole('alert')).toContainText('不要写');
  await asked.getByRole('button', { name: '核对本人身份证件' }).click();
  await asked.getByRole('button', { name: '记下并显示' }).click();
  await expect(page.locator('main')).toContainText(adult.certNo);
  await clerk.open('设置');
  const log = page.getByRole('region', { name: '查看记录' });
  await expect(log).toContainText(adult.id);
  await expect(log).toContainText('核对本人身份证件');
  await expect(log).not.toContainText(adult.certNo);
  await clerk.findPerson(adult.certNo);
  await expect(page.locator('main')).not.toContainText(adult.certNo);

  await clerk.startFor(adult.certNo, 'RES_CHANGE');
  const phone = clerk.field('phone').locator('input');
  await expect(phone).toHaveValue('');
  await phone.focus();
  await page.keyboard.type('15400000321');
  await expect(phone).toHaveValue('15400000321');

  await lockDesk(page);
  await expect(page.locator('body')).not.toContainText(adult.name);
  await signIn(page);
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible();
});

test('[WI6][WI13][WI14][WI16] an empty form, markup as a name, 10,000 characters, and a window killed while typing', async ({
  desk,
}) => {
  let clerk = new Clerk(desk.page);
  await clerk.ready();
  await clerk.startMatter('RES_REGISTER');
  await clerk.enter({ who: { choose: '新建人员' } });
  await desk.page.keyboard.press('F9');
  await expect(desk.page.getByText(/还不能受理：有 \d+ 项/)).toBeVisible();
  await expect(clerk.field('certNo').getByRole('alert')).toContainText('请填写证件号码');
  await expect(clerk.field('certNo').locator('input')).toBeFocused();

  await clerk.field('certType').locator('input').focus();
  await desk.page.keyboard.press('Enter');
  await expect(clerk.field('certNo').locator('input')).toBeFocused();
  await desk.page.keyboard.press('Enter');
  await expect(clerk.field('name').locator('input')).toBeFocused();

  await clerk.enter({ name: { text: '李'.repeat(10_000) } });
  await expect(clerk.field('name').getByRole('alert')).toContainText('最长 100 个字');
  await clerk.enter({ certNo: { text: '220199198405170000' } });
  await expect(clerk.field('certNo').getByRole('alert')).not.toBeEmpty();

  await clerk.enter({ name: { text: IMG } });
  await expect(clerk.field('name').getByRole('alert')).toContainText('姓名不能含有');
  await clerk.open('窗口受理');
  const draft = desk.page.locator('.rows li', { hasText: IMG });
  await expect(draft).toBeVisible();
  expect(await desk.page.evaluate(() => [document.images.length, Reflect.get(window, 'hacked')])).toEqual([
    0,
    undefined,
  ]);
  await draft.getByRole('button', { name: '继续' }).click();
  await clerk.enter({ name: { text: '单禾雨' } });
  // Said when the disk has it, and not of what was typed before.
  await desk.page.keyboard.press('Control+S');
  await expect(desk.page.getByText('草稿已存在本机')).toBeVisible();
  await clerk.open('窗口受理');
  await expect(desk.page.locator('.rows li', { hasText: '单禾雨' })).toBeVisible();

  await desk.kill('window');
  clerk = new Clerk(await desk.restart());
  await clerk.ready();
  await clerk.open('窗口受理');
  await desk.page.locator('.rows li', { hasText: '单禾雨' }).getByRole('button', { name: '继续' }).click();
  await expect(clerk.field('name').locator('input')).toHaveValue('单禾雨');
  await expect(clerk.field('certNo').locator('input')).toHaveValue('220199198405170000');
});

test('[WI10][WI17][WI18][WI34] what the platform refuses comes back with its article and can be given up with a reason', async ({
  desk,
}) => {
  const { page } = desk;
  const clerk = new Clerk(page);
  const newcomer = SCENARIO.newcomerActiveEmpElsewhere;
  await clerk.ready();
  await clerk.startMatter('RES_REGISTER');
  await clerk.enter({
    who: { choose: '新建人员' },
    certNo: { text: newcomer.certNo },
    name: { text: newcomer.name },
    householdId: { find: SCENARIO.phoneChangePerson.householdId },
    relation: { choose: '其他' },
    hukouRegion: { text: '220199' },
  });
  await clerk.accept();
  await expect(page.getByText('继续办理本户下一人')).toBeVisible();
  await expect(page.locator('.saved .rows')).toContainText(SCENARIO.phoneChangePerson.name);
  await clerk.open('待办');
  const item = page.locator('article.card', { hasText: newcomer.name });
  await expect(item).toContainText('平台不予受理', { timeout: 60_000 });
  await expect(item.locator('.cited')).toContainText('R-RES-01');
  await item.getByRole('button', { name: '一次性告知书' }).click();
  const notice = page.getByRole('dialog').getByRole('article', { name: '一次性告知书' });
  await expect(notice).toContainText(newcomer.name);
  await expect(notice).toContainText('参保关系：不知道，要向平台查询。');
  await expect(notice).toContainText('平台依据的资料本机没有');
  await page.keyboard.press('Escape');
  await expect(notice).toBeHidden();

  await item.getByRole('button', { name: '改后重办' }).click();
  await expect(page.getByText('改后重办，受理后替换原来那一笔')).toBeVisible();
  await clerk.open('待办');
  await item.getByRole('button', { name: /放弃/ }).click();
  const sure = page.getByRole('button', { name: '放弃这笔业务' });
  await expect(sure).toBeDisabled();
  await page.getByLabel('原因').fill('已在外地参加职工医保');
  await sure.click();
  await expect(page.getByText('没有需要处理的事项')).toBeVisible();
  await clerk.open('同步');
  await expect(page.locator('.ant-table-row', { hasText: newcomer.name })).toContainText('经办人已处理');
});
