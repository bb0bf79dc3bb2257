/** The window's own origin. Nothing else is ever shown in it. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'desk';
export const APP_START = `${APP_SCHEME}://${APP_HOST}/index.html`;

/** True for an address of the window's own origin, judged by its parsed parts, never by how the text begins. */
export function isAppUrl(text: string): boolean {
  const url = parseOrNull(text);
  return (
    url !== null &&
    url.protocol === `${APP_SCHEME}:` &&
    url.host === APP_HOST &&
    url.username === '' &&
    url.password === ''
  );
}

function parseOrNull(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
