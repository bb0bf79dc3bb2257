/** What a platform did wrong, said to the people who run it: one sentence in English, the same in Chinese. */
export class Breach extends Error {
  constructor(
    readonly en: string,
    readonly zh: string,
  ) {
    super(en);
  }
}

/** A check cannot be made, and why: it counts neither as held nor as broken. */
export class LeftOut extends Breach {}

/** Ends the check with what is wrong unless the condition holds. */
export function hold(condition: boolean, en: string, zh: string): asserts condition {
  if (!condition) throw new Breach(en, zh);
}

/** What is there, or the end of the check. */
export function there<T>(value: T | null | undefined, en: string, zh: string): T {
  hold(value !== null && value !== undefined, en, zh);
  return value;
}
