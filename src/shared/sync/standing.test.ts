import { describe, expect, test } from 'vitest';
import { draftOf } from '../../../test/faults/operations';
import { backlogOf } from './describe';
import { type Item, itemOf } from './item';
import { DeskLimits } from './limits';
import { DeskStanding, type StandingFacts, standingOf } from './standing';
import { put, stateAtStart } from './state';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-20T04:00:00Z');
const clock = { now: NOW, offset: null, last: null, platformHeardAt: null, confirmed: null };
const facts = (part: Partial<StandingFacts> = {}): StandingFacts => ({
  now: NOW,
  limits: DeskLimits.parse({}),
  figures: { backlog: 0, oldestAt: null, mirrorAt: NOW, policyAt: null },
  clock,
  shaken: null,
  day: '2026-11-20',
  ...part,
});
const item = (n: number, phase: Item['phase']): Item => ({
  ...itemOf({ ...draftOf(n, { persons: [`P${n}`] }), device: 'D', seq: n }),
  phase,
});

describe('how a desk stands', () => {
  test('[LM12] with nothing near a limit there is nothing to say, and it fits the contract', () => {
    const standing = standingOf(facts());
    expect(standing).toMatchObject({ accepts: true, words: [] });
    expect(DeskStanding.parse(standing)).toEqual(standing);
  });

  test('[LM12] what stops comes first, whatever it is about', () => {
    const figures = { backlog: 3_000, oldestAt: null, mirrorAt: NOW - 61 * DAY, policyAt: null };
    const last = { seq: 1, at: NOW + DAY };
    const standing = standingOf(facts({ figures, shaken: 'old', clock: { ...clock, last } }));
    expect(standing.accepts).toBe(false);
    expect(standing.words.map(({ kind, level }) => `${kind} ${level}`)).toEqual([
      'mirrorAge stop',
      'clockBack stop',
      'backlog warn',
      'version warn',
    ]);
  });

  test('[LM12] an unlikely age without a measured clock asks for a look at the date first', () => {
    const figures = { backlog: 0, oldestAt: null, mirrorAt: NOW - 3_650 * DAY, policyAt: null };
    const text = (of: StandingFacts) => standingOf(of).words[0]?.text ?? '';
    expect(text(facts({ figures }))).toContain('先校正日期');
    const offset = { offsetMs: 0, roundTripMs: 20, takenAt: 0 };
    expect(text(facts({ figures, clock: { ...clock, offset } }))).not.toContain('先校正日期');
  });

  test('[LM13] the backlog is what waits for the line: not what travels in a bag, nor what the clerk has to deal with', () => {
    const state = put(stateAtStart([], [], new Set()), [
      item(2, 'queued'),
      item(3, 'sending'),
      item(1, 'exported'),
      item(4, 'quarantined'),
    ]);
    expect(backlogOf(state)).toEqual({ count: 2, oldestSeq: 2 });
    expect(backlogOf(stateAtStart([], [], new Set()))).toEqual({ count: 0, oldestSeq: null });
  });
});
