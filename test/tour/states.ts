import { expect } from '@playwright/test';
import { SCENARIO } from '#fixtures/township';
import type { Clerk } from '../support/clerk';
import { DeskOnPlatform } from '../support/deskOnPlatform';
import { type HostilePlatform, startHostilePlatform } from '../support/hostilePlatform';
import { at, goTo, SCREENS, type Screen } from '../support/screens';
import { type Album, SIZES, type State } from './album';

/** A small village, in which nobody has worked yet. */
const QUIET_VILLAGE = { name: '小孤山村', codes: ['220199100218'] };

/** What a desk shows that has nothing to show. */
const EMPTY: readonly Screen[] = [
  at('今日', '/', '本日受理'),
  at('窗口受理', '/counter', '居民参保登记'),
  at('人员', '/persons', '人员'),
  {
    name: '查找没有结果',
    open: async (clerk) => {
      await goTo(clerk, '/persons');
      await clerk.page.keyboard.press('Control+K');
      await clerk.page.getByRole('combobox', { name: '查找人员' }).fill('查无此人');
      await clerk.page.getByText('查无此人').first().waitFor();
    },
    close: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
    },
  },
  {
    name: '单位，没有结果',
    open: async (clerk) => {
      await goTo(clerk, '/units');
      await clerk.page.getByLabel('查找单位').fill('没有这样的单位');
      await clerk.page.locator('main').getByText('没有找到').first().waitFor();
    },
  },
  at('入户专项', '/campaign', '导出花名册'),
  at('待办', '/inbox', '待办'),
  at('待复核', '/inbox/review', '待复核'),
  at('同步', '/sync', '查验回执'),
];

async function walk(album: Album, clerk: Clerk, state: State, screens: readonly Screen[]): Promise<void> {
  await clerk.page.setViewportSize(SIZES[0]);
  for (const { name, open, close } of screens) {
    try {
      await open(clerk);
    } catch (error) {
      // The others are looked at all the same; the tour then ends with 1.
      album.miss(state, name, error);
      continue;
    }
    await album.take(clerk.page, state, name);
    await close?.(clerk.page);
  }
}

/** 已保存, a refusal that came back, and a form with a refusal: what stands in the lists of a day at work. */
async function aDaysWork(clerk: Clerk): Promise<void> {
  const [, second] = SCENARIO.adultToRegister;
  await clerk.startFor(second?.certNo ?? '', 'RES_REGISTER');
  await clerk.accept();
  await clerk.startMatter('RES_REGISTER');
  const { certNo, name, villageName } = SCENARIO.newcomerActiveEmpElsewhere as {
    certNo: string;
    name: string;
    villageName?: string;
  };
  await clerk.enter({ who: { choose: '新建' } });
  await clerk.enter({ certNo: { text: certNo }, name: { text: name } });
  if (villageName !== undefined) await clerk.enter({ villageCode: { choose: villageName } });
}

const segmentsAsked = ({ requests }: HostilePlatform): number =>
  [...requests].filter(([path]) => path.includes('/segments/')).length;

/** A township at work, then the same without a line. */
export async function normalAndOffline(album: Album): Promise<void> {
  const desk = new DeskOnPlatform();
  try {
    await desk.servePlatform();
    const clerk = await desk.open();
    await clerk.ready();
    await clerk.page.setViewportSize(SIZES[0]);
    await aDaysWork(clerk);
    await walk(album, clerk, 'normal', SCREENS);
    await desk.stopPlatform();
    await expect(clerk.line()).toContainText('离线', { timeout: 60_000 });
    const [, , third] = SCENARIO.adultToRegister;
    await clerk.startFor(third?.certNo ?? '', 'RES_REGISTER');
    await clerk.accept();
    await album.take(clerk.page, 'offline', '已保存，待上传');
    await walk(album, clerk, 'offline', SCREENS);
  } finally {
    await desk.dispose();
  }
}

export async function empty(album: Album): Promise<void> {
  const desk = new DeskOnPlatform(QUIET_VILLAGE);
  try {
    await desk.servePlatform();
    const clerk = await desk.open();
    await clerk.ready();
    await walk(album, clerk, 'empty', EMPTY);
  } finally {
    await desk.dispose();
  }
}

/** The first fetch that goes on, then what is wrong: another county's people, a platform that fails, forms that cannot be accepted. */
export async function loadingAndErrors(album: Album): Promise<void> {
  const desk = new DeskOnPlatform();
  const line = await startHostilePlatform((await desk.servePlatform()).url);
  try {
    line.mode = 'silent-segments';
    let clerk = await desk.open(line.url);
    await clerk.page.setViewportSize(SIZES[0]);
    await clerk.page
      .getByRole('heading', { name: '正在下载本辖区资料' })
      .waitFor()
      .catch(async (error: unknown) => {
        throw new Error(`it shows: ${await clerk.page.locator('body').innerText()}`, { cause: error });
      });
    await expect.poll(() => segmentsAsked(line), { timeout: 60_000 }).toBeGreaterThan(1);
    await album.take(clerk.page, 'loading', '第一次下载');
    await desk.close();
    desk.deleteBrowserStore();
    line.mode = 'foreign-people';
    clerk = await desk.open(line.url);
    await expect(clerk.page.locator('body')).toContainText(/不属于青禾镇/, { timeout: 60_000 });
    await album.take(clerk.page, 'error', '平台给错了辖区的资料');
    await desk.close();
    line.mode = 'pass';
    clerk = await desk.open(line.url);
    await clerk.ready();
    await clerk.page.getByText('正在统计').waitFor();
    await album.take(clerk.page, 'loading', '今日，还在统计');
    await goTo(clerk, '/inbox/duplicates');
    await clerk.page.getByText(/正在空闲时逐人核对/).waitFor();
    await album.take(clerk.page, 'loading', '疑似重复，还在核对');
    line.mode = 'html';
    await goTo(clerk, '/sync');
    await clerk.page.getByRole('button', { name: '立即同步' }).click();
    await expect(clerk.page.locator('.line-card')).toContainText('遇到的问题', { timeout: 60_000 });
    await album.take(clerk.page, 'error', '同步：连到的不是平台');
    await walk(
      album,
      clerk,
      'error',
      SCREENS.filter(({ name }) => name.includes('有错') || name.startsWith('没有')),
    );
    await clerk.startFor(SCENARIO.personWithEmpActive.certNo, 'RES_REGISTER');
    await expect(clerk.verdict()).toContainText('不予办理');
    await album.take(clerk.page, 'error', '不予办理');
  } finally {
    await line.close();
    await desk.dispose();
  }
}
