import type { Page } from '@playwright/test';
import { PRACTICE_BAND } from '#shared/practice/practice';
import { axeFindings, cutOff, FULL, ZOOMED } from '../a11y/look';
import { Clerk } from '../support/clerk';
import { Keyboard } from '../support/keyboard';
import { expect, test } from './fixture';

test.describe.configure({ timeout: 900_000 });
test.use({ deskPractice: true, deskEnv: { CANBAO_PRACTICE: '1' } });

const SLOW = { timeout: 90_000 };
const step = (page: Page) => page.locator('.practice-step');
const current = (page: Page) => page.getByRole('region', { name: '正在练的课' });

/** A trainee without a mouse: from the practice page on, everything is done with keys. */
class Trainee {
  readonly clerk: Clerk;
  readonly keyboard: Keyboard;
  constructor(readonly page: Page) {
    this.clerk = new Clerk(page);
    this.keyboard = new Keyboard(page);
  }

  private async toPractice(): Promise<void> {
    await this.page.keyboard.press('F6');
    await expect(this.page.getByRole('heading', { level: 1, name: '练习' })).toBeVisible();
  }
  /** F6, and Enter on the lesson that comes next: it has the cursor. */
  async begin(title: string): Promise<void> {
    await this.toPractice();
    const start = this.page.getByRole('button', { name: `开始：${title}` });
    await expect(start).toBeEnabled(SLOW);
    await expect(start).toBeFocused();
    await this.page.keyboard.press('Enter');
    await expect(current(this.page)).toContainText(`正在练的课：${title}`);
  }
  /** F6, and Enter on what this step asks for: its button has the cursor. */
  async bringAbout(doing: string): Promise<void> {
    await this.toPractice();
    const button = current(this.page).getByRole('button', { name: doing });
    await expect(button).toBeFocused();
    await this.page.keyboard.press('Enter');
  }
  async at(n: number): Promise<void> {
    await expect(step(this.page)).toContainText(new RegExp(` ${n}/\\d：`), SLOW);
  }
  async done(title: string): Promise<void> {
    await expect(step(this.page)).toContainText(`“${title}”完成`, SLOW);
  }
  /** What the step says of one field: the clerk types what she reads. */
  async read(words: RegExp): Promise<string> {
    await expect(step(this.page)).toContainText(words);
    const [, found] = words.exec(await step(this.page).innerText()) ?? [];
    if (!found) throw new Error(`the step does not say ${words}`);
    return found;
  }
  /** Ctrl+K, the number, Enter: their page; Enter again starts the matter with the cursor. */
  async enrol(): Promise<void> {
    await this.clerk.findPerson(await this.read(/输入 (\w+)，/));
    await expect(this.page.locator('.buttons button').first()).toBeFocused();
    await this.page.keyboard.press('Enter');
    await expect(this.clerk.verdict()).toContainText('可办理', SLOW);
    await this.page.keyboard.press('F9');
  }
  async enrolNewcomer(): Promise<void> {
    const [certNo, name, household, region] = [
      await this.read(/证件号码 (\w+)，/),
      await this.read(/姓名 ([^，]+)，/),
      await this.read(/户号 ([\w-]+)，/),
      await this.read(/户籍地区划代码 (\d{6})/),
    ];
    await this.keyboard.openMatter('RES_REGISTER');
    await this.keyboard.enter({
      who: { choose: '新建人员' },
      certNo: { text: certNo },
      name: { text: name },
      householdId: { find: household },
      relation: { choose: '其他' },
      hukouRegion: { text: region },
    });
    await this.clerk.accept();
  }
  /** 待办: gives up what came back, with a reason. */
  async giveUp(): Promise<void> {
    await this.clerk.open('待办');
    const item = this.page.locator('article.card').first();
    await item.getByRole('button', { name: /放弃/ }).press('Enter');
    await this.page.getByLabel('原因').fill('练习');
    await this.page.getByRole('button', { name: '放弃这笔业务' }).press('Enter');
  }
}

