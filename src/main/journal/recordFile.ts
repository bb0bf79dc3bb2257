import { dirname } from 'node:path';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { diskTrouble } from './diskTrouble';
import type { AppendFile, Files } from './fileLayer';
import { type Damage, type FrameKind, frames, header, readFrames } from './frames';
import { replaceFile } from './replaceFile';

export interface RecordFileOptions {
  readonly folder: string;
  readonly name: string;
  readonly kind: FrameKind;
  readonly files: Files;
}

/** What was found when the file was opened. */
export interface RecordFileFound {
  readonly contents: readonly Uint8Array[];
  readonly damage: readonly Damage[];
  readonly headerRebuilt: boolean;
  /** There was no file, or an empty one. */
  readonly isNew: boolean;
  /** Written by a newer version of the program: nothing is written to it. */
  readonly newer: boolean;
  /** Name of the file that keeps the bytes taken out of this one, if any were. */
  readonly keptAside: string | null;
}

/**
 * A file of framed records that only grows. Appending is durable when it resolves, or has left nothing behind. Nothing is
 * ever thrown away: a damaged tail is copied aside, synced, before the file is cut back to its last intact record; damage in
 * the middle stays where it is, and the intact records behind it are read.
 */
export class RecordFile {
  private dirty = false;

  private constructor(
    readonly found: RecordFileFound,
    private readonly file: AppendFile | null,
    private goodEnd: number,
  ) {}

  static async open(options: RecordFileOptions): Promise<Result<RecordFile, Trouble>> {
    try {
      return ok(await openWhole(options, (found, file, goodEnd) => new RecordFile(found, file, goodEnd)));
    } catch (error) {
      return err(diskTrouble(error, 'open'));
    }
  }

  /** Appends all and syncs once. On failure none of them is in the file and the trouble says why. */
  async append(contents: readonly Uint8Array[]): Promise<Result<void, Trouble>> {
    const file = this.file;
    if (file === null) throw new Error('RecordFile: append to a file of a newer version');
    const bytes = frames(contents);
    try {
      // What a failed write or sync left behind must be gone before anything follows it: after a failed fsync nobody
      // knows what the disk holds, so only bytes of a sync that succeeded count.
      if (this.dirty) await this.cutBack(file);
      this.dirty = true;
      await file.append(bytes);
      await file.sync();
      this.dirty = false;
      this.goodEnd += bytes.length;
      return ok(undefined);
    } catch (error) {
      await this.cutBack(file).catch(() => undefined);
      return err(diskTrouble(error, 'append'));
    }
  }

  /** A write that failed may have left bytes behind that the disk did not let go of either: the next start would read them. */
  get isDirty(): boolean {
    return this.dirty;
  }

  /** Length up to which everything was written and synced, bytes; null: a newer version's file, of which that is not known. */
  get wholeEnd(): number | null {
    return this.file && this.goodEnd;
  }

  /** Takes such bytes out, where the disk lets it now. */
  async tidy(): Promise<void> {
    if (this.dirty && this.file !== null) await this.cutBack(this.file).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.file?.close();
  }

  private async cutBack(file: AppendFile): Promise<void> {
    await file.truncate(this.goodEnd);
    await file.sync();
    this.dirty = false;
  }
}

async function openWhole(
  { folder, name, kind, files }: RecordFileOptions,
  make: (found: RecordFileFound, file: AppendFile | null, goodEnd: number) => RecordFile,
): Promise<RecordFile> {
  await files.makeFolder(folder);
  await files.syncFolder(dirname(folder));
  const path = `${folder}/${name}`;
  const bytes = (await files.readAll(path)) ?? new Uint8Array();
  const read = readFrames(bytes, kind);
  const contents = read.records.map((record) => record.content);
  const isNew = read.header === 'absent';
  const found = { contents, damage: read.damage, headerRebuilt: false, isNew, newer: false, keptAside: null };

  if (read.header === 'newer') return make({ ...found, newer: true }, null, 0);

  if (read.header === 'damaged') {
    const keptAside = await keep(files, folder, name, bytes);
    await replaceFile(files, folder, name, [header(kind), ...contents.map((content) => frames([content]))]);
    return opened(files, path, async (file) =>
      make({ ...found, headerRebuilt: true, keptAside }, file, await file.size()),
    );
  }

  return opened(files, path, async (file) => {
    if (read.header === 'absent') {
      await file.append(header(kind));
      await file.sync();
      await files.syncFolder(folder);
      return make(found, file, await file.size());
    }
    let keptAside: string | null = null;
    if (read.goodEnd < bytes.length) {
      keptAside = await keep(files, folder, name, bytes.subarray(read.goodEnd));
      await file.truncate(read.goodEnd);
    }
    // What was read may still lie only in the system's cache; it is built upon, so it is synced first.
    await file.sync();
    await files.syncFolder(folder);
    return make({ ...found, keptAside }, file, read.goodEnd);
  });
}

/** Opens the file for good; what the disk refuses then leaves no handle behind. */
async function opened<T>(files: Files, path: string, work: (file: AppendFile) => Promise<T>): Promise<T> {
  const file = await files.openAppend(path);
  try {
    return await work(file);
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
}

/** Copies bytes into a new file beside the damaged one and gives its name. */
async function keep(files: Files, folder: string, name: string, bytes: Uint8Array): Promise<string> {
  for (let n = 1; ; n++) {
    const aside = `${name}.damaged-${n}`;
    const there = await files.readAll(`${folder}/${aside}`);
    if (there !== null && Buffer.compare(there, bytes) === 0) return aside;
    if (there !== null && there.length > 0) continue;
    const file = await files.openAppend(`${folder}/${aside}`);
    try {
      await file.append(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await files.syncFolder(folder);
    return aside;
  }
}
