import { owedFen, type UnitAssessment } from '../domain/assessment';
import { addDays, type CivilDate, type CivilMonth, daysBetween } from '../domain/civilDate';
import type { Unit } from '../domain/unit';
import { amountOf, dateOf } from '../matters/answerRead';
import { caseOf } from '../matters/facts';
import type { MatterContext } from '../matters/matter';
import type { Answer } from '../rules/answer';
import type { Case } from '../rules/case';
import { decide } from '../rules/decide';

/** Assessed, not received in full, and past its last day to pay (R-PAY-01), the oldest first. */
export const overdue = (unit: Unit, day: CivilDate): UnitAssessment[] =>
  unit.assessments
    .filter(({ state, dueOn }) => state === 'DUE' && dueOn < day)
    .toSorted((a, b) => (a.period < b.period ? -1 : 1));

/** Premium the unit owes on a day, fen, without late fee. */
export const arrearsFen = (unit: Unit, day: CivilDate): number =>
  unit.arrearsFen + overdue(unit, day).reduce((sum, one) => sum + owedFen(one), 0);

/** First fee period not paid; null: nothing is owed; undefined: arrears from before the assessments, of unknown months. */
export function firstUnpaid(unit: Unit, day: CivilDate): CivilMonth | null | undefined {
  if (unit.arrearsFen > 0) return undefined;
  return overdue(unit, day)[0]?.period ?? null;
}

/** The case of one assessed period paid on a day. */
export const lateFeeCase = (
  unit: Unit,
  assessment: UnitAssessment,
  paidOn: CivilDate,
  context: MatterContext,
): Case =>
  caseOf(
    'LATE_FEE',
    `${unit.id}:${assessment.period}:${paidOn}`,
    { ...context, day: paidOn },
    {},
    {
      period: assessment.period,
      paidOn,
      unitPartFen: assessment.unitFen,
      personPartFen: assessment.personFen,
    },
  );

/** Late fee if everything overdue were paid on `day`, fen; null while a parameter is missing. */
export function lateFeeFen(unit: Unit, day: CivilDate, context: MatterContext): number | null {
  let sum = 0;
  for (const one of overdue(unit, day)) {
    const fee = amountOf(decide(lateFeeCase(unit, one, day, context)), 'lateFee');
    if (fee === null) return null;
    sum += fee;
  }
  return sum;
}

/** The late fee of one period if it is paid on that day. */
export interface LateFeeDay {
  readonly day: CivilDate;
  readonly feeFen: number;
  /** How it was computed, in words. */
  readonly how: string;
  /** After `today`: what it will come to. */
  readonly ahead: boolean;
}

/** A period's late fee day by day, with the answer for `today` that carries rules and articles. */
export interface LateFeeCourse {
  readonly assessment: UnitAssessment;
  readonly from: CivilDate;
  readonly days: readonly LateFeeDay[];
  readonly subject: Case;
  readonly answer: Answer;
}

/** More days than the fee can rise (R-FEE-03 caps it on day 2,000) are not listed. */
const MOST_DAYS = 2_100;

/** Each day of the late fee from its first to `ahead` days after today, as the rules answer for that day (R-FEE-01 to 03). */
export function lateFeeCourse(
  unit: Unit,
  assessment: UnitAssessment,
  context: MatterContext,
  ahead: number,
): LateFeeCourse {
  const subject = lateFeeCase(unit, assessment, context.day, context);
  const answer = decide(subject);
  const from = dateOf(answer, 'lateFeeFrom') ?? context.day;
  const last = addDays(context.day, ahead);
  const count = Math.min(MOST_DAYS, Math.max(0, daysBetween(from, last) + 1));
  const days = Array.from({ length: count }, (_, i): LateFeeDay | null => {
    const day = addDays(from, i);
    const { amounts } = decide(lateFeeCase(unit, assessment, day, context));
    const fee = amounts.find(({ name }) => name === 'lateFee');
    return fee === undefined || fee.fen === null
      ? null
      : { day, feeFen: fee.fen, how: fee.how, ahead: day > context.day };
  });
  return { assessment, from, days: days.filter((one) => one !== null), subject, answer };
}
