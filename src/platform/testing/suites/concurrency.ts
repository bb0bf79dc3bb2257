import { expect, test } from 'vitest';
import { SCENARIO } from '#fixtures/township';
import { type PlatformRecord, recordKey } from '#shared/domain/record';
import { inJurisdiction } from '#shared/domain/region';
import type { Database, Sql } from '../../database/database';
import { lockKeys } from '../../intake/locks';
import { cursorText, headCursor } from '../../register/cursor';
import { feedPage } from '../../register/feed';
import { recordByKey, villageOf, writeChanges } from '../../register/recordStore';
import { SAMPLE_JURISDICTION } from '../../sample';
import type { RunningPlatform } from '../../server';

const BY = { by: 'test', at: '2026-11-22T12:00:00.000+08:00' };

async function personOf(db: Database, n: number): Promise<PlatformRecord> {
  const stored = await recordByKey(db, 'person', SCENARIO.adultToRegister[n]?.id ?? '');
  if (stored === null) throw new Error('the scenario has 56 adults');
  return stored.record;
}

/** A change feed as it is first thought of: a sequence numbers the rows, and a reader asks for what is above its last. */
class NaiveFeed {
  readonly seen: string[] = [];
  private cursor = 0;

  private constructor(private readonly db: Database) {}

  static async made(db: Database): Promise<NaiveFeed> {
    await db.query('DROP TABLE IF EXISTS naive');
    await db.query('CREATE TABLE naive (seq bigserial PRIMARY KEY, what text NOT NULL)');
    return new NaiveFeed(db);
  }

  write(sql: Sql, record: PlatformRecord): Promise<unknown> {
    return sql.query('INSERT INTO naive (what) VALUES ($1)', [record.id]);
  }

  async read(): Promise<void> {
    const rows = await this.db.query('SELECT seq::int AS seq, what FROM naive WHERE seq > $1 ORDER BY seq', [
      this.cursor,
    ]);
    for (const row of rows) {
      this.cursor = Number(row.seq);
      this.seen.push(String(row.what));
    }
  }
}

/** Who reads the platform's own feed: an agency's name is enough, the line is not asked. */
const READER = '并发测试';

/** The platform's own feed, read from now on with pages of one size. */
class OwnFeed {
  readonly seen: string[] = [];
  readonly versions = new Map<string, number>();

  private constructor(
    private readonly db: Database,
    private at: string,
    private readonly limit: number,
  ) {}

  static async fromNow(db: Database, limit = 100): Promise<OwnFeed> {
    await db.query(
      `INSERT INTO devices (device, name, jurisdiction, registered_at) VALUES ($1, $1, $2::jsonb, '')
       ON CONFLICT (device) DO NOTHING`,
      [READER, JSON.stringify(SAMPLE_JURISDICTION)],
    );
    return new OwnFeed(db, cursorText(await headCursor(db)), limit);
  }

  async read(): Promise<boolean> {
    const page = await feedPage(this.db, READER, this.at, this.limit);
    if (page === null) throw new Error('the cursor is of this history');
    this.at = page.cursor;
    for (const row of page.rows) {
      if (row.type === 'left') throw new Error('nobody moves here');
      this.seen.push(row.record.id);
      this.versions.set(recordKey(row.record), row.record.version);
    }
    return page.more;
  }
}

