import type { Person } from '../domain/person';
import { dayFor } from '../rules/chapters/resident/window';
import { type Deadline, type DeadlineAt, type DeadlineRule, parameterOf, reasonOf } from './deadline';

const MATTER = 'RES_REGISTER';
const RULE = 'R-PRE-01';

function deadlineOf(year: number, at: DeadlineAt): Deadline | null {
  const raw = parameterOf<unknown>(at, 'resident.window.end', `${year}-01-01`);
  const last = raw === null ? undefined : dayFor(raw, year);
  if (last === undefined) return null;
  return {
    kind: 'window',
    last,
    lost: `${year} 年度没有缴费，过后只能按期外参保，待遇要等待`,
    reason: reasonOf(RULE, 'WINDOW_ENDS', `${year} 年度集中缴费期的末日是 ${last}。`, at),
    matter: MATTER,
  };
}

/** Years whose fee is assessed and not paid, the earliest first. */
const unpaidYears = ({ payments }: Person): number[] =>
  payments
    .filter(({ scheme, state }) => scheme === 'RES' && state === 'DUE')
    .map(({ period }) => Number(period))
    .sort((a, b) => a - b);

/** The end of the payment window (R-PRE-01) for who is registered and has not paid; a window that is over is nobody's deadline. */
export const paymentWindow: DeadlineRule = {
  matter: MATTER,
  rule: RULE,
  ofPerson(person, at) {
    if (person.survival === '2') return null;
    for (const year of unpaidYears(person)) {
      const deadline = deadlineOf(year, at);
      if (deadline !== null && deadline.last >= at.day) return deadline;
    }
    return null;
  },
  ofWork: ({ matter, fields }, at) =>
    matter === MATTER && typeof fields.year === 'number' ? deadlineOf(fields.year, at) : null,
};
