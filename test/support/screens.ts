import type { Page } from '@playwright/test';
import { SCENARIO } from '#fixtures/township';
import type { Clerk } from './clerk';
import { lockDesk, signIn } from './signIn';

const adult = SCENARIO.adultToRegister[0];
const couple = SCENARIO.phoneChangePerson;

/** A screen, how to come to it from any other, and how to leave it where that is not by going elsewhere. */
export interface Screen {
  readonly name: string;
  readonly open: (clerk: Clerk) => Promise<void>;
  readonly close?: (page: Page) => Promise<void>;
}

export const goTo = async ({ page }: Clerk, route: string): Promise<void> => {
  await page.evaluate((to) => {
    location.hash = to;
  }, route);
  await page.locator('main').waitFor();
};
const pressEscape = (page: Page): Promise<void> => page.keyboard.press('Escape');
export const at = (name: string, route: string, there: string): Screen => ({
  name,
  open: async (clerk) => {
    await goTo(clerk, route);
    await clerk.page.locator('main').getByText(there).first().waitFor();
  },
});

/** 导出 of the last list that is with somebody; one of one group is given out where there is none. */
async function openExport(clerk: Clerk): Promise<void> {
  const { page } = clerk;
  await goTo(clerk, '/campaign');
  await page.getByText(/^下放与收回/).click();
  const buttons = page.getByRole('button', { name: /^导出第/ });
  if ((await buttons.count()) === 0) {
    await page.getByRole('button', { name: '下放…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('领取人').fill('王代办');
    await dialog.getByLabel('社（组）').click();
    await page.getByTitle('一社', { exact: true }).last().click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: /^下放/ }).click();
    await page.getByText(/已下放给王代办/).waitFor();
  }
  await buttons.first().click();
}

