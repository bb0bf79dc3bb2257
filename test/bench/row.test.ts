import { describe, expect, test } from 'vitest';
import { Figures, recorded, worsened } from './guard';
import { inTurns, measured, percentile, type Row, spreadOf } from './row';
import { misses, tableOf } from './table';

const ROW: Row = {
  line: 'stored',
  unit: 'ms',
  ours: spreadOf([40, 20, 30, 50, 10]),
  raw: { what: 'packed write', spread: spreadOf([10, 20, 30]) },
  peers: [
    { what: 'slow', spread: spreadOf([300]) },
    { what: 'quick', spread: spreadOf([60]) },
  ],
  marks: [
    { against: 'raw', atMost: 2 },
    { against: 'peer', atMost: 1 / 3 },
  ],
};

describe('rows', () => {
  test('[BE1] median, least and most of the runs; the ratios are to the raw baseline and the fastest peer', () => {
    expect(ROW.ours).toEqual({ median: 30, least: 10, most: 50, runs: 5 });
    expect(measured(ROW)).toMatchObject({ toRaw: 1.5, toPeer: 0.5, fastestPeer: 'quick' });
    expect(percentile([5, 1, 4, 2, 3], 0.8)).toBe(4);
  });

  test('[BE2] all take their turns, and the first turn is left out', async () => {
    const order: string[] = [];
    const part = (name: string) => () => order.push(name);
    const { a } = await inTurns(2, { a: part('a'), b: part('b') });
    expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
    expect(a).toEqual({ median: 3, least: 3, most: 5, runs: 2 });
  });

  test('[BE3] a missed mark is named, also one against nobody', () => {
    const row = measured(ROW);
    expect(row.missed).toEqual([{ against: 'peer', atMost: 1 / 3 }]);
    expect(misses('stores', [row])).toEqual(['stores: "stored" missed ≤ ×0.333 of the fastest peer']);
    expect(tableOf([row])).toContain('MISSED');
    const alone = measured({ ...ROW, peers: [], marks: [{ against: 'peer', atMost: 1 }] });
    expect(alone.missed).toHaveLength(1);
    expect(measured({ ...ROW, marks: [{ against: 'unit', atMost: 30 }] }).missed).toEqual([]);
  });
});

describe('the guard', () => {
  const rows = [measured(ROW)];
  const figures = recorded({ machine: '', benches: {} }, 'this one', 'stores', rows);
  const slower = (factor: number) =>
    worsened(figures, 'stores', [measured({ ...ROW, ours: spreadOf([30 * factor]) })]);

  test('[BE4] a ratio that is worse by more than the margin is said, and one that is not measured any more', () => {
    expect([slower(0.5), slower(1), slower(1.24)]).toEqual([[], [], []]);
    expect(slower(1.3)).toHaveLength(2);
    expect(slower(1.3).join()).toContain('raw baseline');
    expect(worsened(figures, 'stores', [])).toEqual(['stores: "stored" was not measured']);
    expect(worsened(figures, 'stores', [measured({ ...ROW, peers: [] })])).toHaveLength(1);
    expect(worsened(figures, 'another', rows)).toEqual([]);
  });

  test('[BE5] figures are replaced bench by bench, and are what the file may hold', () => {
    const more = recorded(figures, 'this one', 'rules', [measured({ ...ROW, line: 'three' })]);
    expect(Object.keys(more.benches)).toEqual(['stores', 'rules']);
    expect(Object.keys(recorded(more, 'this one', 'rules', rows).benches.rules ?? {})).toEqual(['stored']);
    expect(Figures.parse(JSON.parse(JSON.stringify(more)))).toEqual(more);
  });
});
