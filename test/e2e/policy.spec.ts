import { canonicalJson } from '#shared/json';
import { decide } from '#shared/rules/decide';
import { answerLine } from '../../build/decide';
import { workedCases } from '../../build/lib/bookCases';
import { Clerk } from '../support/clerk';
import { expect, test } from './fixture';

test.describe.configure({ timeout: 300_000 });

/** The first worked case of every third file, and two of residents: many chapters, few cases. */
function tried() {
  const all = workedCases();
  const files = [...new Set(all.map((one) => one.file))];
  const spread = files
    .filter((_, index) => index % 3 === 0)
    .flatMap((file) => all.find((c) => c.file === file) ?? []);
  return [...spread, ...all.filter((one) => one.file.startsWith('resident/')).slice(0, 2)];
}

test('[WI20][WI21] an officer finds a rule by number and by keyboard, and reads its clause, its source and its parameters', async ({
  desk: { page },
}) => {
  const clerk = new Clerk(page);
  await clerk.ready();
  await clerk.open('政策');
  const rule = page.getByRole('region', { name: '规则内容' });
  await expect(rule).toContainText('还没有选规则');

  const box = page.getByRole('textbox', { name: '查找规则' });
  await box.fill('没有这样的规则');
  await expect(page.getByText('没有规则同时含有这些字')).toBeVisible();
  await box.fill('R-NB-01');
  await expect(page.getByText('找到 1 条')).toBeVisible();
  await box.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(rule.getByRole('heading', { level: 2 })).toContainText('R-NB-01');
  await expect(rule).toContainText('监护人在出生后 90 天内登记缴费的，从出生之日起享受待遇');
  await expect(rule).toContainText('转述');
  await expect(rule).toContainText('新生儿登记期限（天）');
  await expect(rule.getByRole('link', { name: 'R-NB-04' })).toBeVisible();

  await rule.getByRole('link', { name: 'R-NB-04' }).click();
  await expect(rule.getByRole('heading', { level: 2 })).toContainText('R-NB-04');
  await box.fill('');
  await page.getByRole('link', { name: 'R-PRE-01' }).click();
  await expect(rule).toContainText('⚠ 虚构');
  await page.evaluate(() => location.assign('#/policy/R-XX-99'));
  await expect(rule).toContainText('规则库里没有 R-XX-99');
});

test('[WI22] a case is tried, a wrong one is told where it is wrong, and nothing of it is kept', async ({
  desk: { page },
}) => {
  const clerk = new Clerk(page);
  await clerk.ready();
  await clerk.open('政策');
  await page.getByRole('link', { name: '试算' }).click();
  await expect(page.getByText('不保存、不上传')).toBeVisible();
  const text = page.getByRole('textbox', { name: '案例（JSON）' });
  const result = page.getByRole('region', { name: '试算结果' });
  await text.press('Control+Enter');
  await expect(result).toContainText('居民参保登记');
  await expect(result.locator('.verdict')).toContainText('可办理');
  await expect(result).toContainText('¥420.00');
  await expect(result).toContainText('⚠ 虚构');
  await result.locator('.finding .linklike').first().click();
  await expect(page.locator('.ant-drawer-body')).toContainText('条款');
  await page.keyboard.press('Escape');

  await text.fill((await text.inputValue()).replace('"2026-11-22"', '"2026-02-30"'));
  await page.getByRole('button', { name: '试算' }).click();
  await expect(result).toContainText('案例写得不对，没有试算');
  await expect(result).toContainText('on：');
  await clerk.open('窗口受理');
  await clerk.open('政策');
  await page.getByRole('link', { name: '试算' }).click();
  await expect(text).toHaveValue(/"on": "2026-11-22"/);
  await expect(clerk.waiting()).toHaveCount(0);
});

test('[WI23] the window answers a case with the same bytes as the command line', async ({
  desk: { page },
}) => {
  const clerk = new Clerk(page);
  await clerk.ready();
  await clerk.open('政策');
  await page.getByRole('link', { name: '试算' }).click();
  const cases = tried();
  expect(cases.length).toBeGreaterThan(9);
  for (const { subject } of cases) {
    await page.getByRole('textbox', { name: '案例（JSON）' }).fill(JSON.stringify(subject));
    await page.getByRole('button', { name: '试算' }).click();
    const shown = await page.getByRole('textbox', { name: '回答（JSON）' }).inputValue();
    expect(shown, subject.id).toBe(canonicalJson(decide(subject)));
    const line: unknown = JSON.parse(answerLine(JSON.stringify(subject)));
    expect(canonicalJson(line), subject.id).toBe(canonicalJson({ ...JSON.parse(shown), id: subject.id }));
  }
});
