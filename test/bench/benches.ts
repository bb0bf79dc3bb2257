import { bagRows } from './bags';
import { rosterRows } from './roster';
import type { Row } from './row';
import { ruleRows } from './rules';
import { vaultRows } from './vault';

/** One part of `npm run bench`. */
interface Bench {
  /** What is measured, in a phrase. */
  readonly about: string;
  rows(): Promise<readonly Row[]>;
}

/** Every bench by its name. One line each. */
export const BENCHES: Readonly<Record<string, Bench>> = {
  rules: { about: 'a decision with its full trace, beside another rule engine', rows: ruleRows },
  bags: { about: 'a full bag of 5,000 operations', rows: bagRows },
  roster: { about: 'the workbook of a dispatch batch, beside other writers', rows: rosterRows },
  vault: { about: 'what sealing costs at a sign-in and at an acceptance', rows: vaultRows },
};
