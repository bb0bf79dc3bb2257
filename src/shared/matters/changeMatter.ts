import { z } from 'zod';
import type { MatterCode } from '../domain/matter';
import type { Person } from '../domain/person';
import type { Json } from '../json';
import type { Case } from '../rules/case';
import { currentEnrolment, withEnrolment } from './enrolments';
import { caseOf, factsOf } from './facts';
import * as field from './fields';
import { findHousehold, findPerson, findVillage } from './lookup';
import type { Matter, Records } from './matter';
import { baseOf } from './touched';

/** What may be changed; a field that is absent stays as it is. */
export const CHANGEABLE = {
  certType: field.codeOf('certType', '证件类型'),
  certNo: z
    .string({ error: '请填写证件号码。' })
    .min(1, { error: '请填写证件号码。' })
    .max(30, { error: '证件号码最长 30 位。' }),
  name: field.personName,
  sex: z.enum(['1', '2'], { error: '请选择性别。' }),
  birthDate: field.civilDate('出生日期'),
  nation: field.codeOf('nation', '民族'),
  nationality: field.nationality,
  phone: field.phone,
  householdId: field.householdId,
  relation: field.codeOf('relation', '与户主关系'),
  hukouRegion: field.regionCode.nullable(),
  residencePermit: z.boolean(),
} as const;
export type ChangeableField = keyof typeof CHANGEABLE;
export const CHANGEABLE_FIELDS = Object.keys(CHANGEABLE) as ChangeableField[];

const Body = z
  .strictObject({
    personId: field.personId,
    note: field.plainText('变更依据', 200).nullable(),
    ...CHANGEABLE,
  })
  .partial({
    ...(Object.fromEntries(CHANGEABLE_FIELDS.map((name) => [name, true])) as Record<ChangeableField, true>),
  })
  .superRefine((body, issues) => {
    if (!CHANGEABLE_FIELDS.some((name) => body[name] !== undefined)) {
      issues.addIssue({ code: 'custom', path: ['personId'], message: '还没有改动任何一项。' });
    }
    if (body.certType !== undefined && body.certNo === undefined) {
      issues.addIssue({
        code: 'custom',
        path: ['certNo'],
        message: '更换证件类型时请一并填写新的证件号码。',
      });
    }
    if (body.certNo !== undefined && body.certType !== undefined) {
      field.certificateIssues({ certType: body.certType, certNo: body.certNo }, (message) =>
        issues.addIssue({ code: 'custom', path: ['certNo'], message }),
      );
    }
  });
export type ChangeBody = z.infer<typeof Body>;

const changedFields = (body: ChangeBody): ChangeableField[] =>
  CHANGEABLE_FIELDS.filter((name) => body[name] !== undefined);

/** The person with the changes written; moving to another household takes village, group and resident unit along. */
function changed(person: Person, body: ChangeBody, records: Records): Person {
  const patch = Object.fromEntries(changedFields(body).map((name) => [name, body[name]])) as Partial<Person>;
  const next: Person = { ...person, ...patch };
  if (body.householdId === undefined) return next;
  const household = findHousehold(records, body.householdId);
  if (household === null) return next;
  const moved: Person = { ...next, villageCode: household.villageCode, group: household.group };
  const village = findVillage(records, household.villageCode);
  const resident = currentEnrolment(moved, 'RES');
  if (village === null || resident === null || resident.status === 'TERMINATED') return moved;
  return withEnrolment(moved, { ...resident, empNo: village.empNo });
}

/** 信息变更 (R-CHG-01): identity, contact, household. The same for residents and employees. */
export function changeMatter(code: MatterCode & Case['matter']): Matter<ChangeBody> {
  return {
    code,
    body: Body,
    subjects: (body) => [{ kind: 'person', id: body.personId }],
    base: (body, records) => {
      const household = body.householdId === undefined ? null : findHousehold(records, body.householdId);
      const moves = body.householdId === undefined ? [] : ['group', 'res.empNo'];
      const fields = new Set(['certNo', 'villageCode', ...changedFields(body), ...moves]);
      return [
        baseOf(records, { kind: 'person', id: body.personId }, [...fields]),
        ...(body.householdId === undefined
          ? []
          : [baseOf(records, { kind: 'household', id: body.householdId }, ['villageCode', 'group'])]),
        ...(household === null
          ? []
          : [baseOf(records, { kind: 'village', id: household.villageCode }, ['empNo'])]),
      ];
    },
    toCase: (body, records, context) => {
      const person = findPerson(records, body.personId);
      if (person === null) return caseOf(code, body.personId, context, {}, { changes: [] });
      const changes = changedFields(body).map((name) => ({
        field: name,
        from: person[name] as Json,
        to: body[name] as Json,
      }));
      return caseOf(code, body.personId, context, factsOf(person, context), { changes });
    },
    fit: (body, records) => {
      if (findPerson(records, body.personId) === null) return '人员档案中没有此人，请重新查找。';
      if (body.householdId === undefined) return null;
      const household = findHousehold(records, body.householdId);
      if (household === null) return `没有户号为 ${body.householdId} 的家庭户，请查对户号。`;
      return findVillage(records, household.villageCode) === null ? '要迁入的家庭户不在本辖区。' : null;
    },
    apply: (body, records) => {
      const person = findPerson(records, body.personId);
      if (person === null) throw new Error(`${code} applied where it does not fit`);
      return [changed(person, body, records)];
    },
  };
}
