import { checkCertificate } from '../codes/certificate';
import { normaliseNumber } from '../codes/normalise';
import { checkPhone } from '../codes/phone';
import type { MatterCode } from '../domain/matter';
import { canonicalJson, type Json } from '../json';
import { err, ok, type Result } from '../result';
import { CHANGEABLE_FIELDS } from './changeMatter';
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
    case 'year':
    case 'group':
      return /^\d{1,4}$/.test(text) ? Number(text) : text;
    case 'count':
      return /^\d{1,9}$/.test(text) ? Number(text) : text;
    case 'money':
      return fenOf(text) ?? text;
    default:
      return field.isCode === true ? normaliseNumber(text) : text;
  }
}

/** Yuan as typed (`5,432.10`, `￥5432.1元`) as whole fen; null where it is no amount of at most two decimals. */
export function fenOf(typed: string): number | null {
  const text = typed.normalize('NFKC').replace(/[\s,¥元]/g, '');
  const found = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text);
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null;
}

/** The household's placeholder, made from the person's: never the same, and of 30 characters at most. */
const newHouseholdId = (newPersonId: string): string => `TMP-H${newPersonId.replace(/^TMP-/, '').slice(-25)}`;

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
  let body: Body = {};
  for (const field of form.fields) {
    if (hasWho && !isNew && ONLY_NEW.has(field.name)) continue;
    body[field.name] = isShown(field, fields) ? tidy(field, fields[field.name], certType) : null;
  }
  // A telephone number that is the one on file is no change, so it cannot be in anybody's way.
  if (hasWho && !isNew && person !== null && body.phone === person.phone) body.phone = null;
  if (isNew) body = settleHousehold({ ...body, personId: newRecordId }, records, newRecordId);
  if (code === 'RES_CHANGE' || code === 'EMP_CHANGE') body = onlyChanges(body, records);
  if (code === 'UNIT_REGISTER') body.empNo = newRecordId;
  if (code === 'UNIT_CHANGE')
    body = differing(body, findUnit(records, String(body.empNo)), UNIT_DETAIL_NAMES);
  return parseBody(code, body);
}

/** Parses an untrusted body strictly; the problems are by the first step of the path (`body` where there is none). */
export function parseBody(code: MatterCode, input: unknown): Result<Body, Problems> {
  const parsed = matterOf(code).body.safeParse(input);
  if (parsed.success) return ok(parsed.data as Body);
  const problems: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const name = String(issue.path[0] ?? 'body');
    if (Object.hasOwn(problems, name)) continue;
    problems[name] = /[\u4e00-\u9fff]/.test(issue.message) ? issue.message : '此项填写有误，请核对。';
  }
  return err(problems);
}
