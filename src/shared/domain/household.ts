import { z } from 'zod';
import { VillageCode } from './region';

/** A household (户) by its household number (户号). Its members are the persons that carry the number. */
export const Household = z.strictObject({
  kind: z.literal('household'),
  /** Household number, e.g. `0312-017`; unique within the county. */
  id: z.string().min(1).max(30),
  version: z.number().int().nonnegative(),
  villageCode: VillageCode,
  /** Group (社) within the village, counted from 1. */
  group: z.number().int().positive(),
  address: z.string().max(200),
  headPersonId: z.string().min(1).max(40).nullable(),
});
export type Household = z.infer<typeof Household>;
