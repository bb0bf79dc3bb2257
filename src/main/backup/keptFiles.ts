import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../journal/fileLayer';
import { HEADER_BYTES, MAX_RECORD_BYTES } from '../journal/frames';
import { JOURNAL_FILE } from '../journal/journal';
import { NIGHT_FILE } from '../night/nightLog';
import { OUTBOX } from '../night/outboxFile';

/** Folders that nobody else has, whole. The vault is none of them: it travels in the head. */
const FOLDERS = ['journal', 'access', 'audit'] as const;
/** Files of the data folder itself that are made anew by whoever needs them, with the reason. */
const LEFT: Readonly<Record<string, string>> = {
  'host.json': 'of this run of the trial host',
  'backup.json': 'where this machine keeps its backups',
  'restore.json': 'of a restore on this machine',
  'restored.json': 'the same',
};
/** Of the night (夜间上传): made anew at the next sign-in; restored, it could send what was taken back since. */
const NIGHTLY: readonly string[] = [OUTBOX.name, NIGHT_FILE.name].map((name) => `journal/${name}`);
/** Half-written, or on the way to another name. */
const PASSING = /(\.new|\.tmp)$|^\.canbao-/;

const JOURNAL = `journal/${JOURNAL_FILE.name}`;
const VERDICTS = 'journal/delivery.jnl';

/**
 * The files of a desk that a backup holds, by their paths in the data folder, in the order in which they are copied. The journal is first: a
 * picture, a verdict or a mark of having been sent that is newer than the copied journal does no harm, while an operation without its
 * mark could be taken back after it was sent.
 */
export async function keptFiles(userData: string): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await entriesOf(userData))
    if (entry.isFile() && entry.name.endsWith('.json') && !(entry.name in LEFT)) names.push(entry.name);
  for (const folder of FOLDERS) names.push(...(await within(userData, folder)));
  const kept = names.filter(
    (name) => !PASSING.test(name.slice(name.lastIndexOf('/') + 1)) && !NIGHTLY.includes(name),
  );
  return kept.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

const rank = (name: string): number => (name === JOURNAL ? 0 : name === VERDICTS ? 1 : 2);

async function within(userData: string, folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await entriesOf(join(userData, folder))) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await within(userData, name)));
    else if (entry.isFile()) found.push(name);
  }
  return found;
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** How much of a file is copied, and how many records that is. */
export interface Whole {
  readonly length: number;
  readonly records: number | null;
}

const WINDOW_BYTES = 1024 * 1024;

/**
 * Up to where a framed file is whole now: a record that is being written is left out. Damage in the middle is copied as it lies there, for
 * the records behind it. `atMost`: the length that is known to be on the disk; null: all there is.
 */
export async function wholePart(path: string, atMost: number | null): Promise<Whole> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const limit = Math.min(size, atMost ?? size);
    if (!path.endsWith('.jnl')) return { length: limit, records: null };
    return await walk(file, limit);
  } finally {
    await file.close();
  }
}

async function walk(file: FileHandle, limit: number): Promise<Whole> {
  let window = Buffer.alloc(0);
  let start = 0;
  const lengthAt = async (at: number): Promise<number> => {
    if (at < start || at + 4 > start + window.length) {
      const bytes = Buffer.alloc(Math.min(WINDOW_BYTES, limit - at));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, at);
      window = bytes.subarray(0, bytesRead);
      start = at;
    }
    return window.length - (at - start) < 4 ? 0 : window.readUInt32BE(at - start);
  };
  let at = Math.min(HEADER_BYTES, limit);
  let records = 0;
  while (at < limit) {
    if (at + 8 > limit) return { length: at, records };
    const length = await lengthAt(at);
    if (length === 0 || length > MAX_RECORD_BYTES) return { length: limit, records };
    const end = at + 8 + length;
    if (end > limit) return { length: at, records };
    at = end;
    records += 1;
  }
  return { length: limit, records };
}
