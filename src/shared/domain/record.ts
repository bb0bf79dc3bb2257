import { z } from 'zod';
import { Household } from './household';
import { Person } from './person';
import { Village } from './region';
import { Unit } from './unit';

/** Anything the platform versions and a desk mirrors. */
export const PlatformRecord = z.discriminatedUnion('kind', [Person, Household, Unit, Village]);
export type PlatformRecord = z.infer<typeof PlatformRecord>;
export type RecordKind = PlatformRecord['kind'];

/** What an operation is about; its lanes (SY4) are the keys of its subjects. */
export const Subject = z.strictObject({
  kind: z.enum(['person', 'household', 'unit', 'village']),
  id: z.string().min(1).max(40),
});
export type Subject = z.infer<typeof Subject>;

/** `person:P000123`: one text key for a record, a subject and a lane. */
export const recordKey = (of: Subject): string => `${of.kind}:${of.id}`;
