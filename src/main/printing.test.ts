import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebContents } from 'electron';
import { expect, test } from 'vitest';
import { printerOf } from './printing';

type Page = Pick<WebContents, 'print' | 'printToPDF'>;
const page = (over: Partial<Page>): Page => ({
  print: (_options, done) => done?.(true, ''),
  printToPDF: async () => Buffer.from('%PDF-1.7'),
  ...over,
});
const nowhere = async () => null;

test('[PP28] the host prints A4 without margins of its own and asks for the printer; what becomes of it is said', async () => {
  let asked: unknown;
  const printed = printerOf(
    () =>
      page({
        print: (options, done) => {
          asked = options;
          done?.(true, '');
        },
      }),
    nowhere,
  );
  for (const across of [true, false]) {
    expect(await printed.print(across)).toEqual({ ok: true, value: { out: true } });
    expect(asked).toMatchObject({
      silent: false,
      pageSize: 'A4',
      landscape: across,
      margins: { marginType: 'none' },
    });
  }
  const cancelled = printerOf(
    () => page({ print: (_o, done) => done?.(false, 'Print job canceled') }),
    nowhere,
  );
  expect(await cancelled.print(false)).toEqual({ ok: true, value: { out: false } });
  const failed = printerOf(() => page({ print: (_o, done) => done?.(false, 'Print job failed') }), nowhere);
  expect(await failed.print(false)).toMatchObject({ ok: false, error: { code: 'NOT_PRINTED' } });
  expect(await printerOf(() => null, nowhere).print(false)).toMatchObject({
    ok: false,
    error: { code: 'NO_WINDOW' },
  });
});

test('[PP28] a PDF is written whole where the clerk says, or not at all, and what the page could not make leaves no file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'canbao-print-'));
  try {
    const path = join(folder, '回执.pdf');
    let asked: unknown;
    const printer = printerOf(
      () =>
        page({
          printToPDF: async (options) => {
            asked = options;
            return Buffer.from('%PDF-1.7');
          },
        }),
      async () => path,
    );
    expect(await printer.pdf('回执')).toEqual({ ok: true, value: { path } });
    expect(readFileSync(path, 'utf8')).toBe('%PDF-1.7');
    expect(asked).toEqual({ printBackground: true, preferCSSPageSize: true });
    expect(readdirSync(folder)).toEqual(['回执.pdf']);
    // Saved once more where it lies.
    expect(await printer.pdf('回执')).toMatchObject({ ok: true });
    expect(readdirSync(folder)).toEqual(['回执.pdf']);
    rmSync(path);
    mkdirSync(path);
    expect(await printer.pdf('回执')).toMatchObject({ ok: false, error: { code: 'NAME_TAKEN' } });
    expect(readdirSync(folder, { recursive: true })).toEqual(['回执.pdf']);
    rmSync(path, { recursive: true });
    expect(await printerOf(() => page({}), nowhere).pdf('回执')).toEqual({ ok: true, value: { path: null } });
    const failing = page({ printToPDF: () => Promise.reject(new Error('no')) });
    expect(
      await printerOf(
        () => failing,
        async () => path,
      ).pdf('回执'),
    ).toMatchObject({ ok: false });
    const gone = printerOf(
      () => page({}),
      async () => join(folder, 'nowhere', 'x.pdf'),
    );
    expect(await gone.pdf('回执')).toMatchObject({ ok: false, error: { code: 'FOLDER_GONE' } });
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
