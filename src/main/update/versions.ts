import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { canonicalJson } from '#shared/json';
import { err, ok, type Result } from '#shared/result';
import type { Trouble } from '#shared/trouble';
import { openHead, type UpdateHead, type UpdateKey, type UpdateManifest } from '#shared/update/manifest';
import { ProgramVersion } from '#shared/update/version';
import { type Files, systemCode } from '../journal/fileLayer';
import { replaceFile } from '../journal/replaceFile';
import { unpack, unwritable } from './unpack';
import { parseHead, type UpdateFile } from './updateFile';

/** Nothing that is laid out here runs before all of it was checked. */
const STAGING = 'laying-out';

/** The versions of the program that lie side by side on this desk, each in a folder of its own with its signed head beside it. */
export class Versions {
  constructor(
    private readonly folder: string,
    private readonly keys: readonly UpdateKey[],
    private readonly files: Files,
  ) {}

  pathOf(version: ProgramVersion): string {
    return join(this.folder, ProgramVersion.parse(version));
  }

  /** Lays an update out as a version that can be started; on failure everything is as before. */
  async lay(update: UpdateFile): Promise<Result<void, Trouble>> {
    const { version } = update.manifest;
    const staging = join(this.folder, STAGING);
    const place = this.pathOf(version);
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await rm(staging, { recursive: true, force: true });
      await mkdir(staging);
      const laid = await unpack(update, staging);
      if (!laid.ok) {
        await rm(staging, { recursive: true, force: true }).catch(() => undefined);
        return laid;
      }
      // A version that was given up may be taken once more.
      await rm(place, { recursive: true, force: true });
      await replaceFile(this.files, this.folder, headName(version), [headBytes(update.head)]);
      await rename(staging, place);
      await this.files.syncFolder(this.folder);
      return ok(undefined);
    } catch (error) {
      await rm(staging, { recursive: true, force: true }).catch(() => undefined);
      return err(unwritable(systemCode(error)));
    }
  }

  /** The program file of a version whose signature and every byte are right, with nothing added; null: it is not to be started. */
  async check(version: ProgramVersion): Promise<string | null> {
    const folder = this.pathOf(version);
    try {
      const manifest = await this.manifestOf(version);
      if (manifest === null) return null;
      const expected = new Map(manifest.files.map((file) => [file.path, file]));
      for (const path of await filesUnder(folder)) {
        const file = expected.get(path);
        if (file === undefined || !expected.delete(path)) return null;
        const there = join(folder, ...path.split('/'));
        if ((await stat(there)).size !== file.length || (await hashOf(there)) !== file.sha256) return null;
        if (file.runs) await chmod(there, 0o755);
      }
      return expected.size === 0 ? join(folder, ...manifest.start.split('/')) : null;
    } catch {
      return null;
    }
  }

  /** Removes all but the named ones; what the system will not let go of now goes next time. */
  async keepOnly(versions: readonly (ProgramVersion | null)[]): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    for (const name of names) {
      const version = ProgramVersion.safeParse(name.replace(/\.json$/, ''));
      if (!version.success || versions.includes(version.data)) continue;
      await rm(join(this.folder, name), { recursive: true, force: true }).catch(() => undefined);
    }
  }

  private async manifestOf(version: ProgramVersion): Promise<UpdateManifest | null> {
    const head = parseHead(await readFile(join(this.folder, headName(version))));
    const opened = head === null ? null : openHead(head, this.keys);
    return opened?.ok && opened.value.version === version ? opened.value : null;
  }
}

const headName = (version: ProgramVersion): string => `${version}.json`;
const headBytes = (head: UpdateHead): Uint8Array => Buffer.from(canonicalJson(head));

/** Every file under a folder, as relative paths with `/`. Throws for anything that is neither a file nor a folder. */
export async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => {
      const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
      if (!entry.isFile()) throw new Error(`filesUnder: ${path} is not a file`);
      return path;
    })
    .sort();
}

export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}
