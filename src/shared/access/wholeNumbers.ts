/**
 * Numbers that one clerk may take out of the desk in one file by herself. Whoever is entrusted with such data and passes 25 of the
 * gravest kind on is already punishable (法释〔2017〕10号 第五条: fifty, halved for what was obtained on duty).
 */
export const MOST_NUMBERS_ALONE = 25;

/** Certificates of 15 to 18 characters and bank accounts of up to 19, whole; masked ones have stars in them and are none. */
const WHOLE = /(?<![\d*])\d{14,18}[\dXx](?![\d*])/g;

/** How many whole numbers (完整号码) of certificates and bank accounts stand in a value, however deep. */
export function wholeNumbersIn(value: unknown): number {
  if (typeof value === 'string')
    return value.length < 15 ? 0 : (value.normalize('NFKC').match(WHOLE)?.length ?? 0);
  if (typeof value !== 'object' || value === null) return 0;
  let sum = 0;
  for (const part of Array.isArray(value) ? value : Object.values(value)) sum += wholeNumbersIn(part);
  return sum;
}
