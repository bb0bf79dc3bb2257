import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DeskFigures,
  DeskLimits,
  LIMIT_KINDS,
  limitWords,
  mayAccept,
  retentionMs,
  STANDING_LIMITS,
} from './limits';

const NOW = Date.parse('2026-11-22T09:30:00+08:00');
const HOUR = 3_600_000;
const fresh: DeskFigures = { backlog: 0, oldestAt: null, mirrorAt: NOW, policyAt: NOW };
const words = (figures: Partial<DeskFigures>) => limitWords(STANDING_LIMITS, { ...fresh, ...figures }, NOW);

describe('limits of a desk that runs ahead', () => {
  test('[LM1] below the limits nothing is said; a month offline with 5,000 operations is within them', () => {
    expect(words({})).toEqual([]);
    const month = NOW - 30 * 24 * HOUR;
    expect(mayAccept(words({ backlog: 5_000, oldestAt: month, mirrorAt: month, policyAt: month }))).toBe(
      true,
    );
  });

  test('[LM2] [SY16] at the first bound it is said with the figure, at the second nothing new is accepted', () => {
    const near = words({ backlog: STANDING_LIMITS.backlog.warn });
    expect(near).toMatchObject([{ kind: 'backlog', level: 'warn' }]);
    expect(near[0]?.text).toContain('待上传业务已有 3000 笔');
    expect(mayAccept(near)).toBe(true);
    const reached = words({ backlog: STANDING_LIMITS.backlog.stop });
    expect(reached).toMatchObject([{ kind: 'backlog', level: 'stop' }]);
    expect(reached[0]?.text).toMatch(/已停止受理新业务.*一笔不少/);
    expect(mayAccept(reached)).toBe(false);
  });

  test('[LM3] each kind has its own words, and those that stop come first', () => {
    const old = NOW - 61 * 24 * HOUR;
    const said = words({ backlog: 4_000, oldestAt: old, mirrorAt: old, policyAt: old });
    expect(said.map(({ kind }) => kind).sort()).toEqual([...LIMIT_KINDS].sort());
    expect(said.map(({ level }) => level)).toEqual(['stop', 'stop', 'warn', 'warn']);
    expect(new Set(said.map(({ text }) => text)).size).toBe(4);
    expect(said.find(({ kind }) => kind === 'mirrorAge')?.text).toContain('61 天前');
  });

  test('[LM4] a time in the future is no age, and nothing to measure is no limit', () => {
    expect(words({ oldestAt: NOW + 400 * 24 * HOUR, mirrorAt: NOW + HOUR, policyAt: null })).toEqual([]);
  });

  test('[LM5] more never opens what less has closed', () => {
    const backlog = fc.nat({ max: 50_000 });
    fc.assert(
      fc.property(backlog, backlog, (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        if (!mayAccept(words({ backlog: less }))) expect(mayAccept(words({ backlog: more }))).toBe(false);
      }),
    );
  });

  test('[LM6] limits from outside are read strictly: unknown names, bounds that cross, and nothing at all are refused', () => {
    const bad = [
      { backlog: { warn: 5, stop: 4 } },
      { backlog: { warn: 0, stop: 4 } },
      { other: 1 },
      null,
      { mirrorAgeHours: 5 },
    ];
    for (const value of bad) expect(DeskLimits.safeParse(value).success).toBe(false);
    expect(DeskLimits.parse({ backlog: { warn: 1, stop: 2 } })).toMatchObject({
      backlog: { stop: 2 },
      policyAgeHours: STANDING_LIMITS.policyAgeHours,
    });
  });

  test('[RE5] three years hold where a policy does not speak of it, and no policy lets go before two hundred days', () => {
    const DAY = 24 * HOUR;
    expect(retentionMs(STANDING_LIMITS)).toBe(1_095 * DAY);
    expect(retentionMs(DeskLimits.parse({ retentionDays: 400 }))).toBe(400 * DAY);
    for (const retentionDays of [0, -1, 1, 199, 400.5, 20_000, '400', null])
      expect(DeskLimits.safeParse({ retentionDays }).success).toBe(false);
    // A policy that does not speak of it is read by desks that never heard of it.
    expect(Object.keys(DeskLimits.parse({}))).not.toContain('retentionDays');
  });
});
