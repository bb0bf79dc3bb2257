import type { CivilMonth } from '#shared/domain/civilDate';
import type { Village } from '#shared/domain/region';
import type { Unit } from '#shared/domain/unit';
import type { Answer } from '#shared/rules/answer';
import type { LateFeeCourse } from '#shared/units/arrears';
import type { MonthFigures, StaffMember } from '#shared/units/staff';
import type { MatterDraft, OperationView } from '../api';

/** What the pages may ask about units (UN). */
export interface UnitDesk {
  /** Units by name, pinyin, initials, code or empNo, the likeliest first; all of them where nothing is asked. */
  search(query: string, limit: number): UnitHit[];
  /** Null where this desk knows no such unit. */
  view(empNo: string): UnitView | null;
  /** Staff and bases of a month, for its assessment. */
  figures(empNo: string, period: CivilMonth): MonthFigures | null;
  /** The late fee of each overdue period, day by day up to `ahead` days after the day of handling. */
  lateFees(empNo: string, ahead: number): LateFeeCourse[];
  /** A form for the assessment of a month, with the unit's figures typed in. */
  assess(empNo: string, period: CivilMonth): MatterDraft;
}

export interface UnitHit {
  readonly unit: Unit;
  readonly place: string;
  /** What matched, e.g. `单位名称`, `拼音`. */
  readonly by: string;
  readonly owes: boolean;
}

/** A unit as this desk sees it: the mirror's record with pending operations folded in. */
export interface UnitView {
  readonly unit: Unit;
  /** False where the platform has not confirmed it yet. */
  readonly confirmed: boolean;
  readonly village: Village | null;
  readonly staff: readonly StaffMember[];
  readonly operations: readonly OperationView[];
  /** Premium overdue, and its late fee if it were paid on the day of handling; null while a parameter is missing. */
  readonly arrearsFen: number;
  readonly lateFeeFen: number | null;
  /** What the arrears do to benefits (R-ARR); null where nothing is owed. */
  readonly arrears: Answer | null;
}
