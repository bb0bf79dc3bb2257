import type { Person } from '#shared/domain/person';
import type { Desk } from '../../desk/api';

/** So many people of one number are enough to know that it is not one person's. */
const FEW = 5;

/** Whose number it is, where it is one person's on this desk; null: nobody's here, or several people's. */
export function holderOf(desk: Pick<Desk, 'search' | 'person'>, number: string): Person | null {
  const holders = desk
    .search(number, FEW)
    .flatMap(({ id }) => desk.person(id)?.person ?? [])
    .filter(({ certNo }) => certNo === number);
  return holders.length === 1 ? (holders[0] ?? null) : null;
}