/** Until somebody waits for a lock that another transaction holds, or it turns out that nobody does. */
async function somebodyWaits(db: Database, nobodyDoes: () => boolean): Promise<void> {
  while (!nobodyDoes()) {
    const rows = await db.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Transactions that commit in another order than they began. Only a server has two connections. */
export function concurrencySuite(platform: () => RunningPlatform): void {
  test('[PF6] [SY12] in the same two transactions a sequence cursor loses the one that commits late for ever, and the feed does not', async () => {
    const { db } = platform();
    const [late, early] = [await personOf(db, 51), await personOf(db, 52)];
    const naive = await NaiveFeed.made(db);
    const own = await OwnFeed.fromNow(db);
    const readBoth = async (): Promise<void> => {
      await naive.read();
      await own.read();
    };
    await db.transaction(async (slow) => {
      await naive.write(slow, late);
      await db.transaction(async (quick) => {
        await naive.write(quick, early);
        await writeChanges(quick, [early], BY);
      });
      await readBoth();
      expect([naive.seen, own.seen]).toEqual([[early.id], [early.id]]);
      await writeChanges(slow, [late], BY);
    });
    await readBoth();
    await readBoth();
    expect(await db.query('SELECT count(*)::int AS n FROM naive')).toEqual([{ n: 2 }]);
    expect(naive.seen).toEqual([early.id]);
    expect(own.seen).toEqual([early.id, late.id]);
  });

  test('[PF6] who has a number of the feed and has not committed is waited for by the next, so that no reader sees a gap', async () => {
    const { db } = platform();
    const [first, second] = [await personOf(db, 51), await personOf(db, 52)];
    const own = await OwnFeed.fromNow(db);
    let next: Promise<unknown> = Promise.resolve();
    let done = false;
    await db.transaction(async (slow) => {
      await writeChanges(slow, [first], BY);
      next = db
        .transaction((sql) => writeChanges(sql, [second], BY))
        .finally(() => {
          done = true;
        });
      await somebodyWaits(db, () => done);
      await own.read();
      expect(own.seen).toEqual([]);
    });
    await next;
    await own.read();
    expect(own.seen).toEqual([first.id, second.id]);
  });

  test('[PF6] a number that is given back by a rollback is given again, and nobody waits for it', async () => {
    const { db } = platform();
    const [first, second] = [await personOf(db, 51), await personOf(db, 52)];
    const own = await OwnFeed.fromNow(db);
    const failed = db.transaction(async (sql) => {
      await writeChanges(sql, [first], BY);
      throw new Error('changed its mind');
    });
    await expect(failed).rejects.toThrow('changed its mind');
    await db.transaction((sql) => writeChanges(sql, [second], BY));
    await own.read();
    expect(own.seen).toEqual([second.id]);
  });

  test('[PF5] [PF6] six writers and readers with pages of one, three and a hundred at once: every reader ends with every change', async () => {
    const { db } = platform();
    const all = await Promise.all(SCENARIO.adultToRegister.map((_, n) => personOf(db, n)));
    // Other tests let somebody move away.
    const people = all.filter((person) => inJurisdiction(SAMPLE_JURISDICTION, villageOf(person)));
    const readers = await Promise.all([1, 3, 100].map((limit) => OwnFeed.fromNow(db, limit)));
    const state = { writing: true };
    const reading = readers.map(async (reader) => {
      while (state.writing) await reader.read();
      while (await reader.read());
    });
    const due = new Map<string, number>();
    // Each person once, so that a change that is passed over stays lost; every fifth transaction changes its mind.
    const write = (record: PlatformRecord, fails: boolean) =>
      db.transaction(async (sql) => {
        await lockKeys(sql, [recordKey(record)]);
        const { versions } = await writeChanges(sql, [record], BY);
        // Between its number and its commit: where a reader of a sequence would pass it over.
        await sql.query('SELECT pg_sleep(0.01 * random())');
        if (fails) throw new Error('changed its mind');
        for (const [key, version] of Object.entries(versions)) due.set(key, version);
      });
    await Promise.all(
      Array.from({ length: 6 }, async (_, writer) => {
        for (const [i, person] of people.filter((_, n) => n % 6 === writer).entries()) {
          if (i % 5 === 3) await expect(write(person, true)).rejects.toThrow('changed its mind');
          else await write(person, false);
        }
      }),
    );
    state.writing = false;
    await Promise.all(reading);
    expect(due.size).toBeGreaterThan(40);
    for (const reader of readers)
      expect(new Map([...reader.versions].sort())).toEqual(new Map([...due].sort()));
  });
}
