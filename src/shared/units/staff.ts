import { type CivilMonth, yearOf } from '../domain/civilDate';
import type { DeclaredBase } from '../domain/declaredBase';
import type { Enrolment } from '../domain/enrolment';
import type { Person } from '../domain/person';
import type { Unit } from '../domain/unit';
import { amountOf, dateOf } from '../matters/answerRead';
import { baseIn } from '../matters/baseDeclaration';
import { caseOf } from '../matters/facts';
import type { MatterContext } from '../matters/matter';
import { decide } from '../rules/decide';

/** Somebody with a relation to a unit. */
export interface StaffMember {
  readonly person: Person;
  readonly relation: Enrolment;
}

const RANK = { ACTIVE: 0, PAUSED: 1, TERMINATED: 2 } as const;

/** Everybody with a relation to the unit, those in force first, then by name; of several relations of one person the one that counts. */
export function staffOf(unit: Unit, persons: readonly Person[]): StaffMember[] {
  const ids = [unit.id, ...(unit.formerId === null ? [] : [unit.formerId])];
  return persons
    .flatMap((person): StaffMember[] => {
      const [relation] = person.enrolments
        .filter((e) => e.scheme === 'EMP' && ids.includes(e.empNo))
        .toSorted((a, b) => RANK[a.status] - RANK[b.status] || (a.statusFrom < b.statusFrom ? 1 : -1));
      return relation === undefined ? [] : [{ person, relation }];
    })
    .toSorted(
      (a, b) =>
        RANK[a.relation.status] - RANK[b.relation.status] || a.person.name.localeCompare(b.person.name, 'zh'),
    );
}

/** What a unit applies with for a month: its staff in force and their bases. */
export interface MonthFigures {
  readonly period: CivilMonth;
  readonly cycle: number;
  readonly staff: number;
  readonly baseSumFen: number;
  /** Of `staff`, those whose base is provisional, because nothing was declared for the cycle (R-BASE-04). */
  readonly provisional: number;
  /** In force, and not counted in `staff`: no base of this cycle and none of the last is known. */
  readonly without: readonly StaffMember[];
}

/** The base a month is reckoned by: that of its cycle, else the provisional one of the rules; null where none is known. */
function baseFor(
  relation: Enrolment,
  cycle: number,
  context: MatterContext,
): { fen: number; provisional: boolean } | null {
  const standing: DeclaredBase | null = baseIn(relation, cycle);
  if (standing !== null) return { fen: standing.baseFen, provisional: standing.from === 'PROVISIONAL' };
  const last = baseIn(relation, cycle - 1);
  if (last === null) return null;
  const ask = caseOf(
    'BASE_DECLARATION',
    `provisional:${cycle}`,
    context,
    { lastBaseFen: last.baseFen },
    { cycle, declared: false },
  );
  const fen = amountOf(decide(ask), 'base');
  return fen === null ? null : { fen, provisional: true };
}

/** The cycle (执行年度) that a month belongs to, as the rules bound it (R-BASE-01). */
export function cycleOf(month: CivilMonth, context: MatterContext): number {
  const year = yearOf(`${month}-01`);
  const ask = caseOf('BASE_DECLARATION', `cycle:${year}`, context, {}, { cycle: year, declared: false });
  const first = dateOf(decide(ask), 'cycleFirst');
  return first !== null && `${month}-01` < first ? year - 1 : year;
}

/** Staff and bases of a month, as they stand. */
export function monthFigures(
  staff: readonly StaffMember[],
  period: CivilMonth,
  context: MatterContext,
): MonthFigures {
  const cycle = cycleOf(period, context);
  let [counted, baseSumFen, provisional] = [0, 0, 0];
  const without: StaffMember[] = [];
  for (const member of staff) {
    if (member.relation.status !== 'ACTIVE') continue;
    const base = baseFor(member.relation, cycle, context);
    if (base === null) without.push(member);
    else {
      counted += 1;
      baseSumFen += base.fen;
      if (base.provisional) provisional += 1;
    }
  }
  return { period, cycle, staff: counted, baseSumFen, provisional, without };
}
