import { canonicalJson, sha256Hex } from '../json';
import { err, ok, type Result } from '../result';

/** Digits and capitals of which no two are taken for one another in print or by hand; 23, a prime, so that the check works. */
const ALPHABET = '34679ACDEFHJKLMNPRTUWXY';
const BASE = ALPHABET.length;
const LENGTH = 6;

/** The most people that the codes of one batch can tell apart; 98 × 65,536 < 23⁵. */
export const MOST_ROWS = 65_536;
const TAGS = 97;

/** What a row code says: the 0-based position of the person in the batch, and the tag of the batch it belongs to. */
export interface RowCode {
  readonly at: number;
  /** 0–96; equal to `batchTag` of the batch that the code was printed for. Two batches share one in about 97 cases. */
  readonly batchTag: number;
}

/** A number from 0 to 96 that the codes of a batch carry, so that a sheet of another batch is noticed. */
export const batchTag = (batchId: string): number =>
  Number.parseInt(sha256Hex(batchId).slice(0, 8), 16) % TAGS;

/**
 * The short code of a person's row (行号), unique in its batch: six characters of which the last checks the others. One character
 * mistyped and two exchanged are always found.
 * @throws RangeError where the batch cannot have such a position.
 */
export function rowCodeOf(batchId: string, at: number): string {
  if (!Number.isInteger(at) || at < 0 || at >= MOST_ROWS) throw new RangeError(`no row ${at} in a batch`);
  let rest = batchTag(batchId) * MOST_ROWS + at;
  const digits = Array.from({ length: LENGTH - 1 }, () => {
    const digit = rest % BASE;
    rest = Math.floor(rest / BASE);
    return digit;
  }).toReversed();
  return [...digits, checkOf(digits)].map((digit) => ALPHABET[digit]).join('');
}

/** Reads a code as typed or scanned: small letters, full-width characters, spaces and dashes are let pass. */
export function parseRowCode(text: string): Result<RowCode, 'malformed' | 'wrong-check'> {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−]/gu, '');
  const digits = Array.from(plain, (character) => ALPHABET.indexOf(character));
  if (digits.length !== LENGTH || digits.includes(-1)) return err('malformed');
  const body = digits.slice(0, -1);
  if (checkOf(body) !== digits[LENGTH - 1]) return err('wrong-check');
  const value = body.reduce((sum, digit) => sum * BASE + digit, 0);
  const tag = Math.floor(value / MOST_ROWS);
  return tag < TAGS ? ok({ at: value % MOST_ROWS, batchTag: tag }) : err('malformed');
}

/** The first 8 hex digits of SHA-256 over the canonical JSON (RFC 8785) of what stands in a row. */
export const rowChecksum = (fields: readonly string[]): string =>
  sha256Hex(canonicalJson(fields)).slice(0, 8);

/** The sum of all six, weighted 6…1, is 0 modulo 23: distinct weights find exchanges, a prime modulus finds single slips. */
function checkOf(digits: readonly number[]): number {
  const sum = digits.reduce((total, digit, index) => total + digit * (LENGTH - index), 0);
  return (BASE - (sum % BASE)) % BASE;
}
