import { z } from 'zod';
import { plainCodec } from '#shared/codec';
import { OpId } from '#shared/domain/operation';
import { Envelope } from '#shared/envelope/envelope';
import { PlatformTrust } from '../delivery/trust';
import type { Files } from '../journal/fileLayer';
import { readFrames } from '../journal/frames';
import { JOURNAL_FILE } from '../journal/journal';

/** What waits for the platform, as it can be read without anybody's key: beside the journal, which cannot. */
export const OUTBOX = { name: 'outbox.jnl', kind: { magic: 'CBOUTB', version: 1 } } as const;

const Bytes = z.number().int().nonnegative();

/**
 * One line of the outbox. An operation's last line counts. `envelope` null: it must not go, and what shares a lane with it waits. Lanes are
 * numbers that mean something within this file only.
 */
export const OutboxLine = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('desk'),
    device: z.string().min(8).max(60),
    url: z.string().max(2000),
    /** What the platform's server has to show. */
    trust: PlatformTrust.nullable(),
  }),
  z.strictObject({
    type: z.literal('operation'),
    opId: OpId,
    seq: z.number().int().positive(),
    lanes: z.array(z.number().int().nonnegative()).min(1).max(100),
    envelope: Envelope.nullable(),
  }),
  z.strictObject({ type: z.literal('done'), opId: OpId }),
  /** How far of the journal's file the lines before this one know. */
  z.strictObject({ type: z.literal('journal'), bytes: Bytes }),
]);
export type OutboxLine = z.infer<typeof OutboxLine>;
export type Waiting = Extract<OutboxLine, { type: 'operation' }>;

/** What is in an outbox that may be relied on. */
export interface OutboxFound {
  readonly device: string;
  readonly url: string;
  readonly trust: PlatformTrust | null;
  /** In the order of their numbers. */
  readonly waiting: readonly Waiting[];
}

/**
 * Why nothing goes out before somebody signs in. `none`: nothing was ever sealed; `damaged`: the file is not whole, or a newer program's;
 * `behind`: the journal has gone further than the outbox knows, so that something in it may have been taken back.
 */
export type OutboxFault = 'none' | 'damaged' | 'behind';

export const lineBytes = (line: OutboxLine): Uint8Array => plainCodec.seal(line, '');

/** Reads the outbox and leaves it as it is. A disk that does not read is `damaged`. */
export async function readOutbox(folder: string, files: Files): Promise<OutboxFound | OutboxFault> {
  try {
    const bytes = await files.readAll(`${folder}/${OUTBOX.name}`);
    if (bytes === null || bytes.length === 0) return 'none';
    const lines = wholeLines(bytes);
    if (lines === null) return 'damaged';
    const journal = await files.readAll(`${folder}/${JOURNAL_FILE.name}`);
    return found(lines, journal?.length ?? 0);
  } catch {
    return 'damaged';
  }
}

/** Envelopes of an outbox, whatever else is the matter with it. */
export async function envelopesIn(folder: string, files: Files): Promise<ReadonlyMap<OpId, Envelope>> {
  const bytes = (await files.readAll(`${folder}/${OUTBOX.name}`).catch(() => null)) ?? new Uint8Array();
  const { records } = readFrames(bytes, OUTBOX.kind);
  return new Map(
    records.flatMap(({ content }): [OpId, Envelope][] => {
      const line = parsed(content);
      return line?.type === 'operation' && line.envelope !== null ? [[line.opId, line.envelope]] : [];
    }),
  );
}

function found(lines: readonly OutboxLine[], journalBytes: number): OutboxFound | OutboxFault {
  const waiting = new Map<OpId, Waiting>();
  let desk: Extract<OutboxLine, { type: 'desk' }> | null = null;
  for (const line of lines) {
    if (line.type === 'desk') desk = line;
    if (line.type === 'operation') waiting.set(line.opId, line);
    if (line.type === 'done') waiting.delete(line.opId);
  }
  if (desk === null) return 'none';
  const last = lines.at(-1);
  if (last?.type !== 'journal' || last.bytes !== journalBytes) return 'behind';
  const { device, url, trust } = desk;
  return { device, url, trust, waiting: [...waiting.values()].sort((a, b) => a.seq - b.seq) };
}

/** Null where anything is missing or cannot be read: order and what was taken back hang on every line. */
function wholeLines(bytes: Uint8Array): OutboxLine[] | null {
  const { header, damage, records } = readFrames(bytes, OUTBOX.kind);
  if (header !== 'ok' || damage.length > 0) return null;
  const lines = records.map(({ content }) => parsed(content));
  return lines.some((line) => line === null) ? null : (lines as OutboxLine[]);
}

function parsed(content: Uint8Array): OutboxLine | null {
  try {
    return OutboxLine.safeParse(plainCodec.open(content, '')).data ?? null;
  } catch {
    return null;
  }
}
