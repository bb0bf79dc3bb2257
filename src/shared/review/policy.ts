import { z } from 'zod';
import { MatterCode } from '../domain/matter';

/**
 * Which operations a second clerk re-checks (复核, R-WF-03) before they count. Set by the signed policy; without one, none is:
 * a desk that knows of no second clerk must not wait for one.
 */
export const ReviewPolicy = z.strictObject({
  /** Matters of which every operation is re-checked. */
  always: z.array(MatterCode).max(50),
  /** Of the other operations, how many of a thousand, for each point of their weight (`weight.ts`). */
  samplePermille: z.number().int().min(0).max(1000),
});
export type ReviewPolicy = z.infer<typeof ReviewPolicy>;
