import type { Person } from '../domain/person';
import { fieldLabel, fieldText, touchedValue } from '../matters/touched';

/** One line of the comparison of two records (并列核对). */
export interface ComparedRow {
  readonly label: string;
  readonly left: string;
  readonly right: string;
  readonly differs: boolean;
}

const FIELDS = [
  'name',
  'sex',
  'birthDate',
  'certType',
  'certNo',
  'nation',
  'phone',
  'villageCode',
  'group',
  'householdId',
  'relation',
  'hukouRegion',
  'survival',
  'deathDate',
  'schooling',
  'res.status',
  'res.statusFrom',
  'emp.status',
  'emp.statusFrom',
  'emp.empNo',
] as const;

/** Both records field by field, then the years each has been assessed or paid for. `nameOf` gives a village its name. */
export function sideBySide(
  left: Person,
  right: Person,
  nameOf: (villageCode: string) => string,
): ComparedRow[] {
  const words = (person: Person, field: string): string => {
    const value = touchedValue(person, field) ?? null;
    return field === 'villageCode' && typeof value === 'string'
      ? nameOf(value)
      : fieldText('person', field, value);
  };
  const rowOf = (field: string): ComparedRow => {
    const [l, r] = [words(left, field), words(right, field)];
    return { label: fieldLabel('person', field), left: l, right: r, differs: l !== r };
  };
  const years = [...left.payments, ...right.payments].flatMap(({ scheme, period }) =>
    scheme === 'RES' ? [period] : [],
  );
  return [
    ...FIELDS.map(rowOf),
    ...[...new Set(years)]
      .sort()
      .reverse()
      .map((year) => rowOf(`res.payment.${year}`)),
  ];
}
