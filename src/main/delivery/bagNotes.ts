import { z } from 'zod';
import { OpId } from '#shared/domain/operation';

/** What delivery must not forget of bags: which operations were put into which, and which came out of theirs again. */
export const BagLine = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('bag'),
    number: z.number().int().positive(),
    opIds: z.array(OpId).min(1),
    madeAt: z.string().min(1).max(40),
    /** Up to which entry the platform had acknowledged the chain; null: it had not said. */
    known: z.number().int().nonnegative().nullable(),
  }),
  /** `never`: left the desk neither before nor with this bag, which was not made after all. */
  z.strictObject({
    type: z.literal('unbagged'),
    opIds: z.array(OpId),
    never: z.array(OpId),
    /** Number of the bag that was not made, so that the next one may have it. */
    free: z.number().int().positive().nullable(),
  }),
]);
export type BagLine = z.infer<typeof BagLine>;

export interface BagNote {
  readonly madeAt: string;
  readonly known: number | null;
}

/** The bags as the log tells them. */
export class BagNotes {
  private readonly numbers = new Map<OpId, number>();
  private readonly notes = new Map<number, BagNote>();
  private highest = 0;

  takeIn(line: BagLine): void {
    if (line.type === 'bag') {
      const { number, opIds, madeAt, known } = line;
      for (const opId of opIds) this.numbers.set(opId, number);
      this.notes.set(number, { madeAt, known });
      this.highest = Math.max(this.highest, number);
      return;
    }
    for (const opId of line.opIds) this.numbers.delete(opId);
    if (line.free !== null && line.free === this.highest) {
      this.notes.delete(line.free);
      this.highest -= 1;
    }
  }

  /** They go by the line again: the platform has lost what it said of them. */
  forget(opIds: readonly OpId[]): void {
    for (const opId of opIds) this.numbers.delete(opId);
  }

  /** In which bag each operation is. */
  all(): ReadonlyMap<OpId, number> {
    return this.numbers;
  }

  of(number: number): BagNote | null {
    return this.notes.get(number) ?? null;
  }

  /** Number of the next bag: gapless from 1. */
  next(): number {
    return this.highest + 1;
  }
}
