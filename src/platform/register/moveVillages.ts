import { z } from 'zod';
import { PlatformRecord } from '#shared/domain/record';
import { VillageCode } from '#shared/domain/region';
import { err, ok, type Result } from '#shared/result';
import type { PlatformClock } from '../clock';
import type { Database, Sql } from '../database/database';
import { recordByKey, writeChanges } from './recordStore';

/** 撤乡并镇: villages that get another code, most often that of another township. */
export const VillageMoves = z.strictObject({
  moves: z
    .array(z.strictObject({ from: VillageCode, to: VillageCode }))
    .min(1)
    .max(200),
  /** Name of the township they now belong to. */
  townName: z.string().min(1).max(60),
});
export type VillageMoves = z.infer<typeof VillageMoves>;

const MOVING = `hashtextextended('villages', 0)`;

/** While a decision reads and writes, no village changes its code; decisions do not wait for each other. */
export const holdVillages = async (sql: Sql): Promise<void> => {
  await sql.query(`SELECT pg_advisory_xact_lock_shared(${MOVING})`);
};

class Refused extends Error {}

/**
 * Moves villages with their people, households and units, all or none. Each record rises one version and goes through the
 * feed: out of one jurisdiction, into another. The old codes stay known, so that what is still on its way to the platform finds them.
 */
export async function moveVillages(
  db: Database,
  clock: PlatformClock,
  { moves, townName }: VillageMoves,
): Promise<Result<{ persons: number; records: number }, string>> {
  try {
    return ok(
      await db.transaction(async (sql) => {
        await sql.query(`SELECT pg_advisory_xact_lock(${MOVING})`);
        const counts = { persons: 0, records: 0 };
        for (const move of moves) {
          const moved = await moveOne(sql, clock.now(), move, townName);
          counts.persons += moved.filter(({ kind }) => kind === 'person').length;
          counts.records += moved.length;
        }
        return counts;
      }),
    );
  } catch (error) {
    if (error instanceof Refused) return err(error.message);
    throw error;
  }
}

const Body = z.object({ body: PlatformRecord });

async function moveOne(
  sql: Sql,
  at: string,
  { from, to }: { from: string; to: string },
  townName: string,
): Promise<PlatformRecord[]> {
  const village = (await recordByKey(sql, 'village', from))?.record;
  if (village?.kind !== 'village') throw new Refused(`登记册里没有代码为 ${from} 的村（居），全部没有变动。`);
  if ((await recordByKey(sql, 'village', to)) !== null)
    throw new Refused(`代码 ${to} 已有一个村（居），${village.name}不能改成它，全部没有变动。`);
  const members = (
    await sql.query(
      `SELECT body FROM records WHERE village_code = $1 AND kind <> 'village' ORDER BY kind, id`,
      [from],
    )
  ).map((raw) => Body.parse(raw).body);
  const by = { by: `行政区划调整（${from} 改为 ${to}）`, at };
  const changes = members.map(
    (record): PlatformRecord => (record.kind === 'village' ? record : { ...record, villageCode: to }),
  );
  await sql.query(`DELETE FROM records WHERE kind = 'village' AND id = $1`, [from]);
  const now = { ...village, id: to, townCode: to.slice(0, 9), townName };
  const { records } = await writeChanges(sql, [now, ...changes], by);
  await sql.query(
    `WITH head AS (UPDATE feed_head SET seq = seq + 1 RETURNING seq)
     INSERT INTO change_log (seq, kind, id, version, village_code, village_before, at)
     SELECT seq, 'village', $1, $2, $3, $1, $4 FROM head`,
    [from, village.version + 1, to, at],
  );
  await sql.query('UPDATE village_moves SET new_code = $2 WHERE new_code = $1', [from, to]);
  await sql.query('DELETE FROM village_moves WHERE old_code = $1', [to]);
  await sql.query(
    `INSERT INTO village_moves (old_code, new_code, moved_at) VALUES ($1, $2, $3)
     ON CONFLICT (old_code) DO UPDATE SET new_code = EXCLUDED.new_code, moved_at = EXCLUDED.moved_at`,
    [from, to, at],
  );
  return records;
}
