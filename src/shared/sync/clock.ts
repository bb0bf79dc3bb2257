/** A device clock this far from the platform's is said (SY15), ms. */
export const CLOCK_WARN_MS = 3_600_000;
/** A clock that steps back by less is corrected by the network every day and means nothing, ms. */
export const CLOCK_BACK_MS = 300_000;
/** An offset measured over a longer way is worth less; after this time any newer one is better, ms. */
const OFFSET_KEEPS_MS = 3_600_000;

/** How far the platform's clock is ahead of the device's, as measured by one answer. */
export interface ClockOffset {
  readonly offsetMs: number;
  /** Time between asking and answer; the offset is off by half of it at most. */
  readonly roundTripMs: number;
  /** Monotonic time of the measurement, ms: a clock that is set does not change its age. */
  readonly takenAt: number;
}

/** One exchange: when it was asked and answered by device clock, by a monotonic clock, and what the platform's clock said between. */
export interface Exchange {
  readonly askedAt: number;
  readonly askedMono: number;
  readonly answeredMono: number;
  readonly serverTime: string;
}

/** The offset an exchange measures; null where the platform's time cannot be read. */
export function offsetOf({ askedAt, askedMono, answeredMono, serverTime }: Exchange): ClockOffset | null {
  const server = Date.parse(serverTime);
  if (Number.isNaN(server)) return null;
  const roundTripMs = Math.max(0, answeredMono - askedMono);
  return { offsetMs: Math.round(server - (askedAt + roundTripMs / 2)), roundTripMs, takenAt: answeredMono };
}

/** Of two measurements the one with the shorter way, unless it has grown old or the device clock was set in between. */
export function betterOffset(known: ClockOffset | null, fresh: ClockOffset): ClockOffset {
  if (known === null || fresh.takenAt - known.takenAt > OFFSET_KEEPS_MS) return fresh;
  const disagree =
    Math.abs(fresh.offsetMs - known.offsetMs) > (fresh.roundTripMs + known.roundTripMs) / 2 + 1_000;
  return disagree || fresh.roundTripMs <= known.roundTripMs ? fresh : known;
}

export interface ClockFacts {
  /** Device clock now, ms. */
  readonly now: number;
  readonly offset: ClockOffset | null;
  /** The last entry of the journal: its number and the device time it bears, ms. */
  readonly last: { readonly seq: number; readonly at: number } | null;
  /** The platform's time as last heard, ms; null: never. */
  readonly platformHeardAt: number | null;
  /** The clerk's last word on date and time: device time then, ms, and the journal's last number. */
  readonly confirmed: { readonly at: number; readonly afterSeq: number } | null;
}

/** What is to be said of the device clock. `back`: nothing new is accepted until the clerk has confirmed date and time. */
export interface ClockWord {
  readonly kind: 'off' | 'back';
  readonly text: string;
}

/**
 * Looks at the clock. It never orders anything and never blocks delivery; but a day written on a receipt comes from it, so a
 * clock that runs behind what has happened already must be looked at by a person.
 */
export function clockWord(facts: ClockFacts): ClockWord | null {
  const measure = happenedAt(facts);
  if (measure - facts.now > CLOCK_BACK_MS) {
    return {
      kind: 'back',
      text: `电脑时间现在是 ${shown(facts.now)}，比已发生的业务早（最近一次是 ${shown(measure)}），可能被调慢了。请核对电脑的日期和时间，确认后再受理新业务；已保存的业务不受影响，照常上传。`,
    };
  }
  const offsetMs = facts.offset?.offsetMs ?? 0;
  if (Math.abs(offsetMs) <= CLOCK_WARN_MS) return null;
  const way = offsetMs > 0 ? '慢' : '快';
  return {
    kind: 'off',
    text: `电脑时间比平台${way}约 ${lapse(Math.abs(offsetMs))}。业务日期以您选择的为准，请核对；电脑时间请联系管理员调整。`,
  };
}

/**
 * The latest moment that has certainly been, by the device clock. What the clerk confirmed replaces what was before it: a clock
 * that had run ahead for a while is not held against the right one. With a measured offset the platform's word is already in it.
 */
function happenedAt({ last, confirmed, platformHeardAt, offset }: ClockFacts): number {
  const sure = confirmed !== null && confirmed.afterSeq >= (last?.seq ?? 0);
  if (sure) return confirmed.at;
  const heard = offset === null && confirmed === null ? platformHeardAt : null;
  return Math.max(last?.at ?? Number.NEGATIVE_INFINITY, heard ?? Number.NEGATIVE_INFINITY);
}

const lapse = (ms: number): string =>
  ms >= 2 * 86_400_000 ? `${Math.round(ms / 86_400_000)} 天` : `${Math.round(ms / 3_600_000)} 小时`;

/** `2026-11-22 09:30`, in China, where this is read. */
const shown = (ms: number): string =>
  new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
