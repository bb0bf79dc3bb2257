import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { SCENARIO } from '#fixtures/township';
import { type PlatformRecord, recordKey } from '#shared/domain/record';
import { inJurisdiction } from '#shared/domain/region';
import { snapshotStream } from '../../register/snapshot';
import { SAMPLE_COUNTY, SAMPLE_JURISDICTION } from '../../sample';
import type { RunningPlatform } from '../../server';
import { refusalOf, TestDesk } from '../desk';

const villageOf = (record: PlatformRecord): string =>
  record.kind === 'village' ? record.id : record.villageCode;

/** What a desk receives: snapshot and feed. */
export function receiptSuite(platform: () => RunningPlatform): void {
  test('[PF4] a snapshot is the whole jurisdiction and nothing else, counted, hashed and sorted by village', async () => {
    const desk = await TestDesk.registered(platform(), SAMPLE_JURISDICTION);
    const { header, lines, end } = await desk.snapshot();
    const sha256 = createHash('sha256')
      .update(lines.map((line) => `${line}\n`).join(''))
      .digest('hex');
    expect(end).toEqual({ type: 'end', records: lines.length, sha256 });
    expect(header.records).toBe(lines.length);
    const records = [...desk.mirror.values()];
    expect(records.filter((r) => r.kind === 'person')).toHaveLength(header.persons);
    const villages = records.map(villageOf);
    expect(villages).toEqual([...villages].sort());
    expect(records.every((r) => inJurisdiction(SAMPLE_JURISDICTION, villageOf(r)))).toBe(true);
    expect(desk.mirror.has(recordKey({ kind: 'person', id: SCENARIO.newcomerActiveEmpElsewhere.id }))).toBe(
      false,
    );
    const [{ n } = { n: 0 }] = await platform().db.query(
      `SELECT count(*)::int AS n FROM records WHERE village_code LIKE '${SAMPLE_JURISDICTION.prefixes[0]}%'`,
    );
    expect(header.records).toBe(n);
  });

  test('[PF4] a reader that takes nothing does not hold the database', async () => {
    const { db, clock } = platform();
    const unread = snapshotStream(db, SAMPLE_JURISDICTION, clock.now);
    const answers = await Promise.all([
      db.query('SELECT 1 AS one'),
      db.transaction((sql) => sql.query('SELECT 2 AS two')),
    ]);
    expect(answers).toEqual([[{ one: 1 }], [{ two: 2 }]]);
    unread.destroy();
  });

  test('[PF5] snapshot and then feed: pages of any size miss nothing that changed after the snapshot', async () => {
    const desk = await TestDesk.registered(platform(), SAMPLE_JURISDICTION);
    await desk.snapshot();
    const writer = await TestDesk.registered(platform(), SAMPLE_JURISDICTION);
    await writer.snapshot();
    const cast = SCENARIO.adultToRegister.slice(40, 45);
    const phones = new Map(cast.map((c, i) => [c.id, `1540000010${i}`]));
    for (const { id } of cast) {
      const verdict = await writer.pushOne(
        writer.operation('RES_CHANGE', { personId: id, phone: phones.get(id) ?? null, note: null }),
      );
      expect(verdict.outcome).toBe('applied');
    }
    const first = await desk.feed(2);
    expect(first.rows).toHaveLength(2);
    expect(first.more).toBe(true);
    while ((await desk.feed(2)).more);
    for (const { id } of cast) {
      expect(desk.mirror.get(recordKey({ kind: 'person', id }))).toMatchObject({ phone: phones.get(id) });
    }
    expect((await desk.feed()).rows).toEqual([]);
  });

  test('[PF5] pages go by the number of a line, not by its digits: none is larger than asked for where a digit is added', async () => {
    const running = platform();
    const writer = await TestDesk.registered(running, SAMPLE_JURISDICTION);
    await writer.snapshot();
    await running.db.query('UPDATE feed_head SET seq = 99996 WHERE seq < 99996');
    const desk = await TestDesk.registered(running, SAMPLE_JURISDICTION);
    await desk.snapshot();
    for (const [i, { id }] of SCENARIO.adultToRegister.slice(45, 53).entries()) {
      const body = { personId: id, phone: `1540000020${i}`, note: null };
      expect((await writer.pushOne(writer.operation('RES_CHANGE', body))).outcome).toBe('applied');
    }
    const sizes: number[] = [];
    for (let more = true; more; ) {
      const page = await desk.feed(3);
      sizes.push(page.rows.length);
      more = page.more;
    }
    expect(sizes).toEqual([3, 3, 2]);
  });

  test('[PF7] a cursor of another history, ahead of the feed or not a cursor asks for a new snapshot', async () => {
    const desk = await TestDesk.registered(platform(), SAMPLE_JURISDICTION);
    const { header } = await desk.snapshot();
    const [epoch] = header.cursor.split('.');
    for (const cursor of ['0123456789abcdef.0', `${epoch}.999999999`, 'nonsense']) {
      expect(refusalOf(await desk.ask(`/v1/feed?cursor=${cursor}`))).toMatchObject({
        status: 410,
        code: 'CURSOR_UNKNOWN',
      });
    }
    expect(refusalOf(await desk.ask(`/v1/feed?cursor=${header.cursor}&limit=0`))).toMatchObject({
      status: 400,
    });
  });

  test('[PF8] somebody who moves out of the jurisdiction arrives as left, and arrives where they moved to', async () => {
    const desk = await TestDesk.registered(platform(), SAMPLE_JURISDICTION);
    const county = await TestDesk.registered(platform(), SAMPLE_COUNTY);
    await desk.snapshot();
    await county.snapshot();
    const mover = SCENARIO.adultToRegister[46];
    const away = SCENARIO.newcomerActiveResElsewhere;
    if (mover === undefined) throw new Error('the scenario has 56 adults');
    const moved = await county.pushOne(
      county.operation('RES_CHANGE', { personId: mover.id, householdId: away.householdId, note: null }),
    );
    expect(moved.outcome).toBe('applied');
    const page = await desk.feed();
    expect(page.rows).toContainEqual({
      type: 'left',
      key: `person:${mover.id}`,
      version: expect.any(Number),
    });
    await county.feed();
    expect(county.mirror.get(`person:${mover.id}`)).toMatchObject({ villageCode: away.villageCode });

    const late = await desk.pushOne({
      ...county.operation('RES_CHANGE', { personId: mover.id, phone: null, note: null }),
      device: desk.device,
    });
    expect(late).toMatchObject({ outcome: 'conflict', why: 'OUT_OF_SCOPE', current: [] });
  });
}
