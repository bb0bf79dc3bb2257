import { z } from 'zod';
import { CivilDate } from '../domain/civilDate';
import { ROLLOVER_CLASS_CODES } from './rollover';

const Count = z.number().int().nonnegative();

/** A turn of the year (年度结转) that was carried out: from then on the year before is read only in the campaign. */
export const RolloverLine = z.strictObject({
  type: z.literal('rollover'),
  to: z.number().int().min(2000).max(2100),
  day: CivilDate,
  /** Device time, ISO. */
  at: z.string().min(1).max(40),
  clerk: z.strictObject({ id: z.string().max(60), name: z.string().max(60) }),
  people: Count,
  counts: z.record(z.enum(ROLLOVER_CLASS_CODES as [string, ...string[]]), Count),
  beforeFen: Count,
  afterFen: Count,
  /** Where the standard of the new year comes from. */
  source: z.string().max(500),
});
export type RolloverLine = z.infer<typeof RolloverLine>;

/** The insured year that was rolled over to last; null: none was. */
export const rolledTo = (lines: readonly RolloverLine[]): number | null =>
  lines.length === 0 ? null : Math.max(...lines.map(({ to }) => to));
