import type * as Electron from 'electron';
import type { Request as BrowserRequest, Route } from 'playwright-core';
import { toProgram } from './addresses';
import { lets } from './session';
import { standIn } from './standIn';

type Handler = Parameters<Electron.Protocol['handle']>[1];

const handlers = new Map<string, Handler>();

export const protocol = standIn('protocol', {
  registerSchemesAsPrivileged: () => {},
  handle: (scheme, handler) => void handlers.set(scheme, handler),
} satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>);

/** Answers a request of the browser from the program's handler of that scheme; any other origin is refused. */
export async function answerRoute(route: Route): Promise<void> {
  const asked: BrowserRequest = route.request();
  const url = toProgram(asked.url());
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  if (!lets(url) || !handler) return route.abort('accessdenied');
  const response = await handler(new Request(url, { method: asked.method(), headers: asked.headers() }));
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}
