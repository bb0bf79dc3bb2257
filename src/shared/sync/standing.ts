import { z } from 'zod';
import type { CivilDate } from '../domain/civilDate';
import { type Handshake, handshakeText } from '../protocol/handshake';
import { type ClockFacts, clockWord } from './clock';
import { type DeskFigures, DeskLimits, LIMIT_KINDS, limitWords } from './limits';

/** One thing that is near its limit or past it, in a clerk's words. From `stop` on nothing new is accepted. */
export const StandingWord = z.strictObject({
  kind: z.enum([...LIMIT_KINDS, 'clockOff', 'clockBack', 'day', 'version']),
  level: z.enum(['warn', 'stop']),
  text: z.string().min(1),
});
export type StandingWord = z.infer<typeof StandingWord>;

const Moment = z.string().nullable();

/** Whether this desk takes on new work now, why not, and the figures behind it (SY14, SY15, SY16). */
export const DeskStanding = z.strictObject({
  accepts: z.boolean(),
  words: z.array(StandingWord),
  figures: z.strictObject({
    backlog: z.number().int().nonnegative(),
    oldestAt: Moment,
    mirrorAt: Moment,
    policyAt: Moment,
  }),
  limits: DeskLimits,
  /** How far the platform's clock is ahead, ms, and over which way that was measured; null: not measured in this run. */
  clock: z.strictObject({ offsetMs: z.number(), roundTripMs: z.number().nonnegative() }).nullable(),
});
export type DeskStanding = z.infer<typeof DeskStanding>;

export interface StandingFacts {
  /** Times of the figures and `now` by the platform's clock as far as it is known, ms. */
  readonly now: number;
  readonly limits: DeskLimits;
  readonly figures: DeskFigures;
  /** Null where the desk's day is fixed: its clock then says nothing. */
  readonly clock: ClockFacts | null;
  readonly shaken: Handshake | null;
  /** The business day the clerk works on; null: not told. */
  readonly day: CivilDate | null;
}

/** A business day this far back is looked at again, ms: what is entered late is entered within weeks. */
const DAY_BACK_MS = 60 * 86_400_000;
/** Age without a measured clock that is more likely a wrong clock than an old mirror, ms. */
const UNLIKELY_MS = 365 * 86_400_000;

/** Everything that stands in the way of new work or soon will, what stops first. */
export function standingOf(facts: StandingFacts): DeskStanding {
  const { now, limits, figures, clock, shaken, day } = facts;
  const offset = clock?.offset ?? null;
  const words: StandingWord[] = limitWords(limits, figures, now).map((word) =>
    offset === null && doubtful(figures, now) ? { ...word, text: `${word.text}${CLOCK_HINT}` } : word,
  );
  const said = clock === null ? null : clockWord(clock);
  if (said?.kind === 'back') words.push({ kind: 'clockBack', level: 'stop', text: said.text });
  if (said?.kind === 'off') words.push({ kind: 'clockOff', level: 'warn', text: said.text });
  const odd = clock === null || day === null ? null : dayText(day, now);
  if (odd !== null) words.push({ kind: 'day', level: 'warn', text: odd });
  const version = shaken === null ? null : handshakeText(shaken);
  if (version !== null) words.push({ kind: 'version', level: 'warn', text: version });
  words.sort((a, b) => Number(b.level === 'stop') - Number(a.level === 'stop'));
  return {
    accepts: words.every(({ level }) => level !== 'stop'),
    words,
    figures: {
      backlog: figures.backlog,
      oldestAt: iso(figures.oldestAt),
      mirrorAt: iso(figures.mirrorAt),
      policyAt: iso(figures.policyAt),
    },
    limits,
    clock: offset && { offsetMs: offset.offsetMs, roundTripMs: offset.roundTripMs },
  };
}

const CLOCK_HINT = '如果电脑的日期不对，请先校正日期。';

const doubtful = ({ oldestAt, mirrorAt, policyAt }: DeskFigures, now: number): boolean =>
  [oldestAt, mirrorAt, policyAt].some((at) => at !== null && now - at > UNLIKELY_MS);

/** A business day that the platform's day does not bear out; the clerk chooses, the platform decides. */
function dayText(day: CivilDate, now: number): string | null {
  const today = chinaDay(now);
  const apart = Date.parse(today) - Date.parse(day);
  if (apart < 0)
    return `业务日期 ${day} 在今天（${today}）之后，平台可能不予受理。请在“设置”里核对业务日期。`;
  if (apart > DAY_BACK_MS) return `业务日期 ${day} 比今天（${today}）早很多。请在“设置”里核对业务日期。`;
  return null;
}

const chinaDay = (ms: number): CivilDate => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
