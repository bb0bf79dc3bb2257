import { ACCOUNT_WALKS } from './walks/accounts';
import { EMPLOYEE_WALKS } from './walks/employees';
import { RESIDENT_WALKS } from './walks/residents';
import { UNIT_WALKS } from './walks/units';
import type { Walk } from './walks/walk';

/**
 * Every walk. To add a matter, add two lines to the file of its group: one that ends in `receipt`, one that does not.
 * `somebody(…)` gives a person of the sample who stands so and whom no other line has; lines that go on with the same person
 * name it once, above.
 */
export const WALKS: readonly Walk[] = [...RESIDENT_WALKS, ...EMPLOYEE_WALKS, ...ACCOUNT_WALKS, ...UNIT_WALKS];
