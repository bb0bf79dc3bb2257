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
import type { PageBench, Way } from './vaultPage';

/** One thing a clerk waits for, in milliseconds, and how much longer it takes sealed. */
export interface Measured {
  readonly what: string;
  readonly way: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** Median over the unencrypted one's of the same run. */
  readonly ratio: number;
}

type Times = Readonly<Record<string, readonly number[]>>;

const WAYS: readonly Way[] = ['plain', 'swift', 'gm'];

/** What sealing costs at a sign-in and at an acceptance, beside the same without a vault, in turns of one run. */
export async function benchVault(persons: number, runs: number, operations: number): Promise<Measured[]> {
  const main = await mainSide(runs, operations);
  const page = await pageSide(persons, runs, main.entries.slice(0, 200));
  return [
    ...measured(`sign-in: ${persons} people and the search index`, page.unlock),
    ...measured('acceptance, the window’s copy', page.accept),
    ...measured(`start: a journal of ${operations}`, main.open),
    ...measured('acceptance, the commit (fsync)', main.accept),
    ...measured('acceptance, both, as a clerk waits', both(page.accept, main.accept)),
  ];
}

/** The window's copy is written after the commit: the nth of either, added. The window's fast way stands beside suite `std`. */
function both(window: Times, commit: Times): Record<string, number[]> {
  const sums = (way: string, other: string): number[] =>
    (window[way] ?? []).map((ms, n) => ms + (commit[other]?.[n] ?? Number.NaN));
  return { plain: sums('plain', 'plain'), swift: sums('swift', 'std'), gm: sums('gm', 'gm') };
}

function measured(what: string, times: Times): Measured[] {
  const at = (list: readonly number[], share: number): number =>
    list.toSorted((a, b) => a - b)[Math.floor((list.length - 1) * share)] ?? 0;
  const plain = at(times.plain ?? [], 0.5);
  return Object.entries(times).map(([way, list]) => ({
    what,
    way,
    median: at(list, 0.5),
    least: at(list, 0),
    most: at(list, 1),
    ratio: at(list, 0.5) / plain,
  }));
}

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

export function vaultTable(rows: readonly Measured[]): string {
  const lines = rows.map(
    ({ what, way, median, least, most, ratio }) =>
      `${what.padEnd(48)} ${way.padEnd(6)} ${median.toFixed(2).padStart(9)} ms  (${least.toFixed(2)}–${most.toFixed(2)})  ×${ratio.toFixed(2)}`,
  );
  return ['median (least–most) of each, and its ratio to the unencrypted one of the same run', ...lines].join(
    '\n',
  );
}
