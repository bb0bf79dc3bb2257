import type { Operation } from '../domain/operation';
import { recordKey } from '../domain/record';
import { canonicalJson, type Json } from '../json';
import { CHANGEABLE_FIELDS } from '../matters/changeMatter';
import { fieldLabel, fieldTextInFull } from '../matters/touched';
import type { FieldConflict, Verdict } from '../protocol/verdict';
import { authorText, precedenceOf, SOURCE_LABELS, sourceOf, type ValueSource } from './precedence';

export type ConflictVerdict = Extract<Verdict, { outcome: 'conflict' }>;
export type Side = 'desk' | 'platform';

/** One field of a conflict as the clerk decides it. */
export interface ConflictField {
  /** `person:P1:phone`. */
  readonly key: string;
  readonly field: string;
  readonly label: string;
  /** In words, never as codes. */
  readonly base: string;
  readonly desk: string;
  readonly platform: string;
  readonly platformValue: Json;
  /** Who gave the field the platform's value, and when; null: nobody is named. */
  readonly changedBy: string | null;
  readonly changedAt: string | null;
  /**
   * `typed`: the desk entered this very field, either value can be kept. `effect`: the matter as such would change it; keeping the
   * platform's means not doing the matter. `read`: the desk only relied on it; the platform's value stands in any case.
   */
  readonly part: 'typed' | 'effect' | 'read';
  readonly recommended: Side;
  /** One sentence. */
  readonly why: string;
}

/** What a recommendation needs to know besides the verdict. */
export interface ConflictWorld {
  /** This desk's name, as the platform writes it before its clerk's. */
  readonly deskName: string | null;
  /** When the operation was accepted, device time. */
  readonly acceptedAt: string;
}

const same = (a: Json, b: Json): boolean => canonicalJson(a) === canonicalJson(b);

/** The fields of a conflict with both values in words and the side that is recommended. */
export function conflictFields(
  operation: Operation,
  verdict: ConflictVerdict,
  world: ConflictWorld,
): ConflictField[] {
  return verdict.fields.map((conflict): ConflictField => {
    // Where the platform does not tell of the field, the record's last change is the nearest that is known.
    const { changedBy, changedAt } = conflict.changedBy === undefined ? verdict : conflict;
    const source = sourceOf(changedBy ?? null, world.deskName);
    const isLater = !changedAt || Date.parse(world.acceptedAt) > Date.parse(changedAt);
    const { subject, field } = conflict;
    const words = (value: Json) => fieldTextInFull(subject.kind, field, value);
    const part = partOf(operation, conflict);
    return {
      key: `${recordKey(subject)}:${field}`,
      field,
      label: fieldLabel(subject.kind, field),
      base: words(conflict.base),
      desk: words(conflict.desk),
      platform: words(conflict.platform),
      platformValue: conflict.platform,
      part,
      changedBy: changedBy ? authorText(changedBy) : null,
      changedAt: changedAt ?? null,
      ...recommend(field, part, source, isLater ? 'desk' : 'platform'),
    };
  });
}

function partOf(operation: Operation, { subject, field, base, desk }: FieldConflict): ConflictField['part'] {
  const typed = operation.body[field];
  if (subject.kind === 'person' && typed !== undefined && same(typed, desk)) return 'typed';
  return same(base, desk) ? 'read' : 'effect';
}

function recommend(
  field: string,
  part: ConflictField['part'],
  source: ValueSource,
  later: Side,
): Pick<ConflictField, 'recommended' | 'why'> {
  if (part === 'read') {
    return { recommended: 'platform', why: '本次办理没有改这一项，按平台现在的记录继续。' };
  }
  const line = precedenceOf(field);
  if (line?.before.includes(source)) {
    return { recommended: 'platform', why: `平台的值来自${SOURCE_LABELS[source]}；${line.why}。` };
  }
  if (source === 'thisDesk') {
    return { recommended: 'desk', why: '平台的值是本窗口较早办理的，本次是本窗口后来办理的。' };
  }
  if (source === 'before' || later === 'desk') {
    return {
      recommended: 'desk',
      why: `平台的值来自${SOURCE_LABELS[source]}，本次当面办理更新${because(line?.why)}。`,
    };
  }
  return {
    recommended: 'platform',
    why: `平台的值来自${SOURCE_LABELS[source]}，改得比本次办理晚${because(line?.why)}。`,
  };
}

const because = (why: string | undefined): string => (why === undefined ? '' : `；${why}`);

/** The clerk's choices by key of the field. */
export type Choices = Readonly<Record<string, Side>>;

/** What choices come to: nothing of the operation is left, or it is done again with some fields as the platform has them. */
export type Settlement =
  | { readonly kind: 'give-up' }
  | { readonly kind: 'again'; readonly fields: Readonly<Record<string, Json>> }
  | { readonly kind: 'open'; readonly missing: readonly string[] };

/** A settlement by choices; every field that is not merely read must have one. */
export function settlementOf(
  { matter, body }: Pick<Operation, 'matter' | 'body'>,
  fields: readonly ConflictField[],
  choices: Choices,
): Settlement {
  const toChoose = fields.filter(({ part }) => part !== 'read');
  const missing = toChoose.filter(({ key }) => choices[key] === undefined).map(({ label }) => label);
  if (missing.length > 0) return { kind: 'open', missing };
  if (toChoose.some(({ key, part }) => part === 'effect' && choices[key] === 'platform'))
    return { kind: 'give-up' };
  const kept = toChoose.filter(({ key, part }) => part === 'typed' && choices[key] === 'platform');
  const stands = (name: string): boolean =>
    Object.hasOwn(body, name) && !kept.some(({ field }) => field === name);
  // A change of which every field is the platform's now changes nothing any more.
  if (matter.endsWith('_CHANGE') && !CHANGEABLE_FIELDS.some(stands)) return { kind: 'give-up' };
  return {
    kind: 'again',
    fields: Object.fromEntries(kept.map(({ field, platformValue }) => [field, platformValue])),
  };
}
