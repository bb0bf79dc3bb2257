import { join } from 'node:path';
import { app, BrowserWindow, dialog, type WebContents } from 'electron';
import { APP_START } from './origin';
import { applyPermissions } from './permissions';
import { webPreferences } from './webPreferences';

/** A page that dies more often than this is not helped by another start. */
const MOST_DEATHS = 3;
const DEATHS_WITHIN_MS = 60_000;

/** The desk's one window. */
export interface DeskWindow {
  /** Shows the desk; resolves when its page has loaded. */
  load(): Promise<void>;
  contents(): WebContents | null;
  focus(): void;
  /** Ends the page with its process, so that nothing it held is left in memory, and shows the desk anew. */
  renew(): void;
}

/** Every page the program ever makes is locked: it stays where it is, opens nothing and embeds nothing. */
export function lockAllPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    // Routes of the window stand behind the hash: all it may ever load is itself, anew (重新载入).
    const stay = (details: { readonly url: string; preventDefault(): void }): void => {
      if (withoutHash(details.url) !== withoutHash(contents.getURL())) details.preventDefault();
    };
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', (details) => details.preventDefault());
    contents.on('will-attach-webview', (details) => details.preventDefault());
  });
}

const withoutHash = (url: string): string => url.replace(/#.*$/, '');

/**
 * The window at 1366×768, the usual screen of a township desk; it is brought back when its page dies. `contentProtection`: it is left out of
 * screenshots and recordings of the screen.
 */
export function createWindow(contentProtection: boolean): DeskWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    title: '参保台',
    autoHideMenuBar: true,
    backgroundColor: '#eef1f5',
    webPreferences: webPreferences(join(import.meta.dirname, '../preload/index.cjs'), app.isPackaged),
  });
  if (contentProtection) window.setContentProtection(true);
  applyPermissions(window.webContents.session);
  let open = true;
  let deaths: number[] = [];
  let renewing = false;
  window.on('closed', () => {
    open = false;
  });
  window.webContents.on('render-process-gone', (_event, details) => {
    if (!open || details.reason === 'clean-exit') return;
    if (renewing) {
      renewing = false;
      void window.loadURL(APP_START);
      return;
    }
    const now = performance.now();
    deaths = [...deaths.filter((at) => now - at < DEATHS_WITHIN_MS), now];
    if (deaths.length <= MOST_DEATHS) {
      void window.loadURL(APP_START);
      return;
    }
    dialog.showErrorBox(
      '参保台窗口反复出错',
      '窗口一分钟内多次意外关闭，程序现在退出。已保存的业务都在本机流水账中，一笔不少。请重新启动电脑后再打开；仍出错时请联系系统管理员。',
    );
    app.exit(1);
  });
  return {
    load: () => window.loadURL(APP_START),
    contents: () => (open ? window.webContents : null),
    focus: () => {
      if (!open) return;
      if (window.isMinimized()) window.restore();
      window.focus();
    },
    renew: () => {
      if (!open || renewing) return;
      renewing = true;
      window.webContents.forcefullyCrashRenderer();
    },
  };
}
