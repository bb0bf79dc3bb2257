import {
  AccessEntry,
  type CountedPaper,
  type ExportedFile,
  type MaskedField,
  type PaperWay,
  type RevealedRecord,
} from '#shared/access/access';
import type { Codec } from '#shared/codec';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { Files } from '../journal/fileLayer';
import { RecordFile } from '../journal/recordFile';
import type { Grant } from './grants';

export const ACCESS_FILE = { name: 'access.jnl', kind: { magic: 'CBACCS', version: 1 } } as const;
export const ACCESS_CONTEXT = 'access/record/1';

export interface AccessLogOptions {
  readonly folder: string;
  readonly files: Files;
  readonly codec: Codec;
  /** ISO text of the device's time. */
  readonly now: () => string;
  /** Who sits at the desk. */
  readonly clerk: () => { readonly id: string; readonly name: string };
  /** Notes the entry in the audit log as well; where it cannot, nothing is revealed either. */
  readonly mirror?: (entry: AccessEntry) => Promise<boolean>;
}

type New = AccessEntry extends infer E
  ? E extends AccessEntry
    ? Omit<E, 'n' | 'at' | 'clerk'>
    : never
  : never;

const UNLOGGED: Trouble = {
  code: 'ACCESS_UNLOGGED',
  text: '查看记录写不进磁盘，所以号码、图片没有显示，也没有打印或导出。请清理磁盘空间或请管理员检查磁盘后再试；已保存的业务不受影响。',
};

/**
 * 查看记录: an append-only file. An entry is on the disk before a number is shown or a paper printed; where it cannot be
 * written, neither happens.
 */
export class AccessLog {
  private readonly entries: AccessEntry[] = [];
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly file: RecordFile | null,
    private readonly options: AccessLogOptions,
  ) {}

  /** Always gives a log: one that cannot be opened, or is a newer version's, takes nothing, and so nothing is revealed. */
  static async open(options: AccessLogOptions): Promise<AccessLog> {
    const opened = await RecordFile.open({ folder: options.folder, files: options.files, ...ACCESS_FILE });
    if (!opened.ok) return new AccessLog(null, options);
    const log = new AccessLog(opened.value.found.newer ? null : opened.value, options);
    log.entries.push(...readAccess(options.codec, opened.value.found.contents));
    return log;
  }

  reveal(of: RevealedRecord, field: MaskedField, reason: string): Promise<Result<AccessEntry, Trouble>> {
    return this.append(() => ({ type: 'revealed', of, field, reason: reason.trim() }));
  }

  /** Notes that a picture of a document is about to be shown. */
  look(about: string, picture: string, reason: string): Promise<Result<AccessEntry, Trouble>> {
    return this.append(() => ({ type: 'looked', about, picture, reason: reason.trim() }));
  }

  /** Counts one more copy of a paper; the entry says which it is. */
  async issue(paper: CountedPaper, about: string, way: PaperWay): Promise<Result<{ copy: number }, Trouble>> {
    let copy = 0;
    const noted = await this.append(() => {
      copy = this.copies(paper, about) + 1;
      return { type: 'issued', paper, about, way, copy };
    });
    return noted.ok ? ok({ copy }) : noted;
  }

  /** Notes that a file with whole numbers is about to be saved. */
  export(file: ExportedFile, numbers: number, agreed: Grant | null): Promise<Result<AccessEntry, Trouble>> {
    const { second = null, purpose = '' } = agreed ?? {};
    return this.append(() => ({ type: 'exported', file, numbers, second, purpose }));
  }

  all(): readonly AccessEntry[] {
    return this.entries;
  }

  copies(paper: CountedPaper, about: string): number {
    return this.entries.filter((e) => e.type === 'issued' && e.paper === paper && e.about === about).length;
  }

  /** What one clerk did, the last first; `before` null: from the end. */
  of(clerkId: string, before: number | null, limit: number): { entries: AccessEntry[]; more: boolean } {
    const theirs = this.entries.filter((e) => e.clerk.id === clerkId && (before === null || e.n < before));
    return { entries: theirs.slice(-limit).reverse(), more: theirs.length > limit };
  }

  async close(): Promise<void> {
    await this.turn;
    await this.file?.close();
  }

  /** One after another: a copy's number is decided when the one before is on the disk. */
  private append(make: () => New): Promise<Result<AccessEntry, Trouble>> {
    const done = this.turn.then(async (): Promise<Result<AccessEntry, Trouble>> => {
      const { file, options } = this;
      if (file === null) return err(UNLOGGED);
      const n = (this.entries.at(-1)?.n ?? 0) + 1;
      const entry = AccessEntry.parse({ ...make(), n, at: options.now(), clerk: { ...options.clerk() } });
      const written = await file.append([options.codec.seal(entry, ACCESS_CONTEXT)]);
      if (!written.ok) return err(UNLOGGED);
      this.entries.push(entry);
      const mirrored = (await options.mirror?.(entry)) ?? true;
      return mirrored ? ok(entry) : err(UNLOGGED);
    });
    this.turn = done.catch(() => undefined);
    return done;
  }
}

/** The entries that can be read; a damaged one is left where it is in the file. */
export function readAccess(codec: Codec, contents: readonly Uint8Array[]): AccessEntry[] {
  return contents.flatMap((content) => {
    try {
      const parsed = AccessEntry.safeParse(codec.open(content, ACCESS_CONTEXT));
      return parsed.success ? [parsed.data] : [];
    } catch {
      return [];
    }
  });
}
