import type { WebPreferences } from 'electron';

/** What the desk's pages may be: each item of Electron's security checklist that is a setting of a page, said and not left to a default. */
export const webPreferences = (preload: string, packaged: boolean): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  plugins: false,
  // A file dropped on the window is not opened in it.
  navigateOnDragDrop: false,
  // A page that asks in dialogs without end can be silenced.
  safeDialogs: true,
  // Chromium fetches dictionaries from the net.
  spellcheck: false,
  devTools: !packaged,
});
