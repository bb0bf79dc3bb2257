import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises';

/** One open file that only grows, except when what was written last has to be taken back. */
export interface AppendFile {
  size(): Promise<number>;
  /** Writes every byte at the end, or throws; what a failed write left behind is for `truncate`. */
  append(bytes: Uint8Array): Promise<void>;
  /** After it resolves, the bytes written so far survive a power cut. */
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * The few things the journal asks of a disk. A port, because the promise 已保存 has to be tested against a disk that
 * forgets whatever was not synced: names as well as bytes. Failures throw with the system's code (`ENOSPC`, `EIO` …).
 */
export interface Files {
  makeFolder(folder: string): Promise<void>;
  /** Opens for appending; creates an empty file when there is none. */
  openAppend(path: string): Promise<AppendFile>;
  /** The whole file, or null when there is none. */
  readAll(path: string): Promise<Uint8Array | null>;
  rename(from: string, to: string): Promise<void>;
  /** Makes the names in the folder survive a power cut: a created or renamed file is only as durable as its name. */
  syncFolder(folder: string): Promise<void>;
}

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/** The system's code of a failed call, or `UNKNOWN`. */
export const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';

class NodeAppendFile implements AppendFile {
  constructor(private readonly handle: FileHandle) {}

  async size(): Promise<number> {
    return (await this.handle.stat()).size;
  }

  async append(bytes: Uint8Array): Promise<void> {
    let position = await this.size();
    let written = 0;
    while (written < bytes.length) {
      const { bytesWritten } = await this.handle.write(bytes, written, bytes.length - written, position);
      written += bytesWritten;
      position += bytesWritten;
    }
  }

  sync(): Promise<void> {
    return this.handle.sync();
  }

  truncate(length: number): Promise<void> {
    return this.handle.truncate(length);
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

/** The real disk. */
export const nodeFiles: Files = {
  async makeFolder(folder) {
    await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
  },
  async openAppend(path) {
    return new NodeAppendFile(await open(path, constants.O_RDWR | constants.O_CREAT, PRIVATE_FILE));
  },
  async readAll(path) {
    try {
      return await readFile(path);
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null;
      throw error;
    }
  },
  rename,
  async syncFolder(folder) {
    // Windows has no handle on a folder to sync; NTFS journals names by itself.
    if (process.platform === 'win32') return;
    const handle = await open(folder, constants.O_RDONLY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};
