import { expect, test } from 'vitest';
import { lockRequests, mayLoad } from './requests';

test.each([
  'app://desk/index.html',
  'app://desk/assets/a.js?x#y',
  'data:image/png;base64,AA==',
  'data:image/svg+xml,%3Csvg/%3E',
])('[SE9] %s may be loaded', (url) => {
  expect(mayLoad(url, false)).toBe(true);
});

test.each([
  'file:///C:/Windows/win.ini',
  'file://server/share/a',
  'http://127.0.0.1:8080/',
  'https://example.com/',
  'ws://127.0.0.1/',
  'ftp://example.com/',
  'app://desk.evil/index.html',
  'app://evil@desk/',
  'data:text/html,<script>1</script>',
  'data:image/png/../text/html,x',
  'blob:https://example.com/1',
  'javascript:alert(1)',
  'chrome://settings',
  'view-source:app://desk/',
  'filesystem:app://desk/temporary/a',
  'devtools://devtools/bundled/inspector.html',
  '',
  'not an address',
])('[SE9] %s may not', (url) => {
  expect(mayLoad(url, false)).toBe(false);
});

test('[SE9] the fence cancels what may not be loaded, and the tools for developers load while developing only', () => {
  let fence: ((details: { url: string }, answer: (said: { cancel: boolean }) => void) => void) | null = null;
  const session = {
    webRequest: { onBeforeRequest: (listener: typeof fence) => (fence = listener) },
  } as unknown as Parameters<typeof lockRequests>[0];
  const cancelled = (url: string) => {
    let said: boolean | null = null;
    fence?.({ url }, ({ cancel }) => (said = cancel));
    return said;
  };
  lockRequests(session, false);
  expect([cancelled('app://desk/index.html'), cancelled('file:///etc/passwd')]).toEqual([false, true]);
  expect(cancelled('devtools://devtools/bundled/inspector.html')).toBe(true);
  lockRequests(session, true);
  expect(cancelled('devtools://devtools/bundled/inspector.html')).toBe(false);
});
