import { expect, test } from '@playwright/test';
import { SCENARIO } from '#fixtures/township';
import { DeskOnPlatform } from '../support/deskOnPlatform';

const LONG_AFTER = '2027-02-10';
const people = SCENARIO.adultToRegister
  .filter(({ id }) => SCENARIO.adultStanding.get(id) === 'continuing')
  .slice(0, 2);
const desk = new DeskOnPlatform();
test.afterAll(() => desk.dispose());

test('[LM11] [VC7] old data stop new work before a form is filled in, a clock that runs backwards until it is confirmed; what was saved goes out all the same', async () => {
  test.setTimeout(600_000);
  const info = test.info();
  const [first, second] = people;
  if (!first || !second) throw new Error('the sample has too few people');
  await desk.servePlatform();
  let clerk = await desk.open();
  await clerk.ready();
  await desk.stopPlatform();
  await clerk.startFor(first.certNo, 'RES_REGISTER');
  await clerk.accept();
  await desk.close();

  // Eighty days later and still no line: the facts are too old to decide on.
  clerk = await desk.open({ day: LONG_AFTER });
  await clerk.ready();
  const stop = clerk.page.getByRole('alert').filter({ hasText: '已停止受理新业务' });
  await expect(stop.filter({ hasText: '本机资料是' })).toBeVisible();
  await expect(stop.filter({ hasText: '最早一笔待上传业务已等了 80 天' })).toBeVisible();
  await clerk.startFor(second.certNo, 'RES_REGISTER');
  await expect(clerk.page.locator('#accept')).toBeDisabled();
  await clerk.page.screenshot({ path: info.outputPath('stopped-form.png') });
  await clerk.open('同步');
  await clerk.page.locator('.standing-card summary').click();
  await expect(clerk.page.locator('.standing-card')).toContainText('停止受理');
  await expect(clerk.page.locator('.standing-card')).toContainText('60 天停办');
  await clerk.page.screenshot({ path: info.outputPath('stopped-sync.png') });

  // The platform is there again: delivery never stopped, the data are fresh, acceptance comes back by itself.
  await desk.servePlatform(LONG_AFTER);
  await clerk.page.getByRole('button', { name: '立即同步' }).click();
  await expect(stop).toHaveCount(0, { timeout: 60_000 });
  await expect(clerk.waiting()).toHaveCount(0, { timeout: 60_000 });
  await clerk.startFor(second.certNo, 'RES_REGISTER');
  await expect(clerk.page.locator('#accept')).toBeEnabled();
  await clerk.accept();
  await expect(clerk.waiting()).toHaveCount(0, { timeout: 60_000 });
  await desk.close();
  await desk.stopPlatform();

  // The last entry bears a day to come: by the computer's own clock, time has run backwards.
  clerk = await desk.open({ day: null });
  await clerk.ready();
  const back = clerk.page.getByRole('alert').filter({ hasText: '可能被调慢了' }).first();
  await expect(back).toBeVisible();
  await clerk.page.screenshot({ path: info.outputPath('clock-back.png') });
  await clerk.page.getByRole('button', { name: '核对日期和时间…' }).click();
  await clerk.page.getByText('电脑的日期和时间正确吗').waitFor();
  await clerk.page.screenshot({ path: info.outputPath('clock-confirm.png') });
  await clerk.page.getByRole('button', { name: '正确，继续受理' }).click();
  await expect(back).toHaveCount(0);
});
