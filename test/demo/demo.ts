import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { CAMPAIGN_YEAR, SCENARIO, TODAY } from '#fixtures/township';
import { startProgram } from '../e2e/program';
import { Clerk } from '../support/clerk';
import { readLedger } from '../support/platformLedger';
import { platformCommand, servePlatform } from '../support/platformProcess';
import { lockDesk } from '../support/signIn';
import { CONFLICT_PHONES, offlineAdults, workOffline } from './offlineDay';
import { demand, Scene } from './scene';

/**
 * A clerk's day on the sample township, through the real window against the real platform, without a display. Leaves numbered pictures,
 * the roster and `summary.json` in `out/demo/`; ends with 1 when a step is not as it should be.
 */
const OUT = join(import.meta.dirname, '../../out/demo');
const PLATFORM = join(OUT, 'platform');
const SAVED = join(OUT, 'roster');
const LATER_DAY = '2027-03-10';

rmSync(OUT, { recursive: true, force: true });
mkdirSync(SAVED, { recursive: true });
const scene = new Scene(OUT);
const figures = {
  peopleLoaded: 0,
  acceptedOnline: 0,
  acceptedOffline: 0,
  delivered: 0,
  appliedExactlyOnce: 0,
  refused: 0,
  conflict: 0,
  taxFeedbackApplied: 0,
  rosterRows: 0,
  rosterFile: '',
};

