import { bookCovers } from '../chapters/general/general';
import {
  certificateTells,
  identityMatch,
  identityNumber,
  identityUnique,
  unitCode,
} from '../chapters/identity/identity';
import type { Session } from '../session';
import type { Step } from './step';

export const book: Step = (s) => void s.ask(bookCovers);

/** R-ID-01 to R-ID-06: the number, what it says, and whose it is. */
export const identity: readonly Step[] = [
  (s) => void s.ask(identityNumber),
  (s) => void s.ask(identityMatch),
  // The search for the same number belongs to the platform: not having looked stops nothing here.
  (s) => void s.ask(identityUnique, 'advice'),
];

function tellBirth(s: Session): void {
  const tells = s.e.maybe(certificateTells);
  if (tells?.birthDate) s.date('birthDate', '证件号码所载出生日期', tells.birthDate);
}

export const identifierCheck: readonly Step[] = [
  (s) => {
    if (s.subject.request.uscc !== undefined) s.ask(unitCode);
    else for (const step of identity) step(s);
  },
  tellBirth,
];
