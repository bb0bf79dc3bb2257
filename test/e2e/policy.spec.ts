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

test('[WI24][WI25] an officer goes by document and by matter to an article, and reads why one has no rule', async ({
  desk: { page },
}) => {
  const clerk = new Clerk(page);
  await clerk.ready();
  await clerk.open('政策');
  const shown = page.getByRole('region', { name: '规则内容' });
  const list = page.getByRole('navigation', { name: '规则', exact: true });
  await page.getByText('按文件', { exact: true }).click();
  await list.getByRole('link', { name: '第十九条 用工之日起30日内登记' }).click();
  await expect(shown.getByRole('heading', { level: 2 })).toHaveText('第十九条');
  await expect(shown.getByRole('article', { name: 'R-EMP-19-1', exact: true })).toContainText('适用条件');
  await expect(shown).toContainText('职工登记期限（天）');
  await expect(shown.getByRole('region', { name: '案例' })).toContainText('第 31 天登记逾期 1 天');

  await shown
    .getByRole('link', { name: /参保管理经办规程/ })
    .first()
    .click();
  await expect(shown).toContainText('无规则（主管部门或经办机构的职责）');
  await expect(shown).toContainText('无规则（原文未取得）');
  await shown.getByRole('link', { name: '第五条', exact: true }).click();
  await shown.getByRole('link', { name: 'R-GEN-06' }).click();
  await expect(shown.getByRole('heading', { level: 2 })).toContainText('R-GEN-06');

  await page.getByText('按事项', { exact: true }).click();
  await list.getByRole('link', { name: '新生儿参保登记' }).click();
  await expect(shown.getByRole('link', { name: 'R-NB-01', exact: true })).toBeVisible();
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
