import { z } from 'zod';
import { foreignJsonBytes } from '#shared/foreignJson';
import { API, PlatformError, PROTOCOL } from '#shared/protocol/messages';
import { readNewer } from '#shared/protocol/newer';
import { err, ok, type Result } from '#shared/result';
import type { Fault } from '#shared/sync/fault';

/** What every answer of the platform carries, looked at before anything else is believed. */
const Envelope = z.looseObject({
  api: z.literal(API),
  protocol: z.number().int().positive(),
  serverTime: z.string(),
});

/** A refusal of a newer platform: its code need not be one we know. */
const NewerError = z.strictObject({
  ...PlatformError.shape,
  error: z.strictObject({ ...PlatformError.shape.error.shape, code: z.string().min(1).max(60) }),
});

export interface Limits {
  /** The whole exchange, ms. */
  readonly timeoutMs: number;
  /** Longest answer, bytes after decompression. */
  readonly maxBytes: number;
}

type Body = Result<Uint8Array, Fault>;

/** Reads an answer as it comes and stops at the limit; an endless answer costs no more than `maxBytes`. */
export async function readBody(response: Response, maxBytes: number): Promise<Body> {
  const declared = Number(response.headers.get('content-length') ?? 0);
  if (declared > maxBytes) {
    await response.body?.cancel().catch(() => undefined);
    return err({ kind: 'oversized' });
  }
  if (response.body === null) return ok(new Uint8Array());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    // Leaving the loop cancels the stream and with it the connection.
    if (size > maxBytes) return err({ kind: 'oversized' });
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks, size));
}

/** `Retry-After` in ms: seconds or a date, per RFC 9110; null when there is none or it makes no sense. */
export function retryAfterMs(value: string | null, now: number): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** Parses an answer's bytes: the platform's envelope first, then its error or the expected message, both strictly. */
export function parseAnswer<T>(
  response: Response,
  bytes: Uint8Array,
  schema: z.ZodType<T>,
): Result<T, Fault> {
  const stranger = err<Fault>({ kind: 'stranger', status: response.status });
  const saysJson = /^application\/json\b/i.test(response.headers.get('content-type') ?? '');
  if (!saysJson) return stranger;
  const read = foreignJsonBytes(bytes);
  if (!read.ok) return err({ kind: read.error === 'too-deep' ? 'garbled' : 'cut' });
  const { value } = read;
  const envelope = Envelope.safeParse(value);
  if (!envelope.success) return stranger;
  const newer = envelope.data.protocol > PROTOCOL;
  const refusal = newer ? readNewer(NewerError, value) : PlatformError.safeParse(value).data;
  if (refusal) {
    const { code, text, chain } = refusal.error;
    const retry = retryAfterMs(response.headers.get('retry-after'), Date.now());
    return err({
      kind: 'denied',
      status: response.status,
      code,
      text,
      retryAfterMs: retry,
      protocol: refusal.protocol,
      ...(chain ? { chain } : {}),
    });
  }
  if (!response.ok) return err({ kind: 'garbled' });
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const known = newer ? readNewer(schema, value) : null;
  return known === null ? err({ kind: 'garbled' }) : ok(known);
}
