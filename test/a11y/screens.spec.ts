import type { Page } from '@playwright/test';
import { SCENARIO } from '#fixtures/township';
import { expect, test } from '../e2e/fixture';
import { Clerk } from '../support/clerk';
import { axeFindings, cutOff, FULL, ZOOMED } from './look';

const adult = SCENARIO.adultToRegister[0];
const couple = SCENARIO.phoneChangePerson;

/** A screen, how to come to it from any other, and how to leave it where that is not by going elsewhere. */
interface Screen {
  readonly name: string;
  readonly open: (clerk: Clerk) => Promise<void>;
  readonly close?: (page: Page) => Promise<void>;
}

const goTo = async ({ page }: Clerk, route: string): Promise<void> => {
  await page.evaluate((to) => {
    location.hash = to;
  }, route);
  await page.locator('main').waitFor();
};
const pressEscape = (page: Page): Promise<void> => page.keyboard.press('Escape');
const at = (name: string, route: string, there: string): Screen => ({
  name,
  open: async (clerk) => {
    await goTo(clerk, route);
    await clerk.page.locator('main').getByText(there).first().waitFor();
  },
});

const SCREENS: readonly Screen[] = [
  at('今日', '/', '本日受理'),
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
  at('联办', `/saga/RES_PAUSE/${SCENARIO.personForPause.id}`, '联办'),
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
  at('入户专项', '/campaign', '导出花名册'),
  at('待办', '/inbox', '待办'),
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
  at('政策', '/policy', '政策'),
  at('政策：一条规则', '/policy/R-RES-01', 'R-RES-01'),
  at('政策：试算', '/policy/try', '试算'),
  at('设置', '/settings', '查看记录'),
  {
    name: '锁屏',
    open: async (clerk) => {
      await goTo(clerk, '/');
      await clerk.page.keyboard.press('Control+L');
      await clerk.page.getByRole('heading', { name: '窗口已锁屏' }).waitFor();
    },
    close: async (page) => {
      await page.getByRole('button', { name: /解锁/ }).click();
      await page.getByRole('navigation', { name: '主导航' }).waitFor();
    },
  },
];

/** Looks at the screen as it stands, at 1366×768 and at 200 %, and keeps a picture of both. */
async function look(page: Page, name: string): Promise<Record<string, string[]>> {
  const info = test.info();
  const axe = await axeFindings(page);
  await page.screenshot({ path: info.outputPath(`${name}.png`) });
  await page.setViewportSize(ZOOMED);
  const cut = await cutOff(page);
  await page.screenshot({ path: info.outputPath(`${name}-200.png`) });
  await page.setViewportSize(FULL);
  return {
    ...(axe.length > 0 ? { [name]: axe } : {}),
    ...(cut.length > 0 ? { [`${name} 200 %`]: cut } : {}),
  };
}

test('[WI70] [WI71] every screen, drawer and dialog is without anything that axe finds, and at 200 % nothing is cut off at the side', async ({
  desk,
}) => {
  const { page } = desk;
  const clerk = new Clerk(page);
  await clerk.ready();
  await page.setViewportSize(FULL);
  // One operation on the desk, so that lists, drawers and papers have something to show.
  await clerk.startFor(SCENARIO.adultToRegister[1]?.certNo ?? '', 'RES_REGISTER');
  await clerk.accept();
  const found = await look(page, '已保存');
  for (const { name, open, close } of SCREENS) {
    await test.step(name, async () => {
      await open(clerk);
      Object.assign(found, await look(page, name));
      await close?.(page);
    });
  }
  expect(found).toEqual({});
});

test.describe('a desk that is not registered', () => {
  test.use({ deskEnv: { CANBAO_PLATFORM_URL: 'http://127.0.0.1:9', CANBAO_REGISTRATION_CODE: 'NONE' } });
  test('[WI70] [WI71] the screen to register, at both sizes', async ({ desk }) => {
    await desk.page.getByRole('heading', { level: 1 }).waitFor();
    await desk.page.setViewportSize(FULL);
    expect(await look(desk.page, '登记')).toEqual({});
    // The looks themselves find what is wrong: a button without a name, a line that is wider than the window, one that is cut by its frame.
    await desk.page.evaluate(() => {
      const add = (tag: string, text: string, style: string) => {
        const made = document.createElement(tag);
        made.textContent = text;
        made.style.cssText = style;
        document.querySelector('.whole-card')?.append(made);
      };
      add('button', '', '');
      add('p', '宽'.repeat(90), 'white-space: nowrap; width: max-content');
      add('p', '断'.repeat(90), 'white-space: nowrap; overflow: hidden');
    });
    expect((await axeFindings(desk.page)).join()).toContain('button-name');
    await desk.page.setViewportSize(ZOOMED);
    const cut = (await cutOff(desk.page)).join();
    expect(cut).toContain('宽宽');
    expect(cut).toMatch(/hidden by .*断断/);
  });
});
