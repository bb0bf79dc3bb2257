import { z } from 'zod';

/** Versions of the protocol that a platform understands, both ends included. */
export const ProtocolRange = z
  .strictObject({ from: z.number().int().positive(), to: z.number().int().positive() })
  .refine(({ from, to }) => from <= to, { message: 'from <= to' });
export type ProtocolRange = z.infer<typeof ProtocolRange>;
