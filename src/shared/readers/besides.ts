import { labelOf } from '../codes/tables/index';
import type { Person } from '../domain/person';
import { plainName } from '../duplicates/names';
import type { CardRead } from './card';

/** One thing that card and record say differently, both in words. */
export interface Difference {
  readonly field: 'name' | 'sex' | 'birthDate' | 'nation';
  readonly label: string;
  readonly card: string;
  readonly record: string;
}

/** What the card says that the record does not; what the card does not tell is no difference, and neither are blanks and dots in a name. */
export function cardBesidesRecord(
  card: CardRead,
  record: Pick<Person, 'name' | 'sex' | 'birthDate' | 'nation'>,
): Difference[] {
  const found: Difference[] = [];
  if (plainName(card.name) !== plainName(record.name))
    found.push({ field: 'name', label: '姓名', card: card.name, record: record.name });
  if (card.sex !== null && card.sex !== record.sex)
    found.push({
      field: 'sex',
      label: '性别',
      card: labelOf('sex', card.sex),
      record: labelOf('sex', record.sex),
    });
  if (card.birthDate !== null && card.birthDate !== record.birthDate)
    found.push({ field: 'birthDate', label: '出生日期', card: card.birthDate, record: record.birthDate });
  if (card.nation !== null && card.nation !== record.nation)
    found.push({
      field: 'nation',
      label: '民族',
      card: labelOf('nation', card.nation),
      record: labelOf('nation', record.nation),
    });
  return found;
}
