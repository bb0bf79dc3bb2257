import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { z } from 'zod';
import { NOT_PINNED } from './trust';

/** Where Node's fetch tells that the head of a request is being written to a connection (its documented diagnostics channel). */
const HEAD_WRITTEN = 'undici:client:sendHeaders';
const Written = z.object({
  request: z.object({
    method: z.string(),
    path: z.string(),
    origin: z.union([z.string(), z.instanceof(URL)]),
  }),
});

/**
 * Watches whether a request begins to leave. An error alone does not tell: fetch sends a request that was answered with 421
 * again by itself, and the second connection may be refused when the first had the whole body. A like request of somebody else
 * at the same time counts too, on the safe side.
 */
export function watchLeaving(method: string, url: URL): { hasLeft(): boolean; stop(): void } {
  let left = false;
  const hear = (message: unknown): void => {
    const written = Written.safeParse(message);
    // A message of another form is no reason to believe that nothing left.
    if (!written.success) left = true;
    else {
      const { request } = written.data;
      const isIt = request.method === method && request.path === `${url.pathname}${url.search}`;
      if (isIt && String(request.origin) === url.origin) left = true;
    }
  };
  subscribe(HEAD_WRITTEN, hear);
  return { hasLeft: () => left, stop: () => void unsubscribe(HEAD_WRITTEN, hear) };
}

/** No name for the address, or no connection to it: by the system call that failed, since a live connection can break with the same code. */
const OF_CALL: Readonly<Record<string, readonly string[]>> = {
  getaddrinfo: ['ENOTFOUND', 'EAI_AGAIN'],
  connect: ['ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'ETIMEDOUT', 'ENETDOWN'],
};
/** No connection in time; or one whose certificate this desk itself turned down, before a word of the request. */
const OF_CERTIFICATE = [
  NOT_PINNED,
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
];
const OF_FETCH = ['UND_ERR_CONNECT_TIMEOUT', ...OF_CERTIFICATE];

/** Several addresses of one name are tried in turn: each must have failed so. */
type Tried = { readonly errors: readonly unknown[] };
const isTried = (cause: unknown): cause is Tried =>
  cause instanceof AggregateError && cause.errors.length > 0;

/** True where the desk turned the server's certificate down: it may not be the platform. */
export function turnedDown(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return OF_CERTIFICATE.includes(String((cause as { code?: unknown } | undefined)?.code));
}

/**
 * True where fetch failed because no connection came about, by the errors that can mean nothing else. A reset, a broken
 * handshake or an error not listed here may come after the request was written, and is not one of them.
 */
export function neverConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return isTried(cause) ? cause.errors.every(couldNotConnect) : couldNotConnect(cause);
}

function couldNotConnect(cause: unknown): boolean {
  const { code, syscall } = (cause ?? {}) as { code?: unknown; syscall?: unknown };
  if (typeof code !== 'string') return false;
  return typeof syscall === 'string' ? (OF_CALL[syscall]?.includes(code) ?? false) : OF_FETCH.includes(code);
}
