import { z } from 'zod';
import { maskCertNo } from '../codes/masking';
import { MigrationClass } from './classes';
import { Registration } from './registration';

/** One member of the old household records and what becomes of them. */
export const MigrationPerson = z.strictObject({
  /** Place in the reading, from 1. */
  n: z.number().int().positive(),
  class: MigrationClass,
  sheet: z.string(),
  row: z.number().int().positive(),
  /** What stands for the household; the same for its members. */
  household: z.string(),
  householdId: z.string(),
  village: z.string(),
  group: z.string(),
  relation: z.string().nullable(),
  name: z.string(),
  /** As the workbook has it; of a number that can be right its 18 digits. */
  certNo: z.string(),
  /** Why this class, in a clerk's words. */
  reason: z.string().min(1),
  /** Rule and article. */
  rule: z.string().min(1),
  /** What was seen; numbers are masked in it. */
  evidence: z.array(z.string()).max(12),
  /** Of MATCHED alone. */
  registration: Registration.nullable(),
});
export type MigrationPerson = z.infer<typeof MigrationPerson>;

/** The number as it may be shown; one that a sheet cut to `4.4E+17` has nothing left to mask. */
export const shownNumber = (certNo: string): string =>
  /^\d(\.\d*)?e\+/i.test(certNo) ? certNo : maskCertNo(certNo);