async function day(): Promise<void> {
  let platform = await scene.step('start the platform with the sample township', () =>
    servePlatform({ folder: PLATFORM, port: 0, today: TODAY }),
  );
  // It comes back at the address that the desk knows.
  const port = Number(new URL(platform.url).port);
  const env = {
    CANBAO_PLATFORM_URL: platform.url,
    CANBAO_REGISTRATION_CODE: platform.code,
    CANBAO_TODAY: TODAY,
    CANBAO_SAVE_TO: SAVED,
  };
  const userData = join(OUT, 'desk');
  let program = await scene.step('open the desk', () => startProgram({ userData, env }));
  console.log(`[WD5] a clerk's day from the first search to the printed roster, on the ${program.host} host`);
  try {
    let clerk = new Clerk(await program.page());
    await scene.step('load the township', () => clerk.ready());
    await counted(clerk);
    await scene.picture(clerk.page, 'today');
    await clerk.open('设置');
    const settings = await clerk.page.locator('main').innerText();
    figures.peopleLoaded = Number((/([\d,]{5,}) 人/.exec(settings)?.[1] ?? '0').replaceAll(',', ''));
    await scene.picture(clerk.page, 'settings');
    demand(
      figures.peopleLoaded === 50_000,
      `the desk should hold 50,000 people and says ${figures.peopleLoaded}`,
    );

    await scene.step('find people', async () => {
      const box = clerk.page.getByRole('combobox', { name: '查找人员' });
      await clerk.page.keyboard.press('Control+K');
      await box.fill('ouyang');
      await clerk.page.getByRole('option').first().waitFor();
      await scene.picture(clerk.page, 'search-pinyin');
      await box.fill('');
      await clerk.findPerson(SCENARIO.registeredUnpaid.certNo);
      await scene.picture(clerk.page, 'person');
    });

    await scene.step('register a resident with a line', async () => {
      const adult = SCENARIO.adultToRegister.at(-1);
      if (!adult) throw new Error('the sample has nobody to register');
      await clerk.startFor(adult.certNo, 'RES_REGISTER');
      await scene.picture(clerk.page, 'counter');
      await clerk.page
        .getByRole('region', { name: '办理结论' })
        .locator('.finding .linklike')
        .first()
        .click();
      await clerk.page.locator('.ant-drawer-body').waitFor();
      await scene.picture(clerk.page, 'article');
      await clerk.page.keyboard.press('Escape');
      await clerk.page.locator('.ant-drawer-body').waitFor({ state: 'hidden' });
      await clerk.accept();
      figures.acceptedOnline += 1;
      await confirmed(clerk, figures.acceptedOnline);
    });

    await scene.step('lose the network', async () => {
      await platform.stop();
      await expect(clerk.line()).toContainText('离线', { timeout: 60_000 });
    });
    const { receipts } = await scene.step('go on without it', () => workOffline(clerk, scene));
    figures.acceptedOffline = receipts.length;
    demand(new Set(receipts).size === receipts.length, 'two operations have the same receipt number');
    await clerk.open('同步');
    await scene.picture(clerk.page, 'sync-offline');

    await scene.step('close the desk and open it again, still without network', async () => {
      await program.stop();
      program = await startProgram({ userData, env });
      clerk = new Clerk(await program.page());
      await clerk.ready();
      await expect(clerk.waiting()).toHaveText(String(receipts.length));
      await counted(clerk);
      await scene.picture(clerk.page, 'today-offline');
    });

    await scene.step('meanwhile the county agency corrects a telephone number', async () => {
      const file = join(OUT, 'county.jsonl');
      const { id, phone } = SCENARIO.phoneChangePerson;
      demand(phone !== CONFLICT_PHONES.county, 'the county writes what is there already');
      const body = { personId: id, note: '县级核查', phone: CONFLICT_PHONES.county };
      writeFileSync(file, `${JSON.stringify({ matter: 'RES_CHANGE', body })}\n`);
      await platformCommand([
        'import-operations',
        file,
        '--device',
        'county-agency',
        '--folder',
        PLATFORM,
        '--today',
        TODAY,
      ]);
    });

    await scene.step('get the network back', async () => {
      platform = await servePlatform({ folder: PLATFORM, port, today: TODAY });
      await clerk.open('同步');
      await clerk.page.getByRole('button', { name: '立即同步' }).click();
      await expect(clerk.waiting()).toBeHidden({ timeout: 120_000 });
      await scene.picture(clerk.page, 'sync-confirmed');
    });
    await scene.step('see what needs a clerk', async () => {
      await clerk.open('待办');
      await expect(clerk.page.locator('article.card')).toHaveCount(2);
      figures.refused = await clerk.page.locator('article.card', { hasText: '平台不予受理' }).count();
      figures.conflict = await clerk.page.locator('article.card', { hasText: '与平台有冲突' }).count();
      await scene.picture(clerk.page, 'inbox');
      demand(
        figures.refused === 1 && figures.conflict === 1,
        'the inbox should hold one refused and one in conflict',
      );
    });

    await scene.step('the tax authority reports payments', async () => {
      const file = join(OUT, 'tax.json');
      const payments = offlineAdults.slice(0, 10).map(({ certNo, name }, index) => ({
        certNo,
        name,
        scheme: 'RES',
        period: String(CAMPAIGN_YEAR),
        paidFen: 42_000,
        paidOn: TODAY,
        voucherNo: `DEMO${String(index + 1).padStart(8, '0')}`,
      }));
      writeFileSync(file, JSON.stringify({ payments }));
      const [taken] = (await platformCommand(['tax-feedback', file, '--folder', PLATFORM])) as [
        { applied: number },
      ];
      figures.taxFeedbackApplied = taken.applied;
      demand(
        taken.applied === payments.length,
        `${taken.applied} of ${payments.length} payments were taken in`,
      );
      await clerk.open('同步');
      await clerk.page.getByRole('button', { name: '立即同步' }).click();
      await clerk.findPerson(offlineAdults[0]?.certNo ?? '');
      await expect(clerk.page.locator('main')).toContainText('已缴费', { timeout: 60_000 });
      await scene.picture(clerk.page, 'person-paid');
    });

    await scene.step("print a village's roster", async () => {
      await clerk.open('入户专项');
      await clerk.page.getByRole('button', { name: '导出花名册' }).waitFor();
      await scene.picture(clerk.page, 'campaign');
      await clerk.page.getByRole('button', { name: '导出花名册' }).click();
      await expect(clerk.page.locator('main')).toContainText('花名册已保存到', { timeout: 60_000 });
      const count = /([\d,]+) 人/.exec(await clerk.page.locator('.campaign-count').innerText());
      figures.rosterRows = Number((count?.[1] ?? '0').replaceAll(',', ''));
      const file = readdirSync(SAVED).find((name) => name.endsWith('.xlsx'));
      demand(file !== undefined && statSync(join(SAVED, file)).size > 10_000, 'the roster was not written');
      figures.rosterFile = join('out/demo/roster', file ?? '');
    });

    await scene.step('look a rule up', async () => {
      await clerk.open('政策');
      await clerk.page.getByRole('textbox', { name: '查找规则' }).fill('R-NB-01');
      await clerk.page.getByRole('link', { name: 'R-NB-01' }).click();
      await expect(clerk.page.getByRole('region', { name: '规则内容' })).toContainText('90 天');
      await scene.picture(clerk.page, 'policy');
    });

    await scene.step('lock the screen', async () => {
      await lockDesk(clerk.page);
      await scene.picture(clerk.page, 'locked');
    });
    await program.stop();
    await platform.stop();

    await scene.step('after the window has closed: a late registration in March', async () => {
      platform = await servePlatform({ folder: PLATFORM, port, today: LATER_DAY });
      program = await startProgram({ userData, env: { ...env, CANBAO_TODAY: LATER_DAY } });
      clerk = new Clerk(await program.page());
      await clerk.ready();
      const late = SCENARIO.adultToRegister.find(({ id }) => SCENARIO.adultStanding.get(id) === 'returning');
      if (!late) throw new Error('the sample has nobody who returns');
      await clerk.startFor(late.certNo, 'RES_REGISTER');
      await expect(clerk.page.getByRole('region', { name: '办理结论' })).toContainText('等待期');
      await scene.picture(clerk.page, 'late-with-waiting');
    });
  } finally {
    await program.stop().catch(() => {});
    await platform.stop();
  }
  await scene.step('ask the platform’s own ledger', () => checkLedger());
}

