import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { SCENARIO, TODAY } from '#fixtures/township';
import { Clerk } from '../support/clerk';
import { type HostilePlatform, startHostilePlatform } from '../support/hostilePlatform';
import { readLedger } from '../support/platformLedger';
import { type PlatformProcess, platformCommand, servePlatform } from '../support/platformProcess';
import { type Program, startProgram } from './program';

const [first, second] = SCENARIO.adultToRegister.filter(
  ({ id }) => SCENARIO.adultStanding.get(id) === 'continuing',
);
const home = mkdtempSync(join(tmpdir(), 'canbao-bag-'));
/** The memory stick that both desks save to. */
const stick = join(home, 'stick');
const platformFolder = join(home, 'platform');
let platform: PlatformProcess;
let line: HostilePlatform;
const programs: Program[] = [];

test.describe.configure({ timeout: 600_000 });

test.beforeAll(async () => {
  mkdirSync(stick);
  platform = await servePlatform({ folder: platformFolder, port: 0, today: TODAY });
  line = await startHostilePlatform(platform.url);
});
test.afterAll(async () => {
  for (const program of programs) await program.stop().catch(() => {});
  await line?.close();
  await platform?.stop();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

async function desk(name: string, url: string, code: string): Promise<Clerk> {
  const program = await startProgram({
    userData: join(home, name),
    env: {
      CANBAO_PLATFORM_URL: url,
      CANBAO_REGISTRATION_CODE: code,
      CANBAO_TODAY: TODAY,
      CANBAO_SAVE_TO: stick,
    },
  });
  programs.push(program);
  const clerk = new Clerk(await program.page());
  await clerk.ready();
  return clerk;
}

const onStick = (start: string): string =>
  join(stick, readdirSync(stick).find((name) => name.startsWith(start) && name.endsWith('.cbbag')) ?? '');

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: '离线包', exact: false }).first().click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function handIn(page: Page, item: string, file: string, confirm: string): Promise<void> {
  await choose(page, item);
  await page.getByLabel('离线包文件').setInputFiles(file);
  await page.getByRole('dialog').getByRole('button', { name: confirm }).click();
}

const said = (page: Page) => page.getByRole('dialog').locator('.bag-said');

test('[BG50] a bag goes from a desk without a line by another one to the platform, and its answer comes back', async ({
  browserName: _,
}, info) => {
  const [{ code }] = z
    .tuple([z.object({ code: z.string() })])
    .parse(await platformCommand(['registration-code', '--folder', platformFolder, '--today', TODAY]));
  const here = await desk('here', line.url, platform.code);
  await expect(here.line()).toContainText('在线', { timeout: 60_000 });
  await expect.poll(() => line.requests.get('/v1/bags/keys') ?? 0, { timeout: 60_000 }).toBeGreaterThan(0);
  line.mode = 'http-500';
  await expect(here.line()).toContainText('离线', { timeout: 60_000 });
  for (const person of [first, second]) {
    await here.startFor(person?.certNo ?? '', 'RES_REGISTER');
    await here.accept();
  }
  await here.open('同步');
  await choose(here.page, '导出离线包');
  await expect(here.page.getByRole('dialog')).toContainText('第 1 号离线包将装入 2 笔业务');
  await here.page.screenshot({ path: info.outputPath('1-export.png') });
  await here.page.getByRole('button', { name: '选择位置并导出' }).click();
  await expect(said(here.page)).toContainText('已导出，2 笔业务');
  await here.page.getByRole('dialog').getByRole('button', { name: '完成' }).click();
  await expect(here.page.getByRole('dialog')).toBeHidden();
  const out = here.page.getByRole('region', { name: '在外的离线包' });
  await expect(out).toContainText('2 笔等答复');
  const row = here.page.locator('.ant-table-row', { hasText: first?.name ?? '' });
  await expect(row).toContainText('在第 1 号离线包里');
  await expect(here.page.locator('.line-card')).toContainText('2 笔在离线包里');
  await expect(here.waiting()).toBeHidden();
  await here.page.screenshot({ path: info.outputPath('2-exported.png') });
  const bag = onStick('离线包');
  expect(readFileSync(bag, 'utf8')).not.toContain(first?.certNo ?? '');

  const there = await desk('there', platform.url, code);
  await there.open('同步');
  await handIn(there.page, '代送离线包', bag, '送到平台');
  await expect(said(there.page)).toContainText('已送到平台', { timeout: 60_000 });
  await there.page.screenshot({ path: info.outputPath('3-delivered.png') });
  const answer = onStick('答复包');
  // What is not for this desk changes nothing here.
  await there.page.getByRole('dialog').getByRole('button', { name: '完成' }).click();
  await handIn(there.page, '读入答复包', answer, '读入');
  await expect(said(there.page)).toContainText('另一台电脑');

  await handIn(here.page, '读入答复包', bag, '读入');
  await expect(said(here.page)).toContainText('不是答复包');
  await here.page.getByLabel('离线包文件').setInputFiles(answer);
  await here.page.getByRole('dialog').getByRole('button', { name: '读入' }).click();
  await expect(said(here.page)).toContainText('2 笔有了结果');
  await here.page.screenshot({ path: info.outputPath('4-read.png') });
  await here.page.getByRole('dialog').getByRole('button', { name: '完成' }).click();
  await expect(row).toContainText('平台回执');
  await expect(out).toBeHidden();
  await here.page.screenshot({ path: info.outputPath('5-confirmed.png') });

  line.mode = 'pass';
  await here.page.getByRole('button', { name: '立即同步' }).click();
  await expect(here.line()).toContainText('在线', { timeout: 60_000 });
  for (const program of programs.splice(0)) await program.stop();
  await platform.stop();
  const { rows, changes } = await readLedger(platformFolder);
  expect(rows.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
  expect(changes.get(first?.id ?? '')).toBe(1);
});
