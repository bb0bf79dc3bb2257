import type { CivilDate } from '../../domain/civilDate';
import type { Person } from '../../domain/person';
import { err, ok, type Result } from '../../result';
import type { Case, Facts, Request } from '../../rules/case';
import { CASE_MATTERS, type CaseMatterCode } from '../../rules/matters';
import { type BodyOf, bodyOf, emptyOf, formFieldsOf, type TypedFields } from '../declare';
import { caseOf, factsOf } from '../facts';
import type { Fields, FormField } from '../form';
import { findPerson } from '../lookup';
import type { MatterContext, Records } from '../matter';
import { type Problems, problemsOf, tidied } from '../readFields';

/**
 * A question to the rules (查询试算): fields like those of a matter, and the case they make. It has no body that is accepted, no
 * operation and no effect: nothing is registered by it.
 */
export interface Inquiry {
  readonly code: CaseMatterCode;
  readonly title: string;
  /** What is answered, for the clerk. */
  readonly about: string;
  readonly fields: readonly FormField[];
  initial(day: CivilDate): Fields;
  prefill(fields: Fields, changed: string, records: Records, day: CivilDate): Fields;
  /** The case of what is typed, or what is not right yet. */
  ask(fields: Fields, records: Records, context: MatterContext): Result<Case, Problems>;
}

interface Declaration<F extends TypedFields> {
  readonly code: CaseMatterCode;
  readonly about: string;
  readonly fields: F;
  readonly initial?: (day: CivilDate) => Fields;
  readonly prefill?: (fields: Fields, changed: string, person: Person | null, day: CivilDate) => Fields;
  /** Facts besides those of the person, where there is one. */
  facts?(body: BodyOf<F>, person: Person | null, context: MatterContext): Partial<Facts>;
  request(body: BodyOf<F>): Request;
  /** Another place and day than the desk's own. */
  at?(body: BodyOf<F>): Partial<Pick<Case, 'region' | 'on'>>;
}

const personOf = (fields: Fields, records: Records): Person | null =>
  typeof fields.personId === 'string' ? findPerson(records, fields.personId) : null;

export function inquiry<F extends TypedFields>(its: Declaration<F>): Inquiry {
  const schema = bodyOf(its.fields);
  const fields = formFieldsOf(its.fields);
  return {
    code: its.code,
    title: CASE_MATTERS[its.code].label,
    about: its.about,
    fields,
    initial: (day) => ({ ...emptyOf(its.fields), ...its.initial?.(day) }),
    prefill: (typed, changed, records, day) =>
      its.prefill?.(typed, changed, personOf(typed, records), day) ?? typed,
    ask: (typed, records, context) => {
      const certType = typeof typed.certType === 'string' ? typed.certType : '01';
      const read = schema.safeParse(tidied(fields, typed, certType));
      if (!read.success) return err(problemsOf(read.error));
      const person = personOf(typed, records);
      if (typeof typed.personId === 'string' && typed.personId !== '' && person === null)
        return err({ personId: '人员档案中没有此人，请重新查找。' });
      const known = person === null ? {} : factsOf(person, context);
      const facts = { ...known, ...its.facts?.(read.data, person, context) };
      const asked = caseOf(its.code, person?.id ?? 'inquiry', context, facts, its.request(read.data));
      return ok({ ...asked, ...its.at?.(read.data) });
    },
  };
}
