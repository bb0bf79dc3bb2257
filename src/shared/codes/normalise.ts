/** What a check of a number says: the form to store, or why it is none, in a clerk's words. */
export type NumberCheck<T extends object = object> =
  | ({ readonly ok: true; readonly normalised: string } & T)
  | { readonly ok: false; readonly text: string };

export const bad = (text: string): { readonly ok: false; readonly text: string } => ({ ok: false, text });

/** The longest text that is looked at; anything longer is no number of any kind. */
const LONGEST = 64;

/**
 * Typed or pasted text as it should be stored: full-width forms made ASCII (NFKC), every kind of white space removed,
 * letters upper-case. Text that cannot be a number is cut, so that the checks behind it stay cheap.
 */
export const normaliseNumber = (text: string): string =>
  text.slice(0, LONGEST).normalize('NFKC').replace(/\s+/gu, '').toUpperCase();
