import { z } from 'zod';
import type { Codec } from '#shared/codec';
import { OpId } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import { ok, type Result } from '#shared/result';
import type { Files } from '../journal/fileLayer';
import { SealedLines } from '../journal/sealedLines';

/** Ids of one line, so that it stays well below what a record may hold (1 MiB). */
const IDS_A_LINE = 5_000;

const Line = z.discriminatedUnion('type', [
  /** These go from here on, for good: a power cut in the middle of it leaves work for the next time. */
  z.strictObject({
    type: z.literal('purge'),
    opIds: z.array(OpId).min(1).max(IDS_A_LINE),
    /** The policy's days then, and the platform's time that it was reckoned by. */
    days: z.number().int().positive(),
    at: z.iso.datetime(),
  }),
  /** Everything noted so far is gone from the journal and from the files beside it. */
  z.strictObject({ type: z.literal('done') }),
]);
type Line = z.infer<typeof Line>;

export const PURGED_FILE = {
  name: 'retention.jnl',
  kind: { magic: 'CBPURG', version: 1 },
  context: 'retention/record/1',
  line: Line,
} as const;

/**
 * Which operations were let go of (到期清除): ids only. The journal's tombstones do not say it themselves, so that a program that does not
 * know the word still reads the journal. Lost, what was let go of looks like what a restored backup lacks; nothing else is harmed.
 */
export class PurgeNotes {
  private readonly ids = new Set<OpId>();
  private open: { opIds: OpId[]; days: number } = { opIds: [], days: 0 };

  private constructor(
    private readonly lines: SealedLines<Line>,
    found: readonly Line[],
  ) {
    for (const line of found) this.takeIn(line);
  }

  static async open(options: {
    readonly folder: string;
    readonly files: Files;
    readonly codec: Codec;
  }): Promise<PurgeNotes> {
    const { lines, found } = await SealedLines.open(PURGED_FILE, options);
    return new PurgeNotes(lines, found);
  }

  /** Everything that was ever let go of. */
  get purged(): ReadonlySet<OpId> {
    return this.ids;
  }

  /** What was noted and is not finished yet. */
  get unfinished(): { readonly opIds: readonly OpId[]; readonly days: number } {
    return this.open;
  }

  /** From here on they go, whatever happens. */
  async intend(opIds: readonly OpId[], days: number, at: number): Promise<Result<void, Trouble>> {
    for (let from = 0; from < opIds.length; from += IDS_A_LINE) {
      const some = opIds.slice(from, from + IDS_A_LINE);
      const written = await this.write({ type: 'purge', opIds: some, days, at: new Date(at).toISOString() });
      if (!written.ok) return written;
    }
    return ok(undefined);
  }

  done(): Promise<Result<void, Trouble>> {
    return this.write({ type: 'done' });
  }

  async close(): Promise<void> {
    await this.lines.close();
  }

  private async write(line: Line): Promise<Result<void, Trouble>> {
    const written = await this.lines.append(line);
    if (written.ok) this.takeIn(line);
    return written;
  }

  private takeIn(line: Line): void {
    if (line.type === 'done') this.open = { opIds: [], days: 0 };
    else {
      for (const opId of line.opIds) this.ids.add(opId);
      this.open = { opIds: [...this.open.opIds, ...line.opIds], days: line.days };
    }
  }
}
