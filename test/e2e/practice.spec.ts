import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import type { Page } from '@playwright/test';
import { SCENARIO } from '#fixtures/township';
import { PRACTICE_BAND, PRACTICE_PAPER } from '#shared/practice/practice';
import { Clerk } from '../support/clerk';
import { expect, test } from './fixture';

test.describe.configure({ timeout: 600_000 });

/** A platform somebody runs on this machine: whatever is asked of it is written down. */
let real: Server;
let realUrl: string;
let asked: string[];
test.beforeEach(async () => {
  asked = [];
  real = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume();
    response.statusCode = 503;
    response.end('{}');
  });
  await new Promise<void>((resolve) => real.listen(0, '127.0.0.1', resolve));
  realUrl = `http://127.0.0.1:${(real.address() as AddressInfo).port}`;
});
test.afterEach(() => new Promise((resolve) => real.close(resolve)));

/** What of the real desk counts: its journal, its registration and what lies beside them. Not the browser's own files, nor logs of the start. */
function filesOf(userData: string): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (folder: string): void => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const inside = relative(userData, path);
      if (/^(practice|chromium|logs|trial-platform|host\.)/.test(inside)) continue;
      if (statSync(path).isDirectory()) walk(path);
      else found[inside] = createHash('sha256').update(readFileSync(path)).digest('hex');
    }
  };
  walk(userData);
  return found;
}

const picture = (page: Page, name: string) =>
  page.screenshot({ path: test.info().outputPath(`${name}.png`) });

test.describe('from the settings and back', () => {
  test('[PM1][PM2][PM5][PM8][PM9] into practice by keyboard, an operation there, a paper that says it is none, the village put back, and out: the real desk is as it was', async ({
    desk,
  }) => {
    let clerk = new Clerk(desk.page);
    await clerk.ready();
    await desk.page.setViewportSize({ width: 1366, height: 768 });
    await clerk.startFor(SCENARIO.personForPause.certNo, 'RES_PAUSE');
    await clerk.enter({ reason: { choose: '迁徙' } });
    await clerk.accept();
    await expect(clerk.waiting()).toBeHidden({ timeout: 60_000 });
    await expect(desk.page.locator('.practice-band')).toHaveCount(0);
    await expect(desk.page.getByRole('link', { name: /练习/ })).toHaveCount(0);
    await clerk.open('设置');
    const into = desk.page.getByRole('button', { name: '进入练习…' });
    await into.focus();
    await picture(desk.page, 'settings');
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('tooltip').getByRole('button', { name: '进入练习' }).press('Enter');

    const page = await desk.startedAgain(true);
    const before = filesOf(desk.userData);
    expect(Object.keys(before)).toContain('journal/journal.jnl');
    clerk = new Clerk(page);
    await clerk.ready();
    await page.setViewportSize({ width: 1366, height: 768 });
    await expect(page.locator('.practice-band')).toContainText(PRACTICE_BAND);
    await clerk.open('同步');
    await expect(page.locator('.ant-table-row')).toHaveCount(0);
    const adult = SCENARIO.adultToRegister[30];
    if (!adult) throw new Error('the sample has too few adults');
    await clerk.startFor(adult.certNo, 'RES_REGISTER');
    await clerk.accept();
    await page
      .getByRole('button', { name: /打印.*回执|回执/ })
      .first()
      .click();
    const sheets = page.locator('.sheets .sheet');
    await expect(sheets.first()).toContainText(PRACTICE_PAPER);
    await expect(page.locator('.print-bar')).toContainText(PRACTICE_BAND);
    await picture(page, 'paper');
    for (const sheet of await sheets.all())
      await expect(sheet.locator('.sheet-stamp')).toHaveText(PRACTICE_PAPER);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+L');
    await expect(page.getByRole('heading', { name: '窗口已锁屏' })).toBeVisible();
    await expect(page.locator('.practice-band')).toContainText(PRACTICE_BAND);
    await page.getByRole('button', { name: /解锁/ }).press('Enter');

    await clerk.ready();
    await page.keyboard.press('F6');
    await expect(page.getByRole('heading', { level: 1, name: '练习' })).toBeVisible();
    await picture(page, 'practice');
    await page.getByRole('button', { name: '练习村恢复原样…' }).press('Enter');
    await page.getByRole('tooltip').getByRole('button', { name: '恢复原样' }).press('Enter');
    const anew = await desk.startedAgain(true);
    clerk = new Clerk(anew);
    await clerk.ready();
    expect(existsSync(join(desk.userData, 'practice/village-1'))).toBe(false);
    await clerk.open('同步');
    await expect(anew.locator('.ant-table-row')).toHaveCount(0);
    expect(filesOf(desk.userData)).toEqual(before);
    await anew.keyboard.press('F6');
    await anew.getByRole('button', { name: '离开练习' }).press('Enter');

    const home = await desk.startedAgain(false);
    clerk = new Clerk(home);
    await clerk.ready();
    const after = filesOf(desk.userData);
    for (const file of ['desk.json', 'journal/journal.jnl', 'journal/delivery.jnl'])
      expect(after[file], file).toBe(before[file]);
    await expect(home.locator('.practice-band')).toHaveCount(0);
    await clerk.open('同步');
    await expect(home.locator('.ant-table-row')).toHaveCount(1);
    await expect(home.locator('.ant-table-row')).toContainText(SCENARIO.personForPause.name);
  });
});

test.describe('whatever the settings say', () => {
  test.use({ deskPractice: true, deskEnv: { CANBAO_PRACTICE: '1' } });
  test('[PM3][PM4] a platform named in the settings sees no request of practice, and none is registered', async ({
    desk,
  }) => {
    const page = await desk.restart({
      CANBAO_PLATFORM_URL: realUrl,
      CANBAO_REGISTRATION_CODE: 'QH-1',
    });
    const clerk = new Clerk(page);
    await clerk.ready();
    await expect(page.locator('.practice-band')).toContainText(PRACTICE_BAND);
    const said = await page.evaluate(
      (url) => window.desktop?.call('desk/register', { url, code: 'QH-1', name: '一号窗口' }),
      realUrl,
    );
    expect(said).toMatchObject({ ok: false, error: { code: 'PRACTICE' } });
    await clerk.startFor(SCENARIO.personForPause.certNo, 'RES_PAUSE');
    await clerk.enter({ reason: { choose: '迁徙' } });
    await clerk.accept();
    await expect(clerk.waiting()).toBeHidden({ timeout: 60_000 });
    await clerk.open('设置');
    await expect(page.locator('main')).toContainText('练习平台');
    expect(asked).toEqual([]);
  });
});
