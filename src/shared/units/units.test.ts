import { describe, expect, test } from 'vitest';
import { CONTEXT, DAY, employeeEnrolment, person, UNIT } from '#fixtures/matterWorld';
import type { UnitAssessment } from '../domain/assessment';
import { addDays, daysBetween } from '../domain/civilDate';
import type { Unit } from '../domain/unit';
import { arrearsFen, firstUnpaid, lateFeeCourse, lateFeeFen } from './arrears';
import { monthFigures, staffOf } from './staff';

const due = (period: string, dueOn: string, over: Partial<UnitAssessment> = {}): UnitAssessment => ({
  period,
  staff: 10,
  baseSumFen: 5_000_000,
  unitFen: 350_050,
  personFen: 100_000,
  state: 'DUE',
  dueOn,
  assessedOn: dueOn,
  paidOn: null,
  voucherNo: null,
  ...over,
});
const owing: Unit = {
  ...UNIT,
  assessments: [
    due('2026-08', '2026-07-31', { state: 'PAID', paidOn: '2026-07-20' }),
    due('2026-09', '2026-08-31'),
    due('2026-10', '2026-09-30'),
    due('2026-12', '2026-11-30'),
  ],
};

describe('what a unit owes', () => {
  test('[UN9] overdue is what was not received by its last day; what is not due yet is not owed', () => {
    expect(arrearsFen(owing, DAY)).toBe(2 * 450_050);
    expect(firstUnpaid(owing, DAY)).toBe('2026-09');
    expect(arrearsFen(owing, '2026-08-31')).toBe(0);
    expect(firstUnpaid(UNIT, DAY)).toBeNull();
    expect(firstUnpaid({ ...UNIT, arrearsFen: 1 }, DAY)).toBeUndefined();
  });

  test('[UN10] the late fee of every day is the rules’: from the 1st of the month after the period, half a thousandth a day, whole fen', () => {
    const [, september] = owing.assessments;
    if (september === undefined) throw new Error('no assessment');
    const course = lateFeeCourse(owing, september, CONTEXT, 30);
    expect(course.from).toBe('2026-10-01');
    expect(course.days.at(-1)).toMatchObject({ day: addDays(DAY, 30), ahead: true });
    for (const { day, feeFen, ahead } of course.days) {
      const days = daysBetween('2026-10-01', day) + 1;
      expect(feeFen).toBe(Math.floor((350_050 * 5 * days * 2 + 10_000) / 20_000));
      expect(ahead).toBe(day > DAY);
    }
    expect(course.days.map(({ day }) => day)).toEqual(course.days.map((_, i) => addDays('2026-10-01', i)));
    expect(course.answer.reasons.map(({ rule }) => rule)).toContain('R-FEE-02');
    const october = lateFeeCourse(owing, owing.assessments[2] as UnitAssessment, CONTEXT, 0);
    const today = (of: typeof course) => of.days.find(({ day }) => day === DAY)?.feeFen ?? 0;
    expect(lateFeeFen(owing, DAY, CONTEXT)).toBe(today(course) + today(october));
  });
});

describe('who works there', () => {
  const base = (cycle: number, baseFen: number) =>
    ({ cycle, baseFen, from: 'WAGES', declaredOn: `${cycle}-02-10` }) as const;
  const persons = [
    person('P1', { name: '甲', enrolments: [employeeEnrolment({ bases: [base(2026, 500_000)] })] }),
    person('P2', { name: '乙', enrolments: [employeeEnrolment({ bases: [base(2025, 500_000)] })] }),
    person('P3', { name: '丙', enrolments: [employeeEnrolment()] }),
    person('P4', {
      name: '丁',
      enrolments: [employeeEnrolment({ status: 'PAUSED', bases: [base(2026, 900_000)] })],
    }),
    person('P5', { name: '戊', enrolments: [employeeEnrolment({ empNo: 'D0009' })] }),
  ];

  test('[UN11] the staff list has everybody with a relation, those in force first', () => {
    expect(staffOf(UNIT, persons).map(({ person: { id } }) => id)).toEqual(
      expect.arrayContaining(['P1', 'P2', 'P3', 'P4']),
    );
    expect(staffOf(UNIT, persons).at(-1)?.person.id).toBe('P4');
    const numbered: Unit = { ...UNIT, id: 'D1', formerId: UNIT.id };
    expect(staffOf(numbered, persons)).toHaveLength(4);
  });

  test('[UN12] a month’s figures count staff in force with their base of the cycle, else the provisional one; who has none is named', () => {
    const figures = monthFigures(staffOf(UNIT, persons), '2026-12', CONTEXT);
    expect(figures).toMatchObject({ cycle: 2026, staff: 2, baseSumFen: 500_000 + 550_000, provisional: 1 });
    expect(figures.without.map(({ person: { id } }) => id)).toEqual(['P3']);
    expect(monthFigures(staffOf(UNIT, persons), '2026-03', CONTEXT).cycle).toBe(2025);
  });
});
