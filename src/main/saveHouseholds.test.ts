import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { sampleBook } from '#fixtures/rosterBook';
import { householdBooks } from '#shared/rosterBook';
import { saveHouseholds } from './saveHouseholds';

// The worker runs for real: the Chromium host's `utilityProcess` is a Node child with a `parentPort`.
vi.mock('electron', () => import('../../build/chromium-host/utilityProcess'));

const entry = join(import.meta.dirname, 'workbooks/worker.ts');
const book = sampleBook(250);
const people = book.sheets.flatMap(({ rows }) => rows);
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'households-'));
  vi.stubEnv('NODE_OPTIONS', '--import tsx');
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it('[RO36] a workbook a household, each person once with their own code, told as they are written; twice the same files', async () => {
  const households = householdBooks(book);
  expect(households.length).toBeGreaterThan(60);
  const into = join(folder, '每户一份');
  const told: number[] = [];
  for (let times = 0; times < 2; times++) {
    const saved = await saveHouseholds(book, into, { entry }, (done, total) => {
      expect(total).toBe(households.length);
      told.push(done);
    });
    expect(saved).toEqual({ ok: true, value: { path: into, files: households.length } });
  }
  expect(told.slice(0, 2)).toEqual([0, 60]);
  expect(told.at(-1)).toBe(households.length);
  const names = readdirSync(into);
  expect(names).toHaveLength(households.length);
  const codes = names.flatMap((name) => {
    const { SheetNames, Sheets } = read(readFileSync(join(into, name)), { type: 'buffer' });
    const [, sheet = ''] = SheetNames;
    expect(SheetNames).toHaveLength(2);
    const rows = utils.sheet_to_json<string[]>(Sheets[sheet] ?? {}, { header: 1 }).slice(3);
    const members = rows.filter(([code]) => /^[0-9A-Z]{6}$/.test(code ?? ''));
    expect(new Set(members.map((row) => row[1]))).toEqual(new Set([name.slice(0, name.lastIndexOf('-'))]));
    return members.map(([code]) => code);
  });
  expect(codes.toSorted()).toEqual(people.map(({ code }) => code).toSorted());
});

it('[RO37] a folder that cannot be made, and a disk that takes no more, are said with what is there already', async () => {
  const file = join(folder, '文件');
  writeFileSync(file, '');
  expect(await saveHouseholds(book, join(file, '每户一份'), { entry }, () => undefined)).toMatchObject({
    ok: false,
    error: { code: 'FOLDER_NOT_WRITABLE' },
  });
  const into = join(folder, '半途');
  let stopped = false;
  const saved = await saveHouseholds(book, into, { entry }, (done) => {
    if (done === 60 && !stopped) {
      stopped = true;
      rmSync(into, { recursive: true });
    }
  });
  expect(saved).toMatchObject({
    ok: false,
    error: { code: 'FOLDER_GONE', text: expect.stringContaining('已经写好 60 户') },
  });
});
