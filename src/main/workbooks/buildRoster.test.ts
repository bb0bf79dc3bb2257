import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleRoster } from '#fixtures/roster';
import { sampleBook } from '#fixtures/rosterBook';
import { answerRoster } from './answerRoster';
import { buildBook, buildRoster } from './buildRoster';

// The worker runs for real: the Chromium host's `utilityProcess` is a Node child with a `parentPort`.
vi.mock('electron', () => import('../../../build/chromium-host/utilityProcess'));

const roster = sampleRoster(50);
const worker = join(import.meta.dirname, 'worker.ts');
let folder = '';
const script = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'worker-'));
  vi.stubEnv('NODE_OPTIONS', '--import tsx');
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('the roster worker', () => {
  it('[RO19] a process of its own builds the workbook and hands back its bytes', async () => {
    const built = await buildRoster(roster, { entry: worker });
    expect(built.ok).toBe(true);
    if (built.ok) expect(read(built.value, { type: 'array' }).SheetNames).toEqual(['参保花名册']);
  });

  it('[RO50] 20,000 people are written within the memory that the list itself takes, and little more', async () => {
    const whole = sampleBook(20_000);
    const people = whole.sheets.flatMap(({ rows }) => rows);
    const sheets = Array.from({ length: 20 }, (_, i) => ({
      label: `第${i + 1}社`,
      rows: people.slice(i * 1_000, (i + 1) * 1_000),
    }));
    // A writer that holds the rows of every sheet takes twice as much and ends here.
    const built = await buildBook({ ...whole, sheets }, { entry: worker, memory: 128 });
    if (!built.ok) throw new Error(built.error.text);
    const { SheetNames } = read(built.value, { type: 'array', bookSheets: true });
    expect(SheetNames).toHaveLength(21);
  });

  it('[RO20] a worker that dies, answers nonsense or says no is a sentence for the clerk', async () => {
    const dies = script('dies.mjs', "process.parentPort.on('message', () => process.exit(3));");
    expect(await buildRoster(roster, { entry: dies })).toMatchObject({
      ok: false,
      error: { code: 'ROSTER_NOT_BUILT', text: expect.stringContaining('意外结束') },
    });
    const babbles = script(
      'babbles.mjs',
      "process.parentPort.on('message', () => process.parentPort.postMessage({ ok: true, bytes: 'text' }));",
    );
    expect(await buildRoster(roster, { entry: babbles })).toMatchObject({
      ok: false,
      error: { text: expect.stringContaining('没有生成') },
    });
    const silent = script(
      'silent.mjs',
      "process.parentPort.on('message', () => {}); setInterval(() => {}, 1000);",
    );
    expect(await buildRoster(roster, { entry: silent, patience: 700 })).toMatchObject({
      ok: false,
      error: { text: expect.stringContaining('用时过长') },
    });
  });

  it('[RO21] what does not fit the roster’s schema is refused, never half built', async () => {
    expect(await answerRoster({ roster: { ...roster, rows: [{ name: 1 }] } })).toMatchObject({ ok: false });
    expect(await answerRoster(null)).toMatchObject({ ok: false });
  });
});
