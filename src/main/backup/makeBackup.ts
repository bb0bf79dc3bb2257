import { createHash, randomUUID } from 'node:crypto';
import { open, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptFile, Manifest } from '#shared/backup/manifest';
import type { Trouble } from '#shared/host';
import { canonicalJson } from '#shared/json';
import { err, ok, type Result } from '#shared/result';
import type { Files } from '../journal/fileLayer';
import type { JournalOnDisk } from '../journal/journal';
import type { VaultContent } from '../vault/vaultFile';
import { type BackupHead, CHUNK_BYTES } from './backupFormat';
import { BackupReader } from './backupReader';
import { faultTrouble, NO_ROOM, TURNED, writeTrouble } from './backupWords';
import { BackupWriter, type ChunkSeal } from './backupWriter';
import { keptFiles, wholePart } from './keptFiles';

/** A backup is begun again so often where the vault's keys are changed while it is made. */
const TRIES = 2;

export interface BackupJob {
  readonly userData: string;
  /** Where it goes, and under which name. */
  readonly folder: string;
  readonly name: string;
  readonly files: Files;
  readonly head: Omit<BackupHead, 'vault'>;
  readonly deskName: string;
  readonly seal: ChunkSeal;
  /** The vault as it lies on the disk at this moment. */
  readonly vault: () => VaultContent | null;
  readonly journal: () => Promise<JournalOnDisk>;
  /** Free bytes of a folder's disk; null where nobody knows. */
  readonly free?: (folder: string) => Promise<number | null>;
}

export interface MadeBackup {
  readonly name: string;
  readonly bytes: number;
  readonly manifest: Manifest;
}

/**
 * Makes one backup: written beside its place, read back from the disk and held against what was copied, and only then given its name. A
 * failure leaves nothing behind and touches no other file.
 */
export async function makeBackup(job: BackupJob): Promise<Result<MadeBackup, Trouble>> {
  const temporary = join(job.folder, `${temporaryOf(job.head.device)}${randomUUID()}.tmp`);
  try {
    for (let n = 0; n < TRIES; n++) {
      const vault = job.vault();
      if (vault === null) return err(TURNED);
      const written = await write(job, vault, temporary);
      if (!written.ok) return written;
      const now = job.vault();
      // A key that was turned meanwhile may have sealed what was copied last.
      if (now === null || canonicalJson(now) !== canonicalJson(vault)) continue;
      const checked = await readBack(temporary, job.seal.key, written.value);
      if (!checked.ok) return checked;
      return await giveName(job, temporary, written.value);
    }
    return err(TURNED);
  } catch (error) {
    return err(writeTrouble(error, job.folder));
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

/** What this desk's half-written backups begin with. */
export const temporaryOf = (device: string): string =>
  `.canbao-backup-${device.replace(/[^A-Za-z0-9-]/g, '_')}-`;

async function write(job: BackupJob, vault: VaultContent, path: string): Promise<Result<Manifest, Trouble>> {
  const { userData, files, seal, deskName } = job;
  const names = await keptFiles(userData);
  const room = await (job.free ?? freeBytes)(job.folder);
  if (room !== null && room < (await bytesOf(userData, names)) * 1.1 + CHUNK_BYTES) return err(NO_ROOM);
  const journal = await job.journal();
  const kept: KeptFile[] = [];
  const file = await files.openAppend(path);
  try {
    await file.truncate(0);
    const writer = await BackupWriter.begin(file, { ...job.head, vault }, seal);
    for (const name of names) {
      const atMost = name === 'journal/journal.jnl' ? journal.bytes : null;
      const one = await copy(join(userData, name), name, atMost, writer);
      if (one !== null) kept.push(one);
    }
    const { seq, hash, entries } = journal;
    const bytes = kept.reduce((sum, { length }) => sum + length, 0);
    const manifest: Manifest = { version: 1, deskName, journal: { seq, hash, entries }, files: kept, bytes };
    await writer.end(manifest);
    return ok(manifest);
  } finally {
    await file.close();
  }
}

/** Null: the file was taken away since it was listed, as a picture is that nothing names. */
async function copy(
  path: string,
  name: string,
  atMost: number | null,
  writer: BackupWriter,
): Promise<KeptFile | null> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    const { length, records } = await wholePart(path, atMost);
    const sha256 = createHash('sha256');
    await writer.name(name);
    let at = 0;
    while (at < length) {
      const bytes = Buffer.alloc(Math.min(CHUNK_BYTES, length - at));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, at);
      // Somebody cut the file while it was copied: what is there is what there is.
      if (bytesRead === 0) break;
      const part = bytes.subarray(0, bytesRead);
      sha256.update(part);
      await writer.data(part);
      at += bytesRead;
    }
    return { name, length: at, sha256: sha256.digest('hex'), records };
  } finally {
    await file.close();
  }
}

/** What lies on the disk is what was copied: the disk may have taken other bytes than it was given. */
async function readBack(path: string, key: Uint8Array, written: Manifest): Promise<Result<void, Trouble>> {
  const opened = await BackupReader.open(path);
  if (!opened.ok) return err(faultTrouble(opened.error));
  try {
    const nowhere = { name: async () => undefined, data: async () => undefined };
    const read = await opened.value.read(key, nowhere);
    if (!read.ok) return err(faultTrouble(read.error));
    return canonicalJson(read.value) === canonicalJson(written)
      ? ok(undefined)
      : err(faultTrouble('damaged'));
  } finally {
    await opened.value.close();
  }
}

async function giveName(
  job: BackupJob,
  temporary: string,
  manifest: Manifest,
): Promise<Result<MadeBackup, Trouble>> {
  const path = join(job.folder, job.name);
  const there = await stat(path).catch(() => null);
  if (there !== null) throw Object.assign(new Error('backup: the name is taken'), { code: 'EEXIST' });
  const { size } = await stat(temporary);
  await job.files.rename(temporary, path);
  await job.files.syncFolder(job.folder);
  return ok({ name: job.name, bytes: size, manifest });
}

async function bytesOf(userData: string, names: readonly string[]): Promise<number> {
  let sum = 0;
  for (const name of names) sum += (await stat(join(userData, name)).catch(() => null))?.size ?? 0;
  return sum;
}

async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
