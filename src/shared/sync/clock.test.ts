import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betterOffset, CLOCK_BACK_MS, type ClockFacts, type ClockOffset, clockWord, offsetOf } from './clock';

const NOW = Date.parse('2026-11-22T09:30:00+08:00');
const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;
const facts = (over: Partial<ClockFacts>): ClockFacts => ({
  now: NOW,
  offset: null,
  last: { seq: 7, at: NOW - HOUR },
  platformHeardAt: NOW - HOUR,
  confirmed: null,
  ...over,
});
const offset = (offsetMs: number, roundTripMs = 100, takenAt = 0): ClockOffset => ({
  offsetMs,
  roundTripMs,
  takenAt,
});

describe('the device clock', () => {
  test('[VC1] the offset is the platform’s time against the middle of the exchange', () => {
    const exchange = { askedAt: NOW, askedMono: 500, answeredMono: 900 };
    const serverTime = new Date(NOW + 200 + 5_000).toISOString();
    expect(offsetOf({ ...exchange, serverTime })).toEqual(offset(5_000, 400, 900));
    expect(offsetOf({ ...exchange, serverTime: 'soon' })).toBeNull();
  });

  test('[VC2] the answer with the shortest way counts, until it is old or the clock was set', () => {
    const near = offset(5_000, 20, 0);
    expect(betterOffset(null, near)).toBe(near);
    expect(betterOffset(near, offset(5_300, 900, 1_000))).toBe(near);
    const nearer = offset(5_010, 10, 2_000);
    expect(betterOffset(near, nearer)).toBe(nearer);
    const later = offset(5_300, 900, HOUR + 1);
    expect(betterOffset(near, later)).toBe(later);
    const set = offset(-7 * HOUR, 900, 3_000);
    expect(betterOffset(near, set)).toBe(set);
  });

  test('[VC3] an hour off is nothing, more is said with its direction, and stops nothing', () => {
    expect(clockWord(facts({ offset: offset(HOUR) }))).toBeNull();
    expect(clockWord(facts({ offset: offset(2 * HOUR) }))).toMatchObject({ kind: 'off' });
    expect(clockWord(facts({ offset: offset(2 * HOUR) }))?.text).toContain('比平台慢约 2 小时');
    expect(clockWord(facts({ offset: offset(-10 * YEAR) }))?.text).toContain('比平台快约 3650 天');
  });

  test('[VC4] [SY15] a clock behind what has happened stops acceptance until the clerk has confirmed it', () => {
    expect(clockWord(facts({ last: { seq: 7, at: NOW + CLOCK_BACK_MS } }))).toBeNull();
    const back = facts({ last: { seq: 7, at: NOW + CLOCK_BACK_MS + 1 } });
    expect(clockWord(back)).toMatchObject({ kind: 'back' });
    expect(clockWord(back)?.text).toContain('2026-11-22 09:30');
    expect(clockWord({ ...back, confirmed: { at: NOW, afterSeq: 7 } })).toBeNull();
    expect(clockWord(facts({ last: null, platformHeardAt: NOW + HOUR }))).toMatchObject({ kind: 'back' });
  });

  test('[VC5] confirmed once, another step back asks again', () => {
    const confirmed = { at: NOW, afterSeq: 7 };
    expect(clockWord(facts({ now: NOW - HOUR, last: { seq: 7, at: NOW + YEAR }, confirmed }))).toMatchObject({
      kind: 'back',
    });
    expect(clockWord(facts({ now: NOW, last: { seq: 8, at: NOW + HOUR }, confirmed }))).toMatchObject({
      kind: 'back',
    });
    expect(clockWord(facts({ now: NOW + 2 * HOUR, last: { seq: 8, at: NOW + HOUR }, confirmed }))).toBeNull();
  });

  test('[VC6] whatever the clock did, confirming it opens acceptance at once', () => {
    const jump = fc.integer({ min: -10 * YEAR, max: 10 * YEAR });
    fc.assert(
      fc.property(jump, jump, fc.option(jump), (lastJump, heardJump, offsetMs) => {
        const given = facts({
          last: { seq: 3, at: NOW + lastJump },
          platformHeardAt: NOW + heardJump,
          offset: offsetMs === null ? null : offset(offsetMs),
        });
        expect(clockWord({ ...given, confirmed: { at: NOW, afterSeq: 3 } })?.kind).not.toBe('back');
      }),
    );
  });
});
