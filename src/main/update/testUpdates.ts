import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { STORE_FORMATS } from '#shared/update/formats';
import { signUpdate, UPDATE_END, type UpdateManifest, updateKeyOf } from '#shared/update/manifest';
import { manifestOf, type UpdateFacts, writeUpdate } from './makeUpdate';
import { updatePrefix } from './updateFile';

/** Keys of tests; no build is ever given them. */
export const SECRET = '31'.repeat(32);
export const OTHER_SECRET = '32'.repeat(32);
export const KEY = updateKeyOf(SECRET);
export const OTHER_KEY = updateKeyOf(OTHER_SECRET);
export const SYSTEM = `${process.platform}-${process.arch}`;

export const FACTS: UpdateFacts = {
  version: '0.2.0',
  minVersion: '0.1.0',
  system: SYSTEM,
  releasedOn: '2026-11-30',
  notes: ['新增按村统计'],
  // Few, for the tests that try every byte.
  stores: { journalEntry: STORE_FORMATS.journalEntry },
  start: 'desk.mjs',
};

/** A program small enough that every byte of its update can be tried. */
export const SMALL: Readonly<Record<string, string>> = {
  'desk.mjs': '#!/usr/bin/env node\n',
  'parts/empty.txt': '',
  'parts/words.txt': '参保台',
};

export async function folderForTest(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'canbao-update-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export async function layFiles(
  folder: string,
  files: Readonly<Record<string, string | Buffer>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const place = join(folder, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, content);
    if (path.endsWith('.mjs')) await chmod(place, 0o755);
  }
}

export interface TestUpdate {
  readonly facts?: Partial<UpdateFacts>;
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly secrets?: readonly string[];
  /** What the signed manifest says instead. */
  readonly change?: (manifest: UpdateManifest) => UpdateManifest;
}

/** Makes and signs an update in `folder` and gives its path. */
export async function makeUpdate(folder: string, made: TestUpdate = {}): Promise<string> {
  const facts = { ...FACTS, ...made.facts };
  const from = join(folder, `program-${facts.version}`);
  await rm(from, { recursive: true, force: true });
  await layFiles(from, made.files ?? SMALL);
  const manifest = await manifestOf({ from, facts });
  const said = made.change?.(manifest) ?? manifest;
  const path = join(folder, `canbao-desk-${facts.version}${UPDATE_END}`);
  await writeUpdate(path, updatePrefix(signUpdate(said, made.secrets ?? [SECRET])), from, manifest);
  return path;
}

/** A copy of a file with one change to its bytes. */
export async function changed(path: string, change: (bytes: Buffer) => Buffer): Promise<string> {
  const other = `${path}.changed`;
  await writeFile(other, change(await readFile(path)));
  return other;
}
