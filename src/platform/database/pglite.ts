import { PGlite } from '@electric-sql/pglite';
import { type Database, guarded, type Sql } from './database';

type Queryable = Pick<PGlite, 'query'>;

const sqlOf = (client: Queryable): Sql => ({
  query: (text, params) =>
    guarded(
      async () => (await client.query<Record<string, unknown>>(text, params as unknown[] | undefined)).rows,
    ),
});

/** Little write-ahead log is kept, since a township's platform folder is copied from a template. */
const CONFIG = ['min_wal_size=32MB', 'max_wal_size=64MB'];

/**
 * PostgreSQL embedded in this process (PGlite), its files in `dataFolder`. There is one connection: transactions queue, and
 * two processes on one folder would diverge unnoticed, hence `lockFolder`.
 */
export async function openPglite(dataFolder: string): Promise<Database> {
  const db = await PGlite.create({ dataDir: dataFolder, postgresqlconf: CONFIG });
  return {
    engine: 'pglite',
    ...sqlOf(db),
    transaction: (run) => db.transaction((tx) => run(sqlOf(tx))),
    oneMoment: (run) =>
      db.transaction(async (tx) => {
        await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
        return run(sqlOf(tx));
      }),
    close: () => db.close(),
  };
}
