import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openPostgres } from '../database/postgres';
import { prepareTemplate } from '../sample';
import type { PlatformOptions } from '../server';

/** Enough for the scenario's people; a full township is loaded by the demonstration. */
export const SMALL_TOWNSHIP = 300;

const run = promisify(execFile);

/** A database engine to run the platform's suite on. */
export interface TestEngine {
  readonly name: string;
  /** Where a fresh platform with the small sample is started. */
  place(): Promise<Pick<PlatformOptions, 'folder' | 'databaseUrl' | 'sample' | 'template'>>;
  close(): Promise<void>;
}

/** PGlite; the sample is loaded once and copied for every place, as trial mode does it. */
export async function pgliteEngine(): Promise<TestEngine> {
  const root = await mkdtemp(join(tmpdir(), 'canbao-pglite-'));
  const template = join(root, 'template');
  const made = await prepareTemplate(template, SMALL_TOWNSHIP);
  if (!made.ok) throw new Error(made.error.text);
  return {
    name: 'PGlite',
    place: async () => ({
      folder: await mkdtemp(join(root, 'platform-')),
      databaseUrl: null,
      sample: true,
      template,
    }),
    close: () => rm(root, { recursive: true, force: true }),
  };
}

function postgresPrograms(): string {
  const found = ['18', '17', '16', '15']
    .map((v) => `/usr/lib/postgresql/${v}/bin`)
    .find((p) => existsSync(p));
  if (found === undefined) {
    throw new Error('这项测试需要 PostgreSQL 15 或更高版本：请安装 Debian 的 postgresql 软件包后再运行。');
  }
  return found;
}

/** A cluster of its own on a unix socket; initdb refuses root, so root borrows the account of Debian's package. */
export async function postgresEngine(): Promise<TestEngine> {
  const bin = postgresPrograms();
  const root = await mkdtemp(join(tmpdir(), 'canbao-postgres-'));
  const asRoot = process.getuid?.() === 0;
  if (asRoot) {
    execFileSync('chown', ['postgres', root]);
    await chmod(root, 0o700);
  }
  const program = async (name: string, args: string[]): Promise<void> => {
    const [file, ...rest] = asRoot ? ['runuser', '-u', 'postgres', '--', join(bin, name)] : [join(bin, name)];
    await run(file ?? '', [...rest, ...args], { cwd: root });
  };
  const data = join(root, 'data');
  await program('initdb', [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ]);
  const settings = `-c listen_addresses= -c unix_socket_directories=${root} -c fsync=off`;
  await program('pg_ctl', ['-D', data, '-w', '-l', join(root, 'log'), '-o', settings, 'start']);
  const urlOf = (database: string): string =>
    `postgresql:///${database}?host=${encodeURIComponent(root)}&user=postgres`;
  let count = 0;
  return {
    name: 'PostgreSQL',
    place: async () => {
      const database = `platform_${++count}`;
      const admin = await openPostgres(urlOf('postgres'));
      if (!admin.ok) throw new Error(admin.error.text);
      await admin.value.query(`CREATE DATABASE ${database}`);
      await admin.value.close();
      return { folder: root, databaseUrl: urlOf(database), sample: SMALL_TOWNSHIP, template: null };
    },
    close: async () => {
      await program('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
      await rm(root, { recursive: true, force: true });
    },
  };
}
