import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { SELF_SIGNED } from '#fixtures/selfSigned';
import type { Operation } from '#shared/domain/operation';
import { PROTOCOL } from '#shared/protocol/messages';
import { faultTrouble } from '#shared/sync/fault';
import { DEVICE, draftOf } from '../../../test/faults/operations';
import { neverConnected } from './leaving';
import { LIMITS, platformTransport, type TransportLimits } from './transport';

const ENVELOPE = { api: 'canbao-platform', protocol: 1, serverTime: '2026-11-22T08:00:00+08:00' };
const TOKEN = 'a-token-of-at-least-twenty';
const operation: Operation = { ...draftOf(1), device: DEVICE, seq: 1 };
const applied = {
  opId: operation.opId,
  bodyHash: operation.bodyHash,
  at: ENVELOPE.serverTime,
  outcome: 'applied',
  receipt: 'R1',
  versions: { 'person:P1': 2 },
  assigned: {},
  parallel: false,
};
/** Short limits, so that a test of a silence takes no longer than it must. */
const SHORT: TransportLimits = {
  health: { timeoutMs: 300, maxBytes: 1000 },
  register: { timeoutMs: 300, maxBytes: 1000 },
  push: { timeoutMs: 300, maxBytes: 100_000 },
  feed: { timeoutMs: 300, maxBytes: 100_000 },
  policy: { timeoutMs: 300, maxBytes: 100_000 },
  chain: { timeoutMs: 300, maxBytes: 100_000 },
  snapshot: { timeoutMs: 300, maxBytes: 100_000 },
  segment: { timeoutMs: 300, maxBytes: 100_000, idleMs: 300 },
  evidence: { timeoutMs: 500, maxBytes: 64 * 1024 },
  bag: { timeoutMs: 300, maxBytes: 100_000 },
  envelopes: { timeoutMs: 300, maxBytes: 100_000 },
};

type Answer = (response: ServerResponse, request: IncomingMessage) => void;
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

async function serve(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => answer(response, request));
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const line = async (answer: Answer, limits: TransportLimits = LIMITS) =>
  platformTransport({ url: await serve(answer), token: TOKEN, limits });

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
      .end(JSON.stringify(body));

/** Writes for ever, as fast as it is read. */
const endless =
  (type: string): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': type });
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  };

