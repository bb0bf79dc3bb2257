import { z } from 'zod';
import { OpId } from '#shared/domain/operation';
import { Trouble } from '#shared/host';

/** Attempts that came to nothing: of which operations, how many since the last such line, when last, and what was met. */
export const TryLine = z.strictObject({
  type: z.literal('tried'),
  opIds: z.array(OpId).min(1),
  times: z.number().int().positive(),
  /** Device time. */
  at: z.iso.datetime(),
  met: Trouble,
});
export type TryLine = z.infer<typeof TryLine>;

export interface Tries {
  readonly times: number;
  readonly at: string;
  readonly met: Trouble;
}

/** The same trouble again is written down after this time at the latest, ms: a line that is down for weeks must not fill the log. */
const WRITTEN_EVERY_MS = 3_600_000;

/** Failed attempts of each operation, over restarts. A sudden end costs the count of an hour at most, never what was met last. */
export class TryNotes {
  private readonly tries = new Map<OpId, Tries>();
  /** Counted and not written yet, by operation. */
  private readonly due = new Map<OpId, Tries>();
  private writtenAt = new Map<OpId, number>();

  of(opId: OpId): Tries | null {
    return this.tries.get(opId) ?? null;
  }

  /** From the disk. */
  takeIn({ opIds, times, at, met }: TryLine): void {
    for (const opId of opIds) this.count(opId, times, at, met);
  }

  /** Counts a failed attempt; gives the lines that are to be written for it now. */
  failed(opIds: readonly OpId[], now: number, met: Trouble): TryLine[] {
    const at = new Date(now).toISOString();
    const write = opIds.filter((opId) => {
      const before = this.tries.get(opId)?.met.text;
      this.count(opId, 1, at, met);
      this.due.set(opId, { times: (this.due.get(opId)?.times ?? 0) + 1, at, met });
      return before !== met.text || Math.abs(now - (this.writtenAt.get(opId) ?? 0)) >= WRITTEN_EVERY_MS;
    });
    for (const opId of write) this.writtenAt.set(opId, now);
    return this.lines(write);
  }

  /** What is still to be written, before the log is closed. */
  rest(): TryLine[] {
    return this.lines([...this.due.keys()]);
  }

  private lines(opIds: readonly OpId[]): TryLine[] {
    const lines = new Map<string, TryLine>();
    for (const opId of opIds) {
      const due = this.due.get(opId);
      this.due.delete(opId);
      if (due === undefined) continue;
      const key = `${due.times} ${due.at} ${due.met.text}`;
      const line = lines.get(key);
      if (line) line.opIds.push(opId);
      else lines.set(key, { type: 'tried', opIds: [opId], ...due });
    }
    return [...lines.values()];
  }

  private count(opId: OpId, times: number, at: string, met: Trouble): void {
    this.tries.set(opId, { times: (this.tries.get(opId)?.times ?? 0) + times, at, met });
  }
}
