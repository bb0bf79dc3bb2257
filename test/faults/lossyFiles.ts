import { dirname } from 'node:path';
import type { AppendFile, Files } from '../../src/main/journal/fileLayer';

/** What one file holds now, and what of it would survive a power cut. */
interface Inode {
  now: Uint8Array;
  durable: Uint8Array;
}

export class PowerCut extends Error {}

export interface LossyOptions {
  /** The power goes at this call of the layer, counted from 1; 0: never. */
  readonly cutAt?: number;
  /** What of the unsynced bytes at the end of a file the disk happens to have written: a share of them, 0 to 1. */
  readonly tornShare?: number;
  /** A layer in which one kind of fsync does nothing: it shows whether the check would notice. */
  readonly without?: 'file sync' | 'folder sync';
}

/**
 * A disk in memory that forgets: bytes not synced are lost at a power cut, and so are names whose folder was not synced. After
 * the cut every call fails; `survivors()` is the disk as the next start finds it.
 */
export class LossyFiles implements Files {
  private readonly names = new Map<string, Inode>();
  private readonly durableNames = new Map<string, Inode>();
  private cut = false;
  calls = 0;
  syncs = 0;

  constructor(private readonly options: LossyOptions = {}) {}

  /** A disk with these files, all of them durable. */
  static holding(files: ReadonlyMap<string, Uint8Array>): LossyFiles {
    const disk = new LossyFiles();
    for (const [name, bytes] of files) {
      const inode = { now: bytes, durable: bytes };
      disk.names.set(name, inode);
      disk.durableNames.set(name, inode);
    }
    return disk;
  }

  get isCut(): boolean {
    return this.cut;
  }

  /** The disk after the power came back. */
  survivors(options: LossyOptions = {}): LossyFiles {
    const disk = new LossyFiles(options);
    for (const [name, inode] of this.durableNames) {
      const bytes = this.onPlatter(inode);
      const inodeThen = { now: bytes, durable: bytes };
      disk.names.set(name, inodeThen);
      disk.durableNames.set(name, inodeThen);
    }
    return disk;
  }

  /** Would a power cut take anything of what is there? */
  get forgets(): boolean {
    const same = [...this.names].every(
      ([name, inode]) => this.durableNames.get(name) === inode && inode.now === inode.durable,
    );
    return !same || this.names.size !== this.durableNames.size;
  }

  /** Names as they are now, for a look at what was kept aside. */
  list(): string[] {
    return [...this.names.keys()].sort();
  }

  async makeFolder(): Promise<void> {
    this.call();
  }

  async openAppend(path: string): Promise<AppendFile> {
    this.call();
    const inode = this.names.get(path) ?? { now: new Uint8Array(), durable: new Uint8Array() };
    this.names.set(path, inode);
    return {
      size: async () => {
        this.call();
        return inode.now.length;
      },
      append: async (bytes) => {
        // A cut in the middle of a write leaves any part of it behind.
        const before = inode.now;
        inode.now = Buffer.concat([inode.now, bytes]);
        try {
          this.call();
        } catch (error) {
          inode.now = Buffer.concat([before, bytes.subarray(0, Math.floor(bytes.length / 2))]);
          throw error;
        }
      },
      sync: async () => {
        this.call();
        this.syncs++;
        if (this.options.without !== 'file sync') inode.durable = inode.now;
      },
      truncate: async (length) => {
        this.call();
        inode.now = inode.now.subarray(0, length);
      },
      close: async () => this.call(),
    };
  }

  async readAll(path: string): Promise<Uint8Array | null> {
    this.call();
    return this.names.get(path)?.now ?? null;
  }

  async rename(from: string, to: string): Promise<void> {
    this.call();
    const inode = this.names.get(from);
    if (inode === undefined) throw new Error(`rename: no ${from}`);
    this.names.delete(from);
    this.names.set(to, inode);
  }

  async syncFolder(folder: string): Promise<void> {
    this.call();
    if (this.options.without === 'folder sync') return;
    for (const name of this.durableNames.keys()) if (dirname(name) === folder) this.durableNames.delete(name);
    for (const [name, inode] of this.names) if (dirname(name) === folder) this.durableNames.set(name, inode);
  }

  private call(): void {
    this.calls++;
    if (this.cut || this.calls === this.options.cutAt) {
      this.cut = true;
      throw new PowerCut('the power is gone');
    }
  }

  private onPlatter(inode: Inode): Uint8Array {
    const grown = inode.now.length - inode.durable.length;
    if (grown <= 0) return inode.durable;
    const share = Math.floor(grown * (this.options.tornShare ?? 0));
    return inode.now.subarray(0, inode.durable.length + share);
  }
}
