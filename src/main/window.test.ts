import { beforeEach, expect, test, vi } from 'vitest';
import { readEnvironment } from './environment';
import { createWindow } from './window';

/** What Electron's window was told; Electron itself does not run here. */
const told = vi.hoisted(() => ({ protection: [] as boolean[] }));
vi.mock('electron', () => ({
  app: { isPackaged: true },
  dialog: {},
  BrowserWindow: class {
    webContents = {
      on: () => undefined,
      session: {
        setPermissionRequestHandler: () => undefined,
        setPermissionCheckHandler: () => undefined,
        setDevicePermissionHandler: () => undefined,
      },
    };
    on = () => undefined;
    setContentProtection = (wanted: boolean) => void told.protection.push(wanted);
  },
}));
beforeEach(() => {
  told.protection = [];
});

test.each([
  [{}, []],
  [{ CANBAO_CONTENT_PROTECTION: '' }, []],
  [{ CANBAO_CONTENT_PROTECTION: '0' }, []],
  [{ CANBAO_CONTENT_PROTECTION: '1' }, [true]],
])('[SE31] with %o the window is kept out of screenshots: %o', (env, expected) => {
  createWindow(readEnvironment(env, '/home/a/.config').contentProtection);
  expect(told.protection).toEqual(expected);
});
