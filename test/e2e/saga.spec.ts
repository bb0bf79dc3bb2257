import { expect, test } from '@playwright/test';
import { generateTownship, SCENARIO, TODAY } from '#fixtures/township';
import type { MatterCode } from '#shared/domain/matter';
import type { Person } from '#shared/domain/person';
import type { Village } from '#shared/domain/region';
import type { Json } from '#shared/json';
import { operatorOf } from '../../src/platform/operator/operator';
import { SAMPLE_COUNTY } from '../../src/platform/sample';
import type { Clerk } from '../support/clerk';
import { DeskOnPlatform } from '../support/deskOnPlatform';

const WHO = SCENARIO.personWithEmpActive;
let desk: DeskOnPlatform;

test.beforeEach(async () => {
  desk = new DeskOnPlatform();
  await desk.servePlatform();
});
test.afterEach(() => desk.dispose());

/** What the county agency handles while the desk has no line. */
async function countyChanges(matter: MatterCode, body: Record<string, Json>): Promise<void> {
  const opened = await operatorOf(
    { folder: desk.platformFolder, databaseUrl: null, sample: false, template: null },
    TODAY,
  );
  if (!opened.ok) throw new Error(opened.error.text);
  const [result] = await opened.value.importOperations({
    device: '县窗口',
    jurisdiction: SAMPLE_COUNTY,
    lines: [{ matter, body: { ...body, note: null } }],
  });
  expect(result).toMatchObject({ verdict: { outcome: 'applied' } });
  await opened.value.close();
}

/** 职工暂停参保 and 居民参保登记 of one person, filled in up to F9. */
async function fillIn(clerk: Clerk): Promise<void> {
  await clerk.findPerson(WHO.certNo);
  await clerk.page.getByRole('button', { name: '联办：职工暂停参保 → 居民参保登记' }).click();
  await expect(clerk.page.getByRole('heading', { level: 1 })).toContainText('联办');
  await clerk.enter({ reason: { choose: '辞职' } });
  await expect(clerk.verdict()).toContainText('可办理');
}

test('[SG20] both steps are filled in on one page, accepted with one F9 and confirmed one after the other', async ({
  browserName: _,
}, info) => {
  const clerk = await desk.open();
  await clerk.ready();
  await fillIn(clerk);
  const { page } = clerk;
  await expect(page.getByRole('region', { name: '办理结论' })).toContainText('没有待遇');
  await page.screenshot({ path: info.outputPath('saga-form.png'), fullPage: true });
  await page.keyboard.press('F9');
  const saved = page.locator('.saved');
  await expect(saved.getByRole('status')).toContainText('已保存');
  await expect(saved.locator('.receipt')).toHaveCount(2);
  await expect(saved.getByText('已确认')).toHaveCount(2, { timeout: 60_000 });
  await page.screenshot({ path: info.outputPath('saga-saved.png'), fullPage: true });
  await clerk.open('今日');
  await expect(page.getByRole('region', { name: '未完成的联办' })).toHaveCount(0);
});

