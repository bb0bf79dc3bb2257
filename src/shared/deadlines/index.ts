import { addDays } from '../domain/civilDate';
import type { MatterCode } from '../domain/matter';
import type { Person } from '../domain/person';
import { BOOK_RULES } from '../rules/articles';
import type { Case } from '../rules/case';
import type { Rule } from '../rules/kernel/rule';
import {
  byDeadline,
  DEADLINE_KINDS,
  type Deadline,
  type DeadlineAt,
  type DeadlineKind,
  type DeadlineRule,
  type Work,
} from './deadline';
import { hire } from './hire';
import { newborn } from './newborn';
import { paymentWindow } from './window';

const RULES: Readonly<Record<DeadlineKind, DeadlineRule>> = { newborn, window: paymentWindow, hire };

/** The deadlines that a matter keeps, each with the rule of the book behind it. */
export const deadlineRulesOf = (code: MatterCode): { readonly rule: Rule<Case> }[] =>
  DEADLINE_KINDS.flatMap((kind) =>
    RULES[kind].matter === code ? BOOK_RULES.filter(({ rule }) => rule.id === RULES[kind].rule) : [],
  );

const soonest = (found: readonly (Deadline | null)[], { day }: DeadlineAt): Deadline | null =>
  [...found].sort((a, b) => byDeadline(a, b, day))[0] ?? null;

/** The deadline of somebody on file that comes first; null where none runs. */
export const deadlineOfPerson = (person: Person, at: DeadlineAt): Deadline | null =>
  soonest(
    DEADLINE_KINDS.map((kind) => RULES[kind].ofPerson(person, at)),
    at,
  );

/** The deadline that work under way has to keep. */
export const deadlineOfWork = (work: Work, at: DeadlineAt): Deadline | null =>
  soonest(
    DEADLINE_KINDS.map((kind) => RULES[kind].ofWork(work, at)),
    at,
  );

/** How many deadlines of each kind lie in the days ahead, and the first of them. */
export interface ComingDeadlines {
  readonly counts: Readonly<Record<DeadlineKind, number>>;
  readonly list: readonly { readonly person: Person; readonly deadline: Deadline }[];
}

export const NONE_COMING: ComingDeadlines = { counts: { newborn: 0, window: 0, hire: 0 }, list: [] };

/** More are counted and not kept: a window's end is everybody's. */
const MOST_LISTED = 200;

/**
 * Adds people to the deadlines of the next `days` days, those of today among them. The list keeps the soonest; call it with parts of a
 * township to leave time between them.
 */
export function addComing(
  persons: readonly Person[],
  at: DeadlineAt,
  days: number,
  start: ComingDeadlines = NONE_COMING,
): ComingDeadlines {
  const until = addDays(at.day, days);
  const counts = { ...start.counts };
  const found = [...start.list];
  for (const person of persons) {
    const deadline = deadlineOfPerson(person, at);
    if (deadline === null || deadline.last < at.day || deadline.last > until) continue;
    counts[deadline.kind]++;
    found.push({ person, deadline });
  }
  found.sort((a, b) => byDeadline(a.deadline, b.deadline, at.day) || (a.person.id < b.person.id ? -1 : 1));
  return { counts, list: found.slice(0, MOST_LISTED) };
}