export const SCREENS: readonly Screen[] = [
  at('今日', '/', '已缴'),
  at('窗口受理', '/counter', '居民参保登记'),
  {
    name: '受理表单',
    open: async (clerk) => {
      await clerk.startFor(adult?.certNo ?? '', 'RES_REGISTER');
      await clerk.verdict().getByText('可办理').waitFor();
    },
  },
  {
    name: '受理表单：新建人员，有错',
    open: async (clerk) => {
      await clerk.startMatter('NEWBORN_REGISTER');
      await clerk.page.keyboard.press('F9');
      await clerk.page.getByText(/还不能受理/).waitFor();
    },
  },
  {
    name: '条文抽屉',
    open: async (clerk) => {
      await clerk.startFor(adult?.certNo ?? '', 'RES_REGISTER');
      await clerk.page.locator('.finding .linklike').first().click();
      await clerk.page.locator('.ant-drawer-body').getByText('条款').first().waitFor();
    },
    close: pressEscape,
  },
  {
    name: '一次性告知书',
    open: async (clerk) => {
      await clerk.startFor(adult?.certNo ?? '', 'RES_REGISTER');
      await clerk.page.getByRole('button', { name: '一次性告知书' }).click();
      await clerk.page.getByRole('article', { name: '一次性告知书' }).waitFor();
    },
    close: pressEscape,
  },
  {
    name: '帮助：光标在栏里',
    open: async (clerk) => {
      await clerk.startFor(adult?.certNo ?? '', 'RES_REGISTER');
      await clerk.field('year').locator('input').focus();
      await clerk.page.keyboard.press('F1');
      await clerk.page.getByRole('region', { name: '帮助', exact: true }).getByText('依据的条款').waitFor();
    },
    close: pressEscape,
  },
  {
    name: '帮助：查找',
    open: async (clerk) => {
      await goTo(clerk, '/sync');
      await clerk.page.keyboard.press('F1');
      await clerk.page.getByLabel('查找帮助').fill('离线');
      await clerk.page.locator('.help-found li').first().waitFor();
    },
    close: pressEscape,
  },
  at('没有在练习', '/practice', '现在不是练习模式'),
  {
    name: '联办',
    open: async (clerk) => {
      await goTo(clerk, `/persons/${SCENARIO.employeeForPause.id}`);
      await clerk.page.getByRole('button', { name: '联办：职工暂停参保 → 居民参保登记' }).click();
      await clerk.page.getByRole('heading', { level: 1, name: /联办/ }).waitFor();
    },
  },
  at('人员', '/persons', '人员'),
  {
    name: '查找结果',
    open: async (clerk) => {
      await clerk.page.keyboard.press('Control+K');
      await clerk.page.getByRole('combobox', { name: '查找人员' }).fill(couple.householdId);
      await clerk.page.getByRole('option').first().waitFor();
    },
    close: pressEscape,
  },
  at('个人', `/persons/${couple.id}`, '待遇时间线'),
  {
    name: '查看号码',
    open: async (clerk) => {
      await goTo(clerk, `/persons/${couple.id}`);
      await clerk.page.getByRole('button', { name: '显示完整证件号码' }).click();
      await clerk.page.getByRole('dialog').getByText('为什么要看').waitFor();
    },
    close: pressEscape,
  },
  {
    name: '参保凭证',
    open: async (clerk) => {
      await goTo(clerk, `/persons/${couple.id}`);
      await clerk.page.getByRole('button', { name: '打印参保凭证' }).click();
      await clerk.page.getByRole('article').waitFor();
    },
    close: pressEscape,
  },
  at('没有这个人', '/persons/NOBODY', '本机资料里没有这个人'),
  at('户', `/households/${couple.householdId}`, '与户主关系'),
  at('没有这一户', '/households/9999-9999', '本机资料里没有户号'),
  at('单位', '/units', '单位'),
  at('一个单位', `/units/${SCENARIO.unitForHire.id}`, '职工名单'),
  {
    name: '单位登记资料',
    open: async (clerk) => {
      await goTo(clerk, `/units/${SCENARIO.unitForHire.id}`);
      await clerk.page.getByRole('radio', { name: '登记资料' }).focus();
      await clerk.page.keyboard.press('Space');
      await clerk.page.getByRole('heading', { name: '登记资料' }).waitFor();
    },
  },
  at('回收花名册', '/returns', '填好交回的入户花名册'),
  at('年度结转', '/rollover', '先核对，再结转'),
  at('导入名单', '/lists', '还没有办理过名单'),
  at('单位批量', `/units/${SCENARIO.unitForHire.id}/batch`, '批量参保登记表'),
  at('没有这个单位', '/units/NONE', '没有'),
  at('查询试算', '/inquiry/LATE_FEE', '费款所属期'),
  at('入户专项', '/campaign', '怎样算的'),
  {
    name: '入户专项：下放',
    open: async (clerk) => {
      await goTo(clerk, '/campaign');
      await clerk.page.getByRole('button', { name: '下放…' }).click();
      await clerk.page.getByRole('dialog').getByText('这次下放').waitFor();
    },
    close: pressEscape,
  },
  {
    name: '入户专项：下放与收回',
    open: async (clerk) => {
      await goTo(clerk, '/campaign');
      await clerk.page.getByText(/^下放与收回/).click();
      await clerk.page.getByText('读入填好的花名册').waitFor();
    },
  },
  {
    name: '入户专项：领用登记',
    open: async (clerk) => {
      await goTo(clerk, '/campaign');
      await clerk.page.getByText(/^领用登记/).click();
      await clerk.page.getByText('还没有花名册离开本机').waitFor();
    },
  },
  {
    name: '入户专项：花名册导出',
    open: async (clerk) => {
      await openExport(clerk);
      await clerk.page.getByRole('button', { name: '每户一份' }).waitFor();
    },
    close: pressEscape,
  },
  {
    name: '入户专项：花名册预览',
    open: async (clerk) => {
      await openExport(clerk);
      await clerk.page.getByRole('button', { name: '打印或存为 PDF' }).click();
      await clerk.page.getByRole('dialog', { name: /打印预览/ }).waitFor();
    },
    close: pressEscape,
  },
  at('户转人', '/migration', '开始核对'),
  at('待办', '/inbox', '待办'),
  at('待复核', '/inbox/review', '待复核'),
  at('疑似重复', '/inbox/duplicates', '疑似重复'),
  at('同步', '/sync', '查验回执'),
  {
    name: '业务经过',
    open: async (clerk) => {
      await goTo(clerk, '/sync');
      await clerk.page.getByRole('button', { name: '经过' }).first().click();
      await clerk.page.locator('.way').waitFor();
    },
    close: pressEscape,
  },
  at('统计', '/statistics', '参保率'),
  at('政策', '/policy', '政策'),
  at('政策：一条规则', '/policy/R-RES-01', 'R-RES-01'),
  at('政策：试算', '/policy/try', '试算'),
  at('设置', '/settings', '查看记录'),
  at('电脑体检', '/doctor', '现在要做的'),
  {
    name: '锁屏',
    open: async (clerk) => {
      await goTo(clerk, '/');
      await lockDesk(clerk.page);
    },
    close: async (page) => {
      await signIn(page);
      await page.getByRole('navigation', { name: '主导航' }).waitFor();
    },
  },
];
