import type { TableName } from '../codes/tables/index';
import type { CivilDate } from '../domain/civilDate';
import type { MatterCode } from '../domain/matter';
import type { Json } from '../json';
import type { Records } from './matter';

/** Field values as typed, by field name; may be incomplete. */
export type Fields = Readonly<Record<string, Json>>;

/**
 * How a field is entered. `person`, `unit`, `village` and `household` hold the record's id, `group` the number of the
 * group counted from 1, `year` and `count` a number, `month` `YYYY-MM`, `switch` a boolean, `money`
 * yuan as typed or, from a body, whole fen; everything else text. An empty field is null.
 */
export type FieldKind =
  | 'text'
  | 'money'
  | 'count'
  | 'certNo'
  | 'phone'
  | 'date'
  | 'month'
  | 'year'
  | 'count'
  | 'money'
  | 'select'
  | 'switch'
  | 'person'
  | 'unit'
  | 'village'
  | 'group'
  | 'household';

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** One field of a form, in the words of the counter. */
export interface FormField {
  /** Name of the field in the matter's body. */
  readonly name: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly section: string;
  /** True where the body takes it empty. */
  readonly optional?: boolean;
  /** Choices of a `select` without a table. */
  readonly options?: readonly Option[];
  /** Choices of a `select` that the records give, e.g. the agreements of the person. */
  readonly choices?: (fields: Fields, records: Records) => readonly Option[];
  /** Code table of a `select`. */
  readonly table?: TableName;
  /** The few codes of the table to offer first; the others follow. */
  readonly first?: readonly string[];
  readonly hint?: string;
  /** Of a `text`: letters and digits only, kept in capitals without blanks. */
  readonly isCode?: boolean;
  /** Shown (and read) only where this holds; always when absent. */
  readonly show?: (fields: Fields) => boolean;
}

/** The form of one matter: its fields in the order the keyboard goes. */
export interface MatterForm {
  readonly code: MatterCode;
  readonly title: string;
  readonly fields: readonly FormField[];
  /** Values of an empty form on a day. */
  initial(day: CivilDate): Fields;
  /**
   * The fields after one of them was entered, with what follows from it filled in (birth date and sex from the number,
   * the person's own data, the household's place). Never overwrites what does not follow from the changed field.
   */
  prefill(fields: Fields, changed: string, records: Records, day: CivilDate): Fields;
  /** What the next person of the same household or unit keeps of this form (下一个); none where it is absent. */
  readonly carry?: Carry;
}

/** Names of fields that stay for the next one: of the same household, of the same unit. */
export interface Carry {
  readonly household?: readonly string[];
  readonly unit?: readonly string[];
}

/** The fields of the next form in a series: an empty one with what is carried, the person's own left out. */
export function carried(form: MatterForm, from: keyof Carry, fields: Fields): Fields | null {
  const names = form.carry?.[from];
  if (names === undefined) return null;
  return Object.fromEntries(names.flatMap((name) => (fields[name] == null ? [] : [[name, fields[name]]])));
}

export const isShown = (field: FormField, fields: Fields): boolean => field.show?.(fields) ?? true;

/** The sections of a form in order, each with its fields that are shown now. */
export function shownSections(
  form: Pick<MatterForm, 'fields'>,
  fields: Fields,
): { section: string; fields: FormField[] }[] {
  const sections: { section: string; fields: FormField[] }[] = [];
  for (const field of form.fields) {
    if (!isShown(field, fields)) continue;
    const last = sections.at(-1);
    if (last?.section === field.section) last.fields.push(field);
    else sections.push({ section: field.section, fields: [field] });
  }
  return sections;
}
