import { z } from 'zod';
import { Verdict } from '#shared/protocol/verdict';
import { openRegister } from '../../src/platform/openRegister';

/** One row of the platform's ledger of operations, read from its database while the service is stopped. */
export interface LedgerRow {
  readonly opId: string;
  readonly device: string;
  readonly outcome: Verdict['outcome'];
  /** Times the operation's writes appear in the change feed, over all records it changed. */
  readonly verdict: Verdict;
}

const Row = z.object({ op_id: z.string(), device: z.string(), verdict: z.string() });
const Link = z.object({ device: z.string(), seq: z.coerce.number(), hash: z.string() });
const Count = z.object({ id: z.string(), n: z.coerce.number() });

/** Opens the stopped platform's folder and reads what it holds: the second witness of what was applied. */
export async function readLedger(folder: string): Promise<{
  rows: LedgerRow[];
  /** Changes of each person in the feed since the sample was loaded, by person id. */
  changes: Map<string, number>;
  /** The platform's copy of each device's chain, in order. */
  chain: z.infer<typeof Link>[];
}> {
  const opened = await openRegister({ folder, databaseUrl: null, sample: false, template: null });
  if (!opened.ok) throw new Error(opened.error.text);
  const { db, close } = opened.value;
  try {
    const rows = (await db.query('SELECT op_id, device, verdict FROM operations ORDER BY device, seq')).map(
      (raw) => {
        const row = Row.parse(raw);
        const verdict = Verdict.parse(JSON.parse(row.verdict));
        return { opId: row.op_id, device: row.device, outcome: verdict.outcome, verdict };
      },
    );
    const counted = await db.query(
      `SELECT id, count(*) AS n FROM change_log WHERE kind = 'person' GROUP BY id`,
    );
    const links = await db.query(
      'SELECT device, seq::text AS seq, hash FROM chain_links ORDER BY device, epoch, chain_links.seq',
    );
    return {
      rows,
      changes: new Map(counted.map((raw) => Count.parse(raw)).map(({ id, n }) => [id, n])),
      chain: links.map((raw) => Link.parse(raw)),
    };
  } finally {
    await close();
  }
}
