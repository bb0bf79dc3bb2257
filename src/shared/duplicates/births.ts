import { type CivilDate, isCivilDate } from '../domain/civilDate';

/** How two birth dates are alike: the same, day and month swapped, or a year off by one. */
export type BirthLikeness = 'same' | 'swapped' | 'yearOff';

const withYear = (date: CivilDate, by: number): string =>
  `${String(Number(date.slice(0, 4)) + by).padStart(4, '0')}${date.slice(4)}`;
const swapped = (date: CivilDate): string => `${date.slice(0, 4)}-${date.slice(8)}-${date.slice(5, 7)}`;

/** Every birth date that is like this one, with how; each once. */
export function likeBirths(date: CivilDate): Map<CivilDate, BirthLikeness> {
  const found = new Map<CivilDate, BirthLikeness>([[date, 'same']]);
  const slips = [
    [swapped(date), 'swapped'],
    [withYear(date, -1), 'yearOff'],
    [withYear(date, 1), 'yearOff'],
  ] as const;
  for (const [slip, how] of slips) if (isCivilDate(slip) && !found.has(slip)) found.set(slip, how);
  return found;
}

export const birthLikeness = (a: CivilDate, b: CivilDate): BirthLikeness | null =>
  likeBirths(a).get(b) ?? null;