test('[SG20] a saga that breaks at the platform stands under 未完成的联办 until the old relation is back', async ({
  browserName: _,
}, info) => {
  test.slow();
  const clerk = await desk.open();
  await clerk.ready();
  const { page } = clerk;
  await desk.stopPlatform();
  await fillIn(clerk);
  await clerk.enter({ phone: { text: '15400049001' } });
  await page.keyboard.press('F9');
  await expect(page.locator('.saved').getByRole('status')).toContainText('已保存');

  // Meanwhile another agency changes the number that the second step writes too.
  await countyChanges('EMP_CHANGE', { personId: WHO.id, phone: '15400049002' });
  await desk.servePlatform();

  await clerk.open('同步');
  await page.getByRole('button', { name: '立即同步' }).first().click();
  await clerk.open('今日');
  const watch = page.getByRole('region', { name: '未完成的联办' });
  await expect(watch).toContainText('第 1 步 职工暂停参保（已确认）；第 2 步 居民参保登记（有冲突）', {
    timeout: 90_000,
  });
  await page.screenshot({ path: info.outputPath('saga-broken.png'), fullPage: true });
  await watch.getByRole('button', { name: '恢复原参保关系…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('另办一笔职工参保登记');
  await page.screenshot({ path: info.outputPath('saga-take-back.png'), fullPage: true });
  await page.getByLabel('原因').fill('居民登记未成，本人仍在原单位');
  await dialog.getByRole('button', { name: /恢\s*复/ }).click();
  await expect(watch).toHaveCount(0, { timeout: 90_000 });
  await clerk.findPerson(WHO.certNo);
  await page.screenshot({ path: info.outputPath('saga-person.png'), fullPage: true });
});

/** A household of four of the sample, all alive, the head first; a village that is not theirs, and another household. */
function movingFamily() {
  const homes = new Map<string, Person[]>();
  const villages: Village[] = [];
  for (const record of generateTownship()) {
    if (record.kind === 'village') villages.push(record);
    if (record.kind !== 'person') continue;
    const home = homes.get(record.householdId);
    if (home === undefined) homes.set(record.householdId, [record]);
    else home.push(record);
  }
  const isWhole = (who: Person[]) =>
    who.length === 4 && who[0]?.relation === '02' && who.every((person) => person.survival === '1');
  const family = [...homes.values()].find(isWhole);
  const target = villages.find(({ id, groups }) => id !== family?.[0]?.villageCode && groups.length > 1);
  const elsewhere = [...homes].find(([, who]) => who !== family)?.[0];
  if (family === undefined || target === undefined || elsewhere === undefined)
    throw new Error('the sample has a household of four');
  return { family, target, elsewhere };
}

/** 整户迁移 from the head's page, to a new household in another village, filled in up to F9. */
async function fillInMove(clerk: Clerk, family: readonly Person[], target: Village): Promise<void> {
  const { page } = clerk;
  await clerk.findPerson(family[0]?.certNo ?? '');
  await page.locator('.buttons').getByRole('button', { name: '整户迁移' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('整户迁移');
  for (const { name } of family) await expect(page.getByRole('checkbox', { name })).toBeChecked();
  await clerk.enter({
    householdNew: { tick: true },
    villageCode: { choose: target.name },
    group: { choose: target.groups[1] ?? '' },
    address: { text: `${target.name}二社 8 号` },
  });
  await expect(clerk.verdict()).toContainText('可办理：各步一起');
}

test('[SG20][SG22][SG27] a household moves on one page with one F9; half typed it is a draft that comes back', async ({
  browserName: _,
}, info) => {
  test.slow();
  const { family, target } = movingFamily();
  const clerk = await desk.open();
  await clerk.page.setViewportSize({ width: 1366, height: 768 });
  await clerk.ready();
  const { page } = clerk;
  await clerk.findPerson(family[0]?.certNo ?? '');
  await page.screenshot({ path: info.outputPath('move-person.png') });
  await page.locator('.buttons').getByRole('button', { name: '整户迁移' }).click();
  await clerk.enter({ householdNew: { tick: true } });
  await page.screenshot({ path: info.outputPath('move-blank.png') });
  await page.keyboard.press('Control+S');
  await expect(page.getByText('草稿已存在本机')).toBeVisible();
  await clerk.open('窗口受理');
  const row = page.getByRole('listitem').filter({ hasText: '整户迁移' });
  await expect(row).toContainText(`整户迁移 · ${family[0]?.name} · 还缺：村（居）、社（组）`);
  await page.screenshot({ path: info.outputPath('move-draft.png') });
  await row.getByRole('button', { name: /继\s*续/ }).click();
  await clerk.enter({
    villageCode: { choose: target.name },
    group: { choose: target.groups[1] ?? '' },
    address: { text: `${target.name}二社 8 号` },
  });
  await expect(clerk.verdict()).toContainText('可办理：各步一起');
  await page.screenshot({ path: info.outputPath('move-form.png') });
  await page.keyboard.press('F9');
  const saved = page.locator('.saved');
  await expect(saved.getByRole('status')).toContainText('已保存，4 步都在');
  await expect(saved.locator('.receipt')).toHaveCount(4);
  await expect(saved.getByText('已确认')).toHaveCount(4, { timeout: 90_000 });
  await page.screenshot({ path: info.outputPath('move-saved.png') });
  await clerk.open('窗口受理');
  await expect(page.getByText('没有草稿')).toBeVisible();
  await clerk.findPerson(family[3]?.certNo ?? '');
  await expect(page.getByText(`${target.townName} ${target.name} ${target.groups[1]}`)).toBeVisible();
  await page.screenshot({ path: info.outputPath('move-there.png') });
});

test('[SG25] a household of which one member cannot be moved stands under 未完成的联办 until the others are back', async ({
  browserName: _,
}, info) => {
  test.slow();
  const { family, target, elsewhere } = movingFamily();
  const [head, , third] = family;
  if (head === undefined || third === undefined) throw new Error('four people');
  const clerk = await desk.open();
  await clerk.page.setViewportSize({ width: 1366, height: 768 });
  await clerk.ready();
  const { page } = clerk;
  await desk.stopPlatform();
  await fillInMove(clerk, family, target);
  await page.keyboard.press('F9');
  await expect(page.locator('.saved').getByRole('status')).toContainText('已保存，4 步都在');
  // Meanwhile the county has put the third into another household.
  await countyChanges('RES_CHANGE', { personId: third.id, householdId: elsewhere });
  await desk.servePlatform();
  await clerk.open('同步');
  await page.getByRole('button', { name: '立即同步' }).first().click();
  await clerk.open('今日');
  const watch = page.getByRole('region', { name: '未完成的联办' });
  await expect(watch).toContainText(`${head.name}一户的整户迁移没有办完`, { timeout: 90_000 });
  await expect(watch).toContainText('分在两处');
  await expect(watch.getByText('有冲突', { exact: true })).toHaveCount(1);
  await page.screenshot({ path: info.outputPath('move-broken.png') });
  await clerk.open('待办');
  await page.screenshot({ path: info.outputPath('move-inbox.png') });
  await clerk.open('今日');
  await watch.getByRole('button', { name: '恢复：迁回原户…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(`${head.name}`);
  await page.screenshot({ path: info.outputPath('move-take-back.png') });
  await page.getByLabel('原因').fill('三人已由县里另行迁户，全家暂不迁');
  await dialog.getByRole('button', { name: /恢\s*复/ }).click();
  await expect(watch).toHaveCount(0, { timeout: 90_000 });
  await clerk.findPerson(head.certNo ?? '');
  await expect(page.getByText(head.householdId, { exact: true })).toBeVisible();
  await page.screenshot({ path: info.outputPath('move-back.png') });
});