/** Waits until 今日 has counted the campaign, which it does behind the first paint. */
const counted = (clerk: Clerk) =>
  expect(clerk.page.locator('main')).not.toContainText('正在统计', { timeout: 60_000 });

/** Waits until the window shows `count` operations as confirmed by the platform. */
async function confirmed(clerk: Clerk, count: number): Promise<void> {
  await clerk.open('同步');
  await expect(clerk.page.locator('.ant-table-row', { hasText: '已确认' })).toHaveCount(count, {
    timeout: 60_000,
  });
}

async function checkLedger(): Promise<void> {
  const { rows, changes } = await readLedger(PLATFORM);
  const own = rows.filter(({ device }) => device !== 'county-agency');
  figures.delivered = own.length;
  const applied = own.filter(({ outcome }) => outcome === 'applied');
  const expected = figures.acceptedOnline + figures.acceptedOffline;
  demand(
    own.length === expected,
    `the ledger holds ${own.length} operations of the desk instead of ${expected}`,
  );
  demand(
    applied.length === expected - 2,
    `${applied.length} operations were applied instead of ${expected - 2}`,
  );
  // Registered once and, for the first ten, paid once: any other number of changes is a lost or a double effect.
  const wrong = offlineAdults.filter(
    ({ id }, index) => changes.get(id) !== (index < figures.taxFeedbackApplied ? 2 : 1),
  );
  demand(wrong.length === 0, `${wrong.length} people were changed more or less often than they were handled`);
  figures.appliedExactlyOnce = applied.length;
}

let trouble: string | null = null;
try {
  await day();
} catch (error) {
  trouble = error instanceof Error ? (error.stack ?? error.message) : String(error);
}
scene.summary({ ok: trouble === null, trouble, ...figures, seconds: scene.seconds });
console.log(trouble ?? `done: ${JSON.stringify(figures)}`);
process.exit(trouble === null ? 0 : 1);
