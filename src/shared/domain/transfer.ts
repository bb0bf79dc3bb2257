import { z } from 'zod';
import { CivilDate } from './civilDate';
import { Scheme } from './enrolment';
import { Fen } from './money';
import { RegionCode } from './region';

/** An application for the transfer of the relation (医保关系转移接续) on its way between two regions (R-TRN). */
export const Transfer = z.strictObject({
  /** The operation that applied for it. */
  id: z.string().min(1).max(40),
  fromRegion: RegionCode,
  toRegion: RegionCode,
  fromScheme: Scheme,
  toScheme: Scheme,
  acceptedOn: CivilDate,
  /** Last days for the two places; null: the calendar of that year is not loaded. */
  originLastDay: CivilDate.nullable(),
  destinationLastDay: CivilDate.nullable(),
  /** First day of benefits at the destination, as forecast; null: not to be said yet. */
  benefitFrom: CivilDate.nullable(),
  accountFen: Fen.nullable(),
  state: z.enum(['ACCEPTED', 'DONE', 'RETURNED']),
});
export type Transfer = z.infer<typeof Transfer>;
