import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const TSX = ['--import', 'tsx', join(root, 'src/platform/cli.ts')];
const Ready = z.object({ event: z.literal('ready'), url: z.url(), code: z.string() });

/** The reference platform as a process of its own, on a folder of its own. */
export interface PlatformProcess {
  readonly url: string;
  /** A registration code for one desk of the sample township. */
  readonly code: string;
  /** Ends it as an operator would (SIGTERM) and waits until it is gone. */
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

interface ServeOptions {
  folder: string;
  /** 0: any free port; a fixed one to come back at the same address. */
  port: number;
  today: string;
  /** What the registration code is for; the whole township unless said otherwise. */
  villages?: { name: string; codes: readonly string[] };
}

const serveArgs = ({ folder, port, today, villages }: ServeOptions) => [
  ...TSX,
  'serve',
  '--sample',
  '--folder',
  folder,
  '--port',
  String(port),
  '--today',
  today,
  ...(villages ? ['--name', villages.name, ...villages.codes.flatMap((code) => ['--prefix', code])] : []),
];

/** Starts the platform with the sample township and waits for its `ready` line. */
export async function servePlatform(options: ServeOptions): Promise<PlatformProcess> {
  const child = spawn(process.execPath, serveArgs(options), {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString('utf8');
  });
  const ready = await new Promise<z.infer<typeof Ready>>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const parsed = Ready.safeParse(tryJson(line));
      if (parsed.success) resolve(parsed.data);
    });
    child.once('exit', (code) =>
      reject(new Error(`the platform ended with ${code} before it was ready: ${errors}`)),
    );
  });
  return {
    url: ready.url,
    code: ready.code,
    stop: () => end(child, ended, 'SIGTERM'),
    kill: () => end(child, ended, 'SIGKILL'),
  };
}

async function end(child: ChildProcess, ended: Promise<void>, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  await ended;
}

/** Runs one of the platform's commands on its folder and gives its lines, each parsed from JSON. */
export async function platformCommand(args: readonly string[]): Promise<unknown[]> {
  const child = spawn(process.execPath, [...TSX, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString('utf8');
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`platform ${args[0]} ended with ${code}: ${errors}${out}`);
  return out.split('\n').filter(Boolean).map(tryJson);
}

function tryJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
