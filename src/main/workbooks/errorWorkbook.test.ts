import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { staffLines, staffWorkbook } from '#fixtures/staffWorkbook';
import { generateTownship, SCENARIO } from '#fixtures/township';
import { type ErrorBook, errorBookOf } from '#shared/batch/errorBook';
import { cellText } from '#shared/batch/grid';
import { type ReadSheet, readSheets } from '#shared/batch/sheet';
import { readWish } from '#shared/batch/wish';
import type { Person } from '#shared/domain/person';
import { answerBatch } from './answerBatch';
import { buildErrorBook, readInWorker } from './batchWorkbooks';
import { errorWorkbook } from './errorWorkbook';
import { readWorkbook } from './reading/readWorkbook';

// The worker runs for real: the Chromium host's `utilityProcess` is a Node child with a `parentPort`.
vi.mock('electron', () => import('../../../build/chromium-host/utilityProcess'));

const persons = [...generateTownship({ persons: 2_000 })].filter(
  (record): record is Person => record.kind === 'person',
);
const lines = staffLines({
  persons,
  empNo: SCENARIO.unitForHire.id,
  rows: 60,
  faulty: 20,
  day: '2026-11-22',
});

const readBytes = (bytes: Uint8Array): ReadSheet => {
  const sheets = readWorkbook(bytes);
  const read = sheets.ok ? readSheets(sheets.value) : sheets;
  const sheet = read.ok ? read.value[0] : undefined;
  if (sheet === undefined) throw new Error('unread');
  return sheet;
};
const faultsIn = (sheet: ReadSheet) =>
  sheet.rows.flatMap((row) => {
    const read = readWish(sheet, row);
    return 'faults' in read ? [{ row, faults: read.faults }] : [];
  });

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'batch-worker-'));
  vi.stubEnv('NODE_OPTIONS', '--import tsx');
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const sheet = readBytes(
  staffWorkbook(
    '某厂',
    lines.map(({ cells }) => cells),
  ),
);
const book: ErrorBook = errorBookOf(sheet, faultsIn(sheet), {
  title: '职工增减表（没有受理的行）',
  note: '请改正标红的单元格后存盘，直接读入本文件。',
});

describe('the workbook of errors', () => {
  test('[BA16] rows stand in it as they were, wrong cells marked, column and reason beside them; it is read again as the same table', async () => {
    const bytes = await errorWorkbook(book);
    const again = readBytes(bytes);
    expect(again.layout).toBe(sheet.layout);
    expect(again.headings).toEqual(sheet.headings);
    const before = faultsIn(sheet);
    expect(again.rows.map(({ cells }) => cells.map(cellText))).toEqual(
      before
        .map(({ row }) =>
          sheet.headings.map((_, i) => cellText(row.cells[i])).slice(0, again.headings.length),
        )
        .map((cells) => {
          while (cells.at(-1) === '') cells.pop();
          return cells;
        }),
    );
    // The same rows have the same faults.
    expect(faultsIn(again).map(({ faults }) => faults)).toEqual(before.map(({ faults }) => faults));

    const { sheets } = await readXlsx(bytes, { readStyles: true });
    const cells = sheets[0]?.cells;
    const first = book.rows.findIndex(({ wrong }) => wrong.length > 0);
    const marked = cells?.get(`${3 + first},${book.rows[first]?.wrong[0]}`);
    expect(JSON.stringify(marked?.style?.fill ?? null)).toContain('FFC7CE');
  });

  test('[BA22] reading and writing are done in a process of its own; one that dies or runs out of memory is a sentence', async () => {
    const entry = join(import.meta.dirname, 'batchWorker.ts');
    const built = await buildErrorBook(book, { entry });
    if (!built.ok) throw new Error(built.error.text);
    const read = await readInWorker(built.value, { entry });
    expect(read.ok && read.value.sheets[0]?.rows[0]?.[0]).toBe(book.title);
    expect(await readInWorker(new Uint8Array([1, 0, 2]), { entry })).toMatchObject({
      ok: false,
      error: { code: 'WORKBOOK_UNREADABLE', text: expect.stringContaining('不是工作簿') },
    });
    const dies = join(folder, 'dies.mjs');
    writeFileSync(dies, "process.parentPort.on('message', () => process.exit(3));");
    expect(await readInWorker(built.value, { entry: dies })).toMatchObject({
      ok: false,
      error: { text: expect.stringContaining('意外结束') },
    });
    const greedy = join(folder, 'greedy.mjs');
    writeFileSync(
      greedy,
      "process.parentPort.on('message', () => { const all = []; for (;;) all.push(new Array(1e5).fill('x')); });",
    );
    expect(await readInWorker(built.value, { entry: greedy, memory: 64 })).toMatchObject({
      ok: false,
      error: { text: expect.stringContaining('意外结束') },
    });
  });

  test('[BA22] what does not fit its schema is refused, never half built', async () => {
    expect(await answerBatch({ what: 'errors', book: { ...book, headings: [] } })).toMatchObject({
      what: 'failed',
    });
    expect(await answerBatch(null)).toMatchObject({ what: 'failed' });
  });
});
