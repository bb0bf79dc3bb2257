import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Trouble } from '../shared/host';
import { err, ok, type Result } from '../shared/result';

/** Kinds of file system that lie on another machine, as Linux names them. */
const REMOTE = /^(nfs\d?|cifs|smb\d?|smbfs|fuse\.sshfs|davfs2?|fuse\.davfs2?|afs|9p|ncpfs|glusterfs|ceph)$/;

/**
 * Why a data folder may not lie where it is: on a share of another machine, where two desks can have it at a time and a lost line loses work.
 * `mounts`: Linux's table of mounted file systems; empty elsewhere. A share that Windows shows as a drive is found by the lease.
 */
export function remoteFolder(folder: string, mounts: string): Trouble | null {
  const unc = /^[\\/]{2}/.test(folder) && !/^[\\/]{2}[?.][\\/][a-z]:/i.test(folder);
  if (unc || REMOTE.test(typeOf(folder, mounts)))
    return {
      code: 'REMOTE_FOLDER',
      text: `数据文件夹 ${folder} 在网络共享上，参保台不在那里存放数据：两台电脑会同时写它，断网会丢业务。请改用本机硬盘上的文件夹（CANBAO_USER_DATA）。`,
    };
  return null;
}

/** The type of the file system with the longest mount point above the folder. */
function typeOf(folder: string, mounts: string): string {
  let best = { point: '', type: '' };
  for (const line of mounts.split('\n')) {
    const [, written = '', type = ''] = line.split(' ');
    const point = written.replace(/\\([0-7]{3})/g, (_all, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    const within = point === '/' || folder === point || folder.startsWith(`${point}/`);
    if (point !== '' && within && point.length >= best.point.length) best = { point, type };
  }
  return best.type;
}

/** How often the holder renews the lease, and how long it counts without that. */
export const RENEW_MS = 30_000;
export const HOLDS_MS = 150_000;

const LeaseFile = z.strictObject({ machine: z.string().max(100), name: z.string().max(100) });

/** Tells this machine from any other, without saying which it is. */
export function machineMark(): string {
  const cards = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ mac }) => mac));
  return createHash('sha256')
    .update(JSON.stringify([hostname(), [...new Set(cards)].filter((mac) => !/^[0:]+$/.test(mac)).sort()[0]]))
    .digest('hex')
    .slice(0, 32);
}

/** The folder's lease: while one machine has a data folder open, no other opens it. */
export interface Lease {
  /** False: another machine has taken the folder meanwhile (this one slept), and nothing more may be written. */
  renew(): boolean;
  release(): void;
}

/**
 * Takes the lease of a folder. Ages are told by the times that the file's own disk gives, so that clocks of two machines do not count. One of the
 * same machine is taken over at once (it crashed; a second start is found by the single-instance lock), one of another when it is old.
 */
export function takeLease(
  folder: string,
  machine = machineMark(),
  name = hostname(),
): Result<Lease, Trouble> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'desk.lease');
  const probe = join(folder, 'desk.lease.new');
  const other = holderOf(file);
  if (other !== null && other.machine !== machine) {
    writeFileSync(probe, '');
    const age = statSync(probe).mtimeMs - statSync(file).mtimeMs;
    rmSync(probe);
    if (age < HOLDS_MS)
      return err({
        code: 'FOLDER_IN_USE',
        text: `数据文件夹 ${folder} 正由另一台电脑（${other.name}）使用，本机没有打开它。请在那台电脑上关闭参保台，${HOLDS_MS / 60_000} 分钟后再打开；或给本机另用一个本机硬盘上的文件夹。`,
      });
  }
  const write = () => {
    writeFileSync(probe, JSON.stringify({ machine, name: name.slice(0, 100) }), { mode: 0o600 });
    renameSync(probe, file);
  };
  write();
  return ok({
    renew: () => {
      const holder = holderOf(file);
      if (holder !== null && holder.machine !== machine) return false;
      try {
        write();
      } catch {
        // A disk that refuses is told where it matters: by the journal.
      }
      return true;
    },
    release: () => {
      if (holderOf(file)?.machine === machine) rmSync(file, { force: true });
    },
  });
}

function holderOf(file: string): z.infer<typeof LeaseFile> | null {
  try {
    return LeaseFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // None, or not ours to understand: the single-instance lock still holds on this machine.
    return null;
  }
}
