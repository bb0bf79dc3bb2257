import { z } from 'zod';
import { OpId } from '../domain/operation';

/** That a second clerk of the same desk has re-checked an operation and found it right; it goes to the platform with it. */
export const Recheck = z.strictObject({
  opId: OpId,
  reviewer: z.string().min(1).max(40),
  /** What was seen; may be empty. */
  reason: z.string().max(500),
});
export type Recheck = z.infer<typeof Recheck>;
