import { z } from 'zod';
import { type AuditHead, chainHash } from '#shared/audit/entry';
import { suiteNamed } from '#shared/crypto/suites';
import type { AuditAnchor, AuditAnchorWord, AuditWay } from '#shared/protocol/audit';
import type { PlatformClock } from '../clock';
import type { Database, Sql } from '../database/database';
import { lockKeys } from '../intake/locks';

const Row = z.object({
  log: z.string(),
  n: z.coerce.number(),
  hash: z.string(),
  device: z.string(),
  anchored_at: z.string(),
});
type Row = z.infer<typeof Row>;

/** `n` as text, for a bigint; whoever orders by it has to name the table, or 10 comes before 4. */
const COLUMNS = 'log, n::text AS n, hash, device, anchored_at';

async function one(sql: Sql, where: string, values: readonly string[]): Promise<Row | null> {
  const [raw] = await sql.query(`SELECT ${COLUMNS} FROM audit_anchors WHERE ${where} LIMIT 1`, [...values]);
  return raw === undefined ? null : Row.parse(raw);
}

const anchorOf = (row: Row | null): AuditAnchor | null =>
  row && { log: row.log, n: row.n, hash: row.hash, at: row.anchored_at };

/** Hashes along the way by their number, `from` included; null where the way does not lead to the head it names. */
function walk({ from, links, head, suite }: AuditWay): ReadonlyMap<number, string> | null {
  const algorithms = suiteNamed(suite);
  const hashes = new Map([[from.n, from.hash]]);
  let { n, hash } = from;
  for (const content of links) {
    hash = chainHash(algorithms, hash, content);
    hashes.set(++n, hash);
  }
  return n === head.n && hash === head.hash ? hashes : null;
}

type Verdict = 'kept' | 'new' | 'gap' | 'contradicted';

function judge(way: AuditWay, kept: AuditHead | null): Verdict {
  const hashes = walk(way);
  if (hashes === null) return 'contradicted';
  if (kept === null) return way.head.n > 0 ? 'new' : 'kept';
  if (way.head.n < kept.n) return 'contradicted';
  if (way.from.n > kept.n) return 'gap';
  if (hashes.get(kept.n) !== kept.hash) return 'contradicted';
  return way.head.n === kept.n ? 'kept' : 'new';
}

/**
 * Keeps the head of a desk's audit log where it descends from the last one kept of that log. A head that is behind it, or does not lead
 * over it, or belongs to a log of another desk, changes nothing and is noted.
 */
export function anchorAudit(
  db: Database,
  clock: PlatformClock,
  device: string,
  way: AuditWay,
): Promise<AuditAnchorWord> {
  const { log, head } = way;
  return db.transaction(async (sql): Promise<AuditAnchorWord> => {
    await lockKeys(sql, [`audit:${log}`, `audit:${device}`]);
    const kept = await one(sql, 'log = $1 ORDER BY audit_anchors.n DESC', [log]);
    const earlier = anchorOf(await one(sql, 'device = $1 AND log <> $2 ORDER BY serial DESC', [device, log]));
    const others = kept !== null && kept.device !== device;
    const verdict = others ? 'contradicted' : judge(way, kept);
    // Another desk's log is not told of.
    const anchor = others ? null : anchorOf(kept);
    const at = clock.now();
    if (verdict === 'contradicted') {
      await sql.query(
        `INSERT INTO audit_contradictions (device, log, n, hash, kept_n, kept_hash, said_at)
         SELECT $1, $2, $3, $4, $5, $6, $7
         WHERE NOT EXISTS (SELECT 1 FROM audit_contradictions WHERE device = $1 AND log = $2 AND n = $3 AND hash = $4)`,
        [device, log, head.n, head.hash, kept?.n ?? 0, kept?.hash ?? '', at],
      );
      return { outcome: 'contradicted', anchor, earlier };
    }
    if (verdict !== 'new') return { outcome: verdict === 'kept' ? 'anchored' : 'gap', anchor, earlier };
    await sql.query(
      'INSERT INTO audit_anchors (log, n, hash, device, anchored_at) VALUES ($1, $2, $3, $4, $5)',
      [log, head.n, head.hash, device, at],
    );
    return { outcome: 'anchored', anchor: { log, ...head, at }, earlier };
  });
}
