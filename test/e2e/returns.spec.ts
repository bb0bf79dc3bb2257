import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { generateTownship, SCENARIO } from '#fixtures/township';
import { rowCodeOf } from '#shared/campaign/rowCode';
import type { Person } from '#shared/domain/person';
import { type BookRow, bookChecksum, type RosterBook } from '#shared/rosterBook';
import { linesOfBatch } from '#shared/rosterReturn/recorded';
import { bookWorkbook } from '../../src/main/workbooks/bookWorkbook';
import { isPlain, put } from '../roundtrip/fill';
import { openRoster, saveRoster } from '../roundtrip/sheets';
import { Clerk } from '../support/clerk';
import { goTo } from '../support/screens';
import { expect, test } from './fixture';

test.describe.configure({ timeout: 300_000 });

const YEAR = 2027;
const BATCH = '01JDAXBQ7M0V3KZR5T9WHE2CYF';
const VILLAGE = '220199100206';
const files = mkdtempSync(join(tmpdir(), 'canbao-returns-'));
test.use({ deskEnv: { CANBAO_SAVE_TO: files } });
test.afterAll(() => rmSync(files, { recursive: true, force: true }));

const cast = new Set([...SCENARIO.adultToRegister].map(({ certNo }) => certNo));
const people = [...generateTownship()]
  .filter((record): record is Person => record.kind === 'person' && record.villageCode === VILLAGE)
  .filter((person) => isPlain(person, YEAR) && !cast.has(person.certNo ?? ''))
  .slice(0, 40);

const rows = people.map((person, at): BookRow => {
  const key = { code: rowCodeOf(BATCH, at), personId: person.id, name: person.name };
  const blank = {
    relation: '',
    personType: '',
    identity: '',
    status: '未参保',
    dueYuan: '',
    outcome: '',
    note: '',
  };
  return {
    ...blank,
    ...key,
    household: person.householdId,
    group: '一社',
    sex: person.sex === '1' ? '男' : '女',
    birthDate: person.birthDate,
    certNo: person.certNo ?? '',
    phone: person.phone ?? '',
    checksum: bookChecksum(BATCH, key),
  };
});
const book: RosterBook = {
  title: '青禾镇青禾村2027年度城乡居民医保入户花名册',
  unit: '青禾镇青禾村',
  date: '2026-11-20',
  year: YEAR,
  clerk: '苏禾',
  receiver: '周田',
  batchId: BATCH,
  villageCode: VILLAGE,
  tier: 'office',
  synthetic: true,
  sheets: [{ label: '一社', rows }],
};

/** Notes on the desk what went out. */
const dispatch = (page: Page): Promise<unknown> =>
  page.evaluate(
    async (lines) => {
      const bridge = Reflect.get(window, 'desktop') as {
        call(channel: string, ask: unknown): Promise<unknown>;
      };
      for (const line of lines) await bridge.call('returns/put', { line });
    },
    linesOfBatch({
      ...book,
      rows: rows.map(({ code, personId, checksum, name, certNo }) => ({
        code,
        personId,
        checksum,
        name,
        certNo,
      })),
    }).map(({ type, ...line }) => {
      if (type !== 'out' || !('batch' in line)) throw new Error('no batch');
      const { batchId, year, villageCode, rows: of } = line.batch;
      return { type, batch: { batchId, year, villageCode, rows: of } };
    }),
  );

test('[RB32] by keyboard alone a roster is read, looked through by kind and taken back; the same file again changes nothing', async ({
  desk,
}) => {
  const { page } = desk;
  await page.setViewportSize({ width: 1366, height: 768 });
  const clerk = new Clerk(page);
  await clerk.ready();
  await dispatch(page);
  const sheets = openRoster(new Uint8Array(await bookWorkbook(book)));
  const [sheet] = sheets;
  if (sheet === undefined) throw new Error('no sheet');
  const fill = (n: number, cells: Record<string, string>) => {
    const row = sheet.people[n];
    if (row) for (const [heading, value] of Object.entries(cells)) put(sheet, row, heading, value);
  };
  fill(0, { 核实结果: '已参保', 实缴金额: '420' });
  fill(1, { 核实结果: '死亡', 发生日期: '2026/11/3' });
  fill(2, { 核实结果: '户口迁出', 发生日期: '46336', 新手机号: '１５４０７００００１１' });
  fill(3, { 核实结果: '拒参', 原因说明: '说明年再参保' });
  fill(4, { 核实结果: '服役' });
  fill(5, { 核实结果: '再说' });
  sheet.people.splice(30, 2);
  sheet.people.push(
    sheet.headings.map((heading) =>
      heading === '姓名' ? '新来的人' : heading === '户号' ? '新' : heading === '核实结果' ? '已参保' : null,
    ),
  );
  const file = join(files, '交回.xlsx');
  writeFileSync(file, saveRoster(sheets));

  await goTo(clerk, '/returns');
  await expect(page.getByRole('button', { name: '选择文件…' })).toBeFocused();
  await page.screenshot({ path: test.info().outputPath('empty.png') });
  const wrong = join(files, '别的表.csv');
  writeFileSync(wrong, '姓名,身份证号,变更类别,参保时间\n王禾,1,增加,2026-11-02\n');
  await page.getByLabel('填好交回的花名册').setInputFiles(wrong);
  await expect(page.locator('main')).toContainText('不是入户花名册');
  await page.screenshot({ path: test.info().outputPath('wrong.png') });

  const report = page.getByRole('region', { name: '核对结果' });
  const read = async () => {
    await page.getByLabel('填好交回的花名册').setInputFiles(file);
    await expect(report).toContainText('已核查，等待确认', { timeout: 60_000 });
  };
  await read();
  await expect(report.getByRole('status', { name: '计数' })).toContainText(
    /有变化5没有变化32读不准1多出1没交回2不能办1/,
  );
  await page.screenshot({ path: test.info().outputPath('preview.png') });
  await page.getByRole('radio', { name: /^有变化/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('table', { name: '逐行核对' })).toContainText('不在列表里');
  await page.screenshot({ path: test.info().outputPath('illegible.png') });
  for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('table', { name: '没有交回的人' })).toContainText('没有交回这一行');
  await page.screenshot({ path: test.info().outputPath('missing.png') });

  const take = page.getByRole('button', { name: '回收 4 行' });
  const why = page.getByLabel(/仍然办理的理由/);
  if (await why.isVisible()) await why.fill('入户核实属实');
  await take.focus();
  await page.keyboard.press('Enter');
  await expect(report).toContainText('已办完', { timeout: 60_000 });
  await expect(report).toContainText('已办4');
  await page.getByRole('radio', { name: /没交回/ }).focus();
  await page.keyboard.press('Home');
  await page.screenshot({ path: test.info().outputPath('done.png') });

  await page.getByRole('button', { name: '导出 3 行没有回收的…' }).focus();
  await page.keyboard.press('Enter');
  await expect(report).toContainText('已存为');
  const saved = readdirSync(files).find((name) => name.includes('没有回收的行')) ?? '';
  expect(readFileSync(join(files, saved)).length).toBeGreaterThan(1_000);

  await read();
  await expect(report.getByRole('status', { name: '计数' })).toContainText(/有变化1没有变化36/);
  await expect(page.getByRole('button', { name: '没有可回收的行' })).toBeDisabled();
});
