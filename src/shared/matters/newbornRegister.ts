import { z } from 'zod';
import { yearOf } from '../domain/civilDate';
import type { Base } from '../domain/operation';
import type { Person } from '../domain/person';
import type { Village } from '../domain/region';
import { dateOf } from './answerRead';
import { caseOf, factsOf } from './facts';
import * as field from './fields';
import { findPerson, findVillage } from './lookup';
import type { Matter, Records } from './matter';
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
  /** The year whose fee is asked for; a child born inside the window prepays the next year (R-NB-03). */
  year: field.insuredYear,
  /** The guardian's person id where they are on file here. */
  guardianId: field.personId.nullable(),
  guardianName: field.personName,
  /** 出生医学证明编号; the evidence while there is no citizen number (R-NB-02). */
  birthCertNo: z
    .string({ error: '请填写出生医学证明编号。' })
    .regex(/^[A-Z0-9]{6,20}$/, { error: '出生医学证明编号应为 6 至 20 位字母和数字。' })
    .nullable(),
  /** Is enrolled under a parent's name until now (R-NB-02). */
  underParentName: z.boolean({ error: '请说明是否曾以父母名义参保。' }),
};

const Body = z
  .discriminatedUnion(
    'who',
    [
      z.strictObject({ who: z.literal('existing'), personId: field.personId, phone: field.phone, ...asked }),
      z.strictObject({ ...newPersonFields, ...asked }),
    ],
    { error: '请先选择新生儿，或选择新建人员。' },
  )
  .superRefine((body, issues) => {
    if (body.who !== 'new') return;
    newPersonIssues(body, issues);
    if (body.certNo === null && body.birthCertNo === null) {
      issues.addIssue({
        code: 'custom',
        path: ['birthCertNo'],
        message: '没有公民身份号码时，请填写出生医学证明编号。',
      });
    }
  });
export type NewbornRegisterBody = z.infer<typeof Body>;

function childOf(body: NewbornRegisterBody, records: Records): Person | null {
  const child = body.who === 'new' ? personFrom(body) : findPerson(records, body.personId);
  if (child === null) return null;
  const guardianId = body.guardianId ?? child.guardianId;
  return { ...child, guardianId, phone: body.phone ?? child.phone };
}

const villageOf = (body: NewbornRegisterBody, records: Records): Village | null => {
  const code = body.who === 'new' ? body.villageCode : findPerson(records, body.personId)?.villageCode;
  return code === undefined ? null : findVillage(records, code);
};

const existingBase = (body: NewbornRegisterBody, records: Records): Base[] => {
  const village = findPerson(records, body.personId)?.villageCode;
  const fields = ['certNo', 'villageCode', 'survival', 'res.status', `res.payment.${body.year}`];
  return [
    baseOf(
      records,
      { kind: 'person', id: body.personId },
      body.phone === null ? fields : [...fields, 'phone'],
    ),
    ...(village === undefined ? [] : [baseOf(records, { kind: 'village', id: village }, ['empNo'])]),
  ];
};

/** 新生儿参保登记 by the guardian (R-NB-01 to 06); without a number under a placeholder (R-ID-05), never a parent's. */
export const newbornRegister: Matter<NewbornRegisterBody> = {
  code: 'NEWBORN_REGISTER',
  body: Body,
  subjects: (body) =>
    body.who === 'new' ? newPersonSubjects(body) : [{ kind: 'person', id: body.personId }],
  base: (body, records) => (body.who === 'new' ? newPersonBase(body, records) : existingBase(body, records)),
  toCase: (body, records, context) => {
    const child = childOf(body, records);
    const facts = child === null ? {} : factsOf(child, context);
    return caseOf(
      'NEWBORN_REGISTER',
      body.personId,
      context,
      { ...facts, newborn: { underParentName: body.underParentName } },
      { scheme: 'RES', year: body.year, category: 'NEWBORN', outsideWindowReason: 'NEWBORN' },
    );
  },
  fit: (body, records) => {
    if (body.who === 'new') return newPersonFit(body, records);
    if (findPerson(records, body.personId) === null) return '人员档案中没有此新生儿，请重新查找。';
    return villageOf(body, records) === null ? '新生儿所在的村（居）不在本辖区，不能在这里登记。' : null;
  },
  apply: (body, records, context) => {
    const child = childOf(body, records);
    const village = villageOf(body, records);
    if (child === null || village === null) throw new Error('NEWBORN_REGISTER applied where it does not fit');
    // Which year is paid for is the rules' to say (R-NB-03, R-NB-06): it is the one the cover runs to.
    const coverTo = dateOf(context.answer, 'coverTo');
    const year = coverTo === null ? body.year : yearOf(coverTo);
    const ask = { category: 'NEWBORN', year, empNo: village.empNo } as const;
    return [
      registerResident(child, ask, context),
      ...(body.who === 'new' ? householdAfter(body, records) : []),
    ];
  },
};