test('[HE10][PM7][PM10][PM11][PM12][PM13] all six lessons by keyboard: each is reached by what really happened, the power cut included', async ({
  desk,
}) => {
  let page = desk.page;
  let trainee = new Trainee(page);
  const picture = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) });
  await trainee.clerk.ready();
  await page.setViewportSize(FULL);

  await test.step('普通参保登记', async () => {
    await trainee.begin('普通参保登记');
    await picture('lesson');
    expect(await axeFindings(page)).toEqual([]);
    await trainee.enrol();
    await trainee.done('普通参保登记');
  });

  await test.step('断网受理与恢复', async () => {
    await trainee.begin('断网受理与恢复');
    const platform = await desk.program.pid('platform');
    expect(platform).not.toBeNull();
    await trainee.bringAbout('断开网络');
    await expect(trainee.clerk.line()).toContainText('离线', SLOW);
    await expect.poll(() => desk.program.pid('platform')).toBeNull();
    await trainee.at(2);
    // The platform is stopped: help of a matter, its articles too, is told without it.
    await trainee.keyboard.openMatter('EMP_REGISTER');
    await page.keyboard.press('F1');
    const help = page.getByRole('region', { name: '帮助', exact: true });
    await expect(help).toContainText('依据的条款', SLOW);
    await expect(help.getByRole('link', { name: '第十九条', exact: false }).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(help).toBeHidden();
    await trainee.enrol();
    await page.locator('.saved').waitFor();
    await trainee.at(3);
    await picture('offline');
    await expect(trainee.clerk.waiting()).toHaveText('1');
    await trainee.bringAbout('恢复网络');
    await trainee.done('断网受理与恢复');
    expect(await desk.program.pid('platform')).not.toBe(platform);
  });

  await test.step('平台退回', async () => {
    await trainee.begin('平台退回');
    await trainee.enrolNewcomer();
    await trainee.at(3);
    await trainee.giveUp();
    await trainee.done('平台退回');
  });

  await test.step('冲突处理', async () => {
    await trainee.begin('冲突处理');
    await trainee.bringAbout('断开网络');
    await trainee.at(2);
    await trainee.clerk.findPerson(await trainee.read(/输入 (\w+)，/));
    await page.locator('.buttons').getByRole('button', { name: '居民信息变更', exact: true }).press('Enter');
    await trainee.clerk.enter({ phone: { text: '15400990002' } });
    await trainee.clerk.accept();
    await trainee.at(3);
    await trainee.bringAbout('恢复网络（县里已先改过）');
    await trainee.at(4);
    await trainee.clerk.open('待办');
    const conflict = page.locator('article.card', { hasText: '与平台有冲突' });
    await conflict.getByRole('radio', { name: /^154(0099|\*{4})0002$/ }).press('Space');
    await conflict.getByLabel('为什么这样选').fill('本人当面核对');
    await picture('conflict');
    await conflict.getByRole('button', { name: '按所选的保存' }).press('Enter');
    await trainee.done('冲突处理');
  });

  await test.step('断电后找回', async () => {
    await trainee.begin('断电后找回');
    await trainee.bringAbout('安排断电');
    await trainee.at(2);
    const browser = await desk.program.pid('window');
    // The window may be gone before it has answered F9.
    await trainee.enrol().catch((error: unknown) => {
      if (!String(error).includes('has been closed')) throw error;
    });
    await desk.program.died(browser);
    // The clerk starts the program as every morning: nothing says that it is practice but what it wrote down itself.
    page = await desk.restart({ CANBAO_PRACTICE: '' }, true);
    trainee = new Trainee(page);
    await trainee.clerk.ready();
    await page.setViewportSize(FULL);
    await expect(page.locator('.practice-band')).toContainText(PRACTICE_BAND);
    await trainee.done('断电后找回');
    await trainee.clerk.open('同步');
    await expect(page.locator('.ant-table-row').first()).toContainText(/已确认|待上传|上传中/);
  });

  await test.step('重复参保', async () => {
    await trainee.begin('重复参保');
    await trainee.enrolNewcomer();
    await trainee.at(3);
    await trainee.giveUp();
    await trainee.done('重复参保');
  });

  await test.step('all of it is learnt and noted; at 200 % nothing is cut off', async () => {
    await page.keyboard.press('F6');
    await expect(page.locator('main')).toContainText('学会 6 / 6 课');
    await picture('learnt');
    expect(await axeFindings(page)).toEqual([]);
    await page.setViewportSize(ZOOMED);
    expect(await cutOff(page)).toEqual([]);
    await picture('zoomed');
  });
});
