import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { FAULT_KINDS, type StaffCells, staffLines, staffWorkbook } from '#fixtures/staffWorkbook';
import { generateTownship, SCENARIO, TODAY } from '#fixtures/township';
import type { Person } from '#shared/domain/person';
import { expect, test } from '../e2e/fixture';
import { Clerk } from '../support/clerk';
import { agree, enrolColleague } from '../support/secondPerson';
import { correctErrors, openErrors } from './errorCells';

const ROWS = 2_000;
const FAULTY = 60;
const { id: UNIT, name: UNIT_NAME } = SCENARIO.unitForHire;
const files = mkdtempSync(join(tmpdir(), 'canbao-batch-'));

test.use({ deskEnv: { CANBAO_SAVE_TO: files } });
test.afterAll(() => rmSync(files, { recursive: true, force: true }));

interface Counts {
  read: number;
  accepted: number;
  refused: number;
  skipped: number;
}

const counts = async (page: Page): Promise<Counts> => {
  const shown = (await page.getByRole('status', { name: '计数' }).textContent()) ?? '';
  const of = (word: string): number => Number(new RegExp(`${word}(\\d+)`).exec(shown)?.[1] ?? -1);
  return { read: of('读入'), accepted: of('已受理'), refused: of('有错'), skipped: of('跳过') };
};

const bar = (page: Page) => page.getByRole('region', { name: '读入结果' });

async function read(page: Page, path: string): Promise<void> {
  await page.getByLabel('单位交来的表格').setInputFiles(path);
  await expect(bar(page)).toContainText('已核查，等待确认', { timeout: 300_000 });
}

async function accept(page: Page, rows: number): Promise<void> {
  const reason = page.getByLabel(/仍然办理的理由/);
  if (await reason.isVisible()) await reason.fill('单位补报，已告知本人');
  await page.getByRole('button', { name: `受理 ${rows} 行` }).click();
  await expect(bar(page)).toContainText('已办完', { timeout: 600_000 });
}

test('[BA20] 2,000 rows with 60 faulty ones of each kind: 1,940 accepted, 60 in the workbook of errors with cell and reason; corrected and read again 60 accepted, no duplicates', async ({
  desk,
}) => {
  const persons = [...generateTownship()].filter((record): record is Person => record.kind === 'person');
  const lines = staffLines({ persons, empNo: UNIT, rows: ROWS, faulty: FAULTY, day: TODAY });
  const faulty = lines.filter(({ fault }) => fault !== null);
  expect(new Set(faulty.map(({ fault }) => fault)).size).toBe(FAULT_KINDS.length);
  const file = join(files, '禾丰增减表.xlsx');
  writeFileSync(
    file,
    staffWorkbook(
      UNIT_NAME,
      lines.map(({ cells }) => cells),
    ),
  );

  const { page } = desk;
  const clerk = new Clerk(page);
  await clerk.ready();
  await enrolColleague(page);
  await clerk.open('单位');
  await page.getByLabel('查找单位').fill(UNIT_NAME);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '批量（读入表格）' }).click();

  await read(page, file);
  expect(await counts(page)).toEqual({ read: ROWS, accepted: 0, refused: FAULTY, skipped: 0 });
  await page.screenshot({ path: test.info().outputPath('preview.png') });
  await accept(page, ROWS - FAULTY);
  expect(await counts(page)).toEqual({ read: ROWS, accepted: ROWS - FAULTY, refused: FAULTY, skipped: 0 });
  await page.screenshot({ path: test.info().outputPath('accepted.png') });

  await page.getByRole('button', { name: `导出 ${FAULTY} 行错误…` }).click();
  await agree(page);
  await expect(bar(page)).toContainText('错误行已存为');
  const written = readdirSync(files).find((name) => name.includes('错误行')) ?? '';
  const bytes = new Uint8Array(readFileSync(join(files, written)));
  const { lines: told } = openErrors(bytes);
  expect(told).toHaveLength(FAULTY);
  for (const { columns, reasons } of told) {
    expect(columns).not.toBe('');
    expect(reasons.length).toBeGreaterThan(6);
  }

  // The very same file again: nothing changes.
  await read(page, file);
  expect(await counts(page)).toEqual({ read: ROWS, accepted: 0, refused: FAULTY, skipped: ROWS - FAULTY });
  await expect(page.getByRole('button', { name: '没有可受理的行' })).toBeDisabled();

  const corrected = join(files, '改正.xlsx');
  const right: StaffCells[] = faulty.map((line) => line.right);
  writeFileSync(corrected, correctErrors(bytes, right));
  await read(page, corrected);
  expect(await counts(page)).toEqual({ read: FAULTY, accepted: 0, refused: 0, skipped: 0 });
  await accept(page, FAULTY);
  expect(await counts(page)).toEqual({ read: FAULTY, accepted: FAULTY, refused: 0, skipped: 0 });

  await read(page, corrected);
  expect(await counts(page)).toEqual({ read: FAULTY, accepted: 0, refused: 0, skipped: FAULTY });

  // Every row of both files once: nobody is registered twice, nobody is left out.
  const entries = await desk.page.evaluate(async () => {
    const bridge = Reflect.get(window, 'desktop') as {
      call(channel: string, ask: unknown): Promise<{ entries: { seq: number; content: unknown }[] }>;
    };
    const all: { seq: number; content: unknown }[] = [];
    for (;;) {
      const page = await bridge.call('journal/read', { after: all.at(-1)?.seq ?? 0, limit: 500 });
      if (page.entries.length === 0) return all;
      all.push(...page.entries);
    }
  });
  const registered = entries.flatMap(({ content }) => {
    const { type, operation } = content as {
      type: string;
      operation?: { matter: string; subjects: { kind: string; id: string }[] };
    };
    return type === 'operation' && operation?.matter === 'EMP_REGISTER'
      ? operation.subjects.filter(({ kind }) => kind === 'person').map(({ id }) => id)
      : [];
  });
  const wanted = lines.filter(
    ({ right }) => right.变更类别 !== undefined && String(right.变更类别).includes('增'),
  );
  expect(new Set(registered).size).toBe(registered.length);
  expect(registered).toHaveLength(wanted.length);
});
