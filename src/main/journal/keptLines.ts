import type { Codec } from '#shared/codec';
import type { Trouble } from '#shared/host';
import { ok, type Result } from '#shared/result';
import type { Files } from './fileLayer';
import { SealedLines, type SealedLinesKind } from './sealedLines';

/**
 * A file of sealed lines beside the journal that the window reads in pages and adds to: what nobody else has and is no operation. Each
 * line is durable before the window counts it; nothing is ever taken out.
 */
export class KeptLines<T> {
  private readonly kept: T[];

  private constructor(
    private readonly lines: SealedLines<T>,
    found: readonly T[],
  ) {
    this.kept = [...found];
  }

  /** Always gives one: a file that cannot be opened, or is a newer program's, refuses every write. */
  static async open<T>(
    is: SealedLinesKind<T>,
    options: { readonly folder: string; readonly files: Files; readonly codec: Codec },
  ): Promise<KeptLines<T>> {
    const { lines, found } = await SealedLines.open(is, options);
    return new KeptLines(lines, found);
  }

  /** Places of the file that could not be read when it was opened. */
  get lost(): number {
    return this.lines.lost;
  }

  read(after: number, limit: number): T[] {
    return this.kept.slice(after, after + limit);
  }

  async put(line: T): Promise<Result<Record<string, never>, Trouble>> {
    const written = await this.lines.append(line);
    if (!written.ok) return written;
    this.kept.push(line);
    return ok({});
  }

  async close(): Promise<void> {
    await this.lines.close();
  }
}
