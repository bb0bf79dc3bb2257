import { expect, test } from 'vitest';
import { SCENARIO } from '#fixtures/township';
import type { PlatformRecord } from '#shared/domain/record';
import type { Database } from '../../database/database';
import { cursorText, headCursor } from '../../register/cursor';
import { feedPage } from '../../register/feed';
import { recordByKey, writeChanges } from '../../register/recordStore';
import { SAMPLE_JURISDICTION } from '../../sample';
import type { RunningPlatform } from '../../server';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function personOf(db: Database, n: number): Promise<PlatformRecord> {
  const stored = await recordByKey(db, 'person', SCENARIO.adultToRegister[n]?.id ?? '');
  if (stored === null) throw new Error('the scenario has 56 adults');
  return stored.record;
}

/** Two connections that commit in the other order than they began. Only a server has two. */
export function concurrencySuite(platform: () => RunningPlatform): void {
  test('[PF6] a naive sequence loses the row that commits late; the feed’s head does not', async () => {
    const { db } = platform();
    await db.query('CREATE TABLE naive (seq bigserial PRIMARY KEY, what text)');
    const seen: string[] = [];
    let cursor = 0;
    const readNaive = async (): Promise<void> => {
      for (const row of await db.query(
        'SELECT seq::int AS seq, what FROM naive WHERE seq > $1 ORDER BY seq',
        [cursor],
      )) {
        cursor = Number(row.seq);
        seen.push(String(row.what));
      }
    };
    await db.transaction(async (slow) => {
      await slow.query(`INSERT INTO naive (what) VALUES ('slow')`);
      await db.query(`INSERT INTO naive (what) VALUES ('quick')`);
      await readNaive();
    });
    await readNaive();
    expect(seen).toEqual(['quick']);

    const [one, two] = [await personOf(db, 51), await personOf(db, 52)];
    const by = { by: 'test', at: '2026-11-22T12:00:00.000+08:00' };
    let at = cursorText(await headCursor(db));
    const got: string[] = [];
    const readFeed = async (): Promise<void> => {
      const page = await feedPage(db, SAMPLE_JURISDICTION, at, 100);
      if (page === null) throw new Error('the cursor is of this history');
      at = page.cursor;
      for (const row of page.rows) got.push(row.type === 'record' ? row.record.id : row.key);
    };
    let quick: Promise<unknown> = Promise.resolve();
    await db.transaction(async (slow) => {
      await writeChanges(slow, [one], by);
      quick = db.transaction((sql) => writeChanges(sql, [two], by));
      await pause(100);
      await readFeed();
    });
    await quick;
    await readFeed();
    expect([...got].sort()).toEqual([one.id, two.id].sort());
  });
}
