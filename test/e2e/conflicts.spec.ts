import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { RECORDS } from '#fixtures/deskSample';
import { certNoOf, newAdult } from '#fixtures/matterWorld';
import { SCENARIO, TODAY } from '#fixtures/township';
import type { Household } from '#shared/domain/household';
import { DeskOnPlatform } from '../support/deskOnPlatform';
import { type HostilePlatform, startHostilePlatform } from '../support/hostilePlatform';
import { readLedger } from '../support/platformLedger';
import { platformCommand } from '../support/platformProcess';

/** As they are shown before somebody asks for them. */
const MASKED = { county: '154****0001', desk: '154****0002' } as const;
const PHONES = { county: '15400990001', desk: '15400990002' } as const;
const BORN = '1991-06-17';
const NUMBER = certNoOf(BORN, 31);
const RIGHT_NUMBER = certNoOf(BORN, 33);
const person = SCENARIO.phoneChangePerson;
const home = RECORDS.find((of): of is Household => of.kind === 'household' && of.id === person.householdId);

const desk = new DeskOnPlatform();
let line: HostilePlatform;
test.describe.configure({ timeout: 400_000 });
test.beforeAll(async () => {
  line = await startHostilePlatform((await desk.servePlatform()).url);
});
test.afterAll(async () => {
  await line.close();
  await desk.dispose();
});

/** What the county agency handles meanwhile: the same telephone number otherwise, and the same certificate number elsewhere. */
async function countyIsFirst(): Promise<void> {
  if (!home) throw new Error('the sample has no such household');
  const place = { villageCode: home.villageCode, group: home.group, householdId: home.id };
  const registered = newAdult({
    ...place,
    personId: 'TMP-county-1',
    certNo: NUMBER,
    birthDate: BORN,
    sex: '1',
    name: '柳先登',
  });
  const file = join(desk.userData, '..', 'county.jsonl');
  const lines = [
    { matter: 'RES_CHANGE', body: { personId: person.id, note: '县级核查', phone: PHONES.county } },
    { matter: 'RES_REGISTER', body: { ...registered, phone: null } },
  ];
  writeFileSync(file, lines.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const device = ['--device', '县经办机构', '--today', TODAY];
  await platformCommand(['import-operations', file, '--folder', desk.platformFolder, ...device]);
}

test('[CN7][CN9][CN13][PR4][PR8] preflight finds a duplicate before it is sent; a conflict is settled by field, undone, settled again and delivered; a refusal is mended', async () => {
  const clerk = await desk.open(line.url);
  const { page } = clerk;
  await page.setViewportSize({ width: 1366, height: 768 });
  const picture = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) });
  await clerk.ready();
  line.mode = 'silent-delivery';

  await test.step('two operations wait while the platform does not answer deliveries', async () => {
    await clerk.startFor(person.certNo, 'RES_CHANGE');
    await clerk.enter({ phone: { text: PHONES.desk } });
    await clerk.accept();
    await clerk.startMatter('RES_REGISTER');
    await clerk.enter({
      who: { choose: '新建人员' },
      certNo: { text: NUMBER },
      name: { text: '柳后来' },
      householdId: { find: person.householdId },
      relation: { choose: '其他' },
      hukouRegion: { text: '220199' },
    });
    await clerk.accept();
  });

  await test.step('preflight says what will come back, and why', async () => {
    await countyIsFirst();
    await clerk.open('同步');
    await page.getByRole('button', { name: '立即同步' }).click();
    const card = page.getByRole('region', { name: '预检' });
    await expect(card).toContainText('可以现在改的 1 笔', { timeout: 60_000 });
    await expect(card.locator('li', { hasText: '柳后来' })).toContainText('R-ID-06', { timeout: 60_000 });
    await expect(card.locator('li', { hasText: person.name })).toContainText(MASKED.county);
    await picture('preflight');
  });

  await test.step('the platform decides as was predicted', async () => {
    line.mode = 'pass';
    await page.getByRole('button', { name: '立即同步' }).click();
    await expect(clerk.waiting()).toBeHidden({ timeout: 90_000 });
    await clerk.open('待办');
    await expect(page.locator('article.card')).toHaveCount(2);
    await picture('inbox');
  });

  const conflict = page.locator('article.card', { hasText: '与平台有冲突' });
  const settle = async () => {
    await expect(conflict.getByRole('button', { name: '按所选的保存' })).toBeDisabled();
    await conflict.getByRole('radio', { name: /^154(0099|\*{4})0002$/ }).check();
    await conflict.getByLabel('为什么这样选').fill('本人持新号码当面核对');
    await conflict.getByRole('button', { name: '按所选的保存' }).click();
    await expect(conflict).toBeHidden();
  };

  await test.step('the conflict shows both sides, is settled, undone and settled again', async () => {
    for (const words of ['联系电话', MASKED.county, MASKED.desk, '县经办机构', '建议'])
      await expect(conflict).toContainText(words);
    await conflict.getByRole('button', { name: '显示完整联系电话' }).click();
    await page.getByRole('button', { name: '联系本人或家属' }).click();
    await page.getByRole('button', { name: '记下并显示' }).click();
    for (const words of [PHONES.county, PHONES.desk]) await expect(conflict).toContainText(words);
    line.mode = 'silent-delivery';
    // Something else is on the line first, so that what is done now has not been sent.
    await clerk.startFor(SCENARIO.personForPause.certNo, 'RES_PAUSE');
    await clerk.enter({ reason: { choose: '迁徙' } });
    await clerk.accept();
    await expect
      .poll(() => line.requests.get('/v1/operations/silent') ?? 0, { timeout: 60_000 })
      .toBeGreaterThan(0);
    await clerk.open('待办');
    await settle();
    await picture('settled');
    const undoable = page.getByRole('region', { name: '可以撤销的处理' });
    await undoable.getByRole('button', { name: '撤销处理' }).click();
    await page.getByLabel('原因').fill('再问一次本人');
    await page.getByRole('dialog').getByRole('button', { name: '撤销处理' }).click();
    await expect(conflict).toBeVisible();
    await settle();
  });

  await test.step('the refusal is mended with the right number, and everything is delivered', async () => {
    const refused = page.locator('article.card', { hasText: '平台不予受理' });
    await expect(refused).toContainText('这个证件号码在平台上已是另一个人的');
    await expect(refused.getByRole('button', { name: '查看同号人员' })).toBeVisible();
    await refused.getByRole('button', { name: '改后重办' }).click();
    await clerk.enter({ certNo: { text: RIGHT_NUMBER } });
    await clerk.accept();
    line.mode = 'pass';
    await clerk.open('同步');
    await page.getByRole('button', { name: '立即同步' }).click();
    await expect(clerk.waiting()).toBeHidden({ timeout: 120_000 });
    await clerk.open('待办');
    await expect(page.locator('article.card')).toHaveCount(0);
    await page.getByText('处理过的冲突 1 项').click();
    await expect(page.locator('.settled')).toContainText(MASKED.county);
    await picture('after');
  });

  await desk.close();
  await desk.stopPlatform();
  const { rows } = await readLedger(desk.platformFolder);
  const ours = rows.filter(({ device }) => device !== '县经办机构').map(({ outcome }) => outcome);
  expect(ours).toEqual(['conflict', 'refused', 'applied', 'applied', 'applied']);
});
