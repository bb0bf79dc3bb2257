import { z } from 'zod';
import type { Codec } from '#shared/codec';
import { OpId } from '#shared/domain/operation';
import { EvidenceWord } from '#shared/evidence/uploads';
import type { Trouble } from '#shared/host';
import { Sha256Hex } from '#shared/json';
import { err, ok, type Result } from '#shared/result';
import type { Files } from '../journal/fileLayer';
import { NEWER } from '../journal/findings';
import { RecordFile } from '../journal/recordFile';

const FILE = { name: 'evidence.jnl', kind: { magic: 'CBEVID', version: 1 } } as const;
const CONTEXT = 'evidence/record/1';

/** The platform's word on one picture of one operation; `word` null: the clerk wants it sent once more. */
const Line = z.strictObject({
  opId: OpId,
  sha256: Sha256Hex,
  word: EvidenceWord.nullable(),
  at: z.iso.datetime(),
});

/**
 * What the platform said of each picture, written before it counts; the last word on one is what holds. It can be lost without
 * harm: the platform is asked which pictures it has before any is sent again.
 */
export class UploadLog {
  private readonly words = new Map<string, EvidenceWord>();

  private constructor(
    private readonly file: RecordFile | Trouble,
    private readonly codec: Codec,
  ) {}

  /** Always gives one: a file that cannot be opened, or is a newer program's, refuses every write, and then nothing is sent. */
  static async open(options: {
    readonly folder: string;
    readonly files: Files;
    readonly codec: Codec;
  }): Promise<UploadLog> {
    const { folder, files, codec } = options;
    const opened = await RecordFile.open({ folder, files, ...FILE });
    if (!opened.ok) return new UploadLog(opened.error, codec);
    const { found } = opened.value;
    const log = new UploadLog(found.newer ? NEWER : opened.value, codec);
    for (const content of found.contents) log.takeIn(content);
    return log;
  }

  wordOn(opId: OpId, sha256: string): EvidenceWord | null {
    return this.words.get(keyOf(opId, sha256)) ?? null;
  }

  /** Whether a word can be written down; what cannot be noted is not sent. */
  trouble(): Trouble | null {
    return this.file instanceof RecordFile ? null : this.file;
  }

  async note(
    opId: OpId,
    sha256: string,
    word: EvidenceWord | null,
    at: number,
  ): Promise<Result<void, Trouble>> {
    if (!(this.file instanceof RecordFile)) return err(this.file);
    const line: z.infer<typeof Line> = { opId, sha256, word, at: new Date(at).toISOString() };
    const written = await this.file.append([this.codec.seal(line, CONTEXT)]);
    if (!written.ok) return written;
    this.keep(line);
    return ok(undefined);
  }

  async close(): Promise<void> {
    if (this.file instanceof RecordFile) await this.file.close();
  }

  private keep({ opId, sha256, word }: z.infer<typeof Line>): void {
    if (word === null) this.words.delete(keyOf(opId, sha256));
    else this.words.set(keyOf(opId, sha256), word);
  }

  /** A record that does not open is passed over: the platform is asked again. */
  private takeIn(content: Uint8Array): void {
    try {
      const line = Line.safeParse(this.codec.open(content, CONTEXT)).data;
      if (line !== undefined) this.keep(line);
    } catch {
      // As above.
    }
  }
}

const keyOf = (opId: OpId, sha256: string): string => `${opId} ${sha256}`;
