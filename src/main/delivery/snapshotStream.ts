import { z } from 'zod';
import { err, ok, type Result } from '#shared/result';
import { type Fault, faultTrouble } from '#shared/sync/fault';
import { parseAnswer, readBody } from './answer';
import type { Timers } from './timers';

export interface StreamLimits {
  readonly maxBytes: number;
  /** Longest silence in the middle of the stream, ms. */
  readonly idleMs: number;
  readonly timers: Timers;
}

/** An error answer of the platform is small. */
const MAX_ERROR_BYTES = 64 * 1024;

const failure = (fault: Fault): Error => new Error(faultTrouble(fault).text);

/**
 * The body of a segment's answer, passed on as it comes. It errors, and the connection ends, when it grows beyond the limit or
 * falls silent; whether it is whole and true is for the receiver to check. `abort` ends the request.
 */
export async function guardedStream(
  response: Response,
  limits: StreamLimits,
  abort: AbortController,
): Promise<Result<ReadableStream<Uint8Array>, Fault>> {
  if (!response.ok || !/^application\/gzip\b/i.test(response.headers.get('content-type') ?? '')) {
    return refusal(response);
  }
  if (response.body === null) return err({ kind: 'cut' });
  const reader = response.body.getReader();
  let size = 0;
  return ok(
    new ReadableStream<Uint8Array>({
      async pull(controller) {
        let stopTimer = (): void => undefined;
        const silence = new Promise<'silent'>((resolve) => {
          stopTimer = limits.timers.after(limits.idleMs, () => resolve('silent'));
        });
        try {
          const got = await Promise.race([reader.read(), silence]);
          if (got === 'silent') throw failure({ kind: 'timeout' });
          if (got.done) return controller.close();
          size += got.value.length;
          if (size > limits.maxBytes) throw failure({ kind: 'oversized' });
          controller.enqueue(got.value);
        } catch (error) {
          abort.abort();
          const ours = error instanceof Error && error.name === 'Error';
          controller.error(ours ? error : failure({ kind: 'cut' }));
        } finally {
          stopTimer();
        }
      },
      cancel() {
        abort.abort();
      },
    }),
  );
}

/** What came instead of a segment. */
async function refusal(response: Response): Promise<Result<never, Fault>> {
  try {
    const bytes = await readBody(response, MAX_ERROR_BYTES);
    if (!bytes.ok) return bytes;
    const answer = parseAnswer(response, bytes.value, z.never());
    return answer.ok ? err({ kind: 'garbled' }) : answer;
  } catch {
    return err({ kind: 'cut' });
  }
}
