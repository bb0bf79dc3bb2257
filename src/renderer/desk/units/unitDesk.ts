import type { CivilMonth } from '#shared/domain/civilDate';
import type { Unit } from '#shared/domain/unit';
import type { Json } from '#shared/json';
import { caseOf } from '#shared/matters/facts';
import type { MatterContext } from '#shared/matters/matter';
import { unitFacts } from '#shared/matters/unitFacts';
import type { Answer } from '#shared/rules/answer';
import { decide } from '#shared/rules/decide';
import { arrearsFen, lateFeeCourse, lateFeeFen, overdue } from '#shared/units/arrears';
import { type MonthFigures, monthFigures, staffOf } from '#shared/units/staff';
import type { OperationView } from '../api';
import { contextOf } from '../deciding';
import { newDraftOf } from '../drafts';
import type { DeskCore } from '../startDesk';
import type { UnitDesk, UnitHit } from './api';
import { matchUnit } from './unitSearch';

/** Units for the pages, over the running desk. */
export function unitDesk(core: DeskCore, operations: () => readonly OperationView[]): UnitDesk {
  const { view } = core;
  const context = (): MatterContext | null => {
    const at = core.deciding();
    return at === null ? null : contextOf({}, view, at);
  };
  const staff = (unit: Unit) => staffOf(unit, view.staffOf(unit.id));
  const figures = (empNo: string, period: CivilMonth): MonthFigures | null => {
    const [unit, at] = [view.unit(empNo), context()];
    return unit === null || at === null ? null : monthFigures(staff(unit), period, at);
  };

  return {
    search(query, limit) {
      const day = core.snapshot().day;
      const hits = view.units().flatMap((unit) => {
        const match = matchUnit(unit, query);
        return match === null ? [] : [{ unit, match }];
      });
      return hits
        .toSorted((a, b) => a.match.rank - b.match.rank)
        .slice(0, limit)
        .map(
          ({ unit, match }): UnitHit => ({
            unit,
            place: view.village(unit.villageCode)?.name ?? unit.villageCode,
            by: match.by,
            owes: arrearsFen(unit, day) > 0,
          }),
        );
    },
    view(empNo) {
      const [unit, at] = [view.unit(empNo), context()];
      if (unit === null || at === null) return null;
      const owed = arrearsFen(unit, at.day);
      return {
        unit,
        confirmed: unit.version > 0,
        village: view.village(unit.villageCode),
        staff: staff(unit),
        operations: operations().filter(({ operation }) =>
          operation.subjects.some(
            ({ kind, id }) => kind === 'unit' && (id === unit.id || id === unit.formerId),
          ),
        ),
        arrearsFen: owed,
        lateFeeFen: lateFeeFen(unit, at.day, at),
        arrears: owed > 0 ? arrearsAnswer(unit, at) : null,
      };
    },
    figures,
    lateFees(empNo, ahead) {
      const [unit, at] = [view.unit(empNo), context()];
      if (unit === null || at === null) return [];
      return overdue(unit, at.day).map((assessment) => lateFeeCourse(unit, assessment, at, ahead));
    },
    assess(empNo, period) {
      const found = figures(empNo, period);
      const prefill: Record<string, Json> = { empNo, period };
      if (found !== null) Object.assign(prefill, { staff: found.staff, baseSumFen: found.baseSumFen });
      return newDraftOf({ matter: 'UNIT_ASSESSMENT', prefill, supersedes: null }, view, core.snapshot().day);
    },
  };
}

const arrearsAnswer = (unit: Unit, context: MatterContext): Answer =>
  decide(
    caseOf('ARREARS', unit.id, context, { unit: unitFacts(unit, context), person: { retired: false } }, {}),
  );
