import type { AppendFile, Files } from '../../src/main/journal/fileLayer';

/** Which call of an open file fails next, and how. */
export interface Failure {
  readonly on: 'append' | 'sync' | 'truncate';
  readonly code: string;
  /** A failed write leaves this many bytes behind. */
  readonly leaves?: number;
}

/** Passes everything on to a working layer, fails what it was told to fail, and counts syncs. */
export class FaultyFiles implements Files {
  /** Failures of coming calls: each is used once, the first that fits. */
  plan: Failure[] = [];
  syncs = 0;

  constructor(private readonly inner: Files) {}

  makeFolder(folder: string): Promise<void> {
    return this.inner.makeFolder(folder);
  }
  readAll(path: string): Promise<Uint8Array | null> {
    return this.inner.readAll(path);
  }
  rename(from: string, to: string): Promise<void> {
    return this.inner.rename(from, to);
  }
  syncFolder(folder: string): Promise<void> {
    return this.inner.syncFolder(folder);
  }

  async openAppend(path: string): Promise<AppendFile> {
    const file = await this.inner.openAppend(path);
    return {
      size: () => file.size(),
      close: () => file.close(),
      append: async (bytes) => {
        const failure = this.take('append');
        if (failure === null) return file.append(bytes);
        await file.append(bytes.subarray(0, failure.leaves ?? 0));
        throw systemError(failure.code);
      },
      sync: async () => {
        this.syncs++;
        const failure = this.take('sync');
        if (failure !== null) throw systemError(failure.code);
        await file.sync();
      },
      truncate: async (length) => {
        const failure = this.take('truncate');
        if (failure !== null) throw systemError(failure.code);
        await file.truncate(length);
      },
    };
  }

  private take(on: Failure['on']): Failure | null {
    const at = this.plan.findIndex((failure) => failure.on === on);
    return at < 0 ? null : (this.plan.splice(at, 1)[0] ?? null);
  }
}

const systemError = (code: string): Error => Object.assign(new Error(code), { code });
