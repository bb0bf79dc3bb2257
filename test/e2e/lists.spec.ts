import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateTownship, SCENARIO } from '#fixtures/township';
import type { Person } from '#shared/domain/person';
import { SPECIAL_IDENTITY_WORDS } from '#shared/domain/specialIdentity';
import { LIST_SOURCES } from '#shared/lists/sources';
import { Clerk } from '../support/clerk';
import { writtenByOpenpyxl } from '../support/office';
import { expect, test } from './fixture';

test.describe.configure({ timeout: 300_000 });
const files = mkdtempSync(join(tmpdir(), 'canbao-lists-'));
test.use({ deskEnv: { CANBAO_SAVE_TO: files } });
test.afterAll(() => rmSync(files, { recursive: true, force: true }));

const cast = new Set(
  Object.values(SCENARIO).flatMap((one) => JSON.stringify(one).match(/\d{17}[\dX]/g) ?? []),
);
const everyone = [...generateTownship()].filter((record): record is Person => record.kind === 'person');
const covered = new Set<string>(LIST_SOURCES.ASSISTED_FULL.identities);
const heldOf = ({ identities }: Person) =>
  identities.filter(({ type, source, until }) => source !== null && until === null && covered.has(type));
const holders = everyone.filter(
  (person) => person.survival === '1' && person.certNo !== null && heldOf(person).length > 0,
);
const plain = everyone.filter(
  ({ identities, survival, certType, certNo, enrolments, payments, duplicates }) =>
    identities.length + duplicates.length === 0 &&
    survival === '1' &&
    certType === '01' &&
    certNo?.length === 18 &&
    !cast.has(certNo) &&
    enrolments.length === 1 &&
    enrolments[0]?.scheme === 'RES' &&
    enrolments[0].status === 'ACTIVE' &&
    payments.every(({ paidOn }) => (paidOn ?? '') < '2026-09-01'),
);

const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n');
const gb18030 = (text: string): Buffer =>
  execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: text, maxBuffer: 1 << 28 });
/** The full list of a month as an office's script writes it; `without`: who is left out. */
function fullList(without: ReadonlySet<string>, more: readonly (readonly string[])[]): Uint8Array {
  const rows = holders
    .filter(({ id }) => !without.has(id))
    .map((person, i) => [
      String(i + 1),
      person.certNo ?? '',
      person.name,
      heldOf(person)
        .map(({ type }) => SPECIAL_IDENTITY_WORDS[type])
        .join('、'),
      '青禾镇',
      '',
      heldOf(person)[0]?.from ?? '',
    ]);
  const table = [
    ['2026年11月资助参保对象全量明细'],
    ['序号', '身份证号', '姓名', '医疗救助身份', '镇（街）', '村（居）', '纳入资助时间'],
    ...rows,
    ...more.map((cells, i) => [String(rows.length + i + 1), ...cells]),
  ];
  return writtenByOpenpyxl(table);
}

test('[LI16] by keyboard alone a full list is read, looked through and carried out; a broken one adds only; deaths wait for a second person', async ({
  desk,
}) => {
  const { page } = desk;
  await page.setViewportSize({ width: 1366, height: 768 });
  const clerk = new Clerk(page);
  const shot = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) });
  await clerk.ready();
  await clerk.open('入户专项');
  await page.getByRole('link', { name: '导入名单' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: '选择文件…' })).toBeFocused();
  await expect(page.locator('main')).toContainText('还没有办理过名单');
  await shot('empty');

  const report = page.getByRole('region', { name: '核对结果' });
  const input = page.getByLabel('名单文件');
  const read = async (name: string, bytes: Uint8Array) => {
    const path = join(files, name);
    writeFileSync(path, bytes);
    await input.setInputFiles(path);
    await expect(report).toContainText('已核查，等待确认', { timeout: 120_000 });
  };
  await input.setInputFiles({ name: '别的.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') });
  await expect(page.locator('main')).toContainText('没有找到表头');
  await shot('wrong');

  const [a, b, c] = plain as [Person, Person, Person];
  const gone = holders.find((person) =>
    heldOf(person).every(
      ({ type, source, from }) => type === 'MIN_LIVING' && /民政/.test(source ?? '') && from < '2026',
    ),
  );
  if (!gone) throw new Error('nobody to leave out');
  const added = (person: Person) => [person.certNo ?? '', person.name, '低保', '青禾镇', '', '2026-11-02'];
  const broken = fullList(new Set([gone.id]), [added(a), ['', '没有号码', '低保', '青禾镇', '', '']]);
  await read('全量-坏.xlsx', broken);
  await expect(report).toContainText('只新增，不取消、不变更任何人');
  await shot('guard');

  await read(
    '全量.xlsx',
    fullList(new Set([gone.id]), [added(a), added(b), [c.certNo ?? '', '另一人', '低保', '', '', '']]),
  );
  const counts = report.getByRole('status', { name: '计数' });
  await expect(counts).toContainText('新增2');
  await expect(counts).toContainText('取消1');
  await expect(counts).toContainText(/需核实\d+查无此人0有误0/);
  await shot('preview');
  await page.getByText(/^需核实 \d/).click();
  await shot('undecided');
  await page.getByText(/^取消 1/).click();
  await expect(page.getByRole('table', { name: '取消 1 人' })).toContainText(gone.name);
  await shot('cancelled');
  await page.getByRole('button', { name: '办理 3 人' }).focus();
  await page.keyboard.press('Enter');
  await expect(report).toContainText('已办完', { timeout: 60_000 });
  await expect(counts).toContainText('已办3');
  await page.getByRole('button', { name: /导出 \d+ 行/ }).focus();
  await page.keyboard.press('Enter');
  await expect(report).toContainText('已存为');
  expect(readdirSync(files).some((name) => name.includes('需核实'))).toBe(true);
  await shot('done');
  await read('全量.xlsx', readFileSync(join(files, '全量.xlsx')));
  await expect(page.getByRole('button', { name: '没有要办理的' })).toBeDisabled();

  const dead = plain.slice(100, 124);
  const deaths = csv([
    ['序号', '姓名', '身份证号码', '死亡时间', '镇街', '备注'],
    ...dead.map(({ name, certNo }, i) => [String(i + 1), name, certNo ?? '', '2026-10-03', '青禾镇', '']),
  ]);
  await page.getByRole('combobox', { name: '名单种类' }).focus();
  await page.keyboard.press('Enter');
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await read('死亡.csv', gb18030(deaths));
  await expect(report).toContainText('须由第二个人核对');
  await shot('large');
  await page.getByRole('button', { name: /^办理 \d+ 人/ }).focus();
  await page.keyboard.press('Enter');
  await expect(report).toContainText('请第二个人核对');
  await page.getByLabel('核对人工号').focus();
  await page.keyboard.type('QH-07');
  await page.keyboard.press('Tab');
  await page.keyboard.type('李审');
  await page.keyboard.press('Tab');
  await page.keyboard.type('与殡葬名单核对无误');
  await shot('second');
  await page.getByRole('button', { name: /^办理 \d+ 人/ }).focus();
  await page.keyboard.press('Enter');
  await expect(report).toContainText('已办完', { timeout: 60_000 });

  await page.getByRole('button', { name: '放下这份' }).focus();
  await page.keyboard.press('Enter');
  const past = page.getByRole('region', { name: '办理过的名单' });
  await expect(past).toContainText('死亡人员名单');
  await past.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  await expect(past).toContainText('第二人核对：李审');
  await expect(past).toContainText('居民参保 → 居民参保 2026-10-03 终止');
  await shot('past');
});
