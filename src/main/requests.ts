import type { Session } from 'electron';
import { isAppUrl } from './origin';

/**
 * What a page of the desk may load at all, whatever its policy says: the window's own origin and pictures in the text. `tools`: the tools for
 * developers too, which no packaged program has.
 */
export function mayLoad(url: string, tools: boolean): boolean {
  if (isAppUrl(url)) return true;
  if (/^data:image\/(png|jpeg|svg\+xml|gif|webp)[;,]/i.test(url)) return true;
  return tools && url.startsWith('devtools://devtools/');
}

/** Below the content security policy a second fence: no `file:`, no `http(s):`, no other scheme leaves a page. */
export function lockRequests(session: Pick<Session, 'webRequest'>, tools: boolean): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayLoad(url, tools) }));
}
