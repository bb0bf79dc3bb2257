import { z } from 'zod';
import { PlainBook } from '#shared/plainSheet';
import { Roster } from '#shared/roster';
import { RosterBook } from '#shared/rosterBook';

/** What the main process asks of the roster worker: one roster, book or plain workbook a process, or a book for each household of one. */
export const RosterAsk = z.union([
  z.strictObject({ roster: Roster }),
  z.strictObject({ book: RosterBook }),
  z.strictObject({ households: RosterBook }),
  z.strictObject({ plain: PlainBook }),
]);
export type RosterAsk = z.infer<typeof RosterAsk>;

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
/** A household's workbook; `name` as its file is called, without its end. */
export const HouseholdFile = z.strictObject({ name: z.string().min(1), bytes: Bytes });
export type HouseholdFile = z.infer<typeof HouseholdFile>;

/** What the worker answers: the workbook's bytes, or why there is none (for the log, not for the clerk). */
export const RosterAnswer = z.union([
  z.strictObject({ ok: z.literal(true), bytes: Bytes }),
  z.strictObject({ ok: z.literal(true), files: z.array(HouseholdFile) }),
  z.strictObject({ ok: z.literal(false), text: z.string() }),
]);
export type RosterAnswer = z.infer<typeof RosterAnswer>;
