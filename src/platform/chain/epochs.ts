import { z } from 'zod';
import { CHAIN_START } from '#shared/domain/journalEntry';
import type { ChainWord } from '#shared/protocol/chain';
import type { PlatformClock } from '../clock';
import type { Database, Sql } from '../database/database';
import { lockKeys } from '../intake/locks';
import { headCursor } from '../register/cursor';

const Row = z.object({
  seq: z.coerce.number(),
  hash: z.string(),
  forked_seq: z.coerce.number().nullable(),
  forked_at: z.string().nullable(),
  parted_at: z.string().nullable(),
});

/** One history of a device, by the number it has. */
export interface EpochName {
  readonly device: string;
  readonly epoch: number;
}

/** What the platform knows of an epoch; before the first word of a desk that is its empty beginning. */
export async function chainWord(sql: Sql, { device, epoch }: EpochName): Promise<ChainWord> {
  const { epoch: register } = await headCursor(sql);
  const [raw] = await sql.query(
    `SELECT seq::text AS seq, hash, forked_seq::text AS forked_seq, forked_at, parted_at FROM chain_epochs
     WHERE device = $1 AND epoch = $2`,
    [device, epoch],
  );
  if (raw === undefined) return { epoch, head: { seq: 0, hash: CHAIN_START }, register, fork: null };
  const row = Row.parse(raw);
  const fork =
    row.forked_seq === null || row.forked_at === null
      ? null
      : { seq: row.forked_seq, since: row.forked_at, parted: row.parted_at !== null };
  return { epoch, head: { seq: row.seq, hash: row.hash }, register, fork };
}

/** Makes the epoch where it is new, and holds it until the transaction ends: two desks on one journal wait for each other. */
export async function holdEpoch(sql: Sql, { device, epoch }: EpochName, at: string): Promise<void> {
  await sql.query(
    `INSERT INTO chain_epochs (device, epoch, hash, begun_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (device, epoch) DO NOTHING`,
    [device, epoch, CHAIN_START, at],
  );
  await sql.query('SELECT 1 FROM chain_epochs WHERE device = $1 AND epoch = $2 FOR UPDATE', [device, epoch]);
}

/** Notes that another desk's chain differs at this entry; from then on both are told. */
export async function noteFork(
  sql: Sql,
  { device, epoch }: EpochName,
  seq: number,
  at: string,
): Promise<void> {
  await sql.query(
    `UPDATE chain_epochs SET forked_seq = least(coalesce(forked_seq, $3), $3), forked_at = coalesce(forked_at, $4),
       parted_at = NULL
     WHERE device = $1 AND epoch = $2`,
    [device, epoch, seq, at],
  );
}

const Highest = z.array(z.object({ epoch: z.number().nullable() })).length(1);

/** Gives a forked desk a history of its own; the one it leaves is the other desk's alone from then on. */
export function beginEpoch(db: Database, clock: PlatformClock, from: EpochName): Promise<ChainWord> {
  const { device } = from;
  return db.transaction(async (sql) => {
    await lockKeys(sql, [`chain:${device}`]);
    const [highest] = Highest.parse(
      await sql.query('SELECT max(epoch) AS epoch FROM chain_epochs WHERE device = $1', [device]),
    );
    const epoch = Math.max(highest?.epoch ?? 0, from.epoch) + 1;
    const at = clock.now();
    await holdEpoch(sql, { device, epoch }, at);
    await sql.query(
      'UPDATE chain_epochs SET parted_at = $3 WHERE device = $1 AND epoch = $2 AND forked_at IS NOT NULL',
      [device, from.epoch, at],
    );
    return chainWord(sql, { device, epoch });
  });
}
