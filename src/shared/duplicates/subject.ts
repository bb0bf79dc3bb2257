import type { Person } from '../domain/person';

/**
 * What is compared of a person. Somebody who is being typed has an id of their own that nobody on file has; name and birth date are
 * empty while they are not typed.
 */
export type Subject = Pick<
  Person,
  'id' | 'name' | 'certType' | 'certNo' | 'birthDate' | 'sex' | 'householdId' | 'guardianId'
>;

/** How a name can be read, whole and in Latin letters (`zhangsan`); more than one where a character has several readings. */
export type SoundsOf = (name: string) => readonly string[];
