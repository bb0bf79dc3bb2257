import { z } from 'zod';
import type { RawCard } from '#shared/readers/card';
import type { AdapterCode, ReaderSetting } from '#shared/readers/setting';
import { err, ok, type Result } from '#shared/result';
import type { ReaderFault } from './fault';
import { askLocal, type LocalAsk, type LocalLimits } from './local';
import { jsonOf, textOf } from './text';

/**
 * One kind of reader. What an answer looks like is known from public material of uneven weight; each adapter's file says what is
 * known and how well: **H** two agreeing sources or the maker's own manual, **M** one source, **K** general knowledge, and what is assumed.
 */
export interface CardReader {
  /** Makes the device ready; nothing to do where the service does that by itself. */
  open(signal: AbortSignal): Promise<Result<void, ReaderFault>>;
  /** Reads the card that lies there, or waits a little for one. */
  read(signal: AbortSignal): Promise<Result<RawCard, ReaderFault>>;
  /** Lets go of the device; what fails here changes nothing any more. */
  close(): Promise<void>;
}

export interface ReaderLimits {
  /** Until a device is open. */
  readonly open: LocalLimits;
  /** Until it is closed: short, because nobody needs the answer. */
  readonly close: LocalLimits;
  /** Until a card was read. */
  readonly read: LocalLimits;
  /** How long a card is waited for where the service answers at once that there is none, ms. */
  readonly waitMs: number;
  /** Between two questions while waiting, ms. */
  readonly againMs: number;
}

const MIB = 1024 * 1024;
/** A photo and both sides of a card as Base64 are some hundred kilobytes. */
export const READER_LIMITS: ReaderLimits = {
  open: { timeoutMs: 5_000, maxBytes: 64 * 1024 },
  close: { timeoutMs: 1_500, maxBytes: 64 * 1024 },
  read: { timeoutMs: 20_000, maxBytes: 4 * MIB },
  waitMs: 8_000,
  againMs: 500,
};

export type MakeReader = (setting: ReaderSetting, limits: ReaderLimits) => CardReader;
export type ReaderMakers = Readonly<Record<AdapterCode, MakeReader>>;

/** A reader whose service opens and closes the device by itself. */
export const readsOnly = (read: CardReader['read']): CardReader => ({
  open: async () => ok(undefined),
  read,
  close: async () => undefined,
});

/** Text of an answer that is looked at: longer than any field of a card is no field of a card. */
export const told = z.string().max(300);
/** Codes come as numbers from some services and as text from others. */
export const codeTold = z.union([z.number(), z.string().max(20)]).transform(String);

/**
 * Asks for JSON and holds it to a schema. Fields nobody asks for are left aside, since no service publishes all of its own; those that are
 * asked for have to be what they should.
 */
export async function askJson<T>(
  ask: LocalAsk,
  limits: LocalLimits,
  schema: z.ZodType<T>,
  signal: AbortSignal,
  callback?: string,
): Promise<Result<T, ReaderFault>> {
  const answer = await askLocal(ask, limits, signal);
  if (!answer.ok) return answer;
  const text = textOf(answer.value.bytes, answer.value.charset);
  return text.ok ? parsedJson(text.value, schema, callback) : text;
}

export function parsedJson<T>(text: string, schema: z.ZodType<T>, callback?: string): Result<T, ReaderFault> {
  const json = jsonOf(text, callback);
  if (!json.ok) return json;
  const parsed = schema.safeParse(json.value);
  return parsed.success ? ok(parsed.data) : err({ kind: 'foreign' });
}
