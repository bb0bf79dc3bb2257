import type { Person } from '../domain/person';
import type { Answer } from '../rules/answer';
import type { ResidentCategory } from '../rules/case';
import { amountOf } from './answerRead';
import { currentEnrolment, residentPersonType, withDue, withEnrolment } from './enrolments';
import type { MatterContext } from './matter';

/** What the answer calls the two parts of the year's fee (R-RES-03). */
const PAYABLE = 'payable';
const ASSISTED = 'assisted';

/**
 * The person with an active resident relation and the year assessed. A relation in force is kept, a paused one goes on
 * (R-STA), an ended one is followed by a new one. Where the fee is not known (NEEDS_PARAM on the amount) nothing is assessed.
 */
export function registerResident(
  person: Person,
  ask: { category: ResidentCategory; year: number; empNo: string },
  context: MatterContext & { opId: string; answer: Answer },
): Person {
  const personType = residentPersonType(ask.category, person.birthDate, context.day);
  const current = currentEnrolment(person, 'RES');
  const goesOn = current !== null && current.status !== 'TERMINATED';
  const active = current !== null && current.status === 'ACTIVE';
  const enrolled = withEnrolment(person, {
    id: goesOn ? current.id : `E${context.opId}`,
    scheme: 'RES',
    subKind: null,
    status: 'ACTIVE',
    empNo: ask.empNo,
    personType,
    region: context.jurisdiction.region,
    from: goesOn ? current.from : context.day,
    statusFrom: active ? current.statusFrom : context.day,
    reason: null,
    mode: null,
  });
  const personFen = amountOf(context.answer, PAYABLE);
  if (personFen === null) return enrolled;
  return withDue(enrolled, {
    scheme: 'RES',
    period: String(ask.year),
    until: null,
    state: 'DUE',
    personFen,
    assistFen: amountOf(context.answer, ASSISTED) ?? 0,
    paidOn: null,
    voucherNo: null,
  });
}
