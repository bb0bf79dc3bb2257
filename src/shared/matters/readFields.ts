import type { z } from 'zod';
import { checkCertificate } from '../codes/certificate';
import { normaliseNumber } from '../codes/normalise';
import { checkPhone } from '../codes/phone';
import type { MatterCode } from '../domain/matter';
import { yuanToFen } from '../domain/money';
import { canonicalJson, type Json } from '../json';
import { err, ok, type Result } from '../result';
import { CHANGEABLE_FIELDS, MOVE_FIELDS } from './changeMatter';
import { type Fields, type FormField, isShown } from './form';
import { formOf, matterOf } from './index';
import { findHousehold, findPerson, findUnit } from './lookup';
import type { Records } from './matter';
import { newPersonFields } from './newPerson';
import { UNIT_DETAIL_NAMES } from './unitFields';

/** A parsed body of a matter, ready for `subjects`, `base`, `toCase`, `apply` and for an `OperationDraft`. */
export type Body = Record<string, Json>;
/** Field errors in a clerk's words, by field name. */
export type Problems = Readonly<Record<string, string>>;

/** The body's members that only somebody new has. */
const ONLY_NEW = new Set(
  Object.keys(newPersonFields).filter((name) => !['who', 'personId', 'phone'].includes(name)),
);

/** What was typed, put in order by the kind of field: trimmed, numbers normalised, empty as null. */
function tidy(field: FormField, value: Json | undefined, certType: string): Json {
  if (value === undefined || value === null) return field.kind === 'switch' ? false : null;
  if (typeof value !== 'string') return value;
  const text = value.normalize('NFC').trim();
  if (text === '') return null;
  switch (field.kind) {
    case 'certNo': {
      const found = checkCertificate(certType, text);
      return found.ok ? found.normalised : text;
    }
    case 'phone': {
      const found = checkPhone(text);
      return found.ok ? found.normalised : text;
    }
    case 'money':
      return yuanToFen(text) ?? text;
    case 'year':
    case 'group':
      return /^\d{1,4}$/.test(text) ? Number(text) : text;
    case 'count':
      return /^\d{1,9}$/.test(text) ? Number(text) : text;
    default:
      return field.isCode === true ? normaliseNumber(text) : text;
  }
}

/** The fields as they are read from any form: what is hidden is empty, the rest is in order. */
export const tidied = (form: readonly FormField[], fields: Fields, certType: string): Body =>
  Object.fromEntries(
    form.map((field) => [
      field.name,
      isShown(field, fields) ? tidy(field, fields[field.name], certType) : null,
    ]),
  );

/** The household's placeholder, made from the person's: never the same, and of 30 characters at most. */
export const newHouseholdId = (newPersonId: string): string =>
  `TMP-H${newPersonId.replace(/^TMP-/, '').slice(-25)}`;

/**
 * Whether the household is one the platform has not confirmed: as typed, unless this desk knows better. A new household
 * without a number gets a placeholder; the platform numbers it.
 */
function settleHousehold(body: Body, records: Records, newPersonId: string): Body {
  if (body.householdNew === true && body.householdId === null) {
    return { ...body, householdId: newHouseholdId(newPersonId) };
  }
  const household = typeof body.householdId === 'string' ? findHousehold(records, body.householdId) : null;
  if (household === null) return body;
  const pending = household.version === 0;
  return {
    ...body,
    householdNew: pending,
    address: pending && household.address !== '' ? household.address : null,
  };
}

/** The household that a move of this form leads to; null where the form is of none. */
function moveFields(body: Body, { movesFrom }: Fields, records: Records, newPersonId: string): Body | null {
  if (typeof movesFrom !== 'string') return null;
  return settleHousehold({ ...body, movesFrom }, records, newPersonId);
}

/** Of a change form only what differs from the record, of the members that may be changed. */
function differing(body: Body, record: object | null, names: readonly string[]): Body {
  const kept = Object.entries(body).filter(([name, value]) => {
    if (!names.includes(name)) return true;
    if (record === null) return false;
    return canonicalJson(value) !== canonicalJson(record[name as keyof typeof record] as Json);
  });
  return Object.fromEntries(kept);
}

function onlyChanges(body: Body, records: Records): Body {
  const person = typeof body.personId === 'string' ? findPerson(records, body.personId) : null;
  const changes = differing(body, person, CHANGEABLE_FIELDS);
  if (changes.certType !== undefined && body.certNo !== undefined) changes.certNo = body.certNo;
  return changes;
}

/**
 * Reads what is typed into a form as the matter's body. `newRecordId` is the placeholder the desk keeps for somebody or a
 * unit new (R-ID-05), the same for the life of the draft. The problems name each field that is not right yet; nothing throws.
 */
export function readFields(
  code: MatterCode,
  fields: Fields,
  records: Records,
  newRecordId: string,
): Result<Body, Problems> {
  const form = formOf(code);
  const person = typeof fields.personId === 'string' ? findPerson(records, fields.personId) : null;
  const certType = typeof fields.certType === 'string' ? fields.certType : (person?.certType ?? '01');
  const hasWho = form.fields.some((field) => field.name === 'who');
  const isNew = hasWho && fields.who === 'new';
  const asked = form.fields.filter((field) => !(hasWho && !isNew && ONLY_NEW.has(field.name)));
  let body = tidied(asked, fields, certType);
  // A telephone number that is the one on file is no change, so it cannot be in anybody's way.
  if (hasWho && !isNew && person !== null && body.phone === person.phone) body.phone = null;
  if (isNew) body = settleHousehold({ ...body, personId: newRecordId }, records, newRecordId);
  if (code === 'RES_CHANGE' || code === 'EMP_CHANGE') {
    const move = moveFields(body, fields, records, newRecordId);
    body = onlyChanges({ ...body, ...move }, records);
    // What is said of a move belongs to one: to a form that is none it never was.
    for (const name of move === null ? MOVE_FIELDS : []) delete body[name];
  }
  if (code === 'UNIT_REGISTER') body.empNo = newRecordId;
  if (code === 'UNIT_CHANGE')
    body = differing(body, findUnit(records, String(body.empNo)), UNIT_DETAIL_NAMES);
  return parseBody(code, body);
}

/** Parses an untrusted body strictly; the problems are by the first step of the path (`body` where there is none). */
export function parseBody(code: MatterCode, input: unknown): Result<Body, Problems> {
  const parsed = matterOf(code).body.safeParse(input);
  return parsed.success ? ok(parsed.data as Body) : err(problemsOf(parsed.error));
}

/** What a schema finds wrong, one sentence a field. */
export function problemsOf(error: z.ZodError): Problems {
  const problems: Record<string, string> = {};
  for (const issue of error.issues) {
    const name = String(issue.path[0] ?? 'body');
    if (Object.hasOwn(problems, name)) continue;
    problems[name] = /[\u4e00-\u9fff]/.test(issue.message) ? issue.message : '此项填写有误，请核对。';
  }
  return problems;
}
