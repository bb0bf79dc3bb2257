import { dirname, join } from 'node:path';
import type { AppendFile, Files } from '../journal/fileLayer';
import type { BackupSink } from './backupReader';

/** Lays the files of a backup out in an empty folder, each synced before the next; whoever uses it closes it. */
export class FolderSink implements BackupSink {
  private file: AppendFile | null = null;
  private readonly folders = new Set<string>();

  constructor(
    private readonly folder: string,
    private readonly files: Files,
  ) {}

  async name(name: string): Promise<void> {
    await this.end();
    const path = join(this.folder, name);
    await this.files.makeFolder(dirname(path));
    this.folders.add(dirname(path));
    this.file = await this.files.openAppend(path);
    await this.file.truncate(0);
  }

  async data(bytes: Uint8Array): Promise<void> {
    await this.file?.append(bytes);
  }

  /** After it resolves, files and their names survive a power cut. */
  async close(): Promise<void> {
    await this.end();
    for (const folder of [...this.folders, this.folder]) await this.files.syncFolder(folder);
  }

  private async end(): Promise<void> {
    const { file } = this;
    this.file = null;
    try {
      await file?.sync();
    } finally {
      await file?.close();
    }
  }
}
