import { normaliseNumber } from '#shared/codes/normalise';
import type { Person } from '#shared/domain/person';
import { plainName } from '#shared/duplicates/names';
import type { Subject } from '#shared/duplicates/subject';
import type { Duplicating } from './duplicating';

/** Of somebody who is being typed and is not on file. */
const TYPED = 'TYPED';
type PersonOf = (id: string) => Person | null;

/** The person a form is about, as far as they are typed; null where that is not enough to compare. */
export function typedSubject(fields: Readonly<Record<string, unknown>>, personOf: PersonOf): Subject | null {
  const text = (name: string): string | null => {
    const value = fields[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  if (fields.who !== 'new') {
    const known = text('personId') === null ? null : personOf(text('personId') ?? '');
    if (known === null) return null;
    const [name, certNo] = [text('name') ?? known.name, text('certNo') ?? known.certNo];
    return { ...known, name, certNo, birthDate: text('birthDate') ?? known.birthDate };
  }
  const [name, birthDate, certNo] = [text('name'), text('birthDate'), text('certNo')];
  if ((name === null || birthDate === null) && certNo === null) return null;
  return {
    id: TYPED,
    name: name ?? '',
    certType: text('certType') ?? '01',
    certNo,
    birthDate: birthDate ?? '',
    sex: (text('sex') as Subject['sex'] | null) ?? '0',
    householdId: text('householdId') ?? '',
    guardianId: text('guardianId'),
  };
}

/** Others of the same name, birth date and sex who are on file under another document: what R-ID-06 asks about. */
export function sameUnderOtherDocument(
  fields: Readonly<Record<string, unknown>>,
  personOf: PersonOf,
  duplicates: Duplicating,
): string[] {
  const subject = typedSubject(fields, personOf);
  const found = subject === null ? null : duplicates.of(subject);
  if (subject === null || !found) return [];
  return found.flatMap(({ pair }) => {
    const other = personOf(pair.find((id) => id !== subject.id) ?? '');
    const isSame =
      other !== null &&
      plainName(other.name) === plainName(subject.name) &&
      other.birthDate === subject.birthDate &&
      other.sex === subject.sex &&
      normaliseNumber(other.certNo ?? '') !== normaliseNumber(subject.certNo ?? '');
    return isSame ? [other.id] : [];
  });
}
