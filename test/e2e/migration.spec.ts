import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import type { Page } from '@playwright/test';
import { MEMBER_KINDS, type OldTable, oldRecords, oldWorkbook } from '#fixtures/migration';
import { CLASS_CODES, CLASS_LABELS, type MigrationClass, wayOf } from '#shared/migration/classes';
import { Clerk } from '../support/clerk';
import { expect, test } from './fixture';

const files = mkdtempSync(join(tmpdir(), 'canbao-migration-e2e-'));
test.use({ deskEnv: { CANBAO_SAVE_TO: files } });
test.afterAll(() => rmSync(files, { recursive: true, force: true }));

const records = oldRecords({ members: 300 });
const of = (code: MigrationClass): number =>
  records.members.filter(({ kind }) => MEMBER_KINDS[kind] === code).length;
const fileOf = (which: OldTable): string => {
  const path = join(files, `${which}.xlsx`);
  writeFileSync(path, oldWorkbook(records, which));
  return path;
};

async function compare(page: Page): Promise<void> {
  await page.getByLabel('户登记表').setInputFiles(fileOf('households'));
  await page.getByLabel('公安户籍数据').setInputFiles(fileOf('police'));
  await page.getByLabel('职工参保名单').setInputFiles(fileOf('employees'));
  await page.getByRole('button', { name: '开始核对' }).press('Enter');
  await expect(page.getByRole('status', { name: '计数', exact: true })).toContainText('与读入一致', {
    timeout: 120_000,
  });
}

test('[HM17] [HM18] [HM19] [HM10] two files are compared, classes are looked through, the visit list is saved, the matched are registered, and again nothing changes', async ({
  desk,
}, info) => {
  test.setTimeout(600_000);
  const { page } = desk;
  const clerk = new Clerk(page);
  await clerk.ready();
  await page.setViewportSize({ width: 1366, height: 768 });
  await clerk.open('设置');
  await page.getByRole('link', { name: '打开户转人' }).press('Enter');
  await expect(page.getByRole('button', { name: '开始核对' })).toBeDisabled();
  await page.screenshot({ path: info.outputPath('choose.png') });

  await page.getByLabel('户登记表').setInputFiles({
    name: '坏.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('PK\u0003\u0004 not a workbook'),
  });
  await page.getByLabel('公安户籍数据').setInputFiles(fileOf('police'));
  await page.getByRole('button', { name: '开始核对' }).press('Enter');
  await expect(page.getByRole('alert')).toContainText(/户登记表：.*(损坏|不是)/, { timeout: 60_000 });
  await page.screenshot({ path: info.outputPath('broken.png') });

  await compare(page);
  const main = page.locator('main');
  for (const code of CLASS_CODES)
    await expect(page.getByRole('button', { name: `${CLASS_LABELS[code]} ${of(code)}` })).toBeVisible();
  await page.getByRole('button', { name: /^户籍查不到/ }).press('Enter');
  await expect(page.getByRole('table', { name: /户籍查不到/ })).toContainText('R-MIG-02');
  await expect(page.getByRole('table', { name: /户籍查不到/ })).toHaveAttribute(
    'aria-rowcount',
    String(of('NO_HUKOU_MATCH')),
  );
  expect(await main.innerText()).not.toMatch(/\d{17}[\dX]/);
  await page.screenshot({ path: info.outputPath('class.png') });

  await page.getByRole('button', { name: /^保存入户调查名单/ }).press('Enter');
  await expect(main).toContainText('入户调查名单已存为', { timeout: 60_000 });
  const saved = readdirSync(files).find((name) => name.startsWith('入户调查名单')) ?? '';
  const book = read(readFileSync(join(files, saved)), { type: 'buffer' });
  const rows = book.SheetNames.slice(1).flatMap((name) => {
    const sheet = book.Sheets[name];
    return sheet === undefined ? [] : utils.sheet_to_json<string[]>(sheet, { header: 1 }).slice(3);
  });
  const wanted = CLASS_CODES.filter((code) => wayOf(code) === 'visit').reduce(
    (sum, code) => sum + of(code),
    0,
  );
  expect(rows).toHaveLength(wanted);

  const matched = of('MATCHED');
  const counts = page.getByRole('status', { name: '登记计数' });
  const check = async (): Promise<void> => {
    await page.getByRole('button', { name: '登记…' }).press('Enter');
    const look = page.getByRole('button', { name: '逐人核查' });
    // The people come over page by page after the report.
    await expect(look).toBeEnabled({ timeout: 120_000 });
    await look.press('Enter');
    await expect(counts).toContainText('已核查，等待确认', { timeout: 180_000 });
  };
  await check();
  await expect(counts).toContainText(`可登记${matched}`);
  const reason = page.getByLabel(/仍然办理的理由/);
  if (await reason.isVisible()) await reason.fill('合并新农合，已核对户籍');
  await page.screenshot({ path: info.outputPath('checked.png') });
  await page.getByRole('button', { name: `登记 ${matched} 人` }).press('Enter');
  await expect(counts).toContainText('已办完', { timeout: 180_000 });
  await expect(counts).toContainText(`已受理${matched}`);
  await page.screenshot({ path: info.outputPath('registered.png') });

  await page.getByRole('button', { name: '另选文件…' }).press('Enter');
  await compare(page);
  await check();
  await expect(counts).toContainText(`跳过${matched}`);
  await expect(page.getByRole('button', { name: '没有可登记的人' })).toBeDisabled();
});
