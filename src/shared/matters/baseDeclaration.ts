import { z } from 'zod';
import type { DeclaredBase } from '../domain/declaredBase';
import type { Enrolment } from '../domain/enrolment';
import type { Person } from '../domain/person';
import { amountOf } from './answerRead';
import { withEnrolment } from './enrolments';
import { caseOf, factsOf } from './facts';
import * as field from './fields';
import { findPerson, findUnit } from './lookup';
import type { Matter, Records } from './matter';
import { baseOf } from './touched';

const Body = z
  .strictObject({
    personId: field.personId,
    empNo: field.unitId,
    /** The year in which the base begins to apply. */
    cycle: field.cycleYear,
    /** What it is taken from; `NONE`: the unit declared nothing. */
    basis: z.enum(['WAGES', 'FIRST_WAGE', 'NONE'], { error: '请选择基数的来源。' }),
    /** All wages of the year before `cycle`. */
    wagesFen: field.yuanFen('上年度工资总额').nullable(),
    months: z
      .number({ error: '请填写上年度工作月数。' })
      .int({ error: '工作月数应为 1 至 12。' })
      .min(1, { error: '工作月数应为 1 至 12。' })
      .max(12, { error: '工作月数应为 1 至 12。' })
      .nullable(),
    firstWageFen: field.yuanFen('当月应发或核定工资').nullable(),
  })
  .superRefine((body, issues) => {
    const ask = (path: string, message: string) => issues.addIssue({ code: 'custom', path: [path], message });
    if (body.basis === 'WAGES' && body.wagesFen === null) ask('wagesFen', '请填写上年度工资总额。');
    if (body.basis === 'FIRST_WAGE' && body.firstWageFen === null)
      ask('firstWageFen', '请填写当月应发或核定工资。');
  });
export type BaseDeclarationBody = z.infer<typeof Body>;

/** The relation with a unit that counts: in force, else paused. */
export function relationWith(person: Person, empNo: string): Enrolment | null {
  const here = person.enrolments.filter(
    (e) => e.scheme === 'EMP' && e.empNo === empNo && e.status !== 'TERMINATED',
  );
  return here.find((e) => e.status === 'ACTIVE') ?? here[0] ?? null;
}

/** The base of a relation in a cycle; null while there is none. */
export const baseIn = (relation: Enrolment, cycle: number): DeclaredBase | null =>
  relation.bases?.find((base) => base.cycle === cycle) ?? null;

const unitOf = (records: Records, empNo: string): string => findUnit(records, empNo)?.id ?? empNo;
const FROM = { WAGES: 'WAGES', FIRST_WAGE: 'FIRST_WAGE', NONE: 'PROVISIONAL' } as const;

/** 缴费基数申报 of one employee (R-BASE): the base that the answer gives is kept on the relation with the unit. */
export const baseDeclaration: Matter<BaseDeclarationBody> = {
  code: 'BASE_DECLARATION',
  body: Body,
  subjects: (body) => [{ kind: 'person', id: body.personId }],
  base: (body, records) => [
    baseOf(records, { kind: 'person', id: body.personId }, [
      'emp.status',
      'emp.empNo',
      'villageCode',
      `emp.base.${body.cycle}`,
    ]),
    baseOf(records, { kind: 'unit', id: body.empNo }, ['status']),
  ],
  toCase: (body, records, context) => {
    const person = findPerson(records, body.personId);
    const relation = person === null ? null : relationWith(person, unitOf(records, body.empNo));
    const last = relation === null ? null : baseIn(relation, body.cycle - 1);
    const year = body.cycle - 1;
    return caseOf(
      'BASE_DECLARATION',
      `${body.personId}:${body.cycle}`,
      context,
      {
        ...(person === null ? {} : factsOf(person, context)),
        wages:
          body.basis === 'WAGES' && body.wagesFen !== null
            ? [{ year, totalFen: body.wagesFen, ...(body.months === null ? {} : { months: body.months }) }]
            : [],
        ...(last === null ? {} : { lastBaseFen: last.baseFen }),
      },
      {
        cycle: body.cycle,
        declared: body.basis !== 'NONE',
        ...(body.firstWageFen === null ? {} : { firstWageFen: body.firstWageFen }),
        ...(body.basis === 'FIRST_WAGE' && relation !== null ? { hireDate: relation.from } : {}),
      },
    );
  },
  fit: (body, records) => {
    const person = findPerson(records, body.personId);
    if (person === null) return '人员档案中没有此人，请重新查找。';
    const unit = findUnit(records, body.empNo);
    if (unit === null) return `没有单位编号为 ${body.empNo} 的参保单位，请重新选择。`;
    return relationWith(person, unit.id) === null
      ? `${person.name}没有在${unit.name}参保，不能由该单位申报基数。`
      : null;
  },
  apply: (body, records, { answer, day }) => {
    const person = findPerson(records, body.personId);
    const relation = person === null ? null : relationWith(person, unitOf(records, body.empNo));
    if (person === null || relation === null)
      throw new Error('BASE_DECLARATION applied where it does not fit');
    const baseFen = amountOf(answer, 'base');
    if (baseFen === null) return [person];
    const made: DeclaredBase = { cycle: body.cycle, baseFen, from: FROM[body.basis], declaredOn: day };
    const others = (relation.bases ?? []).filter(({ cycle }) => cycle !== body.cycle);
    return [
      withEnrolment(person, {
        ...relation,
        bases: [...others, made].sort((a, b) => a.cycle - b.cycle),
      }),
    ];
  },
};
