import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Set in the copy of this process that runs in a mount namespace of its own. */
const OWN_MOUNTS = 'CANBAO_OWN_MOUNTS';
const CHUNK = Buffer.alloc(1024 * 1024, 0x2e);
/** Room that a page of the file system takes: the last bytes are filled one by one. */
const SMALL = Buffer.alloc(512, 0x2e);

/**
 * A small volume (tmpfs) that can be filled to its last byte and freed again: writes to it fail with the system's own ENOSPC.
 * Mounting needs the right to mount, or a user namespace in which this process has it.
 */
export class SmallDisk {
  private constructor(
    readonly folder: string,
    private readonly ballast: string,
  ) {}

  /** Null where nothing can be mounted. */
  static mount(folder: string, megabytes: number): SmallDisk | null {
    if (process.platform !== 'linux') return null;
    mkdirSync(folder, { recursive: true });
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', folder]);
    return mounted.status === 0 ? new SmallDisk(folder, join(folder, 'ballast')) : null;
  }

  /** Fills what is free; returns when not one byte can be written any more. */
  fill(): void {
    const file = openSync(this.ballast, 'a');
    try {
      for (const piece of [CHUNK, SMALL]) {
        for (let room = true; room; ) room = wrote(file, piece);
      }
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.ballast, { force: true });
  }

  freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  unmount(): void {
    execFileSync('umount', ['--lazy', this.folder]);
  }
}

function wrote(file: number, piece: Buffer): boolean {
  try {
    return writeSync(file, piece) > 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
    throw error;
  }
}

/**
 * Runs this very command again as the root of a user namespace with mounts of its own; its exit code. Null: it is there
 * already, or the system has no such namespaces.
 */
export function inOwnMounts(): number | null {
  if (process.platform !== 'linux' || process.env[OWN_MOUNTS] === '1') return null;
  const flags = ['--user', '--map-root-user', '--mount'];
  if (spawnSync('unshare', [...flags, 'true']).status !== 0) return null;
  const again = spawnSync(
    'unshare',
    [...flags, process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    {
      stdio: 'inherit',
      env: { ...process.env, [OWN_MOUNTS]: '1' },
    },
  );
  return again.status ?? 1;
}
