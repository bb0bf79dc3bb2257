import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type AppendFile, type Files, nodeFiles } from '../../../src/main/journal/fileLayer';
import { LossyFiles } from '../lossyFiles';
import { type Life, NEVER, type Sim } from './sim';

export type DiskCall = 'open' | 'append' | 'sync' | 'truncate' | 'read';

/** What the disk refuses just now, with the system's code. */
export interface DiskRefusal {
  readonly on: readonly DiskCall[];
  readonly code: string;
  /** Only files of this name. */
  readonly file?: string;
  /** Bytes of a refused write that stay behind. */
  readonly leaves?: number;
  /** How often; it goes on until it is taken away where nothing is said. */
  left?: number;
}

/**
 * The disk of one simulated machine: real files in a folder, and beside them a record of what would survive a power
 * cut. Each call stops at a gate before it takes effect, so a process can die before and after each.
 */
export class Disk {
  private model = new LossyFiles();
  private open: AppendFile[] = [];
  refusals: DiskRefusal[] = [];
  /** Refusals that were met, by code. */
  refused = 0;
  /** Files that did not open when a process that lives asked for them. */
  readonly unopened = new Set<string>();

  constructor(
    private readonly sim: Sim,
    readonly folder: string,
  ) {}

  /** Would a power cut take anything of what the files hold now? */
  get forgets(): boolean {
    return this.model.forgets;
  }

  /** The disk as a process sees it. */
  filesFor(life: Life): Files {
    const through = async <T>(
      label: string,
      call: DiskCall | null,
      file: string,
      work: () => Promise<T>,
    ): Promise<T> => {
      await this.sim.gate(life, `disk ${label} ${file}`);
      if (call !== null) this.meet(call, file);
      const done = await this.sim.outside(work);
      return life.dead ? NEVER : done;
    };
    return {
      makeFolder: (folder) => through('folder', null, '', () => nodeFiles.makeFolder(folder)),
      readAll: (path) => through('read', 'read', basename(path), () => nodeFiles.readAll(path)),
      rename: (from, to) =>
        through('rename', null, basename(from), async () => {
          await nodeFiles.rename(from, to);
          await this.model.rename(from, to);
        }),
      syncFolder: (folder) =>
        through('sync folder', null, '', async () => {
          if (existsSync(folder)) await nodeFiles.syncFolder(folder);
          await this.model.syncFolder(folder);
        }),
      openAppend: (path) =>
        through('open', 'open', basename(path), async () => {
          this.unopened.delete(basename(path));
          const real = await nodeFiles.openAppend(path);
          this.open.push(real);
          return this.fileOf(life, basename(path), real, await this.model.openAppend(path));
        }),
    };
  }

  private fileOf(life: Life, name: string, real: AppendFile, model: AppendFile): AppendFile {
    const { sim } = this;
    const both = async (label: string, call: DiskCall | null, work: () => Promise<void>): Promise<void> => {
      await sim.gate(life, `disk ${label} ${name}`);
      if (call !== null) this.meet(call, name);
      await sim.outside(work);
      if (life.dead) await NEVER;
    };
    const write = async (bytes: Uint8Array): Promise<void> => {
      await real.append(bytes);
      await model.append(bytes);
    };
    return {
      size: () => sim.outside(() => real.size()),
      append: async (bytes) => {
        await sim.gate(life, `disk append ${name}`);
        const refusal = this.take('append', name);
        if (refusal !== null) {
          await sim.outside(() => write(bytes.subarray(0, refusal.leaves ?? 0)));
          throw systemError(refusal.code);
        }
        await sim.outside(() => write(bytes));
        if (life.dead) await NEVER;
      },
      sync: () =>
        both('sync', 'sync', async () => {
          await real.sync();
          await model.sync();
        }),
      truncate: (length) =>
        both('truncate', 'truncate', async () => {
          await real.truncate(length);
          await model.truncate(length);
        }),
      close: async () => {
        this.open = this.open.filter((file) => file !== real);
        await sim.outside(() => real.close());
      },
    };
  }

  private meet(call: DiskCall, file: string): void {
    const refusal = this.take(call, file);
    if (refusal === null) return;
    if (call === 'open') this.unopened.add(file);
    throw systemError(refusal.code);
  }

  private take(call: DiskCall, file: string): DiskRefusal | null {
    const found = this.refusals.find(
      (refusal) =>
        refusal.on.includes(call) &&
        refusal.left !== 0 &&
        (refusal.file === undefined || refusal.file === file),
    );
    if (found === undefined) return null;
    if (found.left !== undefined) found.left -= 1;
    this.refused += 1;
    return found;
  }

  /** The processes are gone; what they had written stays. */
  async afterKill(): Promise<void> {
    const open = this.open;
    this.open = [];
    this.unopened.clear();
    for (const file of open) await file.close();
  }

  /** The power went: only what was synced is there, and a share of what was not, 0 to 1. */
  async afterPowerCut(tornShare: number): Promise<void> {
    await this.afterKill();
    const survivors = this.model.survivors({ tornShare });
    await rm(this.folder, { recursive: true, force: true });
    for (const path of survivors.list()) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, (await survivors.readAll(path)) ?? new Uint8Array());
    }
    this.model = survivors;
  }

  /** Does something to the files of a machine that is off, behind the back of the program. */
  async tamper(work: (folder: string) => Promise<void>): Promise<void> {
    await work(this.folder);
    await this.reload();
  }

  async copyOut(): Promise<Map<string, Uint8Array>> {
    const files = new Map<string, Uint8Array>();
    for (const name of existsSync(this.folder) ? await readdir(this.folder) : [])
      files.set(name, await readFile(join(this.folder, name)));
    return files;
  }

  async putBack(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
    await mkdir(this.folder, { recursive: true });
    for (const [name, bytes] of files) await writeFile(join(this.folder, name), bytes);
    await this.reload();
  }

  private async reload(): Promise<void> {
    const held = new Map<string, Uint8Array>();
    for (const [name, bytes] of await this.copyOut()) held.set(`${this.folder}/${name}`, bytes);
    this.model = LossyFiles.holding(held);
  }
}

const systemError = (code: string): Error => Object.assign(new Error(code), { code });
