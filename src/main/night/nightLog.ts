import { z } from 'zod';
import { plainCodec } from '#shared/codec';
import { OpId } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import { Sha256Hex } from '#shared/json';
import { err, ok, type Result } from '#shared/result';
import type { Files } from '../journal/fileLayer';
import { NEWER } from '../journal/findings';
import { header, readFrames } from '../journal/frames';
import { RecordFile } from '../journal/recordFile';
import { replaceFile } from '../journal/replaceFile';

export const NIGHT_FILE = { name: 'night.jnl', kind: { magic: 'CBNGHT', version: 1 } } as const;

const Line = z.discriminatedUnion('type', [
  /** Written before they are handed to the line. */
  z.strictObject({ type: z.literal('sent'), opIds: z.array(OpId).min(1) }),
  /** Certainly nothing of them left this machine. */
  z.strictObject({ type: z.literal('unsent'), opIds: z.array(OpId).min(1) }),
  z.strictObject({
    type: z.literal('receipt'),
    opId: OpId,
    digest: Sha256Hex,
    outcome: z.enum(['applied', 'refused', 'conflict', 'id-reused']),
  }),
]);
type Line = z.infer<typeof Line>;
export type DecidedAtNight = Extract<Line, { type: 'receipt' }>;

/** What the night did, as it can be read without anybody's key: opaque ids and what became of them. */
export class NightLog {
  readonly receipts: readonly DecidedAtNight[];
  private readonly sent: Set<OpId>;

  private constructor(private readonly file: RecordFile) {
    const lines = linesOf(file.found.contents);
    this.receipts = lines.flatMap((line) => (line.type === 'receipt' ? [line] : []));
    this.sent = sentIn(lines);
  }

  static async open(folder: string, files: Files): Promise<Result<NightLog, Trouble>> {
    const opened = await RecordFile.open({ folder, files, ...NIGHT_FILE });
    if (!opened.ok) return opened;
    return opened.value.found.newer ? err(NEWER) : ok(new NightLog(opened.value));
  }

  /** Durable when it resolves with ok; gives those that were not noted before. */
  async markSent(opIds: readonly OpId[]): Promise<Result<readonly OpId[], Trouble>> {
    const fresh = opIds.filter((opId) => !this.sent.has(opId));
    if (fresh.length === 0) return ok(fresh);
    const written = await this.append([{ type: 'sent', opIds: fresh }]);
    if (!written.ok) return written;
    for (const opId of fresh) this.sent.add(opId);
    return ok(fresh);
  }

  /** Takes marks back, where that can be written; else they stay, which only keeps the clerk from a withdrawal. */
  async markUnsent(opIds: readonly OpId[]): Promise<void> {
    if (opIds.length === 0) return;
    const written = await this.append([{ type: 'unsent', opIds: [...opIds] }]);
    if (written.ok) for (const opId of opIds) this.sent.delete(opId);
  }

  record(receipts: readonly DecidedAtNight[]): Promise<Result<void, Trouble>> {
    return receipts.length === 0 ? Promise.resolve(ok(undefined)) : this.append(receipts);
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private append(lines: readonly Line[]): Promise<Result<void, Trouble>> {
    return this.file.append(lines.map((line) => plainCodec.seal(line, '')));
  }
}

/** Everything that may have been handed to the line by night. */
export async function sentAtNight(folder: string, files: Files): Promise<OpId[]> {
  const bytes = (await files.readAll(`${folder}/${NIGHT_FILE.name}`).catch(() => null)) ?? new Uint8Array();
  const { records } = readFrames(bytes, NIGHT_FILE.kind);
  return [...sentIn(linesOf(records.map(({ content }) => content)))];
}

/** Nothing of the night is needed any more. A disk that refuses keeps it until the next morning. */
export async function forgetNight(folder: string, files: Files): Promise<void> {
  await replaceFile(files, folder, NIGHT_FILE.name, [header(NIGHT_FILE.kind)]).catch(() => undefined);
}

function sentIn(lines: readonly Line[]): Set<OpId> {
  const sent = new Set<OpId>();
  for (const line of lines) {
    if (line.type === 'receipt') sent.add(line.opId);
    else for (const opId of line.opIds) line.type === 'sent' ? sent.add(opId) : sent.delete(opId);
  }
  return sent;
}

function linesOf(contents: readonly Uint8Array[]): Line[] {
  return contents.flatMap((content) => {
    try {
      return Line.safeParse(plainCodec.open(content, '')).data ?? [];
    } catch {
      return [];
    }
  });
}
