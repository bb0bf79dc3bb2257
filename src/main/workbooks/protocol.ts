import { z } from 'zod';
import { PlainBook } from '#shared/plainSheet';
import { Roster } from '#shared/roster';
import { RosterBook } from '#shared/rosterBook';

/** What the main process asks of the roster worker: one roster, book or plain workbook a process. */
export const RosterAsk = z.union([
  z.strictObject({ roster: Roster }),
  z.strictObject({ book: RosterBook }),
  z.strictObject({ plain: PlainBook }),
]);
export type RosterAsk = z.infer<typeof RosterAsk>;

/** What the worker answers: the workbook's bytes, or why there is none (for the log, not for the clerk). */
export const RosterAnswer = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  }),
  z.strictObject({ ok: z.literal(false), text: z.string() }),
]);
export type RosterAnswer = z.infer<typeof RosterAnswer>;