describe('pushing', () => {
  test('[DL13] verdicts of the platform arrive, and the token goes to nobody but its address', async () => {
    let seen: IncomingMessage['headers'] = {};
    const transport = await line((response, request) => {
      seen = request.headers;
      json({ ...ENVELOPE, results: [applied] })(response, request);
    });
    expect(await transport.push([operation])).toEqual({
      ok: true,
      value: { verdicts: [applied], serverTime: ENVELOPE.serverTime },
    });
    expect(seen.authorization).toBe(`Bearer ${TOKEN}`);
  });

  test('[DL14] a verdict that cannot be read is left out, the others count', async () => {
    const results = [{ ...applied, receipt: '' }, { outcome: 'maybe' }, null, applied];
    const answer = await (await line(json({ ...ENVELOPE, results }))).push([operation]);
    expect(answer).toMatchObject({ ok: true, value: { verdicts: [applied] } });
  });

  const half: Answer = (response) => {
    const body = JSON.stringify({ ...ENVELOPE, results: [applied] });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(body.length) });
    response.write(body.slice(0, 60), () => response.destroy());
  };
  const redirect: Answer = (response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end();
  const html =
    (status: number): Answer =>
    (response) =>
      response.writeHead(status, { 'content-type': 'text/html' }).end('<html>请登录</html>');

  test.each<[string, Answer, string]>([
    ['500 in HTML', html(500), 'stranger'],
    ['200 in HTML (captive portal)', html(200), 'stranger'],
    ['a redirect', redirect, 'stranger'],
    ['JSON of another service', json({ status: 'ok', results: [applied] }), 'stranger'],
    ['another api in the envelope', json({ ...ENVELOPE, api: 'other', results: [applied] }), 'stranger'],
    ['half an answer', half, 'cut'],
    [
      'an answer that is no JSON',
      (r) => r.writeHead(200, { 'content-type': 'application/json' }).end('{"api":'),
      'cut',
    ],
    ['an answer without results', json(ENVELOPE), 'garbled'],
    ['an answer with unknown fields', json({ ...ENVELOPE, results: [], more: 1 }), 'garbled'],
    ['500 with results', json({ ...ENVELOPE, results: [applied] }, 500), 'garbled'],
    ['silence', () => undefined, 'timeout'],
    ['an endless answer', endless('application/json'), 'oversized'],
    ['a dropped connection', (response) => response.destroy(), 'unreachable'],
  ])('[DL15] %s is no verdict, and a sentence', async (_, answer, kind) => {
    const limits = kind === 'timeout' || kind === 'oversized' ? SHORT : LIMITS;
    const got = await (await line(answer, limits)).push([operation]);
    expect(got).toMatchObject({ ok: false, error: { kind } });
    if (!got.ok) expect(faultTrouble(got.error).text.length).toBeGreaterThan(15);
  });

  test('[DL15] an answer that says it has 2 GB is not even begun', async () => {
    const transport = await line((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(2 ** 31) });
      response.write('{');
    });
    expect(await transport.push([operation])).toMatchObject({ ok: false, error: { kind: 'oversized' } });
  });

  test('[DL15] a small answer that unpacks to a large one stops at the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 'x'));
    const transport = await line((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb);
    }, SHORT);
    expect(await transport.push([operation])).toMatchObject({ ok: false, error: { kind: 'oversized' } });
  });

  test('[DL16] the platform’s own refusal arrives with code, sentence and Retry-After', async () => {
    const body = { ...ENVELOPE, error: { code: 'BUSY', text: '平台正忙' } };
    const transport = await line(json(body, 503, { 'retry-after': '120' }));
    expect(await transport.push([operation])).toEqual({
      ok: false,
      error: {
        kind: 'denied',
        status: 503,
        code: 'BUSY',
        text: '平台正忙',
        protocol: PROTOCOL,
        retryAfterMs: 120_000,
      },
    });
  });

  test('[DL16] nobody at the address, or an address that must not be used, is a sentence', async () => {
    const nobody = platformTransport({ url: 'http://127.0.0.1:1', token: TOKEN });
    expect(await nobody.push([operation])).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
    for (const url of ['http://platform.example/', 'ftp://127.0.0.1/', 'not an address', '']) {
      const answer = await platformTransport({ url, token: TOKEN }).push([operation]);
      expect(answer, url).toMatchObject({ ok: false, error: { kind: 'address' } });
    }
  });
});

