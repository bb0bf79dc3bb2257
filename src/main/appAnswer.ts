import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { SNAPSHOT_ROUTE, type Trouble } from '../shared/host';
import type { Result } from '../shared/result';
import { contentType, fileFor } from './appFiles';
import { NONCE_PLACE, securityHeaders } from './contentPolicy';
import { isAppUrl } from './origin';

/** Gives the platform's snapshot as it streams in, or why there is none. */
export type SnapshotSource = () => Promise<Result<ReadableStream<Uint8Array>, Trouble>>;

/** Answers one request of the window: a file of the window, or the snapshot; anything else does not exist. */
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
  if (pathname === SNAPSHOT_ROUTE) return answerSnapshot(snapshot, headers);
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

async function answerSnapshot(snapshot: SnapshotSource, headers: Record<string, string>): Promise<Response> {
  const got = await snapshot();
  return got.ok
    ? new Response(got.value, { headers: { ...headers, 'content-type': 'application/gzip' } })
    : new Response(JSON.stringify(got.error), {
        status: 502,
        headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
      });
}
