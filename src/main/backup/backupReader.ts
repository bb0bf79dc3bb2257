import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { KeptName, Manifest } from '#shared/backup/manifest';
import type { KeyRing } from '#shared/crypto/keyRing';
import { openSealed, SealError } from '#shared/crypto/sealed';
import { foreignJsonBytes } from '#shared/foreignJson';
import { err, ok, type Result } from '#shared/result';
import { systemCode } from '../journal/fileLayer';
import { HEADER_BYTES, MAX_RECORD_BYTES } from '../journal/frames';
import { NODE_SUITES } from '../vault/nodeSuite';
import {
  BACKUP_KIND,
  BackupHead,
  chunkContexts,
  contentRing,
  DATA_CHUNK,
  KEY_CONTEXT,
  MANIFEST_CHUNK,
  NAME_CHUNK,
  vaultIdOf,
} from './backupFormat';

/**
 * Why a backup does not open. `none`: no backup at all; `newer`: of a newer program; `cut`: its end is missing; `damaged`: bytes were changed;
 * `key`: this vault has not the key; `gone`: the file is not there any more; `disk`: it cannot be read; `stopped`: whoever asked wants no more.
 */
export type BackupFault = 'none' | 'newer' | 'cut' | 'damaged' | 'key' | 'gone' | 'disk' | 'stopped';

/** Where the files of a backup go. */
export interface BackupSink {
  name(name: string): Promise<void>;
  data(bytes: Uint8Array): Promise<void>;
}

class Fault extends Error {
  constructor(readonly fault: BackupFault) {
    super(`backup: ${fault}`);
  }
}

/** A backup that is being read; whoever opened it closes it. */
export class BackupReader {
  private constructor(
    private readonly file: FileHandle,
    readonly head: BackupHead,
    /** Where the chunks begin, and where the file ends. */
    readonly bodyStart: number,
    private readonly size: number,
  ) {}

