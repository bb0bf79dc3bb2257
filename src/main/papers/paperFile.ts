import type { Codec } from '#shared/codec';
import type { Trouble } from '#shared/host';
import { Paper } from '#shared/papers/paper';
import { err, ok, type Result } from '#shared/result';
import type { Files } from '../journal/fileLayer';
import { NEWER } from '../journal/findings';
import { RecordFile } from '../journal/recordFile';

const FILE = { name: 'papers.jnl', kind: { magic: 'CBPAPR', version: 1 } } as const;
const CONTEXT = 'papers/record/1';

/**
 * The papers that were handed out (SY19), in a file beside the journal: what the window's store forgets when it is wiped. Each
 * word on a paper is one record, durable before it is printed; the last one counts.
 */
export class PaperFile {
  private readonly papers = new Map<string, Paper>();

  private constructor(
    private readonly file: RecordFile | Trouble,
    private readonly codec: Codec,
  ) {}

  /** Always gives one: a file that cannot be opened, or is a newer program's, refuses every write, and then nothing is printed. */
  static async open(options: {
    readonly folder: string;
    readonly files: Files;
    readonly codec: Codec;
  }): Promise<PaperFile> {
    const { folder, files, codec } = options;
    const opened = await RecordFile.open({ folder, files, ...FILE });
    if (!opened.ok) return new PaperFile(opened.error, codec);
    const { found } = opened.value;
    const kept = new PaperFile(found.newer ? NEWER : opened.value, codec);
    for (const content of found.contents) kept.takeIn(content);
    return kept;
  }

  read(after: number, limit: number): Paper[] {
    return [...this.papers.values()].slice(after, after + limit);
  }

  async put(paper: Paper): Promise<Result<Record<string, never>, Trouble>> {
    if (!(this.file instanceof RecordFile)) return err(this.file);
    const written = await this.file.append([this.codec.seal(paper, CONTEXT)]);
    if (!written.ok) return written;
    this.papers.set(paper.opId, paper);
    return ok({});
  }

  async close(): Promise<void> {
    if (this.file instanceof RecordFile) await this.file.close();
  }

  /** A record that does not open is passed over: the window's store may still have the paper. */
  private takeIn(content: Uint8Array): void {
    try {
      const paper = Paper.safeParse(this.codec.open(content, CONTEXT)).data;
      if (paper !== undefined) this.papers.set(paper.opId, paper);
    } catch {
      // As above.
    }
  }
}
