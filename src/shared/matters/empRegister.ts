import { z } from 'zod';
import type { Base } from '../domain/operation';
import type { Person } from '../domain/person';
import type { Answer } from '../rules/answer';
import { effectOn } from './answerRead';
import { currentEnrolment, endEnrolment, withEnrolment } from './enrolments';
import { caseOf, factsOf } from './facts';
import * as field from './fields';
import { findPerson, findUnit } from './lookup';
import type { Matter, MatterContext, Records } from './matter';
import {
  householdAfter,
  newPersonBase,
  newPersonFields,
  newPersonFit,
  newPersonIssues,
  newPersonSubjects,
  personFrom,
} from './newPerson';
import { baseOf } from './touched';
import { unitFacts } from './unitFacts';

const asked = {
  /** empNo of the employer. */
  empNo: field.unitId,
  /** 用工之日, from which the 30 days of R-EMP-19-1 run. */
  hireDate: field.civilDate('用工之日'),
  /** First fee period asked for. */
  firstPeriod: field.civilMonth('首个缴费月份'),
};

const Body = z
  .discriminatedUnion(
    'who',
    [
      z.strictObject({ who: z.literal('existing'), personId: field.personId, phone: field.phone, ...asked }),
      z.strictObject({ ...newPersonFields, ...asked }),
    ],
    { error: '请先选择人员，或选择新建人员。' },
  )
  .superRefine((body, issues) => {
    if (body.who === 'new') newPersonIssues(body, issues);
  });
export type EmpRegisterBody = z.infer<typeof Body>;

function personOf(body: EmpRegisterBody, records: Records): Person | null {
  const person = body.who === 'new' ? personFrom(body) : findPerson(records, body.personId);
  return person === null || body.phone === null ? person : { ...person, phone: body.phone };
}

const existingBase = (body: EmpRegisterBody, records: Records): Base => {
  const fields = [
    'certNo',
    'villageCode',
    'survival',
    'emp.status',
    'emp.empNo',
    'res.status',
    'res.statusFrom',
  ];
  return baseOf(
    records,
    { kind: 'person', id: body.personId },
    body.phone === null ? fields : [...fields, 'phone'],
  );
};

/** Ends the resident relation on the day the answer says (R-EMP-20-4). */
function endResident(person: Person, answer: Answer, context: MatterContext): Person {
  const on = effectOn(answer, 'TERMINATE_RES', context.day);
  return on === null ? person : endEnrolment(person, 'RES', 'TERMINATED', on, 'EMP_REGISTRATION');
}

/**
 * 职工参保登记 of one employee (R-EMP-19, 20). The unit is read, not written, so it is part of the base and not a lane: a
 * refused colleague holds nobody back. Periods are assessed with the unit's monthly assessment, not here.
 */
export const empRegister: Matter<EmpRegisterBody> = {
  code: 'EMP_REGISTER',
  body: Body,
  subjects: (body) =>
    body.who === 'new' ? newPersonSubjects(body) : [{ kind: 'person', id: body.personId }],
  base: (body, records) => [
    ...(body.who === 'new' ? newPersonBase(body, records) : [existingBase(body, records)]),
    baseOf(records, { kind: 'unit', id: body.empNo }, ['status']),
  ],
  toCase: (body, records, context) => {
    const person = personOf(body, records);
    const unit = findUnit(records, body.empNo);
    return caseOf(
      'EMP_REGISTER',
      body.personId,
      context,
      {
        ...(person === null ? {} : factsOf(person, context)),
        ...(unit === null ? {} : { unit: unitFacts(unit, context) }),
      },
      { scheme: 'EMP', subKind: 'UNIT', hireDate: body.hireDate, firstPeriod: body.firstPeriod },
    );
  },
  fit: (body, records) => {
    const unit = findUnit(records, body.empNo);
    if (unit === null) return `没有单位编号为 ${body.empNo} 的参保单位，请先办理单位登记或重新选择。`;
    if (unit.managementType === '08') return `${unit.name}是居民虚拟单位，不能办理职工参保。`;
    if (body.who === 'new') return newPersonFit(body, records);
    return findPerson(records, body.personId) === null ? '人员档案中没有此人，请重新查找。' : null;
  },
  apply: (body, records, context) => {
    const person = personOf(body, records);
    if (person === null) throw new Error('EMP_REGISTER applied where it does not fit');
    const current = currentEnrolment(person, 'EMP');
    const resumes = current !== null && current.status === 'PAUSED' && current.empNo === body.empNo;
    const enrolled = withEnrolment(person, {
      id: resumes ? current.id : `E${context.opId}`,
      scheme: 'EMP',
      subKind: 'UNIT',
      status: 'ACTIVE',
      empNo: body.empNo,
      personType: '1101',
      region: context.jurisdiction.region,
      from: resumes ? current.from : body.hireDate,
      statusFrom: context.day,
      reason: null,
    });
    const after = endResident(enrolled, context.answer, context);
    return [after, ...(body.who === 'new' ? householdAfter(body, records) : [])];
  },
};
