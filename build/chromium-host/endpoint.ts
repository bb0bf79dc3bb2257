import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from './app';

/** What a test needs to reach into a running desk; written only when `CANBAO_DEBUG_ENDPOINT` is 1. */
export interface HostFile {
  main: number;
  /** DevTools address of the browser, and its process number. */
  endpoint: string | null;
  browser: number | null;
  /** Process numbers of utility processes by service name. */
  children: Record<string, number>;
}

export const debugging = (): boolean => process.env.CANBAO_DEBUG_ENDPOINT === '1';

const state: HostFile = { main: process.pid, endpoint: null, browser: null, children: {} };

function write(): void {
  if (!debugging()) return;
  const file = join(app.getPath('userData'), 'host.json');
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
}

export function noteChild(name: string, pid: number | null): void {
  if (pid === null) delete state.children[name];
  else state.children[name] = pid;
  write();
}

export function noteBrowser(endpoint: string, pid: number | null): void {
  state.endpoint = endpoint;
  state.browser = pid;
  write();
}
