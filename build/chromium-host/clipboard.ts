import { setTimeout as pause } from 'node:timers/promises';
import type * as Electron from 'electron';
import { standIn } from './standIn';

let put: (text: string) => Promise<void> = () =>
  Promise.reject(new Error('electron: no page that could write to the clipboard'));
let last = '';
const MOST_TRIES = 20;
const BETWEEN_TRIES_MS = 250;

/** How a text gets from a page of the browser to the machine's clipboard. */
export const clipboardThrough = (way: typeof put): void => {
  put = way;
};

/**
 * The page writes to the machine's clipboard. It may not read there, so what is read is what was written here last: what another program copied
 * since is not seen, and is cleared as if it were ours.
 */
export const clipboard = standIn('clipboard', {
  readText: async () => last,
  writeText: async (text) => {
    await put(text);
    last = text;
  },
  clear: () => {
    last = '';
    void emptied();
  },
} satisfies Pick<Electron.Clipboard, 'readText' | 'writeText' | 'clear'>);

/** A page that is just ending, as at the lock, cannot do it; the one that comes after it can. */
async function emptied(): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES && last === ''; tries++) {
    try {
      return await put('');
    } catch {
      await pause(BETWEEN_TRIES_MS);
    }
  }
}
