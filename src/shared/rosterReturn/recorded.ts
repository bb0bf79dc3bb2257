import { z } from 'zod';
import { OpId } from '../domain/operation';
import { BatchOut } from './batchOut';
import { ReturnValues } from './values';

/** A row that was taken back: what was written, what came of it, and what it replaced. */
export const RecordedReturn = z.strictObject({
  code: z.string().min(1).max(12),
  personId: z.string().min(1).max(40),
  values: ReturnValues,
  /** The telephone number on file before, where the row brought another. */
  phoneBefore: z.string().max(30).nullable(),
  /** The operations that the row became. */
  opIds: z.array(OpId).max(4),
  /** Where it stood, e.g. `一社 第 12 行`. */
  place: z.string().max(150),
});
export type RecordedReturn = z.infer<typeof RecordedReturn>;

/** Most rows of one line: a record of the file holds 1 MiB. */
export const MOST_BACK = 200;
export const MOST_OUT = 2_000;

/** One line of the file of returns: rows of a batch that went out (a large one takes several lines), or rows that were taken back together. Nothing is ever taken out of it. */
export const ReturnLine = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('out'),
    batch: BatchOut.extend({ rows: BatchOut.shape.rows.max(MOST_OUT) }),
  }),
  z.strictObject({
    type: z.literal('back'),
    batchId: z.string().min(1).max(40),
    fileName: z.string().max(300),
    /** Device time, ISO. */
    at: z.string().min(1).max(40),
    clerk: z.string().max(60),
    rows: z.array(RecordedReturn).min(1).max(MOST_BACK),
  }),
]);
export type ReturnLine = z.infer<typeof ReturnLine>;

/** The lines that a batch is noted in. */
export const linesOfBatch = (batch: BatchOut): ReturnLine[] =>
  Array.from({ length: Math.max(1, Math.ceil(batch.rows.length / MOST_OUT)) }, (_, i) => ({
    type: 'out',
    batch: { ...batch, rows: batch.rows.slice(i * MOST_OUT, (i + 1) * MOST_OUT) },
  }));

/** What a row was recorded as, the last word first; the words before it stay (败方留存). */
export type History = readonly RecordedReturn[];

/** The lines as they are asked for: batches by id, and the history of each row. */
export class ReturnBook {
  private readonly out = new Map<string, BatchOut>();
  private readonly back = new Map<string, Map<string, RecordedReturn[]>>();

  add(line: ReturnLine): void {
    if (line.type === 'out') {
      const { batch } = line;
      const before = this.out.get(batch.batchId)?.rows ?? [];
      const rows = new Map([...before, ...batch.rows].map((row) => [row.code, row]));
      this.out.set(batch.batchId, { ...batch, rows: [...rows.values()] });
      return;
    }
    const rows = this.back.get(line.batchId) ?? new Map<string, RecordedReturn[]>();
    this.back.set(line.batchId, rows);
    for (const row of line.rows) rows.set(row.code, [row, ...(rows.get(row.code) ?? [])]);
  }

  batches(): readonly BatchOut[] {
    return [...this.out.values()];
  }
  history(batchId: string, code: string): History {
    return this.back.get(batchId)?.get(code) ?? [];
  }
  /** The last word on every row of a batch that was taken back. */
  last(batchId: string): ReadonlyMap<string, RecordedReturn> {
    const rows = this.back.get(batchId) ?? new Map<string, RecordedReturn[]>();
    return new Map([...rows].flatMap(([code, [last]]) => (last ? [[code, last] as const] : [])));
  }
}
