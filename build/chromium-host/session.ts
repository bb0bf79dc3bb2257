import type * as Electron from 'electron';
import { standIn } from './standIn';

type Part = Pick<
  Electron.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;

let mayUse: (permission: string) => boolean = () => false;

/** Electron's names for what the browser can be granted one by one; it refuses all that is not granted. */
const GRANTS: Readonly<Record<string, string>> = {
  'clipboard-sanitized-write': 'clipboard-write',
  'clipboard-read': 'clipboard-read',
  media: 'camera',
  geolocation: 'geolocation',
  notifications: 'notifications',
};

/** What to grant in the browser, as the program's own table answers. */
export const grants = (): string[] =>
  Object.keys(GRANTS)
    .filter(mayUse)
    .map((name) => GRANTS[name] ?? name);

export const defaultSession = standIn('session.defaultSession', {
  // The browser never asks: what the check refuses is not granted, so a request is refused by itself.
  setPermissionRequestHandler: () => {},
  setPermissionCheckHandler: (handler) => {
    mayUse = (permission) =>
      handler?.(null, permission as Parameters<typeof handler>[1], 'app://desk/', {
        isMainFrame: true,
        ...(permission === 'media' ? { mediaType: 'video' } : {}),
      } as Electron.PermissionCheckHandlerHandlerDetails) ?? false;
  },
  setDevicePermissionHandler: () => {},
} satisfies Part);

export const session = standIn('session', { defaultSession });
