import type { CivilDate } from '../domain/civilDate';
import { MATTERS, type MatterCode } from '../domain/matter';
import type { Person } from '../domain/person';
import type { Answer } from '../rules/answer';
import type { Case, Facts, Request } from '../rules/case';
import { type BodyOf, bodyOf, emptyOf, formFieldsOf, type TypedFields } from './declare';
import { caseOf, factsOf } from './facts';
import type { Carry, Fields, MatterForm } from './form';
import { findPerson } from './lookup';
import type { Matter, MatterContext, Records } from './matter';
import { baseOf } from './touched';

/** A matter and its form from one definition. */
export interface Declared<B> {
  readonly matter: Matter<B>;
  readonly form: MatterForm;
}

/** What is at hand where the effects are written: the answer decided, and the operation that carries it. */
export type Deciding = MatterContext & { readonly opId: string; readonly answer: Answer };

/** A matter about one person who is on file. */
export interface PersonMatter<F extends TypedFields> {
  readonly code: MatterCode & Case['matter'];
  /** `personId` among them. */
  readonly fields: F;
  /** Names of the touched fields (`touched.ts`) it reads or writes, besides number, village and survival. */
  touches(body: BodyOf<F>): readonly string[];
  /** Facts of the case besides those of the person's record. */
  facts?(body: BodyOf<F>, person: Person, records: Records, context: MatterContext): Partial<Facts>;
  request(body: BodyOf<F>, person: Person, context: MatterContext, records: Records): Request;
  /** Region whose rules decide, where it is not the desk's own. */
  region?(body: BodyOf<F>): string | null;
  /** Beyond being on file: what of the record is in the way, in a sentence. Never a condition of the law. */
  fit?(body: BodyOf<F>, person: Person, records: Records): string | null;
  apply(body: BodyOf<F>, person: Person, context: Deciding, records: Records): Person;

  readonly initial?: (day: CivilDate) => Fields;
  /** What follows for the other fields from the person chosen or another field entered. */
  readonly prefill?: (fields: Fields, changed: string, person: Person | null, day: CivilDate) => Fields;
  readonly carry?: Carry;
}

const ALWAYS = ['certNo', 'villageCode', 'survival'];
const NOT_ON_FILE = '人员档案中没有此人，请重新查找。';

export function personMatter<F extends TypedFields>(its: PersonMatter<F>): Declared<BodyOf<F>> {
  type B = BodyOf<F>;
  const idOf = (body: B): string => String((body as Fields).personId);
  const onFile = (body: B, records: Records) => findPerson(records, idOf(body));
  const matter: Matter<B> = {
    code: its.code,
    body: bodyOf(its.fields),
    subjects: (body) => [{ kind: 'person', id: idOf(body) }],
    base: (body, records) => [
      baseOf(records, { kind: 'person', id: idOf(body) }, [...ALWAYS, ...its.touches(body)]),
    ],
    toCase: (body, records, context) => {
      const person = onFile(body, records);
      if (person === null) return caseOf(its.code, idOf(body), context, {}, {});
      const facts = { ...factsOf(person, context), ...its.facts?.(body, person, records, context) };
      const asked = caseOf(its.code, idOf(body), context, facts, its.request(body, person, context, records));
      const elsewhere = its.region?.(body) ?? null;
      return elsewhere === null ? asked : { ...asked, region: elsewhere };
    },
    fit: (body, records) => {
      const person = onFile(body, records);
      return person === null ? NOT_ON_FILE : (its.fit?.(body, person, records) ?? null);
    },
    // `apply` gives back the very same person where the answer brings nothing to write.
    idle: (body, records, context) => {
      const person = onFile(body, records);
      if (person === null || its.apply(body, person, context, records) !== person) return null;
      return `按规则，${person.name}的登记没有要改动的，不用受理；依据见结论。`;
    },
    apply: (body, records, context) => {
      const person = onFile(body, records);
      if (person === null) throw new Error(`${its.code} applied where it does not fit`);
      return [its.apply(body, person, context, records)];
    },
  };
  const form: MatterForm = {
    code: its.code,
    title: MATTERS[its.code],
    fields: formFieldsOf(its.fields),
    initial: (day) => ({ ...emptyOf(its.fields), ...its.initial?.(day) }),
    prefill: (fields, changed, records, day) => {
      const person = typeof fields.personId === 'string' ? findPerson(records, fields.personId) : null;
      return its.prefill?.(fields, changed, person, day) ?? fields;
    },
    ...(its.carry === undefined ? {} : { carry: its.carry }),
  };
  return { matter, form };
}
