import type { Sql } from '../database/database';

/**
 * Holds the named things until the transaction ends, always in the same order, so that two operations on one person (or one
 * new certificate number) are decided one after the other. A clash of hashes only makes somebody wait.
 */
export async function lockKeys(sql: Sql, keys: Iterable<string>): Promise<void> {
  const sorted = [...new Set(keys)].sort();
  await sql.query(
    `SELECT pg_advisory_xact_lock(h) FROM
       (SELECT DISTINCT hashtextextended(k, 0) AS h FROM unnest($1::text[]) AS k ORDER BY 1) AS locks`,
    [sorted],
  );
}
