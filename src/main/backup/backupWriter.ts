import type { KeyRing } from '#shared/crypto/keyRing';
import { sealWith } from '#shared/crypto/sealed';
import type { CryptoSuite, Random } from '#shared/crypto/suite';
import { canonicalJson } from '#shared/json';
import type { AppendFile } from '../journal/fileLayer';
import { frames, header } from '../journal/frames';
import {
  BACKUP_KIND,
  type BackupHead,
  CHUNK_BYTES,
  chunkContexts,
  contentRing,
  DATA_CHUNK,
  MANIFEST_CHUNK,
  NAME_CHUNK,
} from './backupFormat';

/** What the chunks of a backup are sealed with. */
export interface ChunkSeal {
  readonly suite: CryptoSuite;
  readonly key: Uint8Array;
  readonly random: Random;
}

/** Writes a backup from its head to its manifest, a chunk at a time. Throws what the disk throws. */
export class BackupWriter {
  private n = 0;
  private readonly context: ReturnType<typeof chunkContexts>;
  private readonly ring: KeyRing;

  private constructor(
    private readonly file: AppendFile,
    head: BackupHead,
    private readonly seal: ChunkSeal,
  ) {
    this.context = chunkContexts(head);
    this.ring = contentRing(seal.key);
  }

  static async begin(file: AppendFile, head: BackupHead, seal: ChunkSeal): Promise<BackupWriter> {
    await file.append(header(BACKUP_KIND));
    await file.append(frames([Buffer.from(canonicalJson(head))]));
    return new BackupWriter(file, head, seal);
  }

  /** Everything that follows, up to the next name, is this file's. */
  name(name: string): Promise<void> {
    return this.chunk(NAME_CHUNK, Buffer.from(name), false);
  }

  async data(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
      await this.chunk(DATA_CHUNK, bytes.subarray(at, at + CHUNK_BYTES), false);
  }

  /** A manifest may be longer than a chunk; it ends with the one that is sealed as the last. */
  async end(manifest: unknown): Promise<void> {
    const bytes = Buffer.from(canonicalJson(manifest));
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
      await this.chunk(
        MANIFEST_CHUNK,
        bytes.subarray(at, at + CHUNK_BYTES),
        at + CHUNK_BYTES >= bytes.length,
      );
    await this.file.sync();
  }

  private async chunk(what: number, bytes: Uint8Array, last: boolean): Promise<void> {
    const { suite, random } = this.seal;
    const plain = Buffer.concat([Uint8Array.of(what), bytes]);
    await this.file.append(frames([sealWith(suite, this.ring, plain, this.context(this.n, last), random)]));
    this.n += 1;
  }
}
