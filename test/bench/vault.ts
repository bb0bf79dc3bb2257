import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { type Codec, plainCodec } from '#shared/codec';
import { KeyRing } from '#shared/crypto/keyRing';
import { sealingCodec } from '#shared/crypto/sealingCodec';
import type { JournalEntry } from '#shared/domain/journalEntry';
import { findBrowser } from '../../build/lib/browsers.mjs';
import { nodeFiles } from '../../src/main/journal/fileLayer';
import { openJournal } from '../../src/main/journal/journal';
import { NODE_SUITES, nodeSuite } from '../../src/main/vault/nodeSuite';
import { DEVICE, draftOf } from '../faults/operations';
import { type Row, spreadOf } from './row';
import type { PageBench, Way } from './vaultPage';

type Times = Readonly<Record<string, readonly number[]>>;

const WAYS: readonly Way[] = ['plain', 'swift', 'gm'];

const PERSONS = 50_000;
const RUNS = 5;
const OPERATIONS = 1_000;

/** What sealing costs at a sign-in and at an acceptance; the raw baseline is the same without a vault, in turns of one run. */
export async function vaultRows(): Promise<Row[]> {
  const main = await mainSide(RUNS, OPERATIONS);
  const page = await pageSide(PERSONS, RUNS, main.entries.slice(0, 200));
  return [
    ...rowsOf(`sign-in: ${PERSONS} people and the search index`, page.unlock),
    ...rowsOf('acceptance, the window’s copy', page.accept),
    ...rowsOf(`start: a journal of ${OPERATIONS}`, main.open),
    ...rowsOf('acceptance, the commit (fsync)', main.accept),
    ...rowsOf('acceptance, both, as a clerk waits', both(page.accept, main.accept)),
  ];
}

/** The window's copy is written after the commit: the nth of either, added. The window's fast way stands beside suite `std`. */
function both(window: Times, commit: Times): Record<string, number[]> {
  const sums = (way: string, other: string): number[] =>
    (window[way] ?? []).map((ms, n) => ms + (commit[other]?.[n] ?? Number.NaN));
  return { plain: sums('plain', 'plain'), swift: sums('swift', 'std'), gm: sums('gm', 'gm') };
}

const rowsOf = (line: string, times: Times): Row[] =>
  Object.entries(times)
    .filter(([way]) => way !== 'plain')
    .map(([way, list]) => ({
      line: `${line}, ${way}`,
      unit: 'ms',
      ours: spreadOf(list),
      raw: { what: 'unencrypted', spread: spreadOf(times.plain ?? []) },
    }));

/** The journal file: opening it, and the commit of an operation. */
async function mainSide(runs: number, operations: number) {
  const ring = new KeyRing(1, new Map([[1, randomBytes(32)]]));
  const sealing = (name: 'std' | 'gm'): Codec =>
    sealingCodec(nodeSuite(name), () => ({ ring, inbox: null }), randomBytes, NODE_SUITES);
  const codecs: Record<string, Codec> = { plain: plainCodec, std: sealing('std'), gm: sealing('gm') };
  const times = { open: {} as Record<string, number[]>, accept: {} as Record<string, number[]> };
  let entries: readonly JournalEntry[] = [];
  for (let run = 0; run <= runs; run++)
    for (const [way, codec] of Object.entries(codecs)) {
      const folder = await mkdtemp(join(tmpdir(), 'canbao-bench-'));
      const journalOf = async () => {
        const opened = await openJournal({ folder, files: nodeFiles, codec, device: DEVICE });
        if (!opened.ok) throw new Error(opened.error.text);
        return opened.value;
      };
      const journal = await journalOf();
      const accepts: number[] = [];
      for (let n = 1; n <= operations; n++) {
        const begun = performance.now();
        const done = await journal.accept(draftOf(n));
        accepts.push(performance.now() - begun);
        if (!done.ok) throw new Error(done.error.text);
      }
      entries = journal.all();
      await journal.close();
      const begun = performance.now();
      const again = await journalOf();
      const opened = performance.now() - begun;
      if (again.head().seq !== operations) throw new Error('the journal lost something');
      await again.close();
      await rm(folder, { recursive: true });
      if (run === 0) continue;
      times.open[way] = [...(times.open[way] ?? []), opened];
      times.accept[way] = [...(times.accept[way] ?? []), ...accepts];
    }
  return { ...times, entries };
}

/** The window's stores, in a real browser. */
async function pageSide(persons: number, runs: number, entries: readonly JournalEntry[]): Promise<PageBench> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      lib: { entry: join(import.meta.dirname, 'vaultPage.ts'), formats: ['iife'], name: 'vaultPage' },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const code = output && 'output' in output ? output.output[0]?.code : undefined;
  if (code === undefined) throw new Error('the page was not built');
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no browser');
  const profile = await mkdtemp(join(tmpdir(), 'canbao-bench-page-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    const page = await context.newPage();
    await page.route('**/*', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>bench</title>' }),
    );
    await page.goto('https://bench.app.invalid/');
    await page.addScriptTag({ content: code });
    const asked = JSON.stringify([persons, runs, WAYS, entries]);
    return await page.evaluate((of) => {
      const { benchVault: bench } = globalThis as unknown as {
        benchVault: (...of: unknown[]) => Promise<PageBench>;
      };
      return bench(...(JSON.parse(of) as unknown[]));
    }, asked);
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}
