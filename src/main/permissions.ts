import type { Session } from 'electron';
import { isAppUrl } from './origin';

/** What the window may use of the machine by itself: putting text on the clipboard. */
const ALLOWED: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** What is told of a wish besides its name. */
export interface Wish {
  /** Address of the page that asks. */
  readonly origin: string;
  /** Of `media`: what of it; empty where nothing is told. */
  readonly media: readonly string[];
}

/** Beside the table: our own page may use the camera, for pictures of documents (材料图片). Never the microphone. */
export function isAllowed(permission: string, { origin, media }: Wish): boolean {
  if (permission !== 'media') return ALLOWED.has(permission);
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
