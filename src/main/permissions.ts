import type { Session } from 'electron';

/** What the window may use of the machine by itself: nothing but putting text on the clipboard. */
const ALLOWED: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

export const isAllowed = (permission: string): boolean => ALLOWED.has(permission);

/** Requests, checks and devices are three doors in Electron; all three answer from the one table. */
export function applyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(isAllowed(permission)));
  session.setPermissionCheckHandler((_contents, permission) => isAllowed(permission));
  session.setDevicePermissionHandler(() => false);
}