describe('what certainly never left', () => {
  const pushTo = (url: string) => platformTransport({ url, token: TOKEN }).push([operation]);
  const free = async (): Promise<number> => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    await new Promise((closed) => server.close(closed));
    return port;
  };

  test('[DL44] a refused connection, and a name that nobody has', async () => {
    const stayed = { ok: false, error: { kind: 'unreachable', left: false } };
    expect(await pushTo(`http://127.0.0.1:${await free()}`)).toEqual(stayed);
    expect(await pushTo(`http://localhost:${await free()}`)).toEqual(stayed);
    expect(await pushTo('https://platform.invalid')).toEqual(stayed);
  });

  test('[DL44] a certificate that this desk turns down', async () => {
    let asked = 0;
    const server = createSecureServer(SELF_SIGNED, (_, response) => {
      asked += 1;
      response.end();
    });
    servers.push(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const got = await pushTo(`https://localhost:${port}`);
    expect(got).toEqual({ ok: false, error: { kind: 'unreachable', left: false, certificate: true } });
    expect(asked).toBe(0);
  });

  const doubtful = { ok: false, error: { kind: 'unreachable' } };
  test('[DL44] not a connection that broke after it stood, nor one on which a handshake failed', async () => {
    const dropped = await (await line((response) => void response.destroy())).push([operation]);
    expect(dropped).toEqual(doubtful);
    const sockets = createTcpServer((socket) => socket.destroy());
    await new Promise<void>((listening) => sockets.listen(0, '127.0.0.1', listening));
    const { port } = sockets.address() as AddressInfo;
    expect(await pushTo(`https://localhost:${port}`)).toEqual(doubtful);
    await new Promise((closed) => sockets.close(closed));
  });

  test('[DL44] not one that fetch sent again by itself and was then refused: the first had the body', async () => {
    let bodies = 0;
    const url = await serve((response) => {
      bodies += 1;
      response.writeHead(421).end();
      for (const server of servers) server.close();
    });
    expect(await pushTo(url)).toEqual(doubtful);
    expect(bodies).toBe(1);
  });

  test('[DL44] not what only looks like it: the same code from another call, one of several addresses, no code at all', () => {
    const failed = (cause: unknown) => neverConnected(new TypeError('fetch failed', { cause }));
    const one = (code: string, syscall?: string) => Object.assign(new Error(code), { code, syscall });
    expect(failed(one('ECONNREFUSED', 'connect'))).toBe(true);
    expect(failed(one('EHOSTUNREACH', 'read'))).toBe(false);
    expect(failed(one('ECONNRESET', 'connect'))).toBe(false);
    expect(failed(one('EPROTO', 'write'))).toBe(false);
    const refused = one('ECONNREFUSED', 'connect');
    expect(failed(new AggregateError([refused, refused]))).toBe(true);
    expect(failed(new AggregateError([refused, one('ECONNRESET', 'read')]))).toBe(false);
    expect(failed(new AggregateError([]))).toBe(false);
    for (const cause of [undefined, null, 'ECONNREFUSED', new Error('bad port')])
      expect(failed(cause)).toBe(false);
  });
});

describe('asking', () => {
  test('[DL17] health, registration and feed are parsed strictly', async () => {
    expect(await (await line(json({ ...ENVELOPE, ok: true }))).health()).toEqual({
      ok: true,
      value: { serverTime: ENVELOPE.serverTime },
    });
    expect(await (await line(json({ ...ENVELOPE, ok: false }))).health()).toMatchObject({ ok: false });
    const page = { ...ENVELOPE, rows: [], cursor: 'c2', more: false, asOf: ENVELOPE.serverTime };
    let path = '';
    const feed = await line((response, request) => {
      path = request.url ?? '';
      json(page)(response, request);
    });
    expect(await feed.feed({ cursor: 'c 1&x', limit: 10 })).toEqual({ ok: true, value: page });
    expect(new URL(path, 'http://x').searchParams.get('cursor')).toBe('c 1&x');
    const registered = await (await line(json({ ...ENVELOPE, token: 'short' }))).register({
      code: 'ABCD',
      device: DEVICE,
      name: '窗口一',
    });
    expect(registered).toMatchObject({ ok: false, error: { code: 'GARBLED' } });
  });

  test('[DL17] a refused registration says what the platform says', async () => {
    const text = '登记码不对或已失效';
    const transport = await line(json({ ...ENVELOPE, error: { code: 'FORBIDDEN', text } }, 403));
    expect(await transport.register({ code: 'ABCD', device: DEVICE, name: '窗口一' })).toEqual({
      ok: false,
      error: { code: 'FORBIDDEN', text },
    });
  });

  test('[DL17] an unknown cursor keeps its code, so that a snapshot is fetched instead', async () => {
    const transport = await line(
      json({ ...ENVELOPE, error: { code: 'CURSOR_UNKNOWN', text: '游标过旧' } }, 410),
    );
    expect(await transport.feed({ cursor: 'old', limit: 10 })).toMatchObject({
      ok: false,
      error: { code: 'CURSOR_UNKNOWN' },
    });
  });
});

