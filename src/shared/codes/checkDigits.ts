const MOD_11_2_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const MOD_11_2_TABLE = '10X98765432';
const ORG_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const MRZ_WEIGHTS = [7, 3, 1] as const;

const BASE_36 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** GB 11643 check character over the first 17 digits (ISO 7064 MOD 11-2). */
export function mod11_2(digits: string): string {
  const sum = MOD_11_2_WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return MOD_11_2_TABLE.charAt(sum % 11);
}

/** GB 32100 check character over the first 17 characters, which must be of the alphabet without I O S V Z. */
export function usccCheck(body: string): string {
  let weight = 1;
  let sum = 0;
  for (const char of body.slice(0, 17)) {
    sum += USCC_ALPHABET.indexOf(char) * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** GB 11714 check character over the first 8 characters. */
export function orgCheck(body: string): string {
  const sum = ORG_WEIGHTS.reduce((total, weight, i) => total + weight * BASE_36.indexOf(body.charAt(i)), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** ICAO 9303 check digit: weights 7 3 1, A is 10, modulo 10. */
export function mrzCheck(body: string): string {
  let sum = 0;
  [...body].forEach((char, i) => {
    sum += BASE_36.indexOf(char) * (MRZ_WEIGHTS[i % 3] ?? 0);
  });
  return String(sum % 10);
}
