/**
 * Chromium knows no scheme of ours, so `scheme://host/…` is shown as `https://host.scheme.invalid/…`: a secure context, and a
 * name that no network can ever answer.
 */
export function toBrowser(address: string): string {
  const url = new URL(address);
  return `https://${url.host}.${url.protocol.slice(0, -1)}.invalid${url.pathname}${url.search}${url.hash}`;
}

/** The program's own address for what the browser shows; any other address unchanged. */
export function toProgram(address: string): string {
  const m = /^https:\/\/([a-z0-9-]+)\.([a-z][a-z0-9]*)\.invalid(\/.*)?$/.exec(address);
  return m ? `${m[2]}://${m[1]}${m[3] ?? '/'}` : address;
}
