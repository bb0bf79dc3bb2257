import { isAbsolute, relative, resolve, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  json: 'application/json; charset=utf-8',
  wasm: 'application/wasm',
};

/** The content type of a file of the window, or null for a kind the window has none of. */
export const contentType = (path: string): string | null =>
  TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? null;

/**
 * The file below `root` that an address's path names, or null for any path that could mean another place: one with a control
 * character, a backslash, a colon (drive, stream) or a `..` left after decoding.
 */
export function fileFor(root: string, pathname: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\\:%]/.test(path) || path.split('/').includes('..')) return null;
  const file = resolve(root, `.${path === '/' ? '/index.html' : path}`);
  const inside = relative(root, file);
  return inside === '' || isAbsolute(inside) || inside === '..' || inside.startsWith(`..${sep}`)
    ? null
    : file;
}
