import { z } from 'zod';
import type { Base } from '../domain/operation';
import { NOTHING_CARRIED, type Person } from '../domain/person';
import type { Subject } from '../domain/record';
import * as field from './fields';
import { findPerson } from './lookup';
import type { Records } from './matter';
import { placeFit } from './newHousehold';
import { baseOf } from './touched';

/**
 * Somebody the platform does not know yet, as typed at the counter. `householdNew` says that the household was not
 * confirmed by the platform when this was typed; then the operation carries what is needed to create it, and joins it
 * where it has come to exist by an earlier operation.
 */
export const newPersonFields = {
  who: z.literal('new'),
  personId: field.personId.regex(field.TMP_ID, { error: '新建人员须用本机临时编号。' }),
  certType: field.codeOf('certType', '证件类型'),
  certNo: z
    .string({ error: '请填写证件号码。' })
    .min(1, { error: '请填写证件号码。' })
    .max(30, { error: '证件号码最长 30 位。' })
    .nullable(),
  name: field.personName,
  sex: z.enum(['1', '2'], { error: '请选择性别。' }),
  birthDate: field.civilDate('出生日期'),
  nation: field.codeOf('nation', '民族'),
  nationality: field.nationality,
  phone: field.phone,
  villageCode: field.villageCode,
  group: field.group,
  householdId: field.householdId,
  householdNew: z.boolean({ error: '请说明是否新立户。' }),
  address: field.plainText('住址', 200).nullable(),
  relation: field.codeOf('relation', '与户主关系'),
  hukouRegion: field.regionCode.nullable(),
  residencePermit: z.boolean({ error: '请说明有无居住证。' }),
};

const NewPerson = z.strictObject(newPersonFields);
export type NewPerson = z.infer<typeof NewPerson>;

/** For `superRefine` of every body with a new person: what only two fields together can show. */
export function newPersonIssues(body: NewPerson, issues: z.RefinementCtx): void {
  field.certificateIssues(body, (message) => issues.addIssue({ code: 'custom', path: ['certNo'], message }));
}

/** The person as it will be registered, with nothing insured yet. */
export const personFrom = (body: NewPerson): Person => ({
  kind: 'person',
  id: body.personId,
  version: 0,
  formerId: null,
  certType: body.certType,
  certNo: body.certNo,
  name: body.name,
  sex: body.sex,
  birthDate: body.birthDate,
  nation: body.nation,
  nationality: body.nationality,
  phone: body.phone,
  villageCode: body.villageCode,
  group: body.group,
  householdId: body.householdId,
  relation: body.relation,
  hukouRegion: body.hukouRegion,
  residencePermit: body.residencePermit,
  survival: '1',
  deathDate: null,
  identities: [],
  schooling: null,
  enrolments: [],
  payments: [],
  elsewhere: [],
  guardianId: null,
  ...NOTHING_CARRIED,
});

/** The household lane is held only while the household itself is not confirmed; a refusal then holds nobody else. */
export const newPersonSubjects = (body: NewPerson): Subject[] => [
  { kind: 'person', id: body.personId },
  ...(body.householdNew ? [{ kind: 'household' as const, id: body.householdId }] : []),
];

export const newPersonBase = (body: NewPerson, records: Records): Base[] => [
  baseOf(records, { kind: 'person', id: body.personId }, []),
  baseOf(records, { kind: 'household', id: body.householdId }, ['villageCode', 'group']),
  baseOf(records, { kind: 'village', id: body.villageCode }, ['empNo']),
];

export function newPersonFit(body: NewPerson, records: Records): string | null {
  if (findPerson(records, body.personId) !== null) return `${body.name}已经建档，请按已有人员办理。`;
  return placeFit(body, records);
}
