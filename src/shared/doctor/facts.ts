import { z } from 'zod';

const Count = z.number().int().nonnegative();
const Moment = z.string().nullable();

/** What the main process can tell of the station (电脑体检): figures and codes, nothing that names a person, not even a folder. */
export const DoctorFacts = z.strictObject({
  /** Device time, ISO text. */
  at: z.string(),
  /** Bytes of the disk that the data folder is on; null: the system does not say. */
  disk: z.strictObject({ free: Count, total: Count }).nullable(),
  /** How far the platform's clock is ahead, ms; null: not measured in this run. `fixed`: the day does not follow the clock. */
  clock: z.strictObject({ offsetMs: z.number().nullable(), heardAt: Moment, fixed: z.boolean() }),
  /** How many are set up; null: the system does not say. */
  printers: Count.nullable(),
  reader: z.enum(['none', 'incomplete', 'down', 'ready']),
  journal: z.strictObject({ entries: Count, finding: z.string().nullable() }),
  /** Operations that wait for a verdict, when the oldest was accepted, and the hours from which that is said and acceptance ends. */
  queue: z.strictObject({ count: Count, oldestAt: Moment, warnHours: z.number(), stopHours: z.number() }),
  policy: z.strictObject({
    version: z.number().nullable(),
    confirmedAt: Moment,
    refused: z.boolean(),
    warnHours: z.number(),
  }),
  /** Null: practice, which keeps none. */
  backup: z
    .strictObject({
      lastAt: Moment,
      /** Elsewhere than on this disk. */
      chosen: z.boolean(),
      trouble: z.string().nullable(),
      rehearsedAt: Moment,
      rehearsal: z.enum(['good', 'bad', 'none']),
    })
    .nullable(),
  /** Null: practice. */
  vault: z.strictObject({ hasRecovery: z.boolean(), suite: z.enum(['std', 'gm']) }).nullable(),
  /** The audit log: whether its chain holds, and when the platform last kept its head; null: there is none. */
  audit: z.strictObject({ whole: z.boolean(), anchoredAt: Moment }).nullable(),
  memory: z.strictObject({ total: Count, program: Count }),
  program: z.strictObject({
    version: z.string(),
    protocol: z.number(),
    rulebook: z.string(),
    mode: z.enum(['trial', 'platform', 'new', 'practice']),
  }),
  system: z.string(),
});
export type DoctorFacts = z.infer<typeof DoctorFacts>;

/** What only the window can tell; null: the browser does not say. */
export interface WindowFacts {
  readonly store: { readonly usage: number; readonly quota: number } | null;
  /** The browser promised to keep the store when the disk runs full. */
  readonly persisted: boolean | null;
  /** The trial host: a browser stands in for the installed program. */
  readonly trialHost: boolean;
}

export const DOCTOR_CALLS = {
  'doctor/facts': { ask: z.strictObject({}), answer: DoctorFacts },
} as const;
