import type { Scheme, StatusReason } from '../domain/enrolment';
import type { Person } from '../domain/person';
import { effectOn } from './answerRead';
import { endEnrolment } from './enrolments';
import type { Deciding } from './personMatter';

/** The person after the pauses and terminations of one scheme that the answer names, each from its day. */
export function withEnds(person: Person, scheme: Scheme, reason: StatusReason, context: Deciding): Person {
  const ends = effectOn(context.answer, `TERMINATE_${scheme}`, context.day);
  if (ends !== null) return endEnrolment(person, scheme, 'TERMINATED', ends, reason);
  const pauses = effectOn(context.answer, `PAUSE_${scheme}`, context.day);
  return pauses === null ? person : endEnrolment(person, scheme, 'PAUSED', pauses, reason);
}

/** True where the answer names the effect. */
export const follows = ({ answer }: Deciding, code: string): boolean =>
  answer.effects.some((effect) => effect.code === code);
