import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { ChainWord } from '#shared/protocol/chain';
import { API, PROTOCOL } from '#shared/protocol/messages';
import { REFUSALS, type RefusalCode } from '#shared/protocol/refusals';
import type { PlatformClock } from '../clock';

/** What every JSON answer begins with. */
export const envelope = (clock: PlatformClock) =>
  ({ api: API, protocol: PROTOCOL, serverTime: clock.now() }) as const;

/** Thrown inside a request to end it with a sentence; the error handler makes the answer. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly text: string,
    readonly retryAfterSeconds: number | null = null,
    readonly chain: ChainWord | null = null,
  ) {
    super(text);
  }
}

export function sendRefusal(reply: FastifyReply, clock: PlatformClock, refusal: Refusal): FastifyReply {
  if (refusal.retryAfterSeconds !== null) reply.header('retry-after', String(refusal.retryAfterSeconds));
  const { code, text, chain } = refusal;
  return reply
    .status(REFUSALS[code].status)
    .send({ ...envelope(clock), error: { code, text, ...(chain === null ? {} : { chain }) } });
}

/** Parses what came over the line, or refuses it naming the first field that does not fit. */
export function parsed<T>(schema: z.ZodType<T>, raw: unknown): T {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue?.path.join('.') ?? '';
  throw new Refusal('BAD_REQUEST', `请求的内容不合格式${where === '' ? '' : `（${where}）`}，平台没有处理。`);
}
