import type { Codec } from '#shared/codec';
import type { Trouble } from '#shared/host';
import { ok, type Result } from '#shared/result';
import { ReturnLine } from '#shared/rosterReturn/recorded';
import type { Files } from '../journal/fileLayer';
import { SealedLines } from '../journal/sealedLines';

const FILE = {
  name: 'returns.jnl',
  kind: { magic: 'CBRETN', version: 1 },
  context: 'returns/record/1',
  line: ReturnLine,
} as const;

/**
 * What went out on rosters and what was taken back, in a file beside the journal: an outcome of the door is often no operation, and
 * nobody else has it. Each line is durable before the window counts it; nothing is ever taken out.
 */
export class ReturnFile {
  private readonly kept: ReturnLine[];

  private constructor(
    private readonly lines: SealedLines<ReturnLine>,
    found: readonly ReturnLine[],
  ) {
    this.kept = [...found];
  }

  /** Always gives one: a file that cannot be opened, or is a newer program's, refuses every write, and then nothing is taken back. */
  static async open(options: {
    readonly folder: string;
    readonly files: Files;
    readonly codec: Codec;
  }): Promise<ReturnFile> {
    const { lines, found } = await SealedLines.open(FILE, options);
    return new ReturnFile(lines, found);
  }

  read(after: number, limit: number): ReturnLine[] {
    return this.kept.slice(after, after + limit);
  }

  async put(line: ReturnLine): Promise<Result<Record<string, never>, Trouble>> {
    const written = await this.lines.append(line);
    if (!written.ok) return written;
    this.kept.push(line);
    return ok({});
  }

  async close(): Promise<void> {
    await this.lines.close();
  }
}
