import { expect, test } from 'vitest';
import { MIGRATIONS, migrate } from '../../database/migrate';
import type { RunningPlatform } from '../../server';

/** The schema on either engine. */
export function schemaSuite(platform: () => RunningPlatform): void {
  test('[PF19] migrations are applied once, in order, and a database from a newer platform is left alone', async () => {
    const { db } = platform();
    expect(await migrate(db)).toEqual({ ok: true, value: { applied: [] } });
    const done = (await db.query('SELECT name FROM migrations ORDER BY name')).map((row) => row.name);
    expect(done).toEqual(MIGRATIONS.map((m) => m.name));
    expect(await migrate(db, MIGRATIONS.slice(0, 1))).toEqual({
      ok: false,
      error: { code: 'DATABASE_NEWER', text: expect.stringContaining('请用新版本启动') },
    });
    const broken = { name: '9999-broken', statements: ['CREATE TABLE half (a int)', 'SELECT nonsense'] };
    await expect(migrate(db, [...MIGRATIONS, broken])).rejects.toThrow();
    expect(await db.query(`SELECT to_regclass('half')::text AS t`)).toEqual([{ t: null }]);
  });
}
