import { expect, test } from 'vitest';
import { SCENARIO } from '#fixtures/township';
import { type PlatformRecord, recordKey } from '#shared/domain/record';
import { inJurisdiction } from '#shared/domain/region';
import { sha256Hex } from '#shared/json';
import { prepareSnapshot, snapshotSegment } from '../../register/snapshot';
import { SAMPLE_COUNTY, SAMPLE_JURISDICTION } from '../../sample';
import type { RunningPlatform } from '../../server';
import { refusalOf, TestDesk } from '../desk';

const villageOf = (record: PlatformRecord): string =>
  record.kind === 'village' ? record.id : record.villageCode;

/** What a desk receives: snapshot and feed. */
export function receiptSuite(platform: () => RunningPlatform): void {
  test('[PF4] a snapshot is the whole jurisdiction and nothing else, counted, hashed and sorted by village', async () => {
    const desk = await TestDesk.registered(platform(), SAMPLE_JURISDICTION);
    const { manifest, lines } = await desk.snapshot();
    expect(manifest.records).toBe(lines.length);
    expect(manifest.segments.reduce((sum, { records }) => sum + records, 0)).toBe(lines.length);
    expect(manifest.segments.length).toBeGreaterThan(1);
    const records = [...desk.mirror.values()];
    expect(records.filter((r) => r.kind === 'person')).toHaveLength(manifest.persons);
    const villages = records.map(villageOf);
    expect(villages).toEqual([...villages].sort());
    expect(records.every((r) => inJurisdiction(SAMPLE_JURISDICTION, villageOf(r)))).toBe(true);
    expect(desk.mirror.has(recordKey({ kind: 'person', id: SCENARIO.newcomerActiveEmpElsewhere.id }))).toBe(
      false,
    );
    const [{ n } = { n: 0 }] = await platform().db.query(
      `SELECT count(*)::int AS n FROM records WHERE village_code LIKE '${SAMPLE_JURISDICTION.prefixes[0]}%'`,
    );
    expect(manifest.records).toBe(n);
  });

  test('[PF42] a segment has the same bytes whenever and however often it is asked for, from any instance', async () => {
    const { db, clock } = platform();
    const { id } = await prepareSnapshot(db, SAMPLE_JURISDICTION, clock.now, 100);
    const first = await snapshotSegment(db, SAMPLE_JURISDICTION, { id, n: 1 });
    const again = await snapshotSegment(db, SAMPLE_JURISDICTION, { id, n: 1 });
    expect(first?.length).toBeGreaterThan(0);
    expect(again).toEqual(first);
    expect(await snapshotSegment(db, SAMPLE_JURISDICTION, { id, n: 100_000 })).toBeNull();
  });

  test('[PF43] desks of one jurisdiction are given the same snapshot while nothing has changed in it, and a new one afterwards', async () => {
    const [one, other] = [
      await TestDesk.registered(platform(), SAMPLE_JURISDICTION),
      await TestDesk.registered(platform(), SAMPLE_JURISDICTION),
    ];
    const { manifest } = await one.snapshot();
    expect((await other.snapshot()).manifest.id).toBe(manifest.id);
    const { id } = SCENARIO.adultToRegister[41] ?? { id: '' };
    const body = { personId: id, phone: '15400000431', note: null };
    expect((await one.pushOne(one.operation('RES_CHANGE', body))).outcome).toBe('applied');
    const next = (await other.snapshot()).manifest;
    expect(next.id).not.toBe(manifest.id);
    expect(other.mirror.get(`person:${id}`)).toMatchObject({ phone: '15400000431' });
    // The older one can still be fetched to its end.
    expect(sha256Hex(await one.segment(manifest.id, 0))).toBe(manifest.segments[0]?.sha256);
  });

  test('[PF44] a snapshot that is not kept any more, another jurisdiction’s or another history’s is SNAPSHOT_UNKNOWN', async () => {
    const { db, clock } = platform();
    const desk = await TestDesk.registered(platform(), SAMPLE_JURISDICTION);
    const county = await TestDesk.registered(platform(), SAMPLE_COUNTY);
    const refused = { status: 410, code: 'SNAPSHOT_UNKNOWN' };
    const asking = async (who: TestDesk, id: string) =>
      refusalOf(await who.ask(`/v1/snapshots/${id}/segments/0`));
    const { id } = await prepareSnapshot(db, SAMPLE_JURISDICTION, clock.now);
    expect(await asking(county, id)).toMatchObject(refused);
    expect(await asking(desk, 'never-was')).toMatchObject(refused);
    await db.query(`UPDATE snapshots SET prepared_at = prepared_at - interval '2 days' WHERE id = $1`, [id]);
    expect(await asking(desk, id)).toMatchObject(refused);
    const next = await prepareSnapshot(db, SAMPLE_JURISDICTION, clock.now);
    expect(next.id).not.toBe(id);
    expect(await db.query('SELECT 1 FROM snapshots WHERE id = $1', [id])).toEqual([]);
    await db.query(`UPDATE snapshots SET epoch = 'another' WHERE id = $1`, [next.id]);
    expect(await asking(desk, next.id)).toMatchObject(refused);
    expect((await prepareSnapshot(db, SAMPLE_JURISDICTION, clock.now)).id).not.toBe(next.id);
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
    const { manifest } = await desk.snapshot();
    const [epoch] = manifest.cursor.split('.');
    for (const cursor of ['0123456789abcdef.0', `${epoch}.999999999`, 'nonsense']) {
      expect(refusalOf(await desk.ask(`/v1/feed?cursor=${cursor}`))).toMatchObject({
        status: 410,
        code: 'CURSOR_UNKNOWN',
      });
    }
    expect(refusalOf(await desk.ask(`/v1/feed?cursor=${manifest.cursor}&limit=0`))).toMatchObject({
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
