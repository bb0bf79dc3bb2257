import { z } from 'zod';
import { ErrorBook } from '#shared/batch/errorBook';
import { GridSheet } from '#shared/batch/grid';

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** What the main process asks of the worker that reads workbooks and writes those of errors: one question a process. */
export const BatchAsk = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('read'), bytes: Bytes }),
  z.strictObject({ what: z.literal('errors'), book: ErrorBook }),
]);
export type BatchAsk = z.infer<typeof BatchAsk>;

/** `unreadable` is for the clerk, `failed` for the log. */
export const BatchAnswer = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('sheets'),
    sheets: z.array(GridSheet),
    notices: z.array(z.string()),
  }),
  z.strictObject({ what: z.literal('unreadable'), text: z.string().min(1) }),
  z.strictObject({ what: z.literal('workbook'), bytes: Bytes }),
  z.strictObject({ what: z.literal('failed'), text: z.string() }),
]);
export type BatchAnswer = z.infer<typeof BatchAnswer>;
