import { z } from 'zod';
import { CivilDate } from '../domain/civilDate';
import { Fen } from '../domain/money';

/**
 * Somebody of whom a record of their own is to be made (按人登记), as the two sources together have them: name and number as the police
 * register writes them, the place as the old household workbook does. A line of the file of registrations wished.
 */
export const Registration = z.strictObject({
  certNo: z.string().length(18),
  name: z.string().min(1).max(120),
  sex: z.enum(['1', '2']),
  birthDate: CivilDate,
  village: z.string().max(120),
  group: z.string().max(120),
  /** Household number of the old workbook; empty where it had none. */
  householdId: z.string().max(120),
  relation: z.string().length(2).nullable(),
  phone: z.string().nullable(),
  address: z.string().max(120).nullable(),
  /** Individual fee; null: neither the workbook nor the region's parameters have one. */
  feeFen: Fen.nullable(),
});
export type Registration = z.infer<typeof Registration>;
