/**
 * The module that `electron` means when the program runs on an installed browser under Node. It stands in for what `src/main` uses,
 * typed against Electron's own declarations; any other call throws with its name.
 */
import type * as Electron from 'electron';
import { onlyInElectron, standIn } from './standIn';

export { app } from './app';
export { BrowserWindow } from './browserWindow';
export { clipboard } from './clipboard';
export { dialog } from './dialog';
export { ipcMain } from './ipc';
export { powerMonitor } from './powerMonitor';
export { protocol } from './protocol';
export { safeStorage } from './safeStorage';
export { session } from './session';
export { utilityProcess } from './utilityProcess';

/** The browser's app window has no menu bar to set. */
export const Menu = standIn('Menu', {
  setApplicationMenu: () => {},
} satisfies Pick<typeof Electron.Menu, 'setApplicationMenu'>);

export const shell = onlyInElectron('shell');
