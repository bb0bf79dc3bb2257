import { request } from 'node:http';
import { connect } from 'node:net';
import { err, ok, type Result } from '#shared/result';
import type { ReaderFault } from './fault';

/** Readers' services are asked on this machine and nowhere else: no setting and no answer can name another address. */
export const LOOPBACK = '127.0.0.1';

export interface LocalLimits {
  /** The whole exchange, ms. */
  readonly timeoutMs: number;
  /** Longest answer, bytes. */
  readonly maxBytes: number;
}

export interface LocalAsk {
  readonly port: number;
  readonly method: 'GET' | 'POST';
  readonly path: string;
}

export interface LocalAnswer {
  readonly bytes: Uint8Array;
  readonly charset: string | null;
}

/** Asks a service on this machine. Redirects are not followed, and what is not status 200 is nobody's answer. */
export function askLocal(
  ask: LocalAsk,
  { timeoutMs, maxBytes }: LocalLimits,
  signal: AbortSignal,
): Promise<Result<LocalAnswer, ReaderFault>> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(err({ kind: 'cancelled' }));
    const sent = request({
      host: LOOPBACK,
      port: ask.port,
      method: ask.method,
      path: ask.path,
      headers: { accept: 'application/json, text/plain, */*', 'content-length': 0 },
      agent: false,
      maxHeaderSize: 16 * 1024,
    });
    const end = (result: Result<LocalAnswer, ReaderFault>): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      sent.destroy();
      resolve(result);
    };
    const cancel = () => end(err({ kind: 'cancelled' }));
    const timer = setTimeout(() => end(err({ kind: 'slow' })), timeoutMs);
    signal.addEventListener('abort', cancel);
    sent.on('error', (error) => end(err(faultOf(error))));
    sent.on('response', (answer) => {
      if (answer.statusCode !== 200 || answer.headers['content-encoding'] !== undefined)
        return end(err({ kind: 'foreign' }));
      const chunks: Uint8Array[] = [];
      let size = 0;
      answer.on('data', (chunk: Uint8Array) => {
        size += chunk.length;
        if (size > maxBytes) return end(err({ kind: 'oversized' }));
        chunks.push(chunk);
      });
      answer.on('error', () => end(err({ kind: 'cut' })));
      answer.on('end', () => {
        const charset = /charset\s*=\s*"?([\w-]+)/i.exec(answer.headers['content-type'] ?? '')?.[1] ?? null;
        end(ok({ bytes: Buffer.concat(chunks, size), charset }));
      });
    });
    sent.end();
  });
}

/** What the system, or the parser of the answer, met. */
export function faultOf(error: Error): ReaderFault {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ECONNREFUSED' || code === 'EACCES' || code === 'EADDRNOTAVAIL') return { kind: 'down' };
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED') return { kind: 'cut' };
  return { kind: 'foreign' };
}

/** Whether anybody listens on a port of this machine. Nothing is asked of them, so no reader beeps and no card is read. */
export function listens(port: number, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: LOOPBACK, port, timeout: timeoutMs });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => end(true));
    socket.on('timeout', () => end(false));
    socket.on('error', () => end(false));
  });
}
