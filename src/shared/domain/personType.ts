import type { Enrolment } from './enrolment';
import type { Person } from './person';

const RANK: Readonly<Record<Enrolment['status'], number>> = { ACTIVE: 0, PAUSED: 1, TERMINATED: 2 };

/** Person type (人员类别) of the relation that counts: the active one before others. Null: there is no relation. */
export const currentPersonType = ({ enrolments }: Person): string | null =>
  enrolments.toSorted((a, b) => RANK[a.status] - RANK[b.status])[0]?.personType ?? null;
