import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleBook } from '#fixtures/rosterBook';
import { SCENARIO } from '#fixtures/township';
import { bookWorkbook } from '../../src/main/workbooks/bookWorkbook';
import { filledUp, withFirstSheet } from '../hostile/rosters';
import { Clerk } from '../support/clerk';
import { goTo } from '../support/screens';
import { expect, test } from './fixture';

const files = mkdtempSync(join(tmpdir(), 'canbao-hostile-'));
test.use({ actionTimeout: 30_000 });
test.afterAll(() => rmSync(files, { recursive: true, force: true }));

const ROWS = 999_000;
/** Files that keep the reading process busy for seconds. */
const SLOW: Readonly<Record<string, { make: (roster: Uint8Array) => Uint8Array; said: string }>> = {
  'more filled cells than may be': { make: (roster) => filledUp(roster, 8_100), said: '80 万个' },
  'a million formatted rows': {
    make: (roster) =>
      withFirstSheet(roster, (xml) =>
        xml.replace(
          '</sheetData>',
          `${Array.from({ length: ROWS }, (_, i) => `<row r="${900 + i}"><c r="A${900 + i}" s="1"/></row>`).join('')}</sheetData>`,
        ),
      ),
    said: '没有下放过花名册批次',
  },
};
const [adult] = SCENARIO.adultToRegister;

for (const [what, { make, said }] of Object.entries(SLOW))
  test(`[RB26] while ${what} are read, keys and clicks have their effect before the reading ends`, async ({
    desk,
  }) => {
    const { page } = desk;
    const clerk = new Clerk(page);
    await clerk.ready();
    await goTo(clerk, '/returns');
    const path = join(files, '交回.xlsx');
    writeFileSync(path, make(new Uint8Array(await bookWorkbook(sampleBook(60)))));
    const reading = page.locator('.ant-btn-loading', { hasText: '选择文件…' });
    await page.getByLabel('填好交回的花名册').setInputFiles(path);
    await expect(reading).toBeVisible();
    const found = page.getByRole('listbox', { name: '查找结果' });
    let rounds = 0;
    for (;;) {
      await page.keyboard.press('Control+K');
      await page.keyboard.type(adult?.certNo ?? '');
      await expect(found.getByRole('option').first()).toContainText(adult?.name ?? '');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await expect(found).toBeHidden();
      await page.keyboard.press('F1');
      const help = page.getByRole('region', { name: '帮助', exact: true });
      await expect(help).toBeVisible();
      await page.locator('.ant-drawer-close').click();
      await expect(help).toBeHidden();
      if (!(await reading.isVisible())) break;
      rounds += 1;
    }
    expect(rounds).toBeGreaterThan(0);
    await expect(page.locator('main')).toContainText(said);
  });
