import type { Session } from 'electron';
import { isAppUrl } from './origin';

/** Every permission that Electron knows by name (electron.d.ts); one it will know some day does not compile until it is in the table. */
type Permission = Parameters<NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>>[1];

/** What the window may use of the machine by itself. `camera`: video only, and our own page only. */
export const PERMISSIONS = {
  // 材料图片
  media: 'camera',
  ar: false,
  'automatic-fullscreen': false,
  'background-fetch': false,
  'background-sync': false,
  'captured-surface-control': false,
  'clipboard-read': false,
  'clipboard-sanitized-write': false,
  'deprecated-sync-clipboard-read': false,
  'display-capture': false,
  fileSystem: false,
  fullscreen: false,
  geolocation: false,
  'geolocation-approximate': false,
  'hand-tracking': false,
  hid: false,
  'idle-detection': false,
  keyboardLock: false,
  'local-fonts': false,
  'local-network': false,
  'local-network-access': false,
  'loopback-network': false,
  mediaKeySystem: false,
  midi: false,
  midiSysex: false,
  nfc: false,
  notifications: false,
  openExternal: false,
  'payment-handler': false,
  'periodic-background-sync': false,
  'persistent-storage': false,
  pointerLock: false,
  'screen-wake-lock': false,
  sensors: false,
  serial: false,
  'smart-card': false,
  'speaker-selection': false,
  'storage-access': false,
  'system-wake-lock': false,
  'top-level-storage-access': false,
  unknown: false,
  usb: false,
  vr: false,
  'web-app-installation': false,
  'web-printing': false,
  'window-management': false,
} satisfies Record<Permission, boolean | 'camera'>;

/** What is told of a wish besides its name. */
export interface Wish {
  /** Address of the page that asks. */
  readonly origin: string;
  /** Of `media`: what of it; empty where nothing is told. */
  readonly media: readonly string[];
}

/** As the table says; a name that is not in it is refused. Never the microphone. */
export function isAllowed(permission: string, { origin, media }: Wish): boolean {
  const said = Object.hasOwn(PERMISSIONS, permission) && PERMISSIONS[permission as Permission];
  if (said !== 'camera') return said;
  return isAppUrl(origin) && media.length > 0 && media.every((kind) => kind === 'video');
}

/** Requests, checks and devices are three doors in Electron; all three answer from the one rule. */
export function applyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    answer(isAllowed(permission, { origin: details.requestingUrl, media }));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, { mediaType }) =>
    isAllowed(permission, { origin, media: mediaType === undefined ? [] : [mediaType] }),
  );
  session.setDevicePermissionHandler(() => false);
}
