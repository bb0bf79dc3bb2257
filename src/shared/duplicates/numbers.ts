import { mod11_2 } from '../codes/checkDigits';
import { normaliseNumber } from '../codes/normalise';
import { checkOldResidentId, checkResidentId } from '../codes/residentId';

/** A certificate number for comparing: in one form, and whether it can be right. */
export interface ComparedNumber {
  /** Normalised; a 15-digit number of before 1999 as the 18 digits of the same person. */
  readonly key: string;
  readonly isOld: boolean;
  /** It is a citizen's number whose check digit or date cannot be: somebody mistyped it. */
  readonly isWrong: boolean;
  /** It is a citizen's number that can be right. */
  readonly isCitizen: boolean;
}

const SHAPE_18 = /^\d{17}[\dX]$/;

export function comparedNumber(certNo: string | null): ComparedNumber | null {
  if (certNo === null) return null;
  const number = normaliseNumber(certNo);
  if (number === '') return null;
  const old = checkOldResidentId(number);
  if (old.ok) return { key: old.upgraded, isOld: true, isWrong: false, isCitizen: true };
  const isCitizen = checkResidentId(number, null).ok;
  return { key: number, isOld: false, isWrong: SHAPE_18.test(number) && !isCitizen, isCitizen };
}

const DIGITS = '0123456789';
const LAST_DIGITS = '0123456789X';

/**
 * The numbers that can be right and from which a wrong one came by one slip: one character mistyped, or two neighbours swapped.
 * The check digit finds every such slip, so two numbers that can both be right never differ by one.
 */
export function rightNumbersNear(wrong: string): Set<string> {
  const found = new Set<string>();
  const take = (number: string): void => {
    if (number !== wrong && mod11_2(number) === number.charAt(17) && checkResidentId(number, null).ok)
      found.add(number);
  };
  for (let at = 0; at < wrong.length; at++) {
    for (const digit of at === 17 ? LAST_DIGITS : DIGITS)
      take(wrong.slice(0, at) + digit + wrong.slice(at + 1));
  }
  for (let at = 0; at + 1 < wrong.length; at++) {
    const [one, two] = [wrong.charAt(at), wrong.charAt(at + 1)];
    const swapped = wrong.slice(0, at) + two + one + wrong.slice(at + 2);
    if (SHAPE_18.test(swapped)) take(swapped);
  }
  return found;
}
