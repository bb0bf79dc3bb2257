import { expect, test } from 'vitest';
import { CHAIN_START, entryHash } from '#shared/domain/journalEntry';
import { type DeliveryEvent, step, wakeAt } from '#shared/sync/deliverer';
import { type DeliveryState, stateAtStart } from '#shared/sync/state';
import { Dice } from './dice';
import { DEVICE, draftOf } from './operations';

const DESKS = 400;
const BEGIN = 1_000_000;
/** A window of time in which a crowd would show, ms, and how many of the desks may speak in it. */
const MOMENT_MS = 100;
const MOST_AT_ONCE = 80;
const MINUTES_MS = 600_000;

const entry = (() => {
  const at = { device: '2026-11-22T00:00:00.000Z', counter: 1, platform: null };
  const content = { type: 'operation' as const, operation: { ...draftOf(1), device: DEVICE, seq: 1 } };
  const bare = { seq: 1, prevHash: CHAIN_START, at, content };
  return { ...bare, hash: entryHash(bare) };
})();

/** When each of the desks sends, after the line came up for all of them at one moment; the platform is busy for ever. */
function sendings(retryAfterMs: number | null): number[] {
  const times: number[] = [];
  for (let desk = 0; desk < DESKS; desk++) {
    const dice = new Dice(desk + 1);
    let state: DeliveryState = stateAtStart([entry], [], new Set());
    const react = (event: DeliveryEvent, now: number): void => {
      const result = step(state, event, { now, random: dice.next() });
      state = result.state;
      for (const command of result.commands) {
        if (command.type === 'probe') react({ type: 'probed', serverTime: '2026-11-22T08:00:00+08:00' }, now);
        if (command.type !== 'send') continue;
        times.push(now - BEGIN);
        const fault = { kind: 'denied', status: 503, code: 'BUSY', text: '稍后再试', retryAfterMs } as const;
        react({ type: 'failed', fault }, now);
      }
    };
    react({ type: 'line', up: true }, BEGIN);
    for (let now = wakeAt(state); now !== null && now < BEGIN + MINUTES_MS; now = wakeAt(state))
      react({ type: 'tick' }, now);
  }
  return times;
}

/** The most of them in one moment. */
function crowd(times: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const at of times) {
    const moment = Math.floor(at / MOMENT_MS);
    counts.set(moment, (counts.get(moment) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}

test.each([null, 30_000])(
  '[FT9] 400 desks that come back together and are told to wait (Retry-After %s) never speak in a crowd',
  (retryAfterMs) => {
    const times = sendings(retryAfterMs);
    expect(times.length).toBeGreaterThan(2 * DESKS);
    expect(crowd(times)).toBeLessThan(MOST_AT_ONCE);
  },
);
