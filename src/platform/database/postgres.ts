import pg from 'pg';
import { err, ok, type Result } from '#shared/result';
import { type Database, guarded, type Sql, StoreFailure, type StoreTrouble } from './database';

const POOL_SIZE = 8;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 60_000;
/** Serialization failure and deadlock: the same transaction run again will do. */
const WORTH_REPEATING = new Set(['40001', '40P01']);
const REPEATS = 3;

const sqlOf = (client: pg.PoolClient): Sql => ({
  query: (text, params) =>
    guarded(async () => (await client.query(text, params as unknown[] | undefined)).rows),
});

/** A PostgreSQL server (15 or later) reached by `DATABASE_URL`. */
export async function openPostgres(url: string): Promise<Result<Database, StoreTrouble>> {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
  });
  // An idle connection that the server closes is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);

  const once = async <T>(begin: string, run: (sql: Sql) => Promise<T>): Promise<T> => {
    const client = await guarded(() => pool.connect());
    const sql = sqlOf(client);
    let broken: Error | undefined;
    try {
      await sql.query(begin);
      const value = await run(sql);
      await sql.query('COMMIT');
      return value;
    } catch (error) {
      await client.query('ROLLBACK').catch((rollback: unknown) => {
        broken = rollback instanceof Error ? rollback : new Error(String(rollback));
      });
      throw error;
    } finally {
      client.release(broken);
    }
  };
  const inTransaction = async <T>(begin: string, run: (sql: Sql) => Promise<T>): Promise<T> => {
    for (let repeat = 0; ; repeat++) {
      try {
        return await once(begin, run);
      } catch (error) {
        const again = error instanceof StoreFailure && WORTH_REPEATING.has(error.state ?? '');
        if (!again || repeat === REPEATS) throw error;
      }
    }
  };

  try {
    await pool.query('SELECT 1');
  } catch (error) {
    await pool.end();
    const why = error instanceof Error ? error.message : String(error);
    return err({
      code: 'DATABASE_UNREACHABLE',
      text: `连接不上 DATABASE_URL 所指的 PostgreSQL 数据库：${why}。请检查地址、口令和数据库是否已启动。`,
    });
  }
  return ok({
    engine: 'postgres',
    query: (text, params) =>
      guarded(async () => (await pool.query(text, params as unknown[] | undefined)).rows),
    transaction: (run) => inTransaction('BEGIN', run),
    oneMoment: (run) => inTransaction('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', run),
    close: () => pool.end(),
  });
}