describe('the snapshot', () => {
  const segmentOf = (transport: ReturnType<typeof platformTransport>) =>
    transport.segment?.({ id: 's/1', n: 7 }) ?? Promise.reject(new Error('no way to segments'));
  const manifest = {
    ...ENVELOPE,
    id: 's1',
    jurisdiction: { region: '220199', name: '青禾镇', prefixes: ['220199100'] },
    cursor: 'c1',
    asOf: ENVELOPE.serverTime,
    records: 2,
    persons: 1,
    segments: [{ records: 2, bytes: 20, sha256: 'a'.repeat(64) }],
  };

  test('[DL18] its manifest is asked for with the version, and parsed strictly; of a newer platform what is not known may come along', async () => {
    let asked = '';
    const transport = await line((response, request) => {
      asked = `${request.method} ${request.url} ${request.headers['content-length']}`;
      json(manifest)(response, request);
    });
    expect(await transport.snapshot()).toEqual({ ok: true, value: manifest });
    expect(asked).toBe(`POST /v1/snapshots ${JSON.stringify({ protocol: PROTOCOL }).length}`);
    const garbled = { ok: false, error: { code: 'GARBLED' } };
    for (const bad of [
      { ...manifest, extra: 1 },
      { ...manifest, segments: [{ records: 0 }] },
      { ...manifest, id: '../x' },
    ])
      expect(await (await line(json(bad))).snapshot()).toMatchObject(garbled);
    const newer = { ...manifest, protocol: PROTOCOL + 1, extra: 1 };
    expect(await (await line(json(newer))).snapshot()).toMatchObject({ ok: true, value: { id: 's1' } });
  });

  const collect = async (stream: ReadableStream<Uint8Array>): Promise<Buffer> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    return Buffer.concat(chunks);
  };

  test('[DL18] the bytes of a segment are passed on as they are', async () => {
    const bytes = gzipSync('{"type":"header"}\n');
    let path = '';
    const transport = await line((r, request) => {
      path = request.url ?? '';
      r.writeHead(200, { 'content-type': 'application/gzip' }).end(bytes);
    });
    const snapshot = await segmentOf(transport);
    if (!snapshot.ok) throw new Error(snapshot.error.text);
    expect(Buffer.compare(await collect(snapshot.value), bytes)).toBe(0);
    expect(path).toMatch(/\/v1\/snapshots\/s%2F1\/segments\/7$/);
  });

  test.each<[string, Answer]>([
    ['beyond its limit', endless('application/gzip')],
    [
      'when it falls silent',
      (response) => void response.writeHead(200, { 'content-type': 'application/gzip' }).write('begun'),
    ],
    [
      'when it is cut',
      (response) =>
        void response
          .writeHead(200, { 'content-type': 'application/gzip', 'content-length': '1000' })
          .write('begun', () => response.destroy()),
    ],
  ])('[DL18] it ends with a sentence %s', async (_, answer) => {
    const snapshot = await segmentOf(await line(answer, SHORT));
    if (!snapshot.ok) throw new Error(snapshot.error.text);
    await expect(collect(snapshot.value)).rejects.toThrow(/平台/);
  });

  test.each<[string, Answer, string]>([
    ['HTML', (r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), 'NOT_PLATFORM'],
    ['a refusal', json({ ...ENVELOPE, error: { code: 'UNAUTHORISED', text: '不认识' } }, 401), 'SIGN_IN'],
    ['JSON', json({ ...ENVELOPE, ok: true }), 'GARBLED'],
  ])('[DL18] %s instead of it is a trouble', async (_, answer, code) => {
    expect(await segmentOf(await line(answer))).toMatchObject({ ok: false, error: { code } });
  });
});
