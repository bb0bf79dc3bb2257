import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { SNAPSHOT_ROUTE, type Trouble } from '../shared/host';
import type { Result } from '../shared/result';
import { contentType, fileFor } from './appFiles';
import { NONCE_PLACE, securityHeaders } from './contentPolicy';
import { isAppUrl } from './origin';

/** The platform's snapshot for the window: what it is, and its segments as they stream in; or why there is none. */
export interface SnapshotSource {
  manifest(): Promise<Result<object, Trouble>>;
  segment(ask: { id: string; n: number }): Promise<Result<ReadableStream<Uint8Array>, Trouble>>;
}

/** Answers one request of the window: a file of the window, or the snapshot and its segments; anything else does not exist. */
export async function answerRequest(
  request: Request,
  root: string,
  snapshot: SnapshotSource,
): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  const headers = securityHeaders(nonce);
  const refuse = (status: number) => new Response(null, { status, headers });
  if (!isAppUrl(request.url)) return refuse(403);
  if (request.method !== 'GET') return refuse(405);
  const { pathname } = new URL(request.url);
  if (pathname === SNAPSHOT_ROUTE) return answerManifest(await snapshot.manifest(), headers);
  const [, id, n] = SEGMENT.exec(pathname) ?? [];
  if (id !== undefined) return answerSegment(await snapshot.segment({ id, n: Number(n) }), headers);
  const file = fileFor(root, pathname);
  const type = file && contentType(file);
  if (!file || !type) return refuse(404);
  try {
    const bytes = await readFile(file);
    const body = type.startsWith('text/html')
      ? bytes.toString('utf8').replaceAll(NONCE_PLACE, nonce)
      : new Uint8Array(bytes);
    return new Response(body, { headers: { ...headers, 'content-type': type } });
  } catch {
    return refuse(404);
  }
}

const SEGMENT = new RegExp(`^${SNAPSHOT_ROUTE}/([\\w-]{1,60})/(\\d{1,5})$`);

type Headers = Record<string, string>;

const json = (value: object, status: number, headers: Headers): Response =>
  new Response(JSON.stringify(value), {
    status,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
  });

const answerManifest = (got: Result<object, Trouble>, headers: Headers): Response =>
  got.ok ? json(got.value, 200, headers) : json(got.error, 502, headers);

const answerSegment = (got: Result<ReadableStream<Uint8Array>, Trouble>, headers: Headers): Response =>
  got.ok
    ? new Response(got.value, { headers: { ...headers, 'content-type': 'application/gzip' } })
    : json(got.error, 502, headers);
