import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type * as Electron from 'electron';
import { standIn } from './standIn';

type Part = Pick<
  Electron.App,
  | 'whenReady'
  | 'isReady'
  | 'getPath'
  | 'setPath'
  | 'getVersion'
  | 'quit'
  | 'exit'
  | 'relaunch'
  | 'enableSandbox'
  | 'isPackaged'
  | 'on'
  | 'once'
  | 'requestSingleInstanceLock'
>;

const events = new EventEmitter();
const paths = new Map<string, string>();
const closers: (() => Promise<void>)[] = [];
let leaving = false;
/** Arguments of the program that is started when this one has ended; null: none is. */
let next: readonly string[] | null = null;

/** Runs before the process ends: closing the browser, ending children. */
export const beforeExit = (close: () => Promise<void>): void => void closers.push(close);

/** Tells the program's listeners; true when one of them prevented the default. */
export function emitApp(name: string, ...more: unknown[]): boolean {
  let prevented = false;
  const event = {
    preventDefault: () => {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
  };
  events.emit(name, event, ...more);
  return prevented;
}

export const isLeaving = (): boolean => leaving;

function appData(): string {
  if (process.platform === 'win32') return process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
}

function getPath(name: string): string {
  const set = paths.get(name);
  if (set) return set;
  if (name === 'appData') return appData();
  if (name === 'userData') return join(appData(), 'canbao-desk');
  if (name === 'home') return homedir();
  if (name === 'documents') return join(homedir(), 'Documents');
  throw new Error(`electron: app.getPath('${name}') is not stood in for by the Chromium host`);
}

const lockFile = (): string => join(getPath('userData'), 'host.lock');

/** True when the process of that number is another desk on this host (numbers are given out again after a crash). */
function isDesk(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('chromium-host');
  } catch {
    return false;
  }
}

function requestSingleInstanceLock(): boolean {
  mkdirSync(getPath('userData'), { recursive: true });
  let holder = 0;
  try {
    holder = Number(readFileSync(lockFile(), 'utf8'));
  } catch {
    // No lock file: nobody holds the folder.
  }
  if (isDesk(holder)) return false;
  writeFileSync(lockFile(), String(process.pid));
  beforeExit(async () => rmSync(lockFile(), { force: true }));
  return true;
}

function exit(code = 0): void {
  if (leaving) return;
  leaving = true;
  const end = () => {
    if (next) {
      const words = [...process.execArgv, ...next];
      spawn(process.execPath, words, { stdio: 'inherit', detached: true }).unref();
    }
    process.exit(code);
  };
  // A browser that does not answer must not keep the program from ending.
  setTimeout(end, 5_000);
  void Promise.allSettled(closers.map((close) => close())).then(end);
}

function quit(): void {
  if (leaving || emitApp('before-quit') || emitApp('will-quit')) return;
  events.emit('quit', {}, 0);
  exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quit);

export const app = standIn('app', {
  whenReady: async () => {},
  isReady: () => true,
  getPath,
  setPath: (name, path) => void paths.set(name, path),
  // The program's own: it stands two folders above the main script, in a checkout as in a version's folder.
  getVersion: () => {
    const beside = join(dirname(process.argv[1] ?? ''), '../../package.json');
    const manifest: unknown = JSON.parse(readFileSync(beside, 'utf8'));
    return String((manifest as { version: unknown }).version);
  },
  quit,
  exit,
  relaunch: (options) => {
    next = options?.args ?? process.argv.slice(1);
  },
  enableSandbox: () => {},
  isPackaged: false,
  on: events.on.bind(events) as unknown as Electron.App['on'],
  once: events.once.bind(events) as unknown as Electron.App['once'],
  requestSingleInstanceLock,
} satisfies Part);
