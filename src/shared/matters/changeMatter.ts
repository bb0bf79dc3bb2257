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
import { householdAfter, type Place, placeFit } from './newHousehold';
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

/**
 * What a move that takes part in a household's (整户迁移) says of both households, so that it waits for whatever else is done
 * to either, and a household that the platform does not know yet comes to be with the first who moves in.
 */
const MOVE = {
  movesFrom: field.householdId,
  householdNew: z.boolean({ error: '请说明是否新立户。' }),
  villageCode: field.villageCode,
  group: field.group,
  address: field.plainText('住址', 200).nullable(),
} as const;
export const MOVE_FIELDS = Object.keys(MOVE) as (keyof typeof MOVE)[];

const all = <F extends string>(names: readonly F[]) =>
  Object.fromEntries(names.map((name) => [name, true])) as Record<F, true>;

const Body = z
  .strictObject({
    personId: field.personId,
    note: field.plainText('变更依据', 200).nullable(),
    ...CHANGEABLE,
    ...MOVE,
  })
  .partial({ ...all(CHANGEABLE_FIELDS), ...all(MOVE_FIELDS) })
  .superRefine((body, issues) => {
    if (MOVE_FIELDS.some((name) => body[name] !== undefined) && !(body.householdId && moveOf(body))) {
      const message = '请选要迁入的户（不能是现在的户），新立户的请选村（居）和社（组）。';
      return issues.addIssue({ code: 'custom', path: ['householdId'], message });
    }
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

/** The household moved to, where the body tells of a move; null: at most a household number is changed. */
function moveOf(
  body: Partial<Place> & { movesFrom?: string | undefined },
): (Place & { movesFrom: string }) | null {
  const { movesFrom, householdId, householdNew, villageCode, group, address } = body;
  if (movesFrom === undefined || householdId === undefined || householdNew === undefined) return null;
  if (villageCode === undefined || group === undefined || address === undefined) return null;
  return { movesFrom, householdId, householdNew, villageCode, group, address };
}

const changedFields = (body: ChangeBody): ChangeableField[] =>
  CHANGEABLE_FIELDS.filter((name) => body[name] !== undefined);

/** The person with the changes written; moving to another household takes village, group and resident unit along. */
function changed(person: Person, body: ChangeBody, records: Records): Person {
  const patch = Object.fromEntries(changedFields(body).map((name) => [name, body[name]])) as Partial<Person>;
  const next: Person = { ...person, ...patch };
  if (body.householdId === undefined) return next;
  const household = findHousehold(records, body.householdId) ?? moveOf(body);
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
    subjects: (body) => {
      const move = moveOf(body);
      const households = move === null ? [] : [move.movesFrom, move.householdId];
      return [
        { kind: 'person', id: body.personId },
        ...households.map((id) => ({ kind: 'household' as const, id })),
      ];
    },
    base: (body, records) => {
      const move = moveOf(body);
      const household =
        body.householdId === undefined ? null : (findHousehold(records, body.householdId) ?? move);
      const moves = body.householdId === undefined ? [] : ['group', 'res.empNo'];
      const fields = new Set(['certNo', 'villageCode', ...changedFields(body), ...moves]);
      return [
        baseOf(records, { kind: 'person', id: body.personId }, [...fields]),
        ...(body.householdId === undefined
          ? []
          : [baseOf(records, { kind: 'household', id: body.householdId }, ['villageCode', 'group'])]),
        ...(move === null
          ? []
          : [baseOf(records, { kind: 'household', id: move.movesFrom }, ['villageCode', 'group'])]),
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
      const move = moveOf(body);
      if (move !== null) return placeFit(move, records);
      const household = findHousehold(records, body.householdId);
      if (household === null) return `没有户号为 ${body.householdId} 的家庭户，请查对户号。`;
      return findVillage(records, household.villageCode) === null ? '要迁入的家庭户不在本辖区。' : null;
    },
    apply: (body, records) => {
      const person = findPerson(records, body.personId);
      if (person === null) throw new Error(`${code} applied where it does not fit`);
      const [after, move] = [changed(person, body, records), moveOf(body)];
      const joins = move && { ...move, personId: person.id, relation: after.relation };
      return [after, ...(joins === null ? [] : householdAfter(joins, records))];
    },
  };
}
