import { nationalSuite } from './national';
import { standardSuite, swiftSuite } from './standard';
import type { CryptoSuite, SuiteName } from './suite';

/** Every suite that this program opens. */
export const SUITES: readonly CryptoSuite[] = [standardSuite, nationalSuite, swiftSuite];

export function suiteNamed(name: SuiteName): CryptoSuite {
  const suite = SUITES.find((one) => one.name === name);
  if (suite === undefined) throw new Error(`no suite ${name}`);
  return suite;
}
