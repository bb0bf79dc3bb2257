import { z } from 'zod';
import { Operation } from '#shared/domain/operation';
import {
  type ChainEntry,
  ChainLink,
  type ChainQuery,
  type ChainWord,
  operationFits,
} from '#shared/protocol/chain';
import { Verdict } from '#shared/protocol/verdict';
import { err, ok, type Result } from '#shared/result';
import type { PlatformClock } from '../clock';
import type { Database } from '../database/database';
import { chainWord, type EpochName, holdEpoch, noteFork } from './epochs';
import { agreesAt } from './lay';

/** A page ends behind the entry with which it reaches this many characters. */
const PAGE_CHARS = 2 * 1024 * 1024;

export interface Page {
  readonly entries: ChainEntry[];
  readonly more: boolean;
  readonly chain: ChainWord;
}

const Row = z.object({ link: z.string(), operation: z.string().nullable(), verdict: z.string().nullable() });

/**
 * What the platform has of a device's chain behind the entry that the desk names as its last. An error with what is known
 * where that entry is not the platform's: the desk's journal is a copy that went on by itself.
 */
export async function chainPage(
  db: Database,
  clock: PlatformClock,
  device: string,
  { epoch, after, hash, limit }: ChainQuery,
): Promise<Result<Page, ChainWord>> {
  const name: EpochName = { device, epoch };
  if ((await agreesAt(db, name, { seq: after, hash })) === false) {
    return db.transaction(async (sql) => {
      const at = clock.now();
      await holdEpoch(sql, name, at);
      await noteFork(sql, name, Math.max(1, after), at);
      return err(await chainWord(sql, name));
    });
  }
  return db.oneMoment(async (sql): Promise<Result<Page, ChainWord>> => {
    const chain = await chainWord(sql, name);
    const rows = await sql.query(
      `SELECT l.link, o.operation, o.verdict FROM chain_links l
         LEFT JOIN operations o ON o.op_id = l.op_id AND o.device = l.device
       WHERE l.device = $1 AND l.epoch = $2 AND l.seq > $3 ORDER BY l.seq LIMIT $4`,
      [device, epoch, after, limit],
    );
    const entries: ChainEntry[] = [];
    let chars = 0;
    for (const raw of rows) {
      if (chars >= PAGE_CHARS) break;
      const row = Row.parse(raw);
      chars += row.link.length + (row.operation?.length ?? 0) + (row.verdict?.length ?? 0);
      entries.push(entryOfRow(row));
    }
    const last = entries.at(-1)?.link.seq ?? after;
    return ok({ entries, more: last < chain.head.seq, chain });
  });
}

/** The operation goes back only where it is what the link stands for: the same id may have been accepted twice. */
function entryOfRow(row: z.infer<typeof Row>): ChainEntry {
  const link = ChainLink.parse(JSON.parse(row.link));
  const operation = row.operation === null ? null : Operation.parse(JSON.parse(row.operation));
  if (operation === null || row.verdict === null || !operationFits(link, operation))
    return { link, operation: null, verdict: null };
  return { link, operation, verdict: Verdict.parse(JSON.parse(row.verdict)) };
}
