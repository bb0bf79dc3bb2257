import { fork as forkNode } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { beforeExit } from './app';
import { noteChild } from './endpoint';
import { standIn } from './standIn';

type Child = Pick<
  Electron.UtilityProcess,
  'postMessage' | 'kill' | 'pid' | 'on' | 'once' | 'stdout' | 'stderr'
>;

/** A Node child with `process.parentPort`; it ends with the program. */
function fork(modulePath: string, args: string[] = [], options: Electron.ForkOptions = {}): Child {
  const child = forkNode(modulePath, args, {
    execArgv: [...(options.execArgv ?? []), '--import', new URL('./parentPort.mjs', import.meta.url).href],
    serialization: 'advanced',
    env: (options.env as NodeJS.ProcessEnv | undefined) ?? process.env,
    stdio:
      options.stdio === 'pipe' ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'inherit', 'inherit', 'ipc'],
    ...(options.cwd ? { cwd: options.cwd } : {}),
  });
  const name = options.serviceName ?? modulePath;
  const events = new EventEmitter();
  let running = true;
  noteChild(name, child.pid ?? null);
  child.on('spawn', () => events.emit('spawn'));
  child.on('message', (message) => events.emit('message', message));
  child.on('error', (error) => events.emit('error', error));
  child.on('exit', (code) => {
    running = false;
    noteChild(name, null);
    events.emit('exit', code ?? 1);
  });
  beforeExit(async () => {
    if (running) child.kill();
  });
  return standIn('UtilityProcess', {
    postMessage: (message) => {
      if (child.connected) child.send(message);
    },
    kill: () => child.kill(),
    get pid() {
      return running ? child.pid : undefined;
    },
    on: events.on.bind(events) as unknown as Electron.UtilityProcess['on'],
    once: events.once.bind(events) as unknown as Electron.UtilityProcess['once'],
    stdout: child.stdout,
    stderr: child.stderr,
  } satisfies Child);
}

export const utilityProcess = standIn('utilityProcess', { fork });
