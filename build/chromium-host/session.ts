import type * as Electron from 'electron';
import { standIn } from './standIn';

type Part = Pick<
  Electron.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'webRequest'
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

type Fence = NonNullable<Parameters<Electron.WebRequest['onBeforeRequest']>[0]>;
let fence: ((url: string) => boolean) | null = null;

/** Whether the program's own fence lets a request of a page through. */
export const lets = (url: string): boolean => fence === null || fence(url);

const webRequest = standIn('webRequest', {
  onBeforeRequest: (listener: unknown) => {
    fence = (url) => {
      let cancelled = false;
      (listener as Fence)({ url } as Electron.OnBeforeRequestListenerDetails, ({ cancel }) => {
        cancelled = cancel === true;
      });
      return !cancelled;
    };
  },
});

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
  webRequest: webRequest as unknown as Electron.WebRequest,
} satisfies Part);

export const session = standIn('session', { defaultSession });
