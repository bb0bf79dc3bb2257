import { z } from 'zod';

/** A sentence in a clerk's words for something that did not work, and a stable code for the program. */
export const Trouble = z.strictObject({ code: z.string().min(1).max(60), text: z.string().min(1) });
export type Trouble = z.infer<typeof Trouble>;

/** What a call answers that can fail in a way that is expected. */
export const result = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), error: Trouble }),
  ]);
