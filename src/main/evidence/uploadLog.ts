import { z } from 'zod';
import type { Codec } from '#shared/codec';
import { OpId } from '#shared/domain/operation';
import { EvidenceWord } from '#shared/evidence/uploads';
import type { Trouble } from '#shared/host';
import { Sha256Hex } from '#shared/json';
import { ok, type Result } from '#shared/result';
import type { Files } from '../journal/fileLayer';
import { SealedLines } from '../journal/sealedLines';

/** The platform's word on one picture of one operation; `word` null: the clerk wants it sent once more. */
const Line = z.strictObject({
  opId: OpId,
  sha256: Sha256Hex,
  word: EvidenceWord.nullable(),
  at: z.iso.datetime(),
});
type Line = z.infer<typeof Line>;

export const UPLOAD_FILE = {
  name: 'evidence.jnl',
  kind: { magic: 'CBEVID', version: 1 },
  context: 'evidence/record/1',
  line: Line,
} as const;

/**
 * What the platform said of each picture, written before it counts; the last word on one is what holds. It can be lost without
 * harm: the platform is asked which pictures it has before any is sent again.
 */
export class UploadLog {
  private readonly words = new Map<string, EvidenceWord>();

  private constructor(
    private readonly lines: SealedLines<Line>,
    found: readonly Line[],
  ) {
    for (const line of found) this.keep(line);
  }

  /** Always gives one: a file that cannot be opened, or is a newer program's, refuses every write, and then nothing is sent. */
  static async open(options: {
    readonly folder: string;
    readonly files: Files;
    readonly codec: Codec;
  }): Promise<UploadLog> {
    const { lines, found } = await SealedLines.open(UPLOAD_FILE, options);
    return new UploadLog(lines, found);
  }

  wordOn(opId: OpId, sha256: string): EvidenceWord | null {
    return this.words.get(keyOf(opId, sha256)) ?? null;
  }

  /** Whether a word can be written down; what cannot be noted is not sent. */
  trouble(): Trouble | null {
    return this.lines.trouble();
  }

  async note(
    opId: OpId,
    sha256: string,
    word: EvidenceWord | null,
    at: number,
  ): Promise<Result<void, Trouble>> {
    const line: Line = { opId, sha256, word, at: new Date(at).toISOString() };
    const written = await this.lines.append(line);
    if (!written.ok) return written;
    this.keep(line);
    return ok(undefined);
  }

  async close(): Promise<void> {
    await this.lines.close();
  }

  private keep({ opId, sha256, word }: Line): void {
    if (word === null) this.words.delete(keyOf(opId, sha256));
    else this.words.set(keyOf(opId, sha256), word);
  }
}

const keyOf = (opId: OpId, sha256: string): string => `${opId} ${sha256}`;
