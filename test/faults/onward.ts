import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Operation } from '#shared/domain/operation';

/** A request that a proxy passes on. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const Batch = z.object({ operations: z.array(z.custom<Operation>()) });

/** The operations of a push, in their order. */
export function operationsIn(body: string): readonly Operation[] {
  const parsed = Batch.safeParse(JSON.parse(body));
  return parsed.success ? parsed.data.operations : [];
}

const PASSED_ON = ['authorization', 'content-type', 'accept', 'content-length'];

export const headersOf = (req: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    PASSED_ON.flatMap((name) => {
      const value = req.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );

const answerHeaders = (answer: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    ['content-type', 'retry-after'].flatMap((name) => {
      const value = answer.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );

/** Passes a request on and reads the answer to its end; null: there is nobody at the other end. */
export function onward(
  upstream: string,
  agent: Agent,
  { method, path, headers, body }: Request,
): Promise<Answer | null> {
  return new Promise((resolve) => {
    const going = httpRequest(new URL(path, upstream), { method, headers, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', () => resolve(null));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 502,
          headers: answerHeaders(answer),
          body: Buffer.concat(chunks),
        }),
      );
    });
    going.on('error', () => resolve(null));
    going.end(body);
  });
}
