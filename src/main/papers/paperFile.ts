import type { Codec } from '#shared/codec';
import type { Trouble } from '#shared/host';
import { Paper } from '#shared/papers/paper';
import { ok, type Result } from '#shared/result';
import type { Files } from '../journal/fileLayer';
import { SealedLines } from '../journal/sealedLines';

export const PAPERS_FILE = {
  name: 'papers.jnl',
  kind: { magic: 'CBPAPR', version: 1 },
  context: 'papers/record/1',
  line: Paper,
} as const;

/**
 * The papers that were handed out (SY19), in a file beside the journal: what the window's store forgets when it is wiped. Each
 * word on a paper is one record, durable before it is printed; the last one counts. A record that does not open is passed over:
 * the window's store may still have the paper.
 */
export class PaperFile {
  private readonly papers: Map<string, Paper>;

  private constructor(
    private readonly lines: SealedLines<Paper>,
    found: readonly Paper[],
  ) {
    this.papers = new Map(found.map((paper) => [paper.opId, paper]));
  }

  /** Always gives one: a file that cannot be opened, or is a newer program's, refuses every write, and then nothing is printed. */
  static async open(options: {
    readonly folder: string;
    readonly files: Files;
    readonly codec: Codec;
  }): Promise<PaperFile> {
    const { lines, found } = await SealedLines.open(PAPERS_FILE, options);
    return new PaperFile(lines, found);
  }

  read(after: number, limit: number): Paper[] {
    return [...this.papers.values()].slice(after, after + limit);
  }

  async put(paper: Paper): Promise<Result<Record<string, never>, Trouble>> {
    const written = await this.lines.append(paper);
    if (!written.ok) return written;
    this.papers.set(paper.opId, paper);
    return ok({});
  }

  async close(): Promise<void> {
    await this.lines.close();
  }
}
