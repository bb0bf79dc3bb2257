import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { BAG_FAULT_TEXTS, type Bag, openBag, readBag, sealBag } from '#shared/bag/bag';
import { type BagAnswer, BagLoad, parseContent } from '#shared/bag/content';
import type { Json } from '#shared/json';
import { err, ok, type Result } from '#shared/result';
import { layChain, type NotLaid } from '../chain/lay';
import type { PlatformClock } from '../clock';
import type { Database, Sql } from '../database/database';
import { decideBatch } from '../intake/batch';
import { recheckRule } from '../review/rule';
import type { Device } from '../service/access';
import { bagDesk, platformKeys } from './keys';

const WRONG_WAY =
  '这是平台给原电脑的答复包，不是要送到平台的离线包，没有使用。请拿回原电脑，在“同步”里读入答复包。';

/** How many of the bags that never came are named. */
const MISSING_NAMED = 20;

/**
 * Takes a delivery bag: its desk's signature opens it, whoever carries it. Each operation is decided with the jurisdiction of
 * the desk that made it, through the same ledger as a push, so that bag and line may both bring it, in any order and number.
 * Gives the answer bag, sealed to that desk; an error is a sentence for whoever carries the bag.
 */
export async function takeBag(
  db: Database,
  clock: PlatformClock,
  text: string,
): Promise<Result<string, string>> {
  const read = readBag(new TextEncoder().encode(text));
  if (!read.ok) return err(BAG_FAULT_TEXTS[read.error]);
  const bag = read.value;
  if (bag.header.kind !== 'delivery') return err(WRONG_WAY);
  const known = await bagDesk(db, bag.header.device);
  if (known === null) return err(BAG_FAULT_TEXTS['unknown-sender']);
  const own = await platformKeys(db, clock);
  const opened = openBag({ bag, own: own.secret, ownPublic: own.keys, sender: known.keys });
  if (!opened.ok) return err(BAG_FAULT_TEXTS[opened.error]);
  const load = parseContent(BagLoad, opened.value);
  if (!load.ok) return err(BAG_FAULT_TEXTS[load.error]);
  const answer = await decided(db, clock, known.desk, load.value);
  const missing = await note(db, clock, bag);
  const content: BagAnswer = { ...answer, missing };
  return ok(
    sealBag({
      header: {
        kind: 'answer',
        device: bag.header.device,
        number: bag.header.number,
        answers: bag.digest,
        operations: answer.verdicts.length,
        madeAt: clock.now(),
      },
      content: content as unknown as Json,
      from: own.secret,
      fromPublic: own.keys,
      to: known.keys,
      random: (length) => randomBytes(length),
    }),
  );
}

async function decided(
  db: Database,
  clock: PlatformClock,
  desk: Device,
  { operations, chain, rechecks }: BagLoad,
): Promise<Omit<BagAnswer, 'missing'>> {
  const base = { v: 1, refused: null } as const;
  const rule = await recheckRule(db, rechecks);
  if (chain === null)
    return { ...base, verdicts: await decideBatch(db, clock, desk, operations, null, rule), chain };
  const laid = await layChain(db, clock, desk.device, chain);
  if (!laid.ok) {
    const word = laid.error.code === 'BROKEN' ? null : laid.error.word;
    return { v: 1, verdicts: [], chain: word, refused: refusalFor(laid.error) };
  }
  return {
    ...base,
    verdicts: await decideBatch(db, clock, desk, operations, chain.epoch, rule),
    chain: laid.value,
  };
}

/** Said to the desk that made the bag, which finds it in the answer. */
function refusalFor(why: NotLaid): { code: string; text: string } {
  switch (why.code) {
    case 'CHAIN_FORKED':
      return {
        code: why.code,
        text: '平台保存的流水与这台电脑的不是同一份，可能有另一台电脑在用同一份资料，包里的业务平台一笔也没有处理。请按“同步”页上的说明处理。',
      };
    case 'CHAIN_GAP':
      return {
        code: why.code,
        text: '平台还缺这个包之前的流水，包里的业务平台一笔也没有处理。请再导出一个离线包送来，它会带上缺的部分。',
      };
    case 'BROKEN':
      return {
        code: why.code,
        text: `离线包里流水链第 ${why.seq} 笔前后不相衔接，平台一笔也没有处理。请联系技术人员核查。`,
      };
  }
}

const NumberRow = z.object({ number: z.number() });

/** Notes the bag, and gives the numbers before its own under which none has come. */
async function note(sql: Sql, clock: PlatformClock, { header, digest }: Bag): Promise<number[]> {
  const { device, number } = header;
  await sql.query(
    `INSERT INTO bags_received (device, number, digest, received_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (device, number, digest) DO NOTHING`,
    [device, number, digest, clock.now()],
  );
  const first = Math.max(1, number - MISSING_NAMED);
  const rows = await sql.query(
    `SELECT n AS number FROM generate_series($2::int, $3::int) AS n
     WHERE NOT EXISTS (SELECT 1 FROM bags_received WHERE device = $1 AND number = n) ORDER BY n`,
    [device, first, number - 1],
  );
  return rows.map((row) => NumberRow.parse(row).number);
}
