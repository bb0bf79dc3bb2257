import type { CivilDate } from '../domain/civilDate';
import type { Fen } from '../domain/money';
import type { Person } from '../domain/person';
import type { SpecialIdentityType } from '../domain/specialIdentity';
import { caseOf, personFacts } from '../matters/facts';
import type { MatterContext } from '../matters/matter';
import { theBook } from '../rules/book';
import { assisted, type FeeClass, feeClass } from '../rules/chapters/resident/fee';
import { Session } from '../rules/session';

/** What somebody owes for an insured year by the rule book (R-RES-03, R-SPC-01). */
export interface YearFee {
  readonly class: FeeClass;
  readonly standardFen: Fen;
  /** What assistance pays of it, and for which identity. */
  readonly assistFen: Fen;
  readonly assistedAs: SpecialIdentityType | null;
}

export const FEE_CLASS_WORDS: Readonly<Record<FeeClass, string>> = {
  ADULT: '成年人',
  MINOR: '未成年人',
  STUDENT: '学生',
};

/** As if it were paid on `paidOn`; null: no pack in force says. */
export function feeFor(
  person: Person,
  year: number,
  paidOn: CivilDate,
  context: MatterContext,
): YearFee | null {
  const facts = { person: personFacts(person, { ...context, day: paidOn }) };
  const subject = caseOf('RES_REGISTER', person.id, context, facts, { year, paidOn });
  const session = new Session(subject, theBook.table);
  const of = session.need(feeClass);
  const help = of && session.need(assisted[of]);
  if (of === undefined || help === undefined) return null;
  return { class: of, standardFen: help.standard, assistFen: help.fen, assistedAs: help.type };
}
