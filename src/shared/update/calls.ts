import { z } from 'zod';
import { CivilDate } from '../domain/civilDate';
import { result } from '../trouble';
import { Returned } from './pointer';
import { ProgramVersion } from './version';

/** How the program's own versions stand on this desk. */
export const UpdateState = z.strictObject({
  current: ProgramVersion,
  /** The highest version that ever opened this desk; null: none was noted yet. */
  highest: ProgramVersion.nullable(),
  /** Names of the keys that this program takes updates by; empty: it takes none. */
  keys: z.array(z.string()),
  /** Installed, and begins with the next start; null: none is. */
  ready: ProgramVersion.nullable(),
  /** A newer one that was given up; null: none, or it was read. */
  returned: Returned.nullable(),
  /** This desk was worked at by a newer program than this one. */
  older: z.boolean(),
  /** Operations that are still to be delivered: an update does not wait for them. */
  undelivered: z.number().int().nonnegative(),
  /** Whether whoever is signed in may install. */
  may: z.boolean(),
});
export type UpdateState = z.infer<typeof UpdateState>;

/** An update file whose signature is right and that this desk may take. */
export const UpdateFound = z.strictObject({
  fileName: z.string(),
  version: ProgramVersion,
  releasedOn: CivilDate,
  notes: z.array(z.string()),
  bytes: z.number().int().nonnegative(),
});
export type UpdateFound = z.infer<typeof UpdateFound>;

const none = z.strictObject({});

export const UPDATE_CALLS = {
  'update/state': { ask: none, answer: UpdateState },
  /** Shows the dialog; `found` null: it was closed. What may not be taken is the error. */
  'update/choose': { ask: none, answer: result(z.strictObject({ found: UpdateFound.nullable() })) },
  /** Installs the file that was chosen last, if it is this version; it begins with the next start. */
  'update/install': { ask: z.strictObject({ version: ProgramVersion }), answer: result(UpdateState) },
  /** Ends this program and starts the one that is ready; the answer comes before the end. */
  'update/restart': { ask: none, answer: result(none) },
  /** The window has opened the desk: this program is of use here. */
  'update/healthy': { ask: none, answer: none },
  /** What was given up has been read. */
  'update/acknowledge': { ask: none, answer: result(UpdateState) },
} as const;
