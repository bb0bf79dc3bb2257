import { createHash } from 'node:crypto';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { API, PROTOCOL, type SnapshotManifest } from '#shared/protocol/messages';

/** How the line behaves just now. `pass` hands everything to the real platform behind it. */
export type LineMode =
  | 'pass'
  | 'http-500'
  | 'html'
  | 'half'
  | 'endless'
  | 'foreign-people'
  /** The snapshot is there and the first of it comes; the rest does not, until the line gets better. */
  | 'silent-segments'
  | 'silent-delivery';

export interface HostilePlatform {
  readonly url: string;
  mode: LineMode;
  /** Bytes written by the last endless answer: shows that the desk hung up before 2 GB. */
  readonly endlessBytes: () => number;
  /** Requests that reached it, by path, so that a test can wait until the desk has tried. */
  readonly requests: Map<string, number>;
  close(): Promise<void>;
}

const TWO_GB = 2 * 1024 ** 3;

/** A real HTTP service in front of a real platform that can turn into each of the platforms a desk must survive. */
export async function startHostilePlatform(upstream: string): Promise<HostilePlatform> {
  let endless = 0;
  const requests = new Map<string, number>();
  const state: { mode: LineMode } = { mode: 'pass' };
  /** Questions that were never answered; hung up when the line gets better. */
  const silent = new Set<ServerResponse>();

  const answerEndlessly = (res: ServerResponse): void => {
    endless = 0;
    const chunk = Buffer.alloc(256 * 1024, 0x20);
    res.writeHead(200, { 'content-type': 'application/json' });
    res.write('{"api":"canbao-platform","junk":"');
    const more = (): void => {
      while (!res.destroyed && endless < TWO_GB) {
        endless += chunk.length;
        if (!res.write(chunk)) {
          res.once('drain', more);
          return;
        }
      }
      res.end();
    };
    more();
  };

  const pass = (req: IncomingMessage, res: ServerResponse): void => {
    const to = new URL(req.url ?? '/', upstream);
    const onward = httpRequest(
      to,
      { method: req.method, headers: { ...req.headers, host: to.host } },
      (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(res);
      },
    );
    onward.on('error', () => res.destroy());
    req.pipe(onward);
  };

  const server = createServer((req, res) => {
    const path = new URL(req.url ?? '/', upstream).pathname;
    requests.set(path, (requests.get(path) ?? 0) + 1);
    switch (state.mode) {
      case 'pass':
        pass(req, res);
        return;
      case 'http-500':
        res.writeHead(500, { 'content-type': 'text/plain' }).end('boom');
        return;
      case 'html':
        res
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<html><body><script>alert(1)</script>请登录校园网</body></html>');
        return;
      case 'half':
        res.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' });
        res.write('{"api":"canbao-platform","protocol":1,"results":[{"opId":"');
        setTimeout(() => res.destroy(), 50);
        return;
      case 'endless':
        answerEndlessly(res);
        return;
      case 'foreign-people':
        if (path === '/v1/snapshots')
          res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(FOREIGN.manifest));
        else if (path?.startsWith('/v1/snapshots/'))
          res.writeHead(200, { 'content-type': 'application/gzip' }).end(FOREIGN.file);
        else pass(req, res);
        return;
      case 'silent-segments':
        if (!/\/segments\/[1-9]/.test(path)) return pass(req, res);
        silent.add(res);
        req.resume();
        return;
      case 'silent-delivery':
        if (path !== '/v1/operations') return pass(req, res);
        requests.set(`${path}/silent`, (requests.get(`${path}/silent`) ?? 0) + 1);
        silent.add(res);
        req.resume();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get mode() {
      return state.mode;
    },
    set mode(mode) {
      state.mode = mode;
      requests.delete('/v1/operations/silent');
      for (const res of silent) res.destroy();
      silent.clear();
    },
    endlessBytes: () => endless,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A well-formed, correctly hashed snapshot that claims the desk's jurisdiction but carries somebody of another county. */
function foreignSnapshot(): { manifest: SnapshotManifest; file: Buffer } {
  const village = {
    kind: 'village',
    id: '330199100201',
    version: 1,
    name: '外县村',
    townCode: '330199100',
    townName: '外县镇',
    groups: ['一社'],
    empNo: 'V330199100201',
  };
  const text = `${JSON.stringify(village)}\n`;
  const sha256 = createHash('sha256').update(text).digest('hex');
  const manifest: SnapshotManifest = {
    api: API,
    protocol: PROTOCOL,
    serverTime: '2026-11-22T09:00:00+08:00',
    id: 'foreign',
    jurisdiction: { region: '220199', name: '青禾镇', prefixes: ['220199100'] },
    cursor: '0',
    asOf: '2026-11-22T09:00:00+08:00',
    records: 1,
    persons: 0,
    segments: [{ records: 1, bytes: Buffer.byteLength(text), sha256 }],
  };
  return { manifest, file: gzipSync(text) };
}
const FOREIGN = foreignSnapshot();
