import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A whole request, and what the platform behind says to it. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}
/** Hands a request to the platform behind. */
export type Onward = (asked: Asked) => Promise<Answered>;
export type Meddler = (asked: Asked, onward: Onward) => Promise<Answered>;

export interface InFront {
  readonly url: string;
  close(): Promise<void>;
}

const PASSED_ON = ['content-type', 'authorization'];

const onwardTo =
  (upstream: () => string): Onward =>
  async ({ method, url, headers, body }) => {
    const response = await fetch(new URL(url.pathname + url.search, upstream()), {
      method,
      headers,
      ...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
    });
    const kept = ['content-type', 'retry-after'].flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    return {
      status: response.status,
      headers: Object.fromEntries(kept) as Record<string, string>,
      body: Buffer.from(await response.arrayBuffer()),
    };
  };

async function wholeRequest(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = PASSED_ON.flatMap((name) => {
    const value = request.headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://platform'),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(chunks),
  };
}

/** An HTTP service in front of platforms, taken in turn (a tiny round-robin); a meddler makes it a broken platform. */
export async function startInFront(
  upstreams: readonly string[],
  meddle: Meddler = (asked, onward) => onward(asked),
): Promise<InFront> {
  let turn = 0;
  const onward = onwardTo(() => upstreams[turn++ % upstreams.length] ?? '');
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, headers, body } = await meddle(await wholeRequest(request), onward);
    response.writeHead(status, { ...headers, 'content-length': String(body.length) }).end(body);
  };
  const server = createServer((request, response) => {
    // A request that its sender cut off goes nowhere.
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
