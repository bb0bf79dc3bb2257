import { describe, expect, test } from 'vitest';
import type { Person } from '#shared/domain/person';
import type { Jurisdiction } from '#shared/domain/region';
import type { Json } from '#shared/json';
import { DeskAssigned } from '#shared/protocol/messages';
import type { Verdict } from '#shared/protocol/verdict';
import { moveVillages } from '../../register/moveVillages';
import { SAMPLE_COUNTY, SAMPLE_JURISDICTION } from '../../sample';
import type { RunningPlatform } from '../../server';
import { assignDesk } from '../../service/access';
import { refusalOf, TestDesk } from '../desk';
import { newcomer } from './decisions';

const NEXT_TOWN: Jurisdiction = { region: '220199', name: '北河镇', prefixes: ['220199109'] };
/** Where nobody of the sample ever lived. */
const FAR_TOWN: Jurisdiction = { region: '220199', name: '南屏镇', prefixes: ['220199108'] };
const QUEUE = 200;
const BATCH = 50;

/** Villages that change their township, desks that change theirs, and queues that were full meanwhile. */
export function moveSuite(platform: () => RunningPlatform): void {
  const ready = async (jurisdiction: Jurisdiction): Promise<TestDesk> => {
    const desk = await TestDesk.registered(platform(), jurisdiction);
    await desk.snapshot();
    return desk;
  };
  const personsOf = (desk: TestDesk): Person[] =>
    [...desk.mirror.values()].filter(
      (record): record is Person => record.kind === 'person' && record.survival === '1',
    );
  const phoneOf = (n: number) => `1540005${String(n).padStart(4, '0')}`;
  const phone = (person: Person, n: number): Record<string, Json> => ({
    personId: person.id,
    phone: phoneOf(n),
    note: null,
  });
  const push = async (desk: TestDesk, operations: readonly unknown[]): Promise<Verdict[]> => {
    const verdicts: Verdict[] = [];
    for (let at = 0; at < operations.length; at += BATCH)
      verdicts.push(...(await desk.push(...operations.slice(at, at + BATCH))));
    return verdicts;
  };
  const feedToEnd = async (desk: TestDesk): Promise<number> => {
    let left = 0;
    for (;;) {
      const page = await desk.feed();
      left += page.rows.filter(({ type }) => type === 'left').length;
      if (!page.more) return left;
    }
  };
  const move = (moves: { from: string; to: string }[], townName: string) => {
    const { db, clock } = platform();
    return moveVillages(db, clock, { moves, townName });
  };
  /** The village with most people on file, and the code it gets at the next township. */
  const villageToMove = (desk: TestDesk): { from: string; to: string } => {
    const sizes = new Map<string, number>();
    for (const { villageCode } of personsOf(desk)) sizes.set(villageCode, (sizes.get(villageCode) ?? 0) + 1);
    const [from] = [...sizes].toSorted((a, b) => b[1] - a[1])[0] ?? [''];
    return { from, to: `220199109${from.slice(9)}` };
  };

  describe('moves', () => {
    test('[JM1][JM2][JM3] a full queue meets a moved village: everybody else is applied, the moved are conflicts with both villages, nobody is overwritten', async () => {
      const desk = await ready(SAMPLE_JURISDICTION);
      const neighbour = await ready(NEXT_TOWN);
      const county = await ready(SAMPLE_COUNTY);
      const { from, to } = villageToMove(desk);
      const moved = new Set(personsOf(desk).flatMap((p) => (p.villageCode === from ? [p.id] : [])));
      const queue = personsOf(desk)
        .slice(0, QUEUE)
        .map((person, n) => desk.operation('RES_CHANGE', phone(person, n)));
      expect(queue).toHaveLength(QUEUE);
      expect(await move([{ from, to }], NEXT_TOWN.name)).toMatchObject({ ok: true });

      const verdicts = await push(desk, queue);
      const theirs = queue.map(({ subjects }) => moved.has(subjects[0]?.id ?? ''));
      expect(theirs.filter(Boolean).length).toBeGreaterThan(5);
      expect(theirs.filter((is) => !is).length).toBeGreaterThan(5);
      verdicts.forEach((verdict, n) => {
        if (!theirs[n]) expect(verdict.outcome).toBe('applied');
        else
          expect(verdict).toMatchObject({
            outcome: 'conflict',
            why: 'OUT_OF_SCOPE',
            text: expect.stringContaining(NEXT_TOWN.name),
            fields: [{ field: 'villageCode', base: from, platform: to }],
            changedBy: expect.stringContaining('行政区划调整'),
          });
      });
      await feedToEnd(county);
      queue.forEach(({ subjects }, n) => {
        const now = county.mirror.get(`person:${subjects[0]?.id}`);
        expect(now?.kind === 'person' && now.phone === phoneOf(n)).toBe(!theirs[n]);
      });

      expect(await feedToEnd(desk)).toBeGreaterThan(moved.size);
      expect(personsOf(desk).some(({ id }) => moved.has(id))).toBe(false);
      expect([desk.mirror.has(`village:${from}`), desk.mirror.has(`village:${to}`)]).toEqual([false, false]);
      await feedToEnd(neighbour);
      expect(new Set(personsOf(neighbour).map(({ id }) => id))).toEqual(moved);
      expect(neighbour.mirror.get(`village:${to}`)).toMatchObject({ townName: NEXT_TOWN.name });
      expect((await push(desk, queue)).map((v) => v.outcome)).toEqual(verdicts.map((v) => v.outcome));
    });

    test('[JM10] who went with a moved village says where to, also when it moved twice; who left alone does not', async () => {
      const desk = await ready(SAMPLE_JURISDICTION);
      const county = await ready(SAMPLE_COUNTY);
      const { from, to } = villageToMove(desk);
      const [alone, ...others] = personsOf(desk).filter(({ villageCode }) => villageCode !== from);
      const away = personsOf(county).find(
        ({ villageCode }) => !villageCode.startsWith(SAMPLE_JURISDICTION.prefixes[0] ?? ''),
      );
      if (alone === undefined || away === undefined || others.length === 0) throw new Error('nobody to move');
      const householdId = { personId: alone.id, householdId: away.householdId, note: null };
      const [left] = await push(county, [county.operation('RES_CHANGE', householdId)]);
      expect(left?.outcome).toBe('applied');
      const again = `${to.slice(0, 9)}${Number(to.slice(9)) + 500}`;
      expect(await move([{ from, to }], NEXT_TOWN.name)).toMatchObject({ ok: true });
      expect(await move([{ from: to, to: again }], NEXT_TOWN.name)).toMatchObject({ ok: true });
      const rows = (await desk.feed(2_000)).rows.filter((row) => row.type === 'left');
      const persons = rows.filter(({ key }) => key.startsWith('person:'));
      expect(persons.length).toBeGreaterThan(5);
      for (const row of persons)
        expect(row.movedTo).toBe(row.key === `person:${alone.id}` ? undefined : again);
      expect(rows.find(({ key }) => key === `village:${from}`)?.movedTo).toBe(again);
    });

    test('[JM4][JM5][JM6] after the merger a desk that is given the merged township delivers what it typed under the old codes, and starts from a new snapshot', async () => {
      const other = await ready(SAMPLE_JURISDICTION);
      const { db } = platform();
      // The village goes to the next township first, and comes back with the merger.
      const { from: to, to: from } = villageToMove(other);
      expect(await move([{ from: to, to: from }], NEXT_TOWN.name)).toMatchObject({ ok: true });
      const desk = await ready(NEXT_TOWN);
      const people = personsOf(desk).filter(({ villageCode }) => villageCode === from);
      const queue = people.map((person, n) => desk.operation('RES_CHANGE', phone(person, 1000 + n)));
      const baby = desk.operation(
        'RES_REGISTER',
        newcomer(
          {
            ...people[0],
            certNo: '220199198804175012',
            name: '单新来',
            sex: '1',
            birthDate: '1988-04-17',
          } as never,
          { villageCode: from },
        ),
      );
      expect(await move([{ from, to }], SAMPLE_JURISDICTION.name)).toMatchObject({ ok: true });
      expect(await assignDesk(db, { device: desk.device, jurisdiction: SAMPLE_JURISDICTION })).toMatchObject({
        ok: true,
        value: { before: NEXT_TOWN },
      });
      const verdicts = await push(desk, [...queue, baby]);
      expect(new Set(verdicts.map(({ outcome }) => outcome))).toEqual(new Set(['applied']));

      expect(refusalOf(await desk.ask(`/v1/feed?cursor=${desk.cursor}`))).toMatchObject({
        code: 'CURSOR_UNKNOWN',
      });
      expect(DeskAssigned.parse((await desk.ask('/v1/desk')).body).jurisdiction).toEqual(SAMPLE_JURISDICTION);
      expect((await desk.snapshot()).manifest.jurisdiction).toEqual(SAMPLE_JURISDICTION);
      await feedToEnd(desk);
      await feedToEnd(other);
      expect(desk.mirror).toEqual(other.mirror);
      expect(desk.mirror.get(`person:${people[0]?.id}`)).toMatchObject({
        villageCode: to,
        phone: phoneOf(1000),
      });
    });

    test('[JM5] a desk that is given another township with a full queue: each operation is a conflict that tells nothing, none is applied', async () => {
      const desk = await ready(SAMPLE_JURISDICTION);
      const county = await ready(SAMPLE_COUNTY);
      const queue = personsOf(desk)
        .slice(0, QUEUE)
        .map((person, n) => desk.operation('RES_CHANGE', phone(person, 2000 + n)));
      await assignDesk(platform().db, { device: desk.device, jurisdiction: FAR_TOWN });
      const verdicts = await push(desk, queue);
      for (const verdict of verdicts)
        expect(verdict).toMatchObject({ outcome: 'conflict', why: 'OUT_OF_SCOPE', fields: [], current: [] });
      const before = county.mirror.get(`person:${queue[0]?.subjects[0]?.id}`);
      expect(await feedToEnd(county)).toBe(0);
      expect(county.mirror.get(`person:${queue[0]?.subjects[0]?.id}`)).toEqual(before);
      await desk.snapshot();
      expect(personsOf(desk)).toEqual([]);
    });

    test('[JM1] a code that is not there, or taken, moves nobody; all villages of one order move or none', async () => {
      const desk = await ready(SAMPLE_JURISDICTION);
      const villages = [...desk.mirror.values()].filter(({ kind }) => kind === 'village');
      const [one, two] = villages.map(({ id }) => id);
      if (one === undefined || two === undefined) throw new Error('the township has several villages');
      const to = `220199109${one.slice(9)}`;
      expect(
        await move(
          [
            { from: one, to },
            { from: '220199100999', to: '220199109999' },
          ],
          '北河镇',
        ),
      ).toEqual({
        ok: false,
        error: expect.stringContaining('220199100999'),
      });
      expect(await move([{ from: one, to: two }], '北河镇')).toEqual({
        ok: false,
        error: expect.stringContaining(two),
      });
      expect((await desk.feed()).rows).toEqual([]);
      expect(await assignDesk(platform().db, { device: 'nobody', jurisdiction: NEXT_TOWN })).toMatchObject({
        ok: false,
      });
    });
  });
}
