import { err, ok, type Result } from '#shared/result';
import type { Database, StoreTrouble } from './database';
import { records } from './migrations/0001-records';
import { access } from './migrations/0002-access';
import { chain } from './migrations/0003-chain';
import { sagas } from './migrations/0004-sagas';
import { bags } from './migrations/0005-bags';
import { policy } from './migrations/0006-policy';
import { moves } from './migrations/0007-moves';
import { snapshots } from './migrations/0008-snapshots';
import { fieldChanges } from './migrations/0009-field-changes';
import { units } from './migrations/0010-units';
import { rechecks } from './migrations/0011-rechecks';
import { evidence } from './migrations/0012-evidence';
import { auditAnchors } from './migrations/0013-audit-anchors';

/** One numbered step of the schema: never edited once released, only followed by another. */
export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

export const MIGRATIONS: readonly Migration[] = [
  records,
  access,
  chain,
  sagas,
  bags,
  policy,
  moves,
  snapshots,
  fieldChanges,
  units,
  rechecks,
  evidence,
  auditAnchors,
];

const LOCK_KEY = 220_199_001;

/** Brings the schema up to date; each step and its record in one transaction. Two services starting together wait for each other. */
export async function migrate(
  db: Database,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<Result<{ applied: string[] }, StoreTrouble>> {
  return db.transaction(async (sql) => {
    await sql.query('SELECT pg_advisory_xact_lock($1)', [LOCK_KEY]);
    await sql.query(
      'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const done = new Set((await sql.query('SELECT name FROM migrations')).map((row) => String(row.name)));
    const unknown = [...done].filter((name) => !migrations.some((m) => m.name === name));
    if (unknown.length > 0) {
      return err({
        code: 'DATABASE_NEWER',
        text: `数据库由更新版本的平台建立(含本版本不认识的结构 ${unknown.join('、')}),本版本不会改动它。请用新版本启动。`,
      });
    }
    const applied: string[] = [];
    for (const migration of migrations) {
      if (done.has(migration.name)) continue;
      for (const statement of migration.statements) await sql.query(statement);
      await sql.query('INSERT INTO migrations (name) VALUES ($1)', [migration.name]);
      applied.push(migration.name);
    }
    return ok({ applied });
  });
}
