import { z } from 'zod';
import { PublicKeys } from '#shared/bag/keys';
import type { Codec } from '#shared/codec';
import { canonicalJson } from '#shared/json';
import type { PlatformWord } from '../bag/bagKeys';
import type { Files } from '../journal/fileLayer';
import { SealedLines } from '../journal/sealedLines';

export const PLATFORM_KEY_FILE = {
  name: 'platform-key.jnl',
  kind: { magic: 'CBPKEY', version: 1 },
  context: 'night/platform-key/1',
  line: z.strictObject({ url: z.string().min(1).max(2000), keys: PublicKeys }),
} as const;

/**
 * The platform's public keys as it told them over the desk's own line, under the seal of the vault: what an operation is sealed to is
 * not to be exchanged by whoever can write to the disk.
 */
export class PlatformKey {
  private constructor(
    private readonly lines: SealedLines<PlatformWord>,
    private word: PlatformWord | null,
  ) {}

  static async open(options: {
    readonly folder: string;
    readonly files: Files;
    readonly codec: Codec;
  }): Promise<PlatformKey> {
    const { lines, found } = await SealedLines.open(PLATFORM_KEY_FILE, options);
    return new PlatformKey(lines, found.at(-1) ?? null);
  }

  /** Null until the platform has told them. */
  current(): PlatformWord | null {
    return this.word;
  }

  /** In force at once; where it cannot be written it has to be told again after the next start. */
  async keep(word: PlatformWord): Promise<void> {
    if (canonicalJson(word) === canonicalJson(this.word)) return;
    this.word = word;
    await this.lines.append(word);
  }

  close(): Promise<void> {
    return this.lines.close();
  }
}
