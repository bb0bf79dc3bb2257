import type { Json } from '#shared/json';
import type { Fields } from '#shared/matters/form';
import type { Desk } from '../../desk/api';

const personOf = (desk: Desk, fields: Fields) =>
  fields.who !== 'new' && typeof fields.personId === 'string'
    ? (desk.person(fields.personId)?.person ?? null)
    : null;

/** `户号 0312-017 · 户主 李建国`, of the household the form is about; null while it is not known. */
export function householdWords(desk: Desk, fields: Fields): string | null {
  const id = personOf(desk, fields)?.householdId ?? fields.householdId;
  const found = typeof id === 'string' && id !== '' ? desk.household(id) : null;
  if (!found) return null;
  const head = found.members.find((member) => member.id === found.household.headPersonId);
  return `户号 ${found.household.id}${head ? ` · 户主 ${head.name}` : ''}`;
}

/** The person's or unit's fields as they are on file, to show beside what is changed. */
export const onFileOf = (desk: Desk, fields: Fields): Fields | null =>
  (personOf(desk, fields) ?? unitOf(desk, fields)) as unknown as Record<string, Json> | null;

const unitOf = (desk: Desk, { empNo }: Fields) =>
  typeof empNo === 'string' ? (desk.units().find(({ id }) => id === empNo) ?? null) : null;
