import { labelOf } from '#shared/codes/tables/index';
import type { Json } from '#shared/json';
import type { FormField } from '#shared/matters/form';
import type { Desk } from '../desk/api';

/** The value of a form's field as a clerk reads it: names for ids, words for codes; an empty one reads 无. */
export function fieldWords(desk: Desk, field: FormField, value: Json): string {
  if (value === null || value === '') return '无';
  const text = String(value);
  switch (field.kind) {
    case 'switch':
      return value === true ? '是' : '否';
    case 'select':
      return (
        field.options?.find((option) => option.value === text)?.label ??
        (field.table ? labelOf(field.table, text) : text)
      );
    case 'person':
      return desk.person(text)?.person.name ?? text;
    case 'village':
      return desk.villages().find(({ id }) => id === text)?.name ?? text;
    case 'unit':
      return desk.units().find(({ id }) => id === text)?.name ?? text;
    default:
      return text;
  }
}
