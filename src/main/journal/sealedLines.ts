import type { z } from 'zod';
import type { Codec } from '#shared/codec';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { Files } from './fileLayer';
import { NEWER } from './findings';
import type { FrameKind } from './frames';
import { RecordFile } from './recordFile';

/** How the lines of one file are framed, sealed and read. */
export interface SealedLinesKind<T> {
  readonly name: string;
  readonly kind: FrameKind;
  /** What the seal is bound to. */
  readonly context: string;
  readonly line: z.ZodType<T>;
}

/** A record file of sealed lines of one kind, for what can be asked for again or is also kept elsewhere. */
export class SealedLines<T> {
  private constructor(
    private readonly file: RecordFile | Trouble,
    private readonly codec: Codec,
    private readonly is: SealedLinesKind<T>,
    /** Places of the file that are damaged, and records that do not open: what stood there is not among the lines found. */
    readonly lost: number,
  ) {}

  /** Always gives one, with the lines found: a file that cannot be opened, or is a newer program's, refuses every write. */
  static async open<T>(
    is: SealedLinesKind<T>,
    options: { readonly folder: string; readonly files: Files; readonly codec: Codec },
  ): Promise<{ lines: SealedLines<T>; found: T[] }> {
    const { folder, files, codec } = options;
    const opened = await RecordFile.open({ folder, files, name: is.name, kind: is.kind });
    if (!opened.ok) return { lines: new SealedLines(opened.error, codec, is, 0), found: [] };
    const { newer, contents, damage } = opened.value.found;
    const found = contents.flatMap((content) => unsealed(content, codec, is));
    const lost = contents.length - found.length + damage.length;
    const file = newer ? NEWER : opened.value;
    return { lines: new SealedLines(file, codec, is, newer ? 0 : lost), found };
  }

  /** Why nothing can be written, or null. */
  trouble(): Trouble | null {
    return this.file instanceof RecordFile ? null : this.file;
  }

  /** Durable when it resolves with ok. */
  async append(line: T): Promise<Result<void, Trouble>> {
    if (!(this.file instanceof RecordFile)) return err(this.file);
    const written = await this.file.append([this.codec.seal(line, this.is.context)]);
    return written.ok ? ok(undefined) : written;
  }

  async close(): Promise<void> {
    if (this.file instanceof RecordFile) await this.file.close();
  }
}

/** A record that does not open is passed over. */
function unsealed<T>(content: Uint8Array, codec: Codec, is: SealedLinesKind<T>): T[] {
  try {
    const line = is.line.safeParse(codec.open(content, is.context));
    return line.success ? [line.data] : [];
  } catch {
    return [];
  }
}
