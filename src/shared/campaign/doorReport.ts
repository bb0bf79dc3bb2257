import { z } from 'zod';
import type { CivilDate } from '../domain/civilDate';
import { ROSTER_OUTCOMES } from '../roster';
import type { ExclusionKind } from './target';

export const RosterOutcome = z.enum(ROSTER_OUTCOMES);
export type RosterOutcome = z.infer<typeof RosterOutcome>;

/** The last thing an assistant brought back of somebody (入户反馈): a fact of the campaign once it is recorded. */
export interface DoorReport {
  readonly outcome: RosterOutcome;
  /** The day it was said at the door. */
  readonly on: CivilDate | null;
  readonly by: string;
  readonly batchNo: string;
  readonly note: string;
}

/** Outcomes after which nobody is asked again; of the others the person stays in the target. */
export const EXCLUDED_AT_THE_DOOR: Readonly<Partial<Record<RosterOutcome, ExclusionKind>>> = {
  外地参保: 'elsewhere',
  职工参保: 'employee',
  在校: 'student',
  服役: 'soldier',
  服刑: 'sentenced',
  死亡: 'deceased',
  户口迁出: 'moved',
};
