import type * as Electron from 'electron';
import { standIn } from './standIn';

type Listener = Parameters<Electron.IpcMain['handle']>[1];

const listeners = new Map<string, Listener>();

export const ipcMain = standIn('ipcMain', {
  handle: (channel, listener) => {
    if (listeners.has(channel)) throw new Error(`electron: a second handler for '${channel}'`);
    listeners.set(channel, listener);
  },
} satisfies Pick<Electron.IpcMain, 'handle'>);

/** What a call of the window came to; a throw crosses as its message, as in Electron. */
export type Answered = { ok: true; value: unknown } | { ok: false; error: string };

export async function invoke(event: unknown, channel: string, args: unknown[]): Promise<Answered> {
  const listener = listeners.get(channel);
  if (!listener) return { ok: false, error: `Error: No handler registered for '${channel}'` };
  try {
    return { ok: true, value: await listener(event as Electron.IpcMainInvokeEvent, ...args) };
  } catch (error) {
    return { ok: false, error: String(error) };
  }
}
