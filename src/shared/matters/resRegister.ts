import { z } from 'zod';
import type { Base } from '../domain/operation';
import type { Person } from '../domain/person';
import type { Village } from '../domain/region';
import { caseOf, factsOf } from './facts';
import * as field from './fields';
import { findPerson, findVillage } from './lookup';
import type { Matter, MatterContext, Records } from './matter';
import { householdAfter } from './newHousehold';
import {
  newPersonBase,
  newPersonFields,
  newPersonFit,
  newPersonIssues,
  newPersonSubjects,
  personFrom,
} from './newPerson';
import { registerResident } from './residentWrite';
import { baseOf } from './touched';

const asked = {
  /** Insured year (参保年度). */
  year: field.insuredYear,
  category: z.enum(['ADULT', 'MINOR', 'STUDENT'], { error: '请选择参保类别。' }),
  /** School, for students; ties them to the place of the school (R-STU-01). */
  school: field.plainText('学校', 80).nullable(),
  outsideWindowReason: z
    .enum(['TRANSFER', 'FIRST_ENROLMENT', 'NEWBORN', 'OTHER'], { error: '请选择集中期外参保原因。' })
    .nullable(),
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
    if (body.category === 'STUDENT' && body.school === null) {
      issues.addIssue({ code: 'custom', path: ['school'], message: '学生参保请填写学校。' });
    }
  });
export type ResRegisterBody = z.infer<typeof Body>;

/** The person of the body as the rules see them: with what was typed at the counter put in. */
function personOf(body: ResRegisterBody, records: Records, context: MatterContext): Person | null {
  const person = body.who === 'new' ? personFrom(body) : findPerson(records, body.personId);
  if (person === null) return null;
  const schooled: Person =
    body.category === 'STUDENT' && body.school !== null && person.schooling?.school !== body.school
      ? {
          ...person,
          schooling: {
            region: context.jurisdiction.region,
            school: body.school,
            from: context.day,
            until: null,
          },
        }
      : person;
  return body.phone === null ? schooled : { ...schooled, phone: body.phone };
}

const villageOf = (body: ResRegisterBody, records: Records): Village | null => {
  const code = body.who === 'new' ? body.villageCode : findPerson(records, body.personId)?.villageCode;
  return code === undefined ? null : findVillage(records, code);
};

const existingBase = (body: ResRegisterBody, records: Records): Base[] => {
  const village = findPerson(records, body.personId)?.villageCode;
  return [
    baseOf(records, { kind: 'person', id: body.personId }, [
      'certNo',
      'villageCode',
      'survival',
      'res.status',
      'emp.status',
      `res.payment.${body.year}`,
      ...(body.phone === null ? [] : ['phone']),
      ...(body.category === 'STUDENT' ? ['schooling'] : []),
    ]),
    ...(village === undefined ? [] : [baseOf(records, { kind: 'village', id: village }, ['empNo'])]),
  ];
};

/** 居民参保登记: an adult, a minor or a student; somebody known or somebody new (R-RES-01). */
export const resRegister: Matter<ResRegisterBody> = {
  code: 'RES_REGISTER',
  body: Body,
  subjects: (body) =>
    body.who === 'new' ? newPersonSubjects(body) : [{ kind: 'person', id: body.personId }],
  base: (body, records) => (body.who === 'new' ? newPersonBase(body, records) : existingBase(body, records)),
  toCase: (body, records, context) => {
    const person = personOf(body, records, context);
    const paidOn =
      person?.payments.find((p) => p.scheme === 'RES' && p.period === String(body.year))?.paidOn ?? null;
    return caseOf('RES_REGISTER', body.personId, context, person === null ? {} : factsOf(person, context), {
      scheme: 'RES',
      year: body.year,
      category: body.category,
      ...(paidOn === null ? {} : { paidOn }),
      ...(body.outsideWindowReason === null ? {} : { outsideWindowReason: body.outsideWindowReason }),
    });
  },
  fit: (body, records) => {
    if (body.who === 'new') return newPersonFit(body, records);
    if (findPerson(records, body.personId) === null) return '人员档案中没有此人，请重新查找。';
    return villageOf(body, records) === null ? '此人所在的村（居）不在本辖区，不能在这里登记。' : null;
  },
  apply: (body, records, context) => {
    const person = personOf(body, records, context);
    const village = villageOf(body, records);
    if (person === null || village === null) throw new Error('RES_REGISTER applied where it does not fit');
    const ask = { category: body.category, year: body.year, empNo: village.empNo };
    return [
      registerResident(person, ask, context),
      ...(body.who === 'new' ? householdAfter(body, records) : []),
    ];
  },
};