  static async open(path: string): Promise<Result<BackupReader, BackupFault>> {
    return inWords(async () => {
      const file = await open(path, 'r');
      try {
        const { size } = await file.stat();
        await checkHeader(file, size);
        const first = await frameAt(file, HEADER_BYTES, size);
        const head = headIn(first.content);
        return new BackupReader(file, head, first.end, size);
      } catch (error) {
        await file.close();
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  /** The key of the chunks, which the vault's ring for backups opens; whoever asks zeroes it. */
  key(ring: KeyRing | null): Result<Uint8Array, BackupFault> {
    try {
      return ok(
        openSealed(Buffer.from(this.head.key, 'base64'), KEY_CONTEXT, { ring, inbox: null }, NODE_SUITES),
      );
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      return err(error.fault === 'key' ? 'key' : 'damaged');
    }
  }

  /**
   * Reads everything to the end, a chunk at a time, and holds each file against the manifest. `wanted`: asked before each chunk whether to go
   * on. What the sink throws is thrown.
   */
  async read(
    key: Uint8Array,
    sink: BackupSink,
    wanted: () => boolean = () => true,
  ): Promise<Result<Manifest, BackupFault>> {
    const context = chunkContexts(this.head);
    const ring = contentRing(key);
    return inWords(async () => {
      const seen = new Seen();
      const manifest: Uint8Array[] = [];
      let at = this.bodyStart;
      for (let n = 0; at < this.size; n++) {
        if (!wanted()) throw new Fault('stopped');
        const frame = await frameAt(this.file, at, this.size);
        const last = frame.end === this.size;
        const chunk = openChunk(frame.content, ring, context(n, last), last);
        const body = chunk.subarray(1);
        if (chunk[0] === NAME_CHUNK && manifest.length === 0) {
          const name = seen.name(body);
          await sink.name(name);
        } else if (chunk[0] === DATA_CHUNK && manifest.length === 0) {
          seen.data(body);
          await sink.data(body);
        } else if (chunk[0] === MANIFEST_CHUNK) manifest.push(Uint8Array.from(body));
        else throw new Fault('damaged');
        at = frame.end;
      }
      return seen.against(manifestIn(manifest));
    });
  }

  /** The file from its first chunk on, as it lies there. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    for (let at = this.bodyStart; at < this.size; ) {
      const frame = await frameAt(this.file, at, this.size);
      yield frame.content;
      at = frame.end;
    }
  }
}

async function inWords<T>(work: () => Promise<T>): Promise<Result<T, BackupFault>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof Fault) return err(error.fault);
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return err('gone');
    if (READ_TROUBLES.has(code)) return err('disk');
    throw error;
  }
}

const READ_TROUBLES = new Set(['EIO', 'EACCES', 'EPERM', 'EISDIR', 'ENODEV', 'ENXIO', 'EBUSY']);

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await file.read(bytes, read, length - read, at + read);
    if (bytesRead === 0) throw new Fault('cut');
    read += bytesRead;
  }
  return bytes;
}

async function checkHeader(file: FileHandle, size: number): Promise<void> {
  if (size < HEADER_BYTES) throw new Fault(size === 0 ? 'cut' : 'none');
  const bytes = await bytesAt(file, 0, HEADER_BYTES);
  if (bytes.toString('latin1', 0, 6) !== BACKUP_KIND.magic) throw new Fault('none');
  if (bytes.readUInt32BE(8) !== crc32(bytes.subarray(0, 8))) throw new Fault('damaged');
  if (bytes.readUInt16BE(6) > BACKUP_KIND.version) throw new Fault('newer');
}

async function frameAt(
  file: FileHandle,
  at: number,
  size: number,
): Promise<{ content: Buffer; end: number }> {
  if (at + 8 > size) throw new Fault('cut');
  const lead = await bytesAt(file, at, 8);
  const length = lead.readUInt32BE(0);
  if (length === 0 || length > MAX_RECORD_BYTES) throw new Fault('damaged');
  const end = at + 8 + length;
  if (end > size) throw new Fault('cut');
  const content = await bytesAt(file, at + 8, length);
  if (lead.readUInt32BE(4) !== crc32(content, crc32(lead.subarray(0, 4)))) throw new Fault('damaged');
  return { content, end };
}

function headIn(content: Buffer): BackupHead {
  const parsed = BackupHead.safeParse(json(content));
  if (!parsed.success || parsed.data.vaultId !== vaultIdOf(parsed.data.vault)) throw new Fault('damaged');
  return parsed.data;
}

function openChunk(content: Buffer, ring: KeyRing, context: string, last: boolean): Uint8Array {
  try {
    return openSealed(content, context, { ring, inbox: null }, NODE_SUITES);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    // A whole chunk at the file's end that was not sealed as the last: what followed it was taken off.
    throw new Fault(last ? 'cut' : 'damaged');
  }
}

function manifestIn(parts: readonly Uint8Array[]): Manifest {
  if (parts.length === 0) throw new Fault('cut');
  const parsed = Manifest.safeParse(json(Buffer.concat(parts)));
  if (!parsed.success) throw new Fault('damaged');
  return parsed.data;
}

function json(bytes: Buffer): unknown {
  const read = foreignJsonBytes(bytes);
  return read.ok ? read.value : null;
}

/** What came by: names, lengths and hashes. */
class Seen {
  private readonly files: { name: string; length: number; hash: Hash }[] = [];
  private readonly names = new Set<string>();

  name(bytes: Uint8Array): string {
    const name = KeptName.safeParse(Buffer.from(bytes).toString('utf8'));
    if (!name.success || this.names.has(name.data)) throw new Fault('damaged');
    this.names.add(name.data);
    this.files.push({ name: name.data, length: 0, hash: createHash('sha256') });
    return name.data;
  }

  data(bytes: Uint8Array): void {
    const file = this.files.at(-1);
    if (file === undefined) throw new Fault('damaged');
    file.length += bytes.length;
    file.hash.update(bytes);
  }

  against(manifest: Manifest): Manifest {
    const same =
      manifest.files.length === this.files.length &&
      this.files.every((file, i) => {
        const said = manifest.files[i];
        return (
          said?.name === file.name && said.length === file.length && said.sha256 === file.hash.digest('hex')
        );
      });
    if (!same) throw new Fault('damaged');
    return manifest;
  }
}
