import { z } from 'zod';
import type { CivilDate } from '../domain/civilDate';
import type { Json } from '../json';
import * as field from './fields';
import type { Fields, FormField, Option } from './form';
import type { Records } from './matter';

/**
 * One declarative definition of what is typed, from which both the form and the schema of the body follow: a field that is
 * not shown is null in every body, one that is shown and not optional is there, and whoever receives the body holds it to that.
 */
export interface Typed<T> {
  readonly field: Omit<FormField, 'name' | 'section'>;
  readonly schema: z.ZodType<T>;
}
// biome-ignore lint/suspicious/noExplicitAny: what the field holds is the schema's to say
type AnyTyped = Typed<any>;
export type TypedFields = Readonly<Record<string, AnyTyped & { readonly section: string }>>;
type ValueOf<F> = F extends Typed<infer T> ? T : never;
/** The body that a definition gives. */
export type BodyOf<F extends TypedFields> = { [N in keyof F]: ValueOf<F[N]> };

type More = Pick<FormField, 'hint'>;

export const person = (label = '人员', more: More = {}): Typed<string> => ({
  field: { label, kind: 'person', ...more },
  schema: field.personId,
});
export const unit = (label = '用人单位', more: More = {}): Typed<string> => ({
  field: { label, kind: 'unit', ...more },
  schema: field.unitId,
});
export const day = (label: string, more: More = {}): Typed<CivilDate> => ({
  field: { label, kind: 'date', ...more },
  schema: field.civilDate(label),
});
export const month = (label: string, more: More = {}): Typed<string> => ({
  field: { label, kind: 'month', ...more },
  schema: field.civilMonth(label),
});
export const year = (label: string, more: More = {}): Typed<number> => ({
  field: { label, kind: 'year', ...more },
  schema: field.insuredYear,
});
export const count = (label: string, most: number, more: More = {}): Typed<number> => ({
  field: { label, kind: 'count', ...more },
  schema: z
    .number({ error: `请填写${label}，只填数字。` })
    .int({ error: `${label}应为整数。` })
    .min(0, { error: `${label}不能小于 0。` })
    .max(most, { error: `${label}不能大于 ${most}。` }),
});
/** Whole fen; typed in yuan. */
export const money = (label: string, more: More = {}): Typed<number> => ({
  field: { label, kind: 'money', ...more },
  schema: z
    .number({ error: `请填写${label}，单位是元，最多两位小数。` })
    .int({ error: `${label}最多两位小数。` })
    .min(0, { error: `${label}不能小于 0。` })
    .max(99_999_999_999, { error: `${label}太大，请核对。` }),
});
export const text = (
  label: string,
  longest: number,
  more: More & { isCode?: boolean } = {},
): Typed<string> => ({
  field: { label, kind: 'text', ...more },
  schema: field.plainText(label, longest),
});
export const region = (label: string, more: More = {}): Typed<string> => ({
  field: { label, kind: 'text', isCode: true, hint: '6 位行政区划代码', ...more },
  schema: field.regionCode,
});
/** One of a few words; the keys are what is stored. */
export function choice<K extends string>(
  label: string,
  words: Readonly<Record<K, string>>,
  more: More = {},
): Typed<K> {
  const keys = Object.keys(words) as [K, ...K[]];
  const options: Option[] = keys.map((value) => ({ value, label: words[value] }));
  return {
    field: { label, kind: 'select', options, ...more },
    schema: z.enum(keys, { error: `请选择${label}。` }) as unknown as z.ZodType<K>,
  };
}
/** One of what the person's records hold. */
export const oneOf = (
  label: string,
  choices: (fields: Fields, records: Records) => readonly Option[],
  more: More = {},
): Typed<string> => ({
  field: { label, kind: 'select', choices, ...more },
  schema: z
    .string({ error: `请选择${label}。` })
    .min(1, { error: `请选择${label}。` })
    .max(40, {
      error: `请选择${label}。`,
    }),
});
/** A fact that may be unknown: 是, 否, or not answered yet. */
export const yesNo = (label: string, more: More = {}): Typed<'YES' | 'NO'> =>
  choice(label, { YES: '是', NO: '否' }, more);
/** What was answered, as a fact; undefined: not answered. */
export const toldAs = (answered: 'YES' | 'NO' | null): boolean | undefined =>
  answered === null ? undefined : answered === 'YES';

/** May be left empty. */
export const optional = <T>(typed: Typed<T>): Typed<T | null> => ({
  field: { ...typed.field, optional: true },
  schema: typed.schema.nullable(),
});
/** Shown and read only where `show` holds; empty otherwise. */
export const when = <T>(show: (fields: Fields) => boolean, typed: Typed<T>): Typed<T | null> => ({
  field: { ...typed.field, show },
  schema: typed.schema.nullable(),
});

export function section<F extends Readonly<Record<string, AnyTyped>>>(
  name: string,
  fields: F,
): { [N in keyof F]: F[N] & { section: string } } {
  return Object.fromEntries(
    Object.entries(fields).map(([key, typed]) => [key, { ...typed, section: name }]),
  ) as { [N in keyof F]: F[N] & { section: string } };
}

/** The form's fields in the order they were declared. */
export const formFieldsOf = (fields: TypedFields): FormField[] =>
  Object.entries(fields).map(([name, typed]) => ({ name, section: typed.section, ...typed.field }));

/** Every field empty. */
export const emptyOf = (fields: TypedFields): Record<string, Json> =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, null]));

/** The schema of the body: each field by itself, and no value where the form would not show it. */
export function bodyOf<F extends TypedFields>(fields: F): z.ZodType<BodyOf<F>> {
  const shape = Object.fromEntries(Object.entries(fields).map(([name, typed]) => [name, typed.schema]));
  return z.strictObject(shape).superRefine((body, issues) => {
    const typed = body as Fields;
    for (const { name, label, show, optional: mayBeEmpty } of formFieldsOf(fields)) {
      if (show === undefined) continue;
      const empty = typed[name] === null || typed[name] === undefined;
      const message = show(typed)
        ? empty && mayBeEmpty !== true && `请填写${label}。`
        : !empty && `${label}与其他各项不相配，请核对后重新填写。`;
      if (message !== false) issues.addIssue({ code: 'custom', path: [name], message });
    }
  }) as unknown as z.ZodType<BodyOf<F>>;
}
