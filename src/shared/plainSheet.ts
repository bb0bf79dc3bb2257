import { z } from 'zod';

/** A sheet as it is written: a title, a line below it, headings, rows of text and numbers, and perhaps a last line to sign on. */
export const PlainSheet = z.strictObject({
  name: z.string().min(1).max(31),
  title: z.string().min(1).max(200),
  note: z.string().max(2_000),
  headings: z.array(z.string().max(100)).min(1).max(60),
  rows: z.array(z.array(z.union([z.string().max(2_000), z.number()])).max(60)).max(100_000),
  foot: z.string().max(300).optional(),
});
export type PlainSheet = z.infer<typeof PlainSheet>;

/** A workbook of such sheets. */
export const PlainBook = z.strictObject({
  title: z.string().min(1).max(120),
  on: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  sheets: z.array(PlainSheet).min(1).max(64),
});
export type PlainBook = z.infer<typeof PlainBook>;
