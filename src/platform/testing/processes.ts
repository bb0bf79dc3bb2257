import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = resolve(import.meta.dirname, '../../..');

/** What the program does in Electron's utility process, through Node's own channel to a child. */
const PARENT_PORT_SHIM = `data:text/javascript,${encodeURIComponent(
  'process.parentPort = { postMessage: (m) => process.send(m), on: (_, f) => process.on("message", (data) => f({ data })) };',
)}`;

/** A program of the platform, run from source as a process of its own. */
export function start(entry: 'cli' | 'trial', args: readonly string[]): ChildProcess {
  const isTrial = entry === 'trial';
  return spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      ...(isTrial ? ['--import', PARENT_PORT_SHIM] : []),
      `src/platform/${entry}.ts`,
      ...args,
    ],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe', ...(isTrial ? (['ipc'] as const) : [])],
      env: { ...process.env, DATABASE_URL: '', NODE_NO_WARNINGS: '1' },
    },
  );
}

/** The first JSON line a program prints. */
export async function firstLine(child: ChildProcess): Promise<Record<string, unknown>> {
  const problems: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => problems.push(chunk.toString('utf8')));
  if (child.stdout === null) throw new Error('no output to read');
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  throw new Error(`the program ended: ${problems.join('')}`);
}

export async function ended(child: ChildProcess): Promise<number | string | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? child.signalCode;
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return code ?? signal;
}

/** A command that runs to its end: its JSON lines and exit code. */
export async function command(
  ...args: string[]
): Promise<{ code: number | string | null; lines: unknown[]; stderr: string }> {
  const child = start('cli', args);
  const out: string[] = [];
  const problems: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk.toString('utf8')));
  child.stderr?.on('data', (chunk: Buffer) => problems.push(chunk.toString('utf8')));
  const code = await ended(child);
  const lines = out
    .join('')
    .split('\n')
    .filter((line) => line !== '');
  return { code, lines: lines.map((line) => JSON.parse(line) as unknown), stderr: problems.join('') };
}
