import { z } from 'zod';
import type { Sql } from '../database/database';

/** A place in the change feed of one database history: `<epoch>.<number of the last change seen>`. */
export interface Cursor {
  readonly epoch: string;
  readonly seq: number;
}

const Head = z.object({ epoch: z.string(), seq: z.string() });

/** The cursor of everything committed so far, as this transaction sees it. */
export async function headCursor(sql: Sql): Promise<Cursor> {
  const [row] = await sql.query('SELECT epoch, seq::text AS seq FROM platform, feed_head');
  const head = Head.parse(row);
  return { epoch: head.epoch, seq: Number(head.seq) };
}

export const cursorText = (cursor: Cursor): string => `${cursor.epoch}.${cursor.seq}`;

/** Null when the text is no cursor, of another history, or ahead of this one. */
export function knownCursor(text: string, head: Cursor): Cursor | null {
  const match = /^([0-9a-z]+)\.(\d{1,15})$/.exec(text);
  const [epoch, seq] = [match?.[1], Number(match?.[2])];
  return epoch === head.epoch && seq <= head.seq ? { epoch, seq } : null;
}

/** Begins a new history, for a register that was copied: cursors of the original mean nothing in the copy. */
export async function beginHistory(sql: Sql): Promise<void> {
  await sql.query(`UPDATE platform SET epoch = replace(gen_random_uuid()::text, '-', '')`);
}
