import { z } from 'zod';
import { inJurisdiction } from '#shared/domain/region';
import type { WaitingForReview } from '#shared/protocol/messages';
import type { Verdict } from '#shared/protocol/verdict';
import { err, ok, type Result } from '#shared/result';
import { recheckRefusal } from '#shared/review/mayRecheck';
import type { PlatformClock } from '../clock';
import type { Database, Sql } from '../database/database';
import { decideOne } from '../intake/decideOne';
import { lockKeys } from '../intake/locks';
import { villagePatterns } from '../register/feed';
import { type Device, DeviceRow } from '../service/access';
import { NO_RECHECKS, recheckAsk, recheckRow, settle, waitingIn } from './rechecks';

/** Operations told at once; the rest comes up as these are dealt with. */
const MOST_TOLD = 200;

/** What waits in a desk's jurisdiction for a reviewer, the oldest first. */
export async function reviewQueue(sql: Sql, desk: Device): Promise<WaitingForReview[]> {
  const waiting = await waitingIn(sql, villagePatterns(desk.jurisdiction), MOST_TOLD);
  return waiting.map(({ row, deviceName }) => ({
    operation: row.operation,
    deviceName,
    askedAt: row.asked_at,
    cause: row.cause,
  }));
}

interface Word {
  readonly opId: string;
  readonly bodyHash: string;
  readonly outcome: 'accepted' | 'returned';
  readonly reviewer: string;
  readonly reason: string;
}

/**
 * Takes a reviewer's word from another desk: the operation is then decided as if its own desk had just sent it, so that its
 * effect is there at once and its desk gets the verdict when it next asks. An error is a sentence for the reviewer.
 */
export async function takeReview(
  db: Database,
  clock: PlatformClock,
  desk: Device,
  word: Word,
): Promise<Result<Verdict, string>> {
  const taken = await db.transaction(async (sql): Promise<Result<Device, string>> => {
    await lockKeys(sql, [`op:${word.opId}`]);
    const row = await recheckRow(sql, word.opId);
    const [raw] = await sql.query(
      `SELECT d.device, d.name, d.jurisdiction, r.village_code FROM rechecks r JOIN devices d ON d.device = r.device
       WHERE r.op_id = $1`,
      [word.opId],
    );
    const village = z.object({ village_code: z.string() }).safeParse(raw).data?.village_code ?? '';
    if (row === null || raw === undefined || row.body_hash !== word.bodyHash)
      return err('平台没有这一笔待复核的业务，可能内容已变。请刷新待复核列表。');
    if (!inJurisdiction(desk.jurisdiction, village))
      return err('这一笔不在本机的管辖范围内，不能由本机复核。');
    const entered = DeviceRow.parse(raw);
    if (row.state === word.outcome && row.reviewer === word.reviewer) return ok(entered);
    if (row.state !== 'waiting') return err('这一笔已经由别人复核过了。请刷新待复核列表。');
    const at = clock.now();
    const not = recheckRefusal(
      recheckAsk(row.operation, {
        entered,
        reviewer: word.reviewer,
        at: desk,
        day: at.slice(0, 10),
        outcome: word.outcome,
      }),
    );
    if (not !== null) return err(not);
    await settle(sql, word.opId, { ...word, device: desk.device, at });
    return ok(entered);
  });
  if (!taken.ok) return taken;
  const row = await recheckRow(db, word.opId);
  if (row === null) throw new Error('a re-check that was settled is there');
  return ok(await decideOne(db, clock, taken.value, row.operation, null, NO_RECHECKS));
}
