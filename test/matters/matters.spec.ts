import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { SCENARIO } from '#fixtures/township';
import { MATTER_CODES } from '#shared/domain/matter';
import { INQUIRIES } from '#shared/matters/inquiries/index';
import { type Program, startProgram } from '../e2e/program';
import { Clerk } from '../support/clerk';
import { Keyboard } from '../support/keyboard';
import { QUESTIONS } from './questions';
import { WALKS } from './table';
import type { Walk } from './walks/walk';

/** One desk for all walks: the township is loaded once, and what one walk registers the next may build on. */
let program: Program;
let keys: Keyboard;
const userData = mkdtempSync(join(tmpdir(), 'canbao-matters-'));

test.beforeAll(async () => {
  test.setTimeout(600_000);
  program = await startProgram({ userData });
  const page = await program.page();
  await new Clerk(page).ready();
  keys = new Keyboard(page);
});
test.afterAll(async () => {
  await program?.stop();
  rmSync(userData, { recursive: true, force: true, maxRetries: 5 });
});
test.afterEach(async () => {
  const info = test.info();
  if (info.status !== info.expectedStatus)
    await keys.page.screenshot({ path: info.outputPath('window.png') });
});

const ending = ({ ends }: Walk) =>
  ends === 'receipt' ? 'receipt' : ends === 'article' ? 'refused' : 'stopped';

test('[MA75] every matter has a walk to the receipt and one that is refused', () => {
  for (const code of MATTER_CODES) {
    const ends = WALKS.filter((walk) => walk.code === code).map(ending);
    expect(ends, code).toContain('receipt');
    expect(
      ends.some((one) => one !== 'receipt'),
      code,
    ).toBe(true);
  }
});

for (const walk of WALKS) {
  test(`[MA75] ${walk.code}, ${walk.says}: ${ending(walk)}`, async () => {
    const { page } = keys;
    await keys.openMatter(walk.code);
    await keys.enter(walk.typed);
    if (walk.ends === 'receipt') {
      await expect(keys.panel().locator('.verdict')).toContainText('可办理');
      await keys.accept('材料齐全，本人要求办理');
      const saved = page.locator('.saved');
      await expect(saved.getByRole('status')).toContainText('已保存');
      await expect(saved).toContainText('平台回执', { timeout: 60_000 });
      return;
    }
    if (walk.ends === 'article') {
      await expect(keys.panel().locator('.verdict')).toContainText('不予办理');
      await expect(keys.panel().locator('.finding.refuse .linklike').first()).toContainText(/ R-[A-Z]+-\d/);
    } else await expect(page.locator('.counter')).toContainText(walk.ends);
    await keys.press('F9');
    await expect(page.locator('.foot-note')).toContainText(/不予办理|还不能受理|不用受理/);
    await expect(page.locator('.saved')).toHaveCount(0);
  });
}

test('[MA73] every question of 查询试算 has a walk', () => {
  expect(QUESTIONS.map(({ code }) => code)).toEqual(INQUIRIES.map(({ code }) => code));
});

for (const question of QUESTIONS) {
  test(`[MA73] ${question.code} is answered, and nothing is registered by it`, async () => {
    const { page } = keys;
    const standing = async () => {
      await page.keyboard.press('F2');
      await expect(page.getByRole('textbox', { name: '查找事项' })).toBeFocused();
      const rail = await page.locator('nav.rail').innerText();
      return { rail, drafts: await page.locator('.drafts li').count() };
    };
    const before = await standing();
    await keys.openInquiry(question.code);
    await expect(page.locator('.page-head')).toContainText('不登记、不保存、不上传');
    await keys.enter(question.typed);
    await expect(keys.panel()).toContainText(question.shows);
    await keys.press('F9');
    await expect(page.locator('.saved')).toHaveCount(0);
    expect(await standing()).toEqual(before);
  });
}

test('[MA76][MA77] registering one prepared resident takes at most 12 key presses beyond the data', async () => {
  const { page } = keys;
  const prepared = SCENARIO.adultToRegister[1];
  if (!prepared) throw new Error('the sample has nobody to register');
  keys.presses = 0;
  await keys.press('Control+K');
  await keys.data(prepared.certNo);
  await keys.press('Enter');
  await expect(page.getByRole('button', { name: '居民参保登记', exact: true })).toBeFocused();
  await keys.press('Enter');
  await expect(keys.panel().locator('.verdict')).toContainText('可办理');
  await keys.accept('本人要求办理');
  await expect(page.locator('.saved').getByRole('status')).toContainText('已保存');
  expect(keys.presses).toBeLessThanOrEqual(12);
});

test('[MA74] the next employee of the same unit begins with the unit, the next child with the household', async () => {
  const { page } = keys;
  await keys.openMatter('EMP_REGISTER');
  const [first] = SCENARIO.adultToRegister.slice(30);
  await keys.enter({
    empNo: { choose: SCENARIO.unitForHire.name },
    hireDate: { text: '20261112' },
    personId: { find: first?.certNo ?? '' },
  });
  await keys.accept('材料齐全');
  await expect(page.locator('.saved').getByRole('status')).toContainText('已保存');
  await page.getByRole('button', { name: '下一个（同单位）' }).focus();
  await keys.press('Enter');
  await expect(keys.field('empNo')).toContainText(SCENARIO.unitForHire.name);
  await expect(keys.field('hireDate').locator('input')).toHaveValue('2026-11-12');
  await expect(keys.field('personId').locator('.chosen-record')).toHaveCount(0);
  await expect(keys.field('personId').locator('input')).toBeFocused();

  const family = SCENARIO.newbornHouseholds[2];
  await keys.openMatter('NEWBORN_REGISTER');
  await keys.enter({
    guardianId: { find: family?.guardian.certNo ?? '' },
    certNo: { text: family?.child.certNo ?? '' },
    name: { text: family?.child.name ?? '' },
  });
  await keys.accept('材料齐全');
  await expect(page.locator('.saved').getByRole('status')).toContainText('已保存');
  await page.getByRole('button', { name: '下一个（同户）' }).focus();
  await keys.press('Enter');
  await expect(keys.field('guardianId').locator('.chosen-record')).toContainText(
    family?.guardian.name ?? '?',
  );
  await expect(keys.field('householdId').locator('.chosen-record')).toContainText(
    family?.guardian.householdId ?? '?',
  );
  await expect(keys.field('certNo').locator('input')).toHaveValue('');
  await expect(keys.field('name').locator('input')).toHaveValue('');
});
