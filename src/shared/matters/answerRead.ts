import type { CivilDate } from '../domain/civilDate';
import type { Answer } from '../rules/answer';

/** An amount of the answer by name; null where it is not there or a parameter is missing. */
export const amountOf = (answer: Answer, name: string): number | null =>
  answer.amounts.find((amount) => amount.name === name)?.fen ?? null;

/** The day of an effect, `day` where the rule names none; null where the effect does not follow. */
export function effectOn(answer: Answer, code: string, day: CivilDate): CivilDate | null {
  const effect = answer.effects.find((e) => e.code === code);
  return effect === undefined ? null : (effect.on ?? day);
}

export const dateOf = (answer: Answer, name: string): CivilDate | null =>
  answer.dates.find((date) => date.name === name)?.date ?? null;
