import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { JournalEntry } from '#shared/domain/journalEntry';
import { STORE_FORMATS, type StoreFormats } from '#shared/update/formats';
import { VaultContent } from '../../src/main/vault/vaultFile';
import { JournalDatabase, MirrorDatabase } from '../../src/renderer/store/databases';

const FORMATS: StoreFormats = STORE_FORMATS;
const main = join(import.meta.dirname, '../../src/main');

test('[UP22] the formats an update is held against are those that the program writes', () => {
  const magics = readdirSync(main, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ts$/.test(path) && !/\.test\.ts$/.test(path))
    .flatMap((path) => [
      ...readFileSync(join(main, path), 'utf8').matchAll(/magic: '([A-Z]{6})',\s*version: (\d+)/g),
    ])
    .map(([, magic, version]) => [magic ?? '', Number(version)] as const);
  expect(magics.length).toBeGreaterThan(8);
  for (const [magic, version] of magics)
    expect([magic, FORMATS[magic]?.writes], `${magic} in src/shared/update/formats.ts`).toEqual([
      magic,
      version,
    ]);
  const listed = Object.keys(FORMATS).filter((store) => /^[A-Z]{6}$/.test(store));
  expect(listed.sort()).toEqual([...new Set(magics.map(([magic]) => magic))].sort());
});

test('[UP22] the window’s databases, the entries of the journal and the vault are among them', () => {
  expect(STORE_FORMATS.windowJournal.writes).toBe(new JournalDatabase().verno);
  expect(STORE_FORMATS.windowMirror.writes).toBe(new MirrorDatabase().verno);
  expect(STORE_FORMATS.vault.writes).toBe(VaultContent.shape.version.value);
  const versions = [...Array(10).keys()].filter((v) => JournalEntry.shape.v.safeParse(v).success);
  expect([1, ...versions]).toEqual(STORE_FORMATS.journalEntry.reads);
  expect(Math.max(...versions)).toBe(STORE_FORMATS.journalEntry.writes);
  for (const { reads, writes } of Object.values(FORMATS)) expect(reads).toContain(writes);
});
